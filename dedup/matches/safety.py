"""Which article of a match may go in favour of the other, from its passages."""

from __future__ import annotations

import numpy as np

from dedup.alignment.edits import edits_of, shared_places
from dedup.differences.safety import safety, says_nothing
from dedup.origin import Profile
from dedup.reasons import Reason
from dedup.records import PassageRecords, swapped
from dedup.results import Relation
from dedup.text.folding import fold

WHOLE: frozenset[Relation] = frozenset({"exact", "reprint", "contained"})
"""The relations in which an article may stand in the other one whole."""


def safety_of(profiles: tuple[Profile, Profile], copied: PassageRecords) -> tuple[Reason, Reason]:
    """Whether a, and whether b, may go in favour of the other, or what differs; `copied` are their copied passages."""
    a, b = (profile.side for profile in profiles)
    if (says_nothing(a) or says_nothing(b)) and len({fold(profile.article.title) for profile in profiles}) > 1:
        return Reason("keeps_title", {"copy": "a"}), Reason("keeps_title", {"copy": "b"})
    passages = copied.copy()
    for end in ("begin_b", "end_b"):
        passages[end] += len(a)
    edits = edits_of(np.concatenate([a.hashes, b.hashes]), passages)
    in_b = shared_places(passages, edits, (0, len(a)), len(a))
    in_a = shared_places(swapped(passages), swapped(edits), (len(a), 0), len(b))
    return safety(a, b, in_b, "a"), safety(b, a, in_a, "b")
