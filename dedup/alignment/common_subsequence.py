"""How many words two passages share in order: the longest common subsequence, 64 words at a step.

Hyyrö, "Bit-parallel LCS-length computation revisited" (2004). rapidfuzz computes the same for objects in Python; this
kernel does it inside the batch, without the interpreter.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.pieces import piece_end
from dedup.runtime.kernels import kernel


@kernel("int64(uint32[::1], uint32[::1])")
def subsequence_kernel(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> int:
    """The length of the longest common subsequence of two runs of tokens, in time and space len(a) * len(b) / 64."""
    prefix = 0
    while prefix < min(len(a), len(b)) and a[prefix] == b[prefix]:
        prefix += 1
    a, b = a[prefix:], b[prefix:]
    suffix = 0
    while suffix < min(len(a), len(b)) and a[len(a) - 1 - suffix] == b[len(b) - 1 - suffix]:
        suffix += 1
    a, b = a[: len(a) - suffix], b[: len(b) - suffix]
    if len(a) == 0 or len(b) == 0:
        return prefix + suffix
    # a table from each word of a to its number, open addressing
    size = 4
    while size < 2 * len(a):
        size *= 2
    mask = np.uint32(size - 1)
    numbers = np.full(size, -1, np.int32)
    words = np.empty(size, np.uint32)
    n_blocks = (len(a) + 63) // 64
    places = np.zeros((len(a), n_blocks), np.uint64)  # places[number]: where in a the word stands, a bit each
    n_distinct = 0
    for i in range(len(a)):
        slot = np.uint32(a[i] * np.uint32(0x9E3779B1)) & mask
        while numbers[slot] >= 0 and words[slot] != a[i]:
            slot = np.uint32(slot + np.uint32(1)) & mask
        if numbers[slot] < 0:
            numbers[slot], words[slot] = n_distinct, a[i]
            n_distinct += 1
        places[numbers[slot], i >> 6] |= np.uint64(1) << np.uint64(i & 63)
    row = np.full(n_blocks, ~np.uint64(0), np.uint64)
    for j in range(len(b)):
        slot = np.uint32(b[j] * np.uint32(0x9E3779B1)) & mask
        while numbers[slot] >= 0 and words[slot] != b[j]:
            slot = np.uint32(slot + np.uint32(1)) & mask
        if numbers[slot] < 0:
            continue
        carry = np.uint64(0)
        for block in range(n_blocks):
            value = row[block]
            hits = value & places[numbers[slot], block]
            total = value + hits
            overflow = total < value
            total = total + carry
            overflow = overflow or total < carry
            row[block] = total | (value - hits)
            carry = np.uint64(1) if overflow else np.uint64(0)
    n = 0
    for i in range(len(a)):
        n += 1 if (row[i >> 6] >> np.uint64(i & 63)) & np.uint64(1) == np.uint64(0) else 0
    return prefix + suffix + n


@kernel("int64(uint32[::1], uint32[::1])")
def common_words(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> int:
    """The length of the longest common subsequence of two runs of tokens.

    Runs of more than `pieces.MAX_WHOLE` tokens are compared piece by piece; there it may count a few words too few.

    >>> common_words(np.array([5, 1, 2, 3], np.uint32), np.array([1, 9, 3], np.uint32))
    2
    """
    n, i, j = 0, 0, 0
    while i < len(a) and j < len(b):
        end_i, end_j = piece_end(a, b, i, j)
        n += subsequence_kernel(a[i:end_i], b[j:end_j])
        i, j = end_i, end_j
    return n
