"""Alignments: what candidate pairs share, in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.records import EVIDENCE, PASSAGE, EvidenceRecords, PassageRecords


@dataclass(frozen=True, slots=True)
class Alignments:
    """What P candidate pairs share.

    `pairs` uint64[P] (`candidates.pairs`). `passages` PASSAGE[n]: their spans are places of tokens within the text;
    those of pair i stand at `offsets[i]:offsets[i + 1]` (int64[P + 1]), in the order of a. `evidence` EVIDENCE[P]: what
    the copied words weigh.
    """

    pairs: NDArray[np.uint64]
    passages: PassageRecords
    offsets: NDArray[np.int64]
    evidence: EvidenceRecords

    def __len__(self) -> int:
        return len(self.pairs)

    def of(self, pair: int) -> PassageRecords:
        """The passages of the pair at this place."""
        return self.passages[self.offsets[pair] : self.offsets[pair + 1]]

    def sums(self, values: NDArray[Any]) -> NDArray[Any]:
        """The sum of the `values` of the passages of each pair, one value a passage: int64[P], or float64[P]."""
        total = np.zeros(len(values) + 1, np.result_type(values, np.int64))
        np.cumsum(values, dtype=total.dtype, out=total[1:])
        return total[self.offsets[1:]] - total[self.offsets[:-1]]

    def selected(self, keep: NDArray[np.bool_]) -> Alignments:
        """Only the pairs where `keep` is true; the same object where that are all."""
        if keep.all():
            return self
        n_passages = np.diff(self.offsets)
        return Alignments(
            self.pairs[keep],
            self.passages[np.repeat(keep, n_passages)],
            np.append(0, np.cumsum(n_passages[keep])),
            self.evidence[keep],
        )

    def without_passages(self, gone: NDArray[np.bool_]) -> Alignments:
        """The same pairs without the passages where `gone` is true, of which their evidence takes no notice."""
        n_kept = np.append(0, np.cumsum(~gone))
        return Alignments(self.pairs, self.passages[~gone], n_kept[self.offsets], self.evidence)

    @classmethod
    def joined(cls, parts: Sequence[Alignments]) -> Alignments:
        """Alignments one after the other."""
        parts = [part for part in parts if len(part)] or parts[:1]
        if len(parts) == 1:
            return parts[0]
        lengths = np.concatenate([np.empty(0, np.int64), *(np.diff(part.offsets) for part in parts)])
        return cls(
            np.concatenate([np.empty(0, np.uint64), *(part.pairs for part in parts)]),
            np.concatenate([np.empty(0, PASSAGE), *(part.passages for part in parts)]),
            np.append(0, np.cumsum(lengths)),
            np.concatenate([np.empty(0, EVIDENCE), *(part.evidence for part in parts)]),
        )
