"""Shingles: every run of n consecutive words of a text, as one 64-bit hash.

Hashes are polynomials in the tokens (Karp and Rabin, 1987), modulo 2^64, mixed. Prefix sums of the polynomial give the
hash of any run in one multiplication, whatever its length. In scripts written without spaces, whose characters are the
tokens, a run is as many characters as make n words (`text.scripts`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel
from dedup.text.scripts import FIRST_CHARACTER, UNIT, units_of

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


@inlined
def has_characters(tokens: NDArray[np.uint32], begin: int, end: int) -> bool:
    """Whether any token of a text is a character of a script written without spaces."""
    found = False
    for i in range(begin, end):
        found |= tokens[i] >= FIRST_CHARACTER
    return found


@kernel("int64(uint32[::1], uint64[::1], int64, int64, uint64[::1])")
def weighed_shingle_kernel(
    tokens: NDArray[np.uint32], prefix: NDArray[np.uint64], begin: int, size: int, shingles: NDArray[np.uint64]
) -> int:
    """The same for a text of any scripts, whose tokens begin at `begin` and have the polynomials `prefix`.

    The shingle of each token is the shortest run from there that makes `size` words; a text of fewer is one shingle.
    """
    n_tokens = len(prefix) - 1
    powers = np.ones(n_tokens + 1, np.uint64)
    for i in range(n_tokens):
        powers[i + 1] = powers[i] * BASE
    n, end, units = 0, 0, 0
    for first in range(n_tokens):
        while end < n_tokens and units < size * UNIT:
            units += units_of(tokens[begin + end])
            end += 1
        if units < size * UNIT and first > 0:
            break
        shingles[n] = mix(prefix[end] - prefix[first] * powers[end - first])
        n += 1
        units -= units_of(tokens[begin + first])
    return n
