"""The copied passages of one pair of texts, for the alignment at depth "rewrite": substantial ones only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.anchors import Space, index_kernel
from dedup.alignment.chains import copies_of
from dedup.records import ANCHOR, PASSAGE, PassageRecords
from dedup.runtime.kernels import kernel
from dedup.text.grams import GRAM

MIN_WORDS = 20
"""Words of the shortest passage, about a sentence: shorter runs between strangers are names, titles and set phrases."""

MIN_SAME = 0.95
"""Share of the words of a copied passage that stand unchanged. Where more is changed, the words outside the exact runs
matter too, and the passage is found as a rewritten one."""


@kernel("PassageRecords(uint32[::1], uint32[::1])")
def substantial_copies(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> PassageRecords:
    """The copied passages of two texts, PASSAGE[n], in the order of a; none overlap."""
    n_heads = 1
    while n_heads < 2 * len(a):
        n_heads *= 2
    max_anchors = len(b) // GRAM + 1
    space = Space(
        np.empty(max(len(a), len(b)) + 1, np.uint32),
        np.empty(n_heads, np.int32),
        np.empty(len(a) + 1, np.int32),
        np.empty(max_anchors, ANCHOR),
        np.empty(max_anchors, np.int32),
        np.empty(max_anchors, np.int32),
        np.empty(len(a), np.bool_),
        np.empty(len(b), np.bool_),
    )
    passages = np.empty(min(len(a), len(b)) // GRAM + 1, PASSAGE)
    n_passages, _ = copies_of(a, b, index_kernel(a, space), space, passages)
    n = 0
    for row in range(n_passages):
        passage = passages[row]
        longer = max(passage.end_a - passage.begin_a, passage.end_b - passage.begin_b)
        if passage.n_common >= MIN_WORDS and passage.n_common >= MIN_SAME * longer:
            passages[n] = passage
            n += 1
    return passages[:n]
