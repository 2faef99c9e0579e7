"""Which article of a match may go in favour of the other, from its passages; of many matches at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dedup.differences.beside import kept_by, told_apart
from dedup.differences.safety import SAFE, safety
from dedup.judge.relation import relations_in
from dedup.matches.columns import MatchColumns
from dedup.matches.differing import first_differences
from dedup.matches.shared_text import SharedText
from dedup.origin import Profile
from dedup.reasons import Reason
from dedup.results import Relation
from dedup.text.scripts import words_in

WHOLE: frozenset[Relation] = frozenset({"exact", "reprint", "contained"})
"""The relations in which an article may stand in the other one whole."""

Safety = tuple[Reason, Reason]
"""Whether a, and whether b, may go in favour of the other, or what differs."""


def safety_of(columns: MatchColumns, shared: SharedText, pairs: Sequence[tuple[Profile, Profile]]) -> dict[int, Safety]:
    """Of the matches that copy a whole article, by row, what each side may do in favour of the other.

    `pairs` are the profiles of a and b of each match.
    """
    asked = np.flatnonzero(relations_in(columns.relations, WHOLE))
    found: dict[int, Safety] = {}
    for row, (of_a, of_b) in zip(asked.tolist(), first_differences(shared, asked), strict=True):
        a, b = (profile.article.text for profile in pairs[row])
        here = safety(of_a, (a, b), "a"), safety(of_b, (b, a), "b")
        found[row] = here if all(reason.code != SAFE for reason in here) else _beside(pairs[row], here)
    return found


def _beside(profiles: tuple[Profile, Profile], found: Safety) -> Safety:
    """The same, where no text is safe to drop if the titles or days of the articles tell them apart."""
    a, b = (profile.article for profile in profiles)
    told = told_apart(a, b, min(words_in(profile.side.hashes) for profile in profiles))
    if told is None:
        return found
    of_a, of_b = found
    return (
        kept_by(told, (a, b), "a") if of_a.code == SAFE else of_a,
        kept_by(told, (a, b), "b") if of_b.code == SAFE else of_b,
    )
