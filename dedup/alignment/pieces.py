"""Pieces: long passages cut where both sides run on together, so that comparing them takes linear time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel
from dedup.text.grams import GRAM

MAX_WHOLE = 4096
"""Words of the shorter side up to which two passages are compared as one piece: comparing takes the product of both."""

WINDOW = 64
"""Words within which the sides of an edit are expected to run on together: several times the gap within a passage."""

STRIDE = 512
"""Words in a piece where they do not."""


@inlined
def run_on(a: NDArray[np.uint32], b: NDArray[np.uint32], i: int, j: int) -> bool:
    """Whether both sides have the same 4-gram here."""
    same = i + GRAM <= len(a) and j + GRAM <= len(b)
    for k in range(GRAM):
        same = same and a[i + k] == b[j + k]
    return same


@kernel("UniTuple(int64, 2)(uint32[::1], uint32[::1], int64, int64)")
def piece_end(a: NDArray[np.uint32], b: NDArray[np.uint32], i: int, j: int) -> tuple[int, int]:
    """Where the piece ends that begins at the words i of `a` and j of `b`: a run of equal words, or what is edited.

    Two passages that are short enough are one piece.
    """
    if min(len(a) - i, len(b) - j) <= WINDOW or (i == 0 and j == 0 and min(len(a), len(b)) <= MAX_WHOLE):
        return len(a), len(b)
    length = 0
    while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
        length += 1
    if length >= GRAM:
        return i + length, j + length
    for distance in range(1, 2 * WINDOW):
        for in_a in range(max(distance - WINDOW, 0), min(distance, WINDOW) + 1):
            if run_on(a, b, i + in_a, j + distance - in_a):
                return i + in_a, j + distance - in_a
    return min(i + STRIDE, len(a)), min(j + STRIDE, len(b))
