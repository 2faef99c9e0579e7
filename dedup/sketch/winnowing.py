"""Winnowed fingerprints: the few shingles of a text that any long enough shared passage must hit.

Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting" (SIGMOD 2003). In every window
of w consecutive shingles the smallest hash is kept. Two texts that share a run of `size + w - 1` tokens share a whole
window, hence its smallest hash.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import kernel
from dedup.text.scripts import UNIT, units_of


@kernel("int64(uint64[::1], int64, int64, uint64[::1])")
def winnow_kernel(shingles: NDArray[np.uint64], n_shingles: int, window: int, fingerprints: NDArray[np.uint64]) -> int:
    """Write the fingerprints among the first `n_shingles` shingles; return how many.

    A text of fewer shingles than a window keeps its smallest. Of equal smallest hashes the rightmost is kept.
    """
    n = 0
    chosen = -1
    for last in range(max(min(window, n_shingles) - 1, 0), n_shingles):
        first = max(last - window + 1, 0)
        if chosen < first:  # the smallest has left the window: look through all of it
            chosen = first
            for i in range(first + 1, last + 1):
                if shingles[i] <= shingles[chosen]:
                    chosen = i
        elif shingles[last] <= shingles[chosen]:
            chosen = last
        else:
            continue
        fingerprints[n] = shingles[chosen]
        n += 1
    return n


@kernel("int64(uint32[::1], int64, uint64[::1], int64, int64, uint64[::1])")
def weighed_winnow_kernel(
    tokens: NDArray[np.uint32],
    begin: int,
    shingles: NDArray[np.uint64],
    n_shingles: int,
    window: int,
    fingerprints: NDArray[np.uint64],
) -> int:
    """The same for a text of any scripts, whose tokens begin at `begin`: a window is as many shingles as make so many
    words by the tokens that they begin with.
    """
    n, chosen, first, units = 0, -1, 0, 0
    for last in range(n_shingles):
        units += units_of(tokens[begin + last])
        while units - units_of(tokens[begin + first]) >= window * UNIT:
            units -= units_of(tokens[begin + first])
            first += 1
        if units < window * UNIT and last < n_shingles - 1:
            continue
        before = chosen
        if chosen < first:
            chosen = first
            for i in range(first + 1, last + 1):
                if shingles[i] <= shingles[chosen]:
                    chosen = i
        elif shingles[last] <= shingles[chosen]:
            chosen = last
        if chosen != before:
            fingerprints[n] = shingles[chosen]
            n += 1
    return n
