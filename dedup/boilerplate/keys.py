"""Keys of lines: equal for lines with the same words, and for lines that begin or end with the same words."""

from __future__ import annotations

from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel
from dedup.sketch.sketches import TokenLists
from dedup.text.layout import Layout

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


class LineLists(NamedTuple):
    """The lines of N texts (`Layout.lines`): those of text i begin at the tokens `values[begin[i]:end[i]]`."""

    values: NDArray[np.int32]
    begin: NDArray[np.int64]
    end: NDArray[np.int64]

    @classmethod
    def of(cls, layout: Layout) -> Self:
        """The lines of a layout."""
        return cls(layout.lines, layout.line_begin, layout.line_end)

    @property
    def n_lines(self) -> int:
        """How many there are in all texts."""
        return int((self.end - self.begin).sum())


LINE = np.dtype([("article", np.int32), ("begin", np.int32), ("end", np.int32)])
"""A line: its article, and where it begins and ends in the tokens of it."""

LINE_KEYS = np.dtype([("whole", np.uint64), ("opening", np.uint64), ("closing", np.uint64)])
"""What lines are compared by: all words, the first `EDGE_WORDS` and the last; a line as short has 0 for these two."""


@kernel("void(TokenLists, LineLists, int64[::1], LINE[::1], LINE_KEYS[::1])")
def line_kernel(
    tokens: TokenLists,
    lines: LineLists,
    articles: NDArray[np.int64],
    found: NDArray[np.void],
    keys: NDArray[np.void],
) -> None:
    """Fill `found` and `keys` with the lines of articles."""
    n = 0
    for article in articles:
        base = tokens.begin[article]
        for line in range(lines.begin[article], lines.end[article]):
            first = base + lines.values[line]
            last = base + lines.values[line + 1] if line + 1 < lines.end[article] else tokens.end[article]
            found[n].article, found[n].begin, found[n].end = article, first - base, last - base
            keys[n].whole = run_key(tokens.values, first, last)
            keys[n].opening = keys[n].closing = 0
            if last - first > EDGE_WORDS:
                keys[n].opening = run_key(tokens.values, first, first + EDGE_WORDS)
                keys[n].closing = run_key(tokens.values, last - EDGE_WORDS, last)
            n += 1


def lines_of(
    tokens: TokenLists, layout: Layout, articles: NDArray[np.int64]
) -> tuple[NDArray[np.void], NDArray[np.void]]:
    """The lines of articles, LINE[n], and their keys, LINE_KEYS[n]."""
    lines = LineLists.of(layout)
    found, keys = np.empty(lines.n_lines, LINE), np.empty(lines.n_lines, LINE_KEYS)
    line_kernel(tokens, lines, articles, found, keys)
    return found, keys
