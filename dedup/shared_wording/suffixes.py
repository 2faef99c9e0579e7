"""Suffix array: all places of some word sequences, sorted by what follows, so that equal wording stands together.

Prefix doubling (Manber and Myers 1990) that goes on only with places that are not told apart yet, and longest common
prefixes by Kasai et al. (2001).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import kernel


def sorted_places(words: NDArray[np.int32]) -> NDArray[np.int64]:
    """The places of `words`, int64[n], sorted by the words from there on.

    `words` holds numbers from 0 on; a sequence ends in a number that stands nowhere else.

    >>> sorted_places(np.array([1, 2, 3, 1, 2, 4], np.int32))  # 1 2 3 before 1 2 4
    array([0, 3, 1, 4, 2, 5])
    """
    n = len(words)
    order = np.argsort(words, kind="stable")
    heads = np.flatnonzero(np.diff(words[order], prepend=-1))
    rank = np.empty(n, np.int64)  # of a place: the first slot of those that begin alike
    rank[order] = np.repeat(heads, np.diff(heads, append=n))
    slots = np.arange(n)
    width = 1
    while len(slots):
        group = rank[order[slots]]
        heads = np.flatnonzero(np.diff(group, prepend=-1))
        sizes = np.diff(heads, append=len(group))
        alike = np.repeat(sizes > 1, sizes)
        slots, group = slots[alike], group[alike]
        places = order[slots]
        key = (group << 32) | rank[np.minimum(places + width, n - 1)]
        by_key = np.argsort(key, kind="stable")
        places, key = places[by_key], key[by_key]
        order[slots] = places
        heads = np.flatnonzero(np.diff(key, prepend=-1))
        rank[places] = np.repeat(slots[heads], np.diff(heads, append=len(key)))
        width *= 2
    return order


def common_prefixes(words: NDArray[np.int32], order: NDArray[np.int64]) -> NDArray[np.int32]:
    """How many words the places in slots i - 1 and i of `order` begin with alike, int32[n]; 0 for the first."""
    slot = np.empty(len(words), np.int64)
    common = np.zeros(len(words), np.int32)
    slot[order] = np.arange(len(words))
    common_prefixes_kernel(words, order, slot, common)
    return common


@kernel("void(int32[::1], int64[::1], int64[::1], int32[::1])")
def common_prefixes_kernel(
    words: NDArray[np.int32], order: NDArray[np.int64], slot: NDArray[np.int64], common: NDArray[np.int32]
) -> None:
    """Fill `common`; `slot` is the inverse of `order`."""
    n = len(words)
    alike = 0
    for place in range(n):
        if slot[place] == 0:
            alike = 0
            continue
        above = order[slot[place] - 1]
        while max(place, above) + alike < n and words[place + alike] == words[above + alike]:
            alike += 1
        common[slot[place]] = alike
        alike = max(alike - 1, 0)
