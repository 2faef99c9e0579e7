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
from dedup.judge.relation import MIN_WHOLE, PARTIAL, is_substance
from dedup.records import EDITED, PassageRecords
from dedup.rewrite.align import align_rewritten, prepare
from dedup.runtime.kernels import kernel
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
        there, and so it is told by them if they have no fewer words in common. Of pieces that were moved about not all
        stand in the same order: it is enough that all of them lie in the passages here, unless these made a whole of
        what the pieces, without the new words between them, are a part of.
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
        n_common, n_copied = (one.sums(one.passages["n_common"]) for one in (found, copied.alignments))
        has_more = n_common[known] >= n_copied[of_copied]
        is_moved = all_inside(copied.alignments, of_copied, found, known) & ~make_whole(found, self.texts)[known]
        is_told[known] |= is_reuse & (has_more | is_moved)
        return found.selected(is_told)

    def _batch(self, pairs: NDArray[np.uint64], progress: Callable[[int], None]) -> Alignments:
        first, second = split(pairs)
        used = np.unique(np.concatenate([first, second]))
        prepared = prepare([self.text(int(number)) for number in used])
        local = join(np.searchsorted(used, first), np.searchsorted(used, second))  # numbers rise, so sides stay
        found = align_rewritten(prepared, local, threads=self.threads, progress=progress)
        weights = np.empty(len(found.passages), np.float32)
        passage_weight_kernel(self.texts, pairs, found.passages, found.offsets, self.rarity, weights)
        weight = found.sums(np.where(is_substance(weights), weights, 0)).astype(np.float32)
        formula = (found.passages["kind"] > EDITED) & ~is_substance(weights)
        found = replace(found, pairs=pairs, evidence=in_full(weight))
        return found.without_passages(formula)


def make_whole(found: Alignments, texts: Texts) -> NDArray[np.bool_]:
    """Whether the passages of each pair cover so much of one of its texts that it is copied whole, bool[P]."""
    in_a, in_b = (found.sums(found.passages[f"end_{side}"] - found.passages[f"begin_{side}"]) for side in "ab")
    a, b = split(found.pairs)
    whole: NDArray[np.bool_] = np.maximum(in_a / texts.n_tokens[a], in_b / texts.n_tokens[b]) >= MIN_WHOLE
    return whole


@kernel("void(PassageRecords, int64[::1], int64[::1], PassageRecords, int64[::1], int64[::1], boolean[::1])")
def _all_inside_kernel(
    inner: PassageRecords,
    inner_offsets: NDArray[np.int64],
    inner_rows: NDArray[np.int64],
    outer: PassageRecords,
    outer_offsets: NDArray[np.int64],
    outer_rows: NDArray[np.int64],
    is_inside: NDArray[np.bool_],
) -> None:
    """Fill whether all passages of each inner pair lie in passages of the outer pair beside it, on both sides."""
    for k in range(len(inner_rows)):
        is_inside[k] = True
        for row in range(inner_offsets[inner_rows[k]], inner_offsets[inner_rows[k] + 1]):
            one, lies = inner[row], False
            for other_row in range(outer_offsets[outer_rows[k]], outer_offsets[outer_rows[k] + 1]):
                other = outer[other_row]
                on_a = other.begin_a <= one.begin_a and one.end_a <= other.end_a
                lies |= on_a and other.begin_b <= one.begin_b and one.end_b <= other.end_b
            is_inside[k] &= lies


def all_inside(
    inner: Alignments, inner_rows: NDArray[np.intp], outer: Alignments, outer_rows: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Whether all passages of each of the `inner_rows` lie in passages of the `outer_rows` beside it, bool[n]."""
    is_inside = np.empty(len(inner_rows), np.bool_)
    _all_inside_kernel(
        inner.passages, inner.offsets, inner_rows.astype(np.int64),
        outer.passages, outer.offsets, outer_rows.astype(np.int64), is_inside,
    )  # fmt: skip
    return is_inside
