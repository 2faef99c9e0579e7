"""The copied passages of one pair of texts, for the alignment at depth "rewrite": substantial ones only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.anchors import anchor_kernel, index_kernel
from dedup.alignment.chains import chain_kernel, passage_kernel
from dedup.alignment.common_subsequence import common_words
from dedup.runtime.kernels import kernel
from dedup.text.grams import GRAM, gram_kernel

MIN_WORDS = 20
"""Words of the shortest passage, about a sentence: shorter runs between strangers are names, titles and set phrases."""

MIN_SAME = 0.95
"""Share of the words of a copied passage that stand unchanged. Where more is changed, the words outside the exact runs
matter too, and the passage is found as a rewritten one."""


@kernel("int32[:, ::1](uint32[::1], uint32[::1])")
def copy_kernel(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> NDArray[np.int32]:
    """The copied passages, rows (begin and end in a, begin and end in b, common words); none overlap."""
    n_heads = 1
    while n_heads < 2 * len(a):
        n_heads *= 2
    heads, places = np.empty(n_heads, np.int32), np.empty(len(a) + 1, np.int32)
    grams = np.empty(max(len(a), len(b)) + 1, np.uint32)
    most = len(b) // GRAM + 1
    anchors = np.empty((most, 3), np.int32)
    following, sizes = np.empty(most, np.int32), np.empty(most, np.int32)
    index_kernel(grams, gram_kernel(a, grams), heads, places)
    gram_kernel(b, grams)
    n_anchors = anchor_kernel(a, b, grams, heads, places, anchors)
    chain_kernel(anchors, n_anchors, following, sizes)
    taken_a, taken_b = np.empty(len(a), np.bool_), np.empty(len(b), np.bool_)
    passages = np.empty((min(len(a), len(b)) // GRAM + 1, 5), np.int32)
    n_passages = passage_kernel(a, b, anchors, n_anchors, following, sizes, taken_a, taken_b, passages)
    n = 0
    for row in range(n_passages):
        begin_a, end_a, begin_b, end_b = passages[row, 0], passages[row, 1], passages[row, 2], passages[row, 3]
        n_common = common_words(a[begin_a:end_a], b[begin_b:end_b])
        if n_common >= MIN_WORDS and n_common >= MIN_SAME * max(end_a - begin_a, end_b - begin_b):
            passages[n] = passages[row]
            passages[n, 4] = n_common
            n += 1
    return passages[:n]
