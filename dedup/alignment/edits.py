"""Edits of many passages at once: what stands between the words that both sides share in order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.pieces import piece_end
from dedup.runtime.kernels import inlined, kernel


@kernel("boolean(uint32[::1], uint32[::1])")
def comes_before(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> bool:
    """Whether `a` comes before `b` in the order of their words."""
    for i in range(min(len(a), len(b))):
        if a[i] != b[i]:
            return bool(a[i] < b[i])
    return len(a) < len(b)


@kernel("uint64[:, ::1](uint32[::1], uint32[::1])")
def rise_kernel(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Where the longest common subsequence of `a` and a beginning of `b` grows: the columns of its table as bits.

    uint64[len(b), len(a) / 64]: bit c of row r is 0 where the first c + 1 words of `a` share one word more with the
    first r + 1 of `b` than the first c do. Sixty-four columns are worked out at once (Hyyro, 2004).
    """
    n_blocks = (len(a) + 63) // 64
    rises = np.empty((len(b), n_blocks), np.uint64)
    size = 4
    while size < 2 * len(a):
        size *= 2
    heads = np.full(size, -1, np.int32)  # the last place of each word in a, by its hash
    before = np.empty(len(a), np.int32)  # the place before, of a word with the same hash
    for place in range(len(a)):
        slot = a[place] & np.uint32(size - 1)
        before[place] = heads[slot]
        heads[slot] = place
    row = np.full(n_blocks, ~np.uint64(0), np.uint64)
    same = np.zeros(n_blocks, np.uint64)
    for r in range(len(b)):
        place = heads[b[r] & np.uint32(size - 1)]
        while place >= 0:
            if a[place] == b[r]:
                same[place // 64] |= np.uint64(1) << np.uint64(place % 64)
            place = before[place]
        carry = np.uint64(0)
        for block in range(n_blocks):
            bits = row[block]
            total = bits + (bits & same[block])
            over = np.uint64(total < bits)
            total += carry
            carry = over | np.uint64(total < carry)
            row[block] = rises[r, block] = total | (bits & ~same[block])
            same[block] = np.uint64(0)
    return rises


@inlined
def rises_at(rises: NDArray[np.uint64], row: int, column: int) -> bool:
    """Whether the table grows here."""
    return bool((rises[row, column // 64] >> np.uint64(column % 64)) & np.uint64(1) == np.uint64(0))


@kernel("int64(uint32[::1], uint32[::1], int32[:, ::1])")
def shared_kernel(a: NDArray[np.uint32], b: NDArray[np.uint32], shared: NDArray[np.int32]) -> int:
    """Fill `shared` with the places in `a` and `b` of their longest common subsequence; return how many.

    Of equally long ones the one that rapidfuzz's `LCSseq` takes.
    """
    n, m = len(a), len(b)
    head = 0
    while head < min(n, m) and a[head] == b[head]:
        shared[head, 0] = shared[head, 1] = head
        head += 1
    tail = 0
    while tail < min(n, m) - head and a[n - 1 - tail] == b[m - 1 - tail]:
        tail += 1
    found = head
    row, column = m - head - tail, n - head - tail
    if row > 0 and column > 0:
        rises = rise_kernel(a[head : n - tail], b[head : m - tail])
        for c in range(column):
            found += rises_at(rises, row - 1, c)
        k = found
        while row > 0 and column > 0:
            if not rises_at(rises, row - 1, column - 1):
                column -= 1
                continue
            row -= 1
            if row > 0 and rises_at(rises, row - 1, column - 1):
                continue
            column -= 1
            k -= 1
            shared[k, 0] = head + column
            shared[k, 1] = head + row
    for k in range(tail):
        shared[found + k, 0] = n - tail + k
        shared[found + k, 1] = m - tail + k
    return found + tail


@kernel("int64(uint32[::1], int64[:, ::1], int64[:, ::1])")
def edit_kernel(tokens: NDArray[np.uint32], passages: NDArray[np.int64], edits: NDArray[np.int64]) -> int:
    """Fill `edits` with begin and end in a, begin and end in b of every edit, and its passage; return how many.

    `passages` holds begin and end in a and in b, as places in `tokens`.
    """
    n_edits = 0
    shared = np.empty((1 << 10, 2), np.int32)
    for row in range(len(passages)):
        begin_a, end_a, begin_b, end_b = passages[row, 0], passages[row, 1], passages[row, 2], passages[row, 3]
        a, b = tokens[begin_a:end_a], tokens[begin_b:end_b]
        turned = comes_before(b, a)
        x, y = (b, a) if turned else (a, b)
        at_x = at_y = i = j = 0
        while i < len(x) and j < len(y):
            end_i, end_j = piece_end(x, y, i, j)
            if min(end_i - i, end_j - j) > len(shared):
                shared = np.empty((2 * min(end_i - i, end_j - j), 2), np.int32)
            n_shared = shared_kernel(x[i:end_i], y[j:end_j], shared)
            for k in range(n_shared + 1):
                last = k == n_shared
                if last and (end_i < len(x) and end_j < len(y)):
                    break
                to_x = len(x) if last else i + shared[k, 0]
                to_y = len(y) if last else j + shared[k, 1]
                if to_x != at_x or to_y != at_y:
                    edits[n_edits, 0] = begin_a + (at_y if turned else at_x)
                    edits[n_edits, 1] = begin_a + (to_y if turned else to_x)
                    edits[n_edits, 2] = begin_b + (at_x if turned else at_y)
                    edits[n_edits, 3] = begin_b + (to_x if turned else to_y)
                    edits[n_edits, 4] = row
                    n_edits += 1
                at_x, at_y = to_x + 1, to_y + 1
            i, j = end_i, end_j
    return n_edits
