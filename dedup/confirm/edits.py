"""Edits of many passages at once: what stands between the words that both sides share in order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.confirm.pieces import piece_end
from dedup.kernels import kernel


@kernel("boolean(uint32[::1], uint32[::1])")
def comes_before(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> bool:
    """Whether `a` comes before `b` in the order of their words."""
    for i in range(min(len(a), len(b))):
        if a[i] != b[i]:
            return bool(a[i] < b[i])
    return len(a) < len(b)


@kernel("int64(uint32[::1], uint32[::1], boolean[::1], int32[::1], int32[:, ::1])")
def shared_kernel(
    a: NDArray[np.uint32],
    b: NDArray[np.uint32],
    rises: NDArray[np.bool_],
    lengths: NDArray[np.int32],
    shared: NDArray[np.int32],
) -> int:
    """Fill `shared` with the places in `a` and `b` of their longest common subsequence; return how many.

    Of equally long ones the one that rapidfuzz's `LCSseq` takes. `rises` (len(a) * len(b)) and `lengths` (len(a) + 1)
    are work space.
    """
    n, m = len(a), len(b)
    head = 0
    while head < min(n, m) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(n, m) - head and a[n - 1 - tail] == b[m - 1 - tail]:
        tail += 1
    wide, high = n - head - tail, m - head - tail
    lengths[: wide + 1] = 0
    for row in range(high):
        above_left = np.int32(0)
        word = b[head + row]
        for column in range(wide):
            above = lengths[column + 1]
            here = max(above, lengths[column])
            if a[head + column] == word:
                here = max(here, above_left + np.int32(1))
            rises[row * wide + column] = here > lengths[column]
            lengths[column + 1] = here
            above_left = above
    found = head + tail + (lengths[wide] if high > 0 else 0)
    for k in range(head):
        shared[k, 0] = shared[k, 1] = k
    for k in range(tail):
        shared[found - 1 - k, 0] = n - 1 - k
        shared[found - 1 - k, 1] = m - 1 - k
    k = found - tail
    row, column = high, wide
    while row > 0 and column > 0:
        if not rises[(row - 1) * wide + column - 1]:
            column -= 1
            continue
        row -= 1
        if row > 0 and rises[(row - 1) * wide + column - 1]:
            continue
        column -= 1
        k -= 1
        shared[k, 0] = head + column
        shared[k, 1] = head + row
    return found


@kernel("int64(uint32[::1], int64[:, ::1], int64[:, ::1])")
def edit_kernel(tokens: NDArray[np.uint32], passages: NDArray[np.int64], edits: NDArray[np.int64]) -> int:
    """Fill `edits` with begin and end in a, begin and end in b of every edit, and its passage; return how many.

    `passages` holds begin and end in a and in b, as places in `tokens`.
    """
    n_edits = 0
    rises = np.empty(1 << 16, np.bool_)
    lengths = np.empty(1 << 10, np.int32)
    shared = np.empty((1 << 10, 2), np.int32)
    for row in range(len(passages)):
        begin_a, end_a, begin_b, end_b = passages[row, 0], passages[row, 1], passages[row, 2], passages[row, 3]
        a, b = tokens[begin_a:end_a], tokens[begin_b:end_b]
        turned = comes_before(b, a)
        x, y = (b, a) if turned else (a, b)
        at_x = at_y = i = j = 0
        while i < len(x) and j < len(y):
            end_i, end_j = piece_end(x, y, i, j)
            wide, high = end_i - i, end_j - j
            if wide * high > len(rises):
                rises = np.empty(2 * wide * high, np.bool_)
            if max(wide, high) + 1 > len(lengths):
                lengths = np.empty(2 * max(wide, high) + 1, np.int32)
                shared = np.empty((2 * max(wide, high) + 1, 2), np.int32)
            n_shared = shared_kernel(x[i:end_i], y[j:end_j], rises, lengths, shared)
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
