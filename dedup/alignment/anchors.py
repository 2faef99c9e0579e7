"""Anchors: the runs of words that stand in both of two texts, found through one text's table of word 4-grams."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import kernel
from dedup.text.grams import GRAM

MAX_PLACES = 16
"""Places of one 4-gram in a text that are tried; only lists and tables repeat a 4-gram more often."""

MAX_OVERLAP = GRAM - 1
"""Words by which an anchor may begin before the last one's end in a: where an edit repeats a word, the last one ran on
over it by chance. They are cut, so that both can stand in one passage; fewer than a 4-gram, so that none is missed."""


@kernel("void(uint32[::1], int64, int32[::1], int32[::1])")
def index_kernel(
    grams: NDArray[np.uint32], n_grams: int, heads: NDArray[np.int32], following: NDArray[np.int32]
) -> None:
    """Index a text's 4-grams: `heads[hash]` is the first place of a gram, `following` the next, -1 none.

    `len(heads)` is a power of two. Different grams may share a head; the reader compares tokens.
    """
    mask = np.uint32(len(heads) - 1)
    heads[:] = -1
    for i in range(n_grams - 1, -1, -1):
        slot = grams[i] & mask
        following[i] = heads[slot]
        heads[slot] = i


@kernel("int64(uint32[::1], uint32[::1], uint32[::1], int32[::1], int32[::1], int32[:, ::1])")
def anchor_kernel(
    a: NDArray[np.uint32],
    b: NDArray[np.uint32],
    grams: NDArray[np.uint32],
    heads: NDArray[np.int32],
    following: NDArray[np.int32],
    anchors: NDArray[np.int32],
) -> int:
    """Write the anchors of texts `a` (indexed) and `b` as rows (place in a, place in b, words); return how many.

    `grams` are the 4-gram hashes of b.
    In b anchors stand in order and never overlap. At each place of b the longest run wins, of equal ones the one that
    goes on where the last anchor stopped.
    """
    mask = np.uint32(len(heads) - 1)
    n = 0
    j = 0
    expected = 0
    while j + GRAM <= len(b):
        i = heads[grams[j] & mask]
        best, best_length = -1, GRAM - 1
        n_tried = 0
        while i >= 0 and n_tried < MAX_PLACES:
            longest = min(len(a) - i, len(b) - j)
            length = 0
            while length < longest and a[i + length] == b[j + length]:
                length += 1
            nearer = best >= 0 and length == best_length and abs(i - expected) < abs(best - expected)
            if length > best_length or nearer:
                best, best_length = i, length
            n_tried += length >= GRAM
            i = following[i]
        if best < 0:
            j += 1
            continue
        overlap = expected - best
        if 0 < overlap <= MAX_OVERLAP and overlap < anchors[n - 1, 2] and overlap + GRAM <= best_length:
            best, j, best_length = best + overlap, j + overlap, best_length - overlap
        anchors[n, 0], anchors[n, 1], anchors[n, 2] = best, j, best_length
        n += 1
        j += best_length
        expected = best + best_length
    return n
