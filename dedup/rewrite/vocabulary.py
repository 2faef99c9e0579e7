"""The words that two texts share, and how much each of them says.

Words count as equal when they begin alike ("stems": the first letters of the folded word), so that inflection hides
little in any language. A word says much when few segments of the two texts have it; that takes the place of stop words.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.sorting import sort_keys_kernel
from dedup.rewrite.side import Side
from dedup.runtime.kernels import inlined, kernel

STEM_LETTERS = 5
"""Letters of a stem. Measured on PAN 2013: 3 letters .915, 4 .943, 5 .947, 6 .947, whole words .944 (plagdet)."""

_LOW = np.uint64(0xFFFFFFFF)
_HIGH = np.uint64(32)


@kernel("void(uint32[::1], int64[::1], uint64[::1])")
def sort_stems_kernel(stems: NDArray[np.uint32], offsets: NDArray[np.int64], keys: NDArray[np.uint64]) -> None:
    """Fill `keys` with each text's stems in order: the stem in the high half, its place in the text in the low half."""
    for text in range(len(offsets) - 1):
        first, last = offsets[text], offsets[text + 1]
        for i in range(first, last):
            keys[i] = (np.uint64(stems[i]) << _HIGH) | np.uint64(i - first)
        sort_keys_kernel(keys[first:last])


@kernel("int64(Side, Side)")
def shared_kernel(a: Side, b: Side) -> int:
    """Number the stems that both texts have from 0 at each of their places in `words`; return how many there are."""
    a.words[:] = -1
    b.words[:] = -1
    i, j, n = 0, 0, 0
    while i < len(a.keys) and j < len(b.keys):
        stem_a, stem_b = a.keys[i] >> _HIGH, b.keys[j] >> _HIGH
        if stem_a < stem_b:
            i += 1
        elif stem_b < stem_a:
            j += 1
        else:
            while i < len(a.keys) and a.keys[i] >> _HIGH == stem_a:
                a.words[np.int64(a.keys[i] & _LOW)] = n
                i += 1
            while j < len(b.keys) and b.keys[j] >> _HIGH == stem_a:
                b.words[np.int64(b.keys[j] & _LOW)] = n
                j += 1
            n += 1
    return n


@kernel("void(Side, int32[::1], int32[::1])")
def frequency_kernel(side: Side, shared: NDArray[np.int32], own: NDArray[np.int32]) -> None:
    """Count the segments that have a stem: added to `shared` at its number, or put in `own` at each of its places."""
    keys = side.keys
    i = 0
    while i < len(keys):
        stem = keys[i] >> _HIGH
        end, n_segments, last = i, 0, -1
        while end < len(keys) and keys[end] >> _HIGH == stem:
            segment = side.segment_of[np.int64(keys[end] & _LOW)]
            if segment != last:
                n_segments += 1
                last = segment
            end += 1
        word = side.words[np.int64(keys[i] & _LOW)]
        if word >= 0:
            shared[word] += n_segments
        else:
            for k in range(i, end):
                own[np.int64(keys[k] & _LOW)] = n_segments
        i = end


@inlined
def _weigh(side: Side, shared: NDArray[np.int32], own: NDArray[np.int32], n_segments: int) -> None:
    for i in range(len(side.words)):
        frequency = shared[side.words[i]] if side.words[i] >= 0 else own[i]
        side.weights[i] = 1.0 - math.log(frequency) / math.log(n_segments)


@kernel("void(Side, Side, int64)")
def weight_kernel(a: Side, b: Side, n_shared: int) -> None:
    """Fill the weight of the word at each place, in [0, 1]: 1 if one segment of both texts has it, 0 if all have it.

    It is the inverse segment frequency, log(n / f) / log(n) with n segments in both texts of which f have the word.
    Divided so, it reads as "so many rare words" and does not grow with the length of the texts.
    """
    n_segments = len(a.starts) + len(b.starts) - 2
    shared = np.zeros(n_shared, np.int32)
    own_a, own_b = np.zeros(len(a.words), np.int32), np.zeros(len(b.words), np.int32)
    frequency_kernel(a, shared, own_a)
    frequency_kernel(b, shared, own_b)
    _weigh(a, shared, own_a, n_segments)
    _weigh(b, shared, own_b, n_segments)
