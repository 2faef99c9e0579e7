"""Anchors: the runs of words that stand in both of two texts, found through one text's table of word 4-grams."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.kernels import inlined, kernel

GRAM = 4
"""Words in the shortest anchor. Shorter runs are mostly chance: names, connectives, numbers with their unit."""

MAX_PLACES = 16
"""Places of one 4-gram in a text that are tried; only lists and tables repeat a 4-gram more often."""


@inlined
def gram_hash(tokens: NDArray[np.uint32], at: int) -> np.uint32:
    """A hash of the 4 tokens at `at`, cheap enough to be computed anew for every pair."""
    value = np.uint32(tokens[at] * np.uint32(0x85EBCA6B))
    value = np.uint32(np.uint32(value + tokens[at + 1]) * np.uint32(0xC2B2AE35))
    value = np.uint32(np.uint32(value ^ (value >> np.uint32(15))) + tokens[at + 2])
    value = np.uint32(value * np.uint32(0x9E3779B1))
    value = np.uint32(np.uint32(value ^ (value >> np.uint32(13))) + tokens[at + 3])
    value = np.uint32(value * np.uint32(0x27D4EB2F))
    return np.uint32(value ^ (value >> np.uint32(16)))


@kernel("void(uint32[::1], int64, int64, int32[::1], int32[::1])")
def index_kernel(
    tokens: NDArray[np.uint32], begin: int, end: int, heads: NDArray[np.int32], following: NDArray[np.int32]
) -> None:
    """Index the 4-grams of `tokens[begin:end]`: `heads[hash]` is the first place of a gram, `following` the next, -1 none.

    `len(heads)` is a power of two. Different grams may share a head; the reader compares tokens.
    """
    mask = np.uint32(len(heads) - 1)
    heads[:] = -1
    for i in range(end - begin - GRAM, -1, -1):
        slot = gram_hash(tokens, begin + i) & mask
        following[i] = heads[slot]
        heads[slot] = i


@kernel("int64(uint32[::1], int64, int64, int64, int64, int32[::1], int32[::1], int32[:, ::1])")
def anchor_kernel(
    tokens: NDArray[np.uint32],
    a_begin: int,
    a_end: int,
    b_begin: int,
    b_end: int,
    heads: NDArray[np.int32],
    following: NDArray[np.int32],
    anchors: NDArray[np.int32],
) -> int:
    """Write the anchors of text a (indexed) and text b as rows (place in a, place in b, words); return how many.

    In b anchors stand in order and never overlap. At each place of b the longest run wins, of equal ones the one that
    goes on where the last anchor stopped.
    """
    mask = np.uint32(len(heads) - 1)
    n_a, n_b = a_end - a_begin, b_end - b_begin
    n = 0
    j = 0
    expected = 0
    while j + GRAM <= n_b:
        i = heads[gram_hash(tokens, b_begin + j) & mask]
        best, best_length = -1, GRAM - 1
        n_tried = 0
        while i >= 0 and n_tried < MAX_PLACES:
            longest = min(n_a - i, n_b - j)
            length = 0
            while length < longest and tokens[a_begin + i + length] == tokens[b_begin + j + length]:
                length += 1
            if length > best_length or (length == best_length and abs(i - expected) < abs(best - expected)):
                best, best_length = i, length
            i = following[i]
            n_tried += 1
        if best < 0:
            j += 1
            continue
        anchors[n, 0], anchors[n, 1], anchors[n, 2] = best, j, best_length
        n += 1
        j += best_length
        expected = best + best_length
    return n
