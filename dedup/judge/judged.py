"""Judged alignments: with the verdict on each pair, and of two depths the one that says more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.align import Alignments, concatenated
from dedup.judge.relation import CONTAINED, PARTIAL, RELATIONS


@dataclass(frozen=True, slots=True)
class Judged:
    """P aligned pairs, the code of their relation (`RELATIONS`), int8[P], and their scores, float32[P, 3]."""

    alignments: Alignments
    relations: NDArray[np.int8]
    scores: NDArray[np.float32]

    def selected(self, keep: NDArray[np.bool_]) -> Judged:
        """Only the pairs where `keep` is true."""
        return Judged(self.alignments.selected(keep), self.relations[keep], self.scores[keep])


Choice = Callable[[Judged], Judged]
"""What is wanted of judged pairs."""


def substance(judged: Judged) -> Judged:
    """The pairs that share more than formula."""
    return judged.selected(judged.relations <= PARTIAL)


def anything(judged: Judged) -> Judged:
    """All pairs, also those that share only formula or a quotation."""
    return judged


def joined(parts: list[Judged]) -> Judged:
    """Judged pairs one after the other."""
    return Judged(
        concatenated([part.alignments for part in parts]),
        np.concatenate([np.empty(0, np.int8), *(part.relations for part in parts)]),
        np.concatenate([np.empty((0, 3), np.float32), *(part.scores for part in parts)]),
    )


def stronger(copied: Judged, reworded: Judged) -> Judged:
    """Of each pair its alignment at depth "rewrite", or at depth "copy" where only that shows an article copied whole.

    Many small edits leave nothing that depth "rewrite" takes for a copy, and yet the copy explains more of both texts.
    Whichever is shown, the relation is the stronger of the two. The pairs of both are sorted.
    """
    of_copied = _relations_in(copied, reworded.alignments.pairs)
    of_reworded = _relations_in(reworded, copied.alignments.pairs)
    better = (copied.relations < of_reworded) & ((copied.relations <= CONTAINED) | (of_reworded == len(RELATIONS)))
    rest = reworded.selected((reworded.relations <= of_copied) | (of_copied > CONTAINED))
    relations = np.minimum(rest.relations, _relations_in(copied, rest.alignments.pairs))
    return joined([copied.selected(better), replace(rest, relations=relations)])


def _relations_in(judged: Judged, pairs: NDArray[np.uint64]) -> NDArray[np.int8]:
    """The relation of each of `pairs` there; where it is not among them, a code weaker than any."""
    known = judged.alignments.pairs
    found = np.full(len(pairs), len(RELATIONS), np.int8)
    if len(known):
        places = np.minimum(np.searchsorted(known, pairs), len(known) - 1)
        there = known[places] == pairs
        found[there] = judged.relations[places[there]]
    return found
