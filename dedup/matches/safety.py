"""Which article of a match may go in favour of the other, from its passages; of many matches at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.edits import edits_of, shared_places
from dedup.differences.safety import safety, says_nothing
from dedup.origin import Profile
from dedup.reasons import Reason
from dedup.records import PassageRecords, swapped
from dedup.results import Relation
from dedup.text.folding import fold

WHOLE: frozenset[Relation] = frozenset({"exact", "reprint", "contained"})
"""The relations in which an article may stand in the other one whole."""

Copied = tuple[tuple[Profile, Profile], PassageRecords]
"""Two articles, and the passages that were copied, in tokens."""


def safety_of(copies: Sequence[Copied]) -> Iterator[tuple[Reason, Reason]]:
    """Whether a, and whether b, may go in favour of the other, or what differs; of each of some matches."""
    for (profiles, _), places in zip(copies, _places(copies), strict=True):
        a, b = (profile.side for profile in profiles)
        if (says_nothing(a) or says_nothing(b)) and len({fold(profile.article.title) for profile in profiles}) > 1:
            yield Reason("keeps_title", {"copy": "a"}), Reason("keeps_title", {"copy": "b"})
        else:
            in_b, in_a = places
            yield safety(a, b, in_b, "a"), safety(b, a, in_a, "b")


def _places(copies: Sequence[Copied]) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32]]]:
    """Of each match the places of the words of a in b, and of those of b in a (`shared_places`)."""
    sides = [profile.side for profiles, _ in copies for profile in profiles]
    begins = np.append(0, np.cumsum([len(side) for side in sides], dtype=np.int64))
    lengths = [len(passages) for _, passages in copies]
    passages = np.concatenate([passages for _, passages in copies])
    for side, begin in (("a", begins[:-1:2]), ("b", begins[1::2])):
        for end in ("begin", "end"):
            passages[f"{end}_{side}"] += np.repeat(begin, lengths).astype(np.int32)
    edits = edits_of(np.concatenate([side.hashes for side in sides]), passages)
    passage_ends = np.append(0, np.cumsum(lengths, dtype=np.int64))
    edit_ends = np.searchsorted(edits["passage"], passage_ends).tolist()
    other_passages, other_edits = swapped(passages), swapped(edits)
    bounds = begins.tolist()
    for k in range(len(copies)):
        begin_a, begin_b, end_b = bounds[2 * k : 2 * k + 3]
        first = int(passage_ends[k])
        here, in_edits = slice(first, first + lengths[k]), slice(edit_ends[k], edit_ends[k + 1])
        yield (
            shared_places(passages[here], edits[in_edits], (begin_a, begin_b), begin_b - begin_a, first),
            shared_places(other_passages[here], other_edits[in_edits], (begin_b, begin_a), end_b - begin_b, first),
        )
