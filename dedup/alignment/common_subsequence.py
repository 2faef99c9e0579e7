"""The longest common subsequence of two passages: how many words they share in order, and which, 64 at a step.

Hyyrö, "Bit-parallel LCS-length computation revisited" (2004). rapidfuzz computes the same for objects in Python; these
kernels do it inside the batch, without the interpreter.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.pieces import piece_end
from dedup.runtime.kernels import inlined, kernel


@kernel("UniTuple(int64, 2)(uint32[::1], uint32[::1])")
def equal_ends(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> tuple[int, int]:
    """How many words two runs begin with alike, and how many of the others they end with alike."""
    shorter = min(len(a), len(b))
    head = 0
    while head < shorter and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < shorter - head and a[len(a) - 1 - tail] == b[len(b) - 1 - tail]:
        tail += 1
    return head, tail


@inlined
def slot_of(word: np.uint32, words: NDArray[np.uint32], numbers: NDArray[np.int32]) -> np.uint32:
    """The slot of a word in a hash table with open addressing, or the free one where it belongs."""
    mask = np.uint32(len(words) - 1)
    slot = np.uint32(word * np.uint32(0x9E3779B1)) & mask
    while numbers[slot] >= 0 and words[slot] != word:
        slot = np.uint32(slot + np.uint32(1)) & mask
    return slot


@kernel("uint64[:, ::1](uint32[::1], uint32[::1], boolean)")
def growth_kernel(a: NDArray[np.uint32], b: NDArray[np.uint32], whole: bool) -> NDArray[np.uint64]:
    """Where the longest common subsequence of `a` and a beginning of `b` grows: the rows of its table as bits.

    uint64[len(b), ceil(len(a) / 64)], or the last row alone where not the `whole` is wanted: bit c of row r is 0 where
    the first c + 1 words of `a` share one word more with the first r + 1 of `b` than the first c do.
    """
    size = 4
    while size < 2 * len(a):
        size *= 2
    words, numbers = np.empty(size, np.uint32), np.full(size, -1, np.int32)
    n_blocks = (len(a) + 63) // 64
    places = np.zeros((len(a), n_blocks), np.uint64)  # places[number]: where in a the word stands, a bit each
    n_distinct = 0
    for i in range(len(a)):
        slot = slot_of(a[i], words, numbers)
        if numbers[slot] < 0:
            numbers[slot], words[slot] = n_distinct, a[i]
            n_distinct += 1
        places[numbers[slot], i >> 6] |= np.uint64(1) << np.uint64(i & 63)
    rows = np.empty((len(b) if whole else 1, n_blocks), np.uint64)
    row = np.full(n_blocks, ~np.uint64(0), np.uint64)
    for j in range(len(b)):
        number = numbers[slot_of(b[j], words, numbers)]
        if number >= 0:
            carry = np.uint64(0)
            for block in range(n_blocks):
                value = row[block]
                hits = value & places[number, block]
                total = value + hits
                overflow = total < value
                total = total + carry
                overflow = overflow or total < carry
                row[block] = total | (value - hits)
                carry = np.uint64(1) if overflow else np.uint64(0)
        if whole:
            rows[j] = row
    if not whole:
        rows[0] = row
    return rows


@inlined
def grows_at(rows: NDArray[np.uint64], row: int, column: int) -> bool:
    """Whether the subsequence grows here."""
    return bool((rows[row, column >> 6] >> np.uint64(column & 63)) & np.uint64(1) == np.uint64(0))


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
        x, y = a[i:end_i], b[j:end_j]
        head, tail = equal_ends(x, y)
        n += head + tail
        x, y = x[head : len(x) - tail], y[head : len(y) - tail]
        if len(x) > 0 and len(y) > 0:
            rows = growth_kernel(x, y, False)
            for column in range(len(x)):
                n += grows_at(rows, 0, column)
        i, j = end_i, end_j
    return n


@kernel("int64(uint32[::1], uint32[::1], int32[::1], int32[::1])")
def common_places(
    a: NDArray[np.uint32], b: NDArray[np.uint32], places_a: NDArray[np.int32], places_b: NDArray[np.int32]
) -> int:
    """Fill the places in `a` and in `b` of the words of their longest common subsequence; return how many.

    Of equally long ones the one that rapidfuzz's `LCSseq` takes.
    """
    head, tail = equal_ends(a, b)
    for k in range(head):
        places_a[k] = places_b[k] = k
    found = head
    row, column = len(b) - head - tail, len(a) - head - tail
    if row > 0 and column > 0:
        rows = growth_kernel(a[head : len(a) - tail], b[head : len(b) - tail], True)
        for c in range(column):
            found += grows_at(rows, row - 1, c)
        k = found
        while row > 0 and column > 0:
            if not grows_at(rows, row - 1, column - 1):
                column -= 1
                continue
            row -= 1
            if row > 0 and grows_at(rows, row - 1, column - 1):
                continue
            column -= 1
            k -= 1
            places_a[k], places_b[k] = head + column, head + row
    for k in range(tail):
        places_a[found + k], places_b[found + k] = len(a) - tail + k, len(b) - tail + k
    return found + tail
