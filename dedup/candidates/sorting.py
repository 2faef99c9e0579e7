"""Radix sort of 64-bit keys: several times faster than a comparison sort on the many short runs of postings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import kernel

_DIGIT_BITS = 11  # 2,048 counters stay in the first cache

_FEW = 1024
"""Keys up to which a kernel compares them: faster than counting. Beyond, quicksort may take the square of their number
where a text says the same over and over."""


@kernel("void(uint64[::1], uint64[::1], uint64)")
def _radix_pass(source: NDArray[np.uint64], target: NDArray[np.uint64], shift: np.uint64) -> None:
    """One stable counting pass over the digit at `shift`."""
    places = np.zeros(2048, np.int64)
    for i in range(len(source)):
        places[(source[i] >> shift) & np.uint64(2047)] += 1
    total = 0
    for digit in range(2048):
        total, places[digit] = total + places[digit], total
    for i in range(len(source)):
        digit = (source[i] >> shift) & np.uint64(2047)
        target[places[digit]] = source[i]
        places[digit] += 1


@kernel("void(uint64[::1])")
def sort_keys_kernel(keys: NDArray[np.uint64]) -> None:
    """Put keys in ascending order, inside a kernel: in time proportional to their number, whatever they are."""
    if len(keys) <= _FEW:
        keys.sort()
        return
    every, some = ~np.uint64(0), np.uint64(0)
    for key in keys:
        every &= key
        some |= key
    source, target = keys, np.empty_like(keys)
    n_passes = 0
    for shift in range(0, 64, _DIGIT_BITS):
        if ((every ^ some) >> np.uint64(shift)) & np.uint64(2047):
            _radix_pass(source, target, np.uint64(shift))
            source, target = target, source
            n_passes += 1
    if n_passes % 2:
        keys[:] = source


@kernel("uint64[::1](uint64[::1])")
def distinct_kernel(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Each of some keys once, in ascending order; `keys` is sorted."""
    sort_keys_kernel(keys)
    found, n = np.empty(len(keys), np.uint64), 0
    for i in range(len(keys)):
        if i == 0 or keys[i] != keys[i - 1]:
            found[n] = keys[i]
            n += 1
    return found[:n]


@kernel("int64(uint64[::1], uint64[::1])")
def common_kernel(a: NDArray[np.uint64], b: NDArray[np.uint64]) -> int:
    """How many keys two arrays of distinct keys in ascending order have in common."""
    n, j = 0, 0
    for key in a:
        while j < len(b) and b[j] < key:
            j += 1
        n += j < len(b) and b[j] == key
    return n


def sort(keys: NDArray[np.uint64], from_bit: int = 0) -> NDArray[np.uint64]:
    """The keys (uint64) in ascending order; `keys` itself is used as work space and must not be read afterwards.

    The bits below `from_bit` are not looked at: keys that differ only there stay in the order they came in.

    >>> sort(np.array([3, 1 << 63, 2], np.uint64)).tolist()
    [2, 3, 9223372036854775808]
    """
    if len(keys) == 0:
        return keys
    varying = int(np.bitwise_or.reduce(keys)) ^ int(np.bitwise_and.reduce(keys))
    spare = np.empty_like(keys)
    for shift in range(from_bit, 64, _DIGIT_BITS):
        if (varying >> shift) & 2047:
            _radix_pass(keys, spare, np.uint64(shift))
            keys, spare = spare, keys
    return keys


def distinct(sorted_keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Each of the sorted keys once."""
    if len(sorted_keys) == 0:
        return sorted_keys
    first = np.ones(len(sorted_keys), np.bool_)
    np.not_equal(sorted_keys[1:], sorted_keys[:-1], out=first[1:])
    return sorted_keys[first]


def contains(sorted_keys: NDArray[np.uint64], keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Of each of `keys`, whether it stands among the sorted keys."""
    if len(sorted_keys) == 0:
        return np.zeros(len(keys), np.bool_)
    places = np.searchsorted(sorted_keys, keys)
    found: NDArray[np.bool_] = sorted_keys[np.minimum(places, len(sorted_keys) - 1)] == keys
    return found
