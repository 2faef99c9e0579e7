"""Turns: in which order articles are judged, and beside which others, in columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.pairs import split
from dedup.runtime.kernels import kernel

MAX_PAIRS = 8_000
"""Pairs judged at a time: the words of both texts and what they share stand in memory together, some 10 KB a pair."""


@kernel("void(int64[::1], int64[::1], int32[::1])")
def level_kernel(offsets: NDArray[np.int64], before: NDArray[np.int64], levels: NDArray[np.int32]) -> None:
    """Fill the level of each article: one more than the highest of those `before` it, which stand by place."""
    for place in range(len(levels)):
        highest = -1
        for at in range(offsets[place], offsets[place + 1]):
            highest = max(highest, levels[before[at]])
        levels[place] = highest + 1


@dataclass(frozen=True, slots=True)
class Turns:
    """The articles that share something with others, `articles` int64[n], by number in the order of preference.

    Those that come before the one at place k and share something with it stand at the places
    `before[offsets[k]:offsets[k + 1]]`, ascending. `levels` int32[n]: articles of one level do not depend on each
    other. `place` int64[N] is each article's place, by number; -1 where it shares nothing.
    """

    place: NDArray[np.int64]
    articles: NDArray[np.int64]
    offsets: NDArray[np.int64]
    before: NDArray[np.int64]
    levels: NDArray[np.int32]

    @classmethod
    def of(cls, articles: NDArray[np.int64], pairs: NDArray[np.uint64], n_in_all: int) -> Turns:
        """The turns of articles in the order of preference, from the pairs that share something."""
        place = np.full(n_in_all, -1, np.int64)
        place[articles] = np.arange(len(articles))
        first, second = (place[side] for side in split(pairs))
        keys = np.sort(np.maximum(first, second) << 32 | np.minimum(first, second))
        offsets = np.searchsorted(keys >> 32, np.arange(len(articles) + 1))
        before = keys & 0xFFFFFFFF
        levels = np.empty(len(articles), np.int32)
        level_kernel(offsets, before, levels)
        return cls(place, articles, offsets, before, levels)

    def groups(self) -> Iterator[NDArray[np.int64]]:
        """Places of articles that can be judged together, level by level; those of the first depend on none."""
        order = np.argsort(self.levels, kind="stable")
        bounds = np.searchsorted(self.levels[order], np.arange(1, self.levels.max(initial=0) + 2))
        n_before = np.diff(self.offsets)
        for begin, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
            places = order[begin:end]
            batch = np.cumsum(n_before[places]) // MAX_PAIRS
            yield from np.split(places, np.flatnonzero(np.diff(batch)) + 1)

    def earlier(self, place: int) -> NDArray[np.int64]:
        """The articles, by number, that come before the one at a place and share something with it."""
        return self.articles[self.before[self.offsets[place] : self.offsets[place + 1]]]

    def in_order(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Articles, each once, in the order of preference."""
        return self.articles[np.unique(self.place[numbers])]
