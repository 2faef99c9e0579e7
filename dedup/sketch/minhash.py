"""MinHash signatures, equal bit for bit to datasketch 2's (scheme "affine32").

Broder, "On the resemblance and containment of documents" (1997). Each of the slots applies another permutation to the
32-bit hashes of a text's shingles and keeps the smallest value; the share of equal slots of two texts estimates the
Jaccard similarity of their shingle sets. The permutations are x -> a * fmix32(x) + b modulo 2^32 with odd a.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel


class Permutations(NamedTuple):
    """The factors a (odd) and summands b of each slot, uint32[n_slots] each."""

    factors: NDArray[np.uint32]
    summands: NDArray[np.uint32]


@cache
def permutations(n_slots: int, seed: int) -> Permutations:
    """The permutations that datasketch draws for this seed."""
    random = np.random.RandomState(seed)  # datasketch's generator, so that the same numbers come
    factors = random.randint(0, 1 << 31, n_slots, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    summands = random.randint(0, 1 << 32, n_slots, dtype=np.uint32)
    return Permutations(factors, summands)


@inlined
def fmix32(value: np.uint32) -> np.uint32:
    """MurmurHash3's 32-bit finalizer."""
    value = np.uint32(value ^ (value >> np.uint32(16)))
    value = np.uint32(value * np.uint32(0x85EBCA6B))
    value = np.uint32(value ^ (value >> np.uint32(13)))
    value = np.uint32(value * np.uint32(0xC2B2AE35))
    return np.uint32(value ^ (value >> np.uint32(16)))


@kernel("void(uint64[::1], int64, Permutations, uint32[::1], uint32[::1])")
def signature_kernel(
    shingles: NDArray[np.uint64],
    n_shingles: int,
    permutations: Permutations,
    values: NDArray[np.uint32],
    signature: NDArray[np.uint32],
) -> None:
    """Fill `signature` with the minimum of each slot over the upper halves of the first `n_shingles` shingle hashes.

    `values` is work space for as many. Slot by slot, so that the inner loop runs in vector registers.
    """
    for i in range(n_shingles):
        values[i] = fmix32(np.uint32(shingles[i] >> np.uint64(32)))
    for slot in range(len(signature)):
        factor, summand = permutations.factors[slot], permutations.summands[slot]
        smallest = np.uint32(0xFFFFFFFF)
        for i in range(n_shingles):
            smallest = min(smallest, np.uint32(np.uint32(factor * values[i]) + summand))
        signature[slot] = smallest
