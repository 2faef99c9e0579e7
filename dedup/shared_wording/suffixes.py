"""Suffixes: the places of a group sorted by the words from there on, so that equal wording stands together.

Merge sort that keeps how many words neighbours have in common (Ng and Kakehi 2008), and how far long stretches are
alike.
"""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel
from dedup.shared_wording.grams import PLACE, PlaceRecord, PlaceRecords
from dedup.sketch.sketches import TokenLists

STRETCH = np.dtype([(name, np.int32) for name in ("p", "q", "shift", "begin", "end")])
"""Two articles that are alike word for word: from token `begin` to `end` of `p`, in `q` so many tokens sooner."""
StretchRecords = Annotated[NDArray[Any], STRETCH]
N_STRETCHES = 1 << 12
"""Stretches that are remembered; where two want one place, the later has it."""
NEAR = 32
"""Words in common up to which comparing them is cheaper than to remember and look up how many follow."""


@inlined
def n_alike(lists: TokenLists, p: PlaceRecord, q: PlaceRecord, n: np.int32, stretches: StretchRecords) -> np.int32:
    """How many words two places begin with alike, given that the first `n` are.

    In two long copies, and in a text that repeats itself, the places after these two are compared as well, and their
    words would be so again and again: how far a long stretch goes is remembered in `stretches`.
    """
    at_p, at_q = lists.begin[p.article] + p.at, lists.begin[q.article] + q.at
    n_most = min(lists.end[p.article] - at_p, lists.end[q.article] - at_q)
    near = min(n_most, n + NEAR)
    while n < near and lists.values[at_p + n] == lists.values[at_q + n]:
        n += np.int32(1)
    if n < near or n == n_most:
        return n
    shift, begin = np.int32(p.at - q.at), np.int32(p.at + n)
    stretch = stretches[(p.article * 31 + q.article * 17 + shift) & (N_STRETCHES - 1)]
    is_known = stretch.p == p.article and stretch.q == q.article and stretch.shift == shift and begin <= stretch.end
    if is_known and begin >= stretch.begin:
        return np.int32(stretch.end - p.at)
    until = min(n_most, stretch.begin - p.at) if is_known else n_most
    while n < until and lists.values[at_p + n] == lists.values[at_q + n]:
        n += np.int32(1)
    if is_known and n == until:
        n = np.int32(stretch.end - p.at)
    stretch.p, stretch.q, stretch.shift, stretch.begin, stretch.end = p.article, q.article, shift, begin, p.at + n
    return n


@inlined
def comes_after(lists: TokenLists, p: PlaceRecord, q: PlaceRecord, n: np.int32) -> bool:
    """Whether `p` comes after `q`, given that they have exactly the first `n` words in common; an end comes first."""
    at_p, at_q = lists.begin[p.article] + p.at + n, lists.begin[q.article] + q.at + n
    if at_p == lists.end[p.article] or at_q == lists.end[q.article]:
        return bool(at_p != lists.end[p.article])
    return bool(lists.values[at_p] > lists.values[at_q])


@kernel("void(TokenLists, PlaceRecords, int64[::1], int32, int32[::1])")
def sort_kernel(
    lists: TokenLists,
    places: PlaceRecords,
    ends: NDArray[np.int64],
    n_known: int,
    common: NDArray[np.int32],
) -> None:
    """Sort the places of each group, all of which begin with the same `n_known` words.

    `common` is filled with how many words each place has in common with the one before; 0 for the first of a group.
    """
    begin = 0
    room_places, room_common = np.empty(0, PLACE), np.empty(0, np.int32)
    stretches = np.zeros(N_STRETCHES, STRETCH)
    stretches["end"][:] = -1
    for group_end in ends:
        n = group_end - begin
        if n > len(room_places):
            room_places, room_common = np.empty(2 * n, PLACE), np.empty(2 * n, np.int32)
        common[begin:group_end] = n_known
        width = 1
        while width < n:
            for low in range(begin, group_end, 2 * width):
                middle, high = min(low + width, group_end), min(low + 2 * width, group_end)
                i, j = low, middle
                with_i, with_j = np.int32(n_known), np.int32(n_known)  # words in common with the place taken last
                for k in range(high - low):
                    take_j = i == middle
                    if i < middle and j < high:
                        take_j = with_j > with_i
                        if with_i == with_j:
                            alike = n_alike(lists, places[i], places[j], with_i, stretches)
                            take_j = comes_after(lists, places[i], places[j], alike)
                            room_common[k] = with_i
                            if take_j:
                                with_i = alike
                            else:
                                with_j = alike
                        else:
                            room_common[k] = max(with_i, with_j)
                    else:
                        room_common[k] = with_j if take_j else with_i
                    if take_j:
                        room_places[k] = places[j]
                        j += 1
                        with_j = common[j] if j < high else np.int32(0)
                    else:
                        room_places[k] = places[i]
                        i += 1
                        with_i = common[i] if i < middle else np.int32(0)
                places[low:high] = room_places[: high - low]
                common[low:high] = room_common[: high - low]
            width *= 2
        common[begin] = 0
        begin = group_end
