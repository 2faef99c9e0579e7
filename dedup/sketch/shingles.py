"""Shingles: every run of n consecutive tokens of a text, as one 64-bit hash.

Hashes are polynomials in the tokens (Karp and Rabin, 1987), modulo 2^64, mixed. Prefix sums of the polynomial give the
hash of any run in one multiplication, whatever its length.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel

BASE = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio, odd


@inlined
def mix(value: np.uint64) -> np.uint64:
    """Spread every bit of a polynomial over the whole hash (two thirds of MurmurHash3's fmix64)."""
    value = (value ^ (value >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    return value ^ (value >> np.uint64(32))


@kernel("void(uint32[::1], int64, int64, uint64[::1])")
def prefix_kernel(tokens: NDArray[np.uint32], begin: int, end: int, prefix: NDArray[np.uint64]) -> None:
    """Write the polynomials of the first 0, 1, ... tokens of the text `tokens[begin:end]` into `prefix`."""
    value = np.uint64(1)  # so that leading zero tokens count
    prefix[0] = value
    for i in range(end - begin):
        value = value * BASE + np.uint64(tokens[begin + i])
        prefix[i + 1] = value


@kernel("int64(uint64[::1], int64, int64, uint64[::1])")
def shingle_kernel(prefix: NDArray[np.uint64], n_tokens: int, size: int, shingles: NDArray[np.uint64]) -> int:
    """Write the shingles of a text of `n_tokens` tokens into `shingles`; return how many.

    A text of 1 to `size` tokens is one shingle, an empty one none.
    """
    length = min(size, n_tokens)
    power = np.uint64(1)
    for _ in range(length):
        power *= BASE
    n = max(min(n_tokens, 1), n_tokens - size + 1)
    for i in range(n):
        shingles[i] = mix(prefix[i + length] - prefix[i] * power)
    return n
