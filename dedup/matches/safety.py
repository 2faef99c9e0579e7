"""Which article of a match may go in favour of the other, from its passages; of many matches at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dedup.differences.safety import safety, says_nothing
from dedup.judge.relation import RELATIONS
from dedup.matches.columns import MatchColumns
from dedup.matches.differing import first_differences
from dedup.matches.shared_text import SharedText
from dedup.origin import Profile
from dedup.reasons import Reason
from dedup.results import Relation
from dedup.text.folding import fold

WHOLE: frozenset[Relation] = frozenset({"exact", "reprint", "contained"})
"""The relations in which an article may stand in the other one whole."""

Safety = tuple[Reason, Reason]
"""Whether a, and whether b, may go in favour of the other, or what differs."""


def safety_of(columns: MatchColumns, shared: SharedText, pairs: Sequence[tuple[Profile, Profile]]) -> dict[int, Safety]:
    """Of the matches that copy a whole article, by row, what each side may do in favour of the other.

    `pairs` are the profiles of a and b of each match.
    """
    is_whole = np.array([relation in WHOLE for relation in RELATIONS])[columns.relations]
    asked = [row for row in np.flatnonzero(is_whole).tolist() if not _needs_title(*pairs[row])]
    found: dict[int, Safety] = {
        row: (Reason("keeps_title", {"copy": "a"}), Reason("keeps_title", {"copy": "b"}))
        for row in np.flatnonzero(is_whole).tolist()
    }
    for row, (of_a, of_b) in zip(asked, first_differences(shared, np.array(asked, np.int64)), strict=True):
        a, b = (profile.article.text for profile in pairs[row])
        found[row] = safety(of_a, (a, b), "a"), safety(of_b, (b, a), "b")
    return found


def _needs_title(a: Profile, b: Profile) -> bool:
    """Whether a text says too little by itself, and stands under another title."""
    return (says_nothing(a.side) or says_nothing(b.side)) and fold(a.article.title) != fold(b.article.title)
