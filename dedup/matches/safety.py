"""Which article of a match may go in favour of the other, from its passages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dedup.differences.safety import safety, says_nothing
from dedup.matches.changes import shared_runs
from dedup.origin import Profile
from dedup.reasons import Reason
from dedup.results import Relation
from dedup.text.folding import fold

WHOLE: frozenset[Relation] = frozenset({"exact", "reprint", "contained"})
"""The relations in which an article may stand in the other one whole."""


def safety_of(profiles: tuple[Profile, Profile], rows: Sequence[Sequence[int]]) -> tuple[Reason, Reason]:
    """Whether a, and whether b, may go in favour of the other, or what differs.

    `rows` are their copied passages (begin and end in a, begin and end in b, in tokens).
    """
    a, b = (profile.side for profile in profiles)
    titles = {fold(profile.article.title) for profile in profiles}
    if len(titles) > 1 and (says_nothing(a) or says_nothing(b)):
        return Reason("keeps_title", {"copy": "a"}), Reason("keeps_title", {"copy": "b"})
    in_b, in_a = np.full(len(a), -1, np.int32), np.full(len(b), -1, np.int32)
    for begin_a, end_a, begin_b, end_b, *_ in rows:
        for at_a, at_b, length in shared_runs(a.hashes[begin_a:end_a], b.hashes[begin_b:end_b]):
            here, there = begin_a + at_a, begin_b + at_b
            in_b[here : here + length] = np.arange(there, there + length)
            in_a[there : there + length] = np.arange(here, here + length)
    return safety(a, b, in_b, "a"), safety(b, a, in_a, "b")
