"""Depth "rewrite" for the pairs of a collection, in batches, from the articles' texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.alignments import Alignments
from dedup.candidates.pairs import join, split
from dedup.candidates.sorting import contains
from dedup.corpus.texts import Texts
from dedup.judge.judged import Judged
from dedup.judge.relation import PARTIAL, is_substance
from dedup.records import EDITED
from dedup.rewrite.align import align_rewritten, prepare
from dedup.weigh.evidence import in_full
from dedup.weigh.rewritten import WordRarity, passage_weight_kernel

BATCH = 4_000
"""Pairs worked on at a time: their texts are prepared together, some 60 MB."""


@dataclass(frozen=True, slots=True)
class Rewriter:
    """Aligns pairs of the texts of a collection at depth "rewrite"; `text` gives each as written, by its number."""

    text: Callable[[int], str]
    texts: Texts
    rarity: WordRarity
    threads: int = 1

    def pairs(self, pairs: NDArray[np.uint64], copied: Judged) -> NDArray[np.uint64]:
        """The sorted pairs but for those in which a whole article is copied: nothing is left to be rewritten."""
        return pairs[~contains(copied.pairs[copied.whole], pairs)]

    def align(self, pairs: NDArray[np.uint64], copied: Judged, progress: Callable[[int], None]) -> Alignments:
        """Align sorted pairs; those without a rewritten passage or summary of substance are left out.

        Each such passage has to be substance by itself: words left in place say that a text was copied, a form
        filled in otherwise leaves them too. A pair weighs what they weigh, or its copies (`copied`), if that is more.
        Reuse that copies show already needs no more: here its passages are whole, which many edits leave in pieces
        there, and so it is told by them if they have no fewer words in common.
        """
        found = Alignments.joined([self._batch(pairs[i : i + BATCH], progress) for i in range(0, len(pairs), BATCH)])
        is_told = found.evidence["by_spread"] > 0
        at = np.minimum(np.searchsorted(copied.pairs, found.pairs), max(len(copied) - 1, 0))
        known = np.flatnonzero(copied.pairs[at] == found.pairs) if len(copied) else at[:0]
        of_copied = at[known]
        for weight in found.evidence.dtype.names or ():
            column = found.evidence[weight]
            column[known] = np.maximum(column[known], copied.alignments.evidence[weight][of_copied])
        is_reuse = copied.relations[of_copied] <= PARTIAL
        n_copied, n_found = n_common(copied.alignments)[of_copied], n_common(found)[known]
        is_told[known] |= is_reuse & (n_found >= n_copied)
        return found.selected(is_told)

    def _batch(self, pairs: NDArray[np.uint64], progress: Callable[[int], None]) -> Alignments:
        first, second = split(pairs)
        used = np.unique(np.concatenate([first, second]))
        prepared = prepare([self.text(int(number)) for number in used])
        local = join(np.searchsorted(used, first), np.searchsorted(used, second))  # numbers rise, so sides stay
        found = align_rewritten(prepared, local, threads=self.threads, progress=progress)
        weights = np.empty(len(found.passages), np.float32)
        passage_weight_kernel(self.texts, pairs, found.passages, found.offsets, self.rarity, weights)
        total = np.append(0, np.cumsum(np.where(is_substance(weights), weights, 0), dtype=np.float64))
        weight = (total[found.offsets[1:]] - total[found.offsets[:-1]]).astype(np.float32)
        formula = (found.passages["kind"] > EDITED) & ~is_substance(weights)
        found = replace(found, pairs=pairs, evidence=in_full(weight))
        return found.without_passages(formula)


def n_common(found: Alignments) -> NDArray[np.int64]:
    """The words in common in the passages of each pair, int64[P]."""
    total = np.append(0, np.cumsum(found.passages["n_common"], dtype=np.int64))
    n: NDArray[np.int64] = total[found.offsets[1:]] - total[found.offsets[:-1]]
    return n
