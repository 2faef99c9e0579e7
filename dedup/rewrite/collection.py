"""Depth "rewrite" for the pairs of a collection, in batches, from the articles' texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.align import Alignments, concatenated
from dedup.candidates.pairs import join, split
from dedup.judge.relation import MIN_EVIDENCE
from dedup.records import EDITED
from dedup.rewrite.align import align_rewritten, prepare
from dedup.weigh.evidence import REPEATED, in_full
from dedup.weigh.rarity import LASTING_WEIGHTS
from dedup.weigh.rewritten import FUNCTION_WORD, passage_weight_kernel

BATCH = 4_000
"""Pairs worked on at a time: their texts are prepared together, some 60 MB."""

_MARKS = np.arange(256)
_WEIGHTS = np.where(_MARKS & int(REPEATED), 0, np.tile(LASTING_WEIGHTS, 8)).astype(np.float32)
"""What a 4-gram counts by the mark of the token it begins at: nothing if it is spread over many days, or repeated by
the outlet."""


@dataclass(frozen=True, slots=True)
class Rewriter:
    """Aligns pairs of N articles at depth "rewrite".

    `text` gives an article's text by number; `tokens` uint32[n] are the articles' tokens, those of article i from
    `begin[i]` (int64[N]) on; `marks` uint8[n] tell how rare the 4-gram at each token is, `counts` how rare a word
    (`weighing.word_counts`).
    """

    text: Callable[[int], str]
    tokens: NDArray[np.uint32]
    begin: NDArray[np.int64]
    marks: NDArray[np.uint8]
    counts: NDArray[np.uint32]
    threads: int

    def align(self, pairs: NDArray[np.uint64], copied: Alignments, progress: Callable[[int], None]) -> Alignments:
        """Align sorted pairs; those without a rewritten passage or summary of substance are left out.

        Each such passage has to weigh `MIN_EVIDENCE` by itself: words left in place say that a text was copied, a form
        filled in otherwise leaves them too. A pair weighs what they weigh, or its copies (`copied`), if that is more.
        """
        found = concatenated([self._batch(pairs[i : i + BATCH], progress) for i in range(0, len(pairs), BATCH)])
        at = np.minimum(np.searchsorted(copied.pairs, found.pairs), max(len(copied.pairs) - 1, 0))
        known = np.flatnonzero(copied.pairs[at] == found.pairs) if len(copied.pairs) else at[:0]
        found.evidence[known] = np.maximum(found.evidence[known], copied.evidence[at[known]])
        return found

    def _batch(self, pairs: NDArray[np.uint64], progress: Callable[[int], None]) -> Alignments:
        first, second = split(pairs)
        used = np.unique(np.concatenate([first, second]))
        prepared = prepare([self.text(int(number)) for number in used])
        local = join(np.searchsorted(used, first), np.searchsorted(used, second))  # numbers rise, so sides stay
        found = align_rewritten(prepared, local, threads=self.threads, progress=progress)
        weights = np.empty(len(found.passages), np.float32)
        passage_weight_kernel(
            pairs, found.passages, found.offsets, self.tokens, self.begin, self.marks, _WEIGHTS, self.counts,
            self.counts.sum() / FUNCTION_WORD, weights,
        )  # fmt: skip
        total = np.append(0, np.cumsum(np.where(weights >= MIN_EVIDENCE, weights, 0), dtype=np.float64))
        weight = (total[found.offsets[1:]] - total[found.offsets[:-1]]).astype(np.float32)
        formula = (found.passages[:, 5] > EDITED) & (weights < MIN_EVIDENCE)
        found = replace(found, pairs=pairs, evidence=in_full(weight))
        return found.without_passages(formula).selected(weight > 0)
