"""Grams: the runs of four words from which anchors are made, and by whose rarity shared words count."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import kernel

GRAM = 4
"""Words in a gram, the shortest anchor. Shorter runs are mostly chance: names, connectives, numbers with their unit."""


@kernel("int64(uint32[::1], uint32[::1])")
def gram_kernel(tokens: NDArray[np.uint32], grams: NDArray[np.uint32]) -> int:
    """Write a hash of each 4-gram of a text's tokens into `grams`; return how many there are.

    A sum of products, so that the loop runs in vector registers: computing them anew for every pair is cheaper than
    keeping them.
    """
    n = max(len(tokens) - GRAM + 1, 0)
    for i in range(n):
        value = np.uint32(tokens[i] * np.uint32(0x85EBCA6B))
        value = np.uint32(value + np.uint32(tokens[i + 1] * np.uint32(0xC2B2AE35)))
        value = np.uint32(value + np.uint32(tokens[i + 2] * np.uint32(0x9E3779B1)))
        value = np.uint32(value + np.uint32(tokens[i + 3] * np.uint32(0x27D4EB2F)))
        value = np.uint32(np.uint32(value ^ (value >> np.uint32(16))) * np.uint32(0x7FEB352D))
        grams[i] = np.uint32(value ^ (value >> np.uint32(15)))
    return n
