"""Keys of lines: equal for lines with the same words, and for lines that begin or end with the same words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel

EDGE_WORDS = 4
"""Words at the beginning or end of a line from which it may be the fixed part of a line that goes on with a title."""


@inlined
def run_key(tokens: NDArray[np.uint32], begin: int, end: int) -> np.uint64:
    """A hash of a run of tokens."""
    value = np.uint64(0x9E3779B97F4A7C15)
    for i in range(begin, end):
        value = (value ^ np.uint64(tokens[i])) * np.uint64(0xFF51AFD7ED558CCD)
        value ^= value >> np.uint64(32)
    return value


@kernel(
    "int64(uint32[::1], int64[::1], int64[::1], int32[::1], int64[::1], int64[::1], int64[::1],"
    " int32[:, ::1], uint64[:, ::1])"
)
def line_kernel(
    tokens: NDArray[np.uint32],
    begin: NDArray[np.int64],
    end: NDArray[np.int64],
    lines: NDArray[np.int32],
    line_begin: NDArray[np.int64],
    line_end: NDArray[np.int64],
    articles: NDArray[np.int64],
    places: NDArray[np.int32],
    keys: NDArray[np.uint64],
) -> int:
    """Fill the places (article, begin and end in its tokens) and keys (whole, opening, closing) of the articles' lines.

    A line too short for an opening has 0 for both.
    """
    n = 0
    for k in range(len(articles)):
        article = articles[k]
        base = begin[article]
        for line in range(line_begin[article], line_end[article]):
            first = base + lines[line]
            last = base + lines[line + 1] if line + 1 < line_end[article] else end[article]
            places[n, 0], places[n, 1], places[n, 2] = article, first - base, last - base
            keys[n, 0] = run_key(tokens, first, last)
            keys[n, 1] = keys[n, 2] = 0
            if last - first > EDGE_WORDS:
                keys[n, 1] = run_key(tokens, first, first + EDGE_WORDS)
                keys[n, 2] = run_key(tokens, last - EDGE_WORDS, last)
            n += 1
    return n
