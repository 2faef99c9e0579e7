"""Finding boilerplate among the lines of all articles: whole lines, the lines beside them, and fixed beginnings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.boilerplate.criteria import MIN_ARTICLES, MIN_DAYS, MIN_NEIGHBOURS, MIN_OWN, criteria_kernel
from dedup.boilerplate.keys import EDGE_WORDS, line_kernel
from dedup.sketch.sketches import Sketches
from dedup.weigh.days import NO_DAY

MIN_SHARE = 0.2
"""Share of an outlet's articles with a line that begins or ends alike, from which that is its frame and no phrase."""

_WHOLE = 1 << 30

MAX_ROUNDS = 8
"""Lines of one block that are taken in one after the other, on either side of a line found."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where boilerplate stands: P places of G wordings.

    `article`, `begin`, `end` int32[P], in tokens of the article, sorted and without overlaps; `wording` int32[P].
    `source` int32[G] is the outlet, `n_articles` and `n_days` int32[G] say under how many articles and on how many days
    it prints the wording.
    """

    article: NDArray[np.int32]
    begin: NDArray[np.int32]
    end: NDArray[np.int32]
    wording: NDArray[np.int32]
    source: NDArray[np.int32]
    n_articles: NDArray[np.int32]
    n_days: NDArray[np.int32]

    def n_words(self, n_texts: int) -> NDArray[np.int64]:
        """How many tokens of each article are boilerplate, int64[n_texts]."""
        return np.bincount(self.article, self.end - self.begin, n_texts).astype(np.int64)


NOWHERE = Places(*(np.empty(0, np.int32) for _ in range(7)))
"""No boilerplate."""


def find_boilerplate(sketches: Sketches, sources: NDArray[np.int32], days: NDArray[np.int64]) -> Places:
    """What outlets repeat under many unrelated articles, on several days.

    `sources` int32[N] names each article's outlet by number, `days` int64[N] when it was published (`days.days_of`).
    """
    if len(np.unique(days[days != NO_DAY])) < MIN_DAYS:
        return NOWHERE
    return _Search(sketches, sources, days).found()


class _Search:
    """The lines of all articles by day, and which of them are boilerplate so far."""

    def __init__(self, sketches: Sketches, sources: NDArray[np.int32], days: NDArray[np.int64]) -> None:
        self._sketches, self._sources, self._days = sketches, sources, days
        layout = sketches.layout
        n_lines = int((layout.line_end - layout.line_begin).sum())
        self._places = np.empty((n_lines, 3), np.int32)
        self._keys = np.empty((n_lines, 3), np.uint64)
        line_kernel(
            sketches.tokens, sketches.begin, sketches.end, layout.lines, layout.line_begin, layout.line_end,
            np.argsort(days, kind="stable"), self._places, self._keys,
        )  # fmt: skip
        self._article = np.ascontiguousarray(self._places[:, 0])
        self._n_of_source = np.bincount(sources)
        self._wording = np.full(n_lines, -1, np.int32)
        self._counts: list[NDArray[np.int32]] = []
        self._leaders: list[NDArray[np.int64]] = []

    def found(self) -> Places:
        """The boilerplate of all outlets."""
        order, bounds = self._groups(0, MIN_NEIGHBOURS)
        counts, found = self._judged(order, bounds, MIN_ARTICLES, MIN_DAYS)
        self._take(order, bounds, counts, found & ~self._lone_words(order, bounds))
        _, few = self._judged(order, bounds, MIN_NEIGHBOURS, 0)
        for _ in range(MAX_ROUNDS):
            beside = few & self._beside(order, bounds)
            if not beside.any():
                break
            few &= ~beside
            self._take(order, bounds, counts, beside)
        for column, at_end in ((1, False), (2, True)):
            self._take_edges(column, at_end)
        return self._result()

    def _groups(self, column: int, least: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Lines not taken yet by key and outlet: those that one outlet has `least` times, and hardly any other."""
        keys = self._keys[:, column]
        lines = np.flatnonzero((keys != 0) & (self._wording < 0))
        slots = keys[lines] >> np.uint64(64 - max(16, len(lines).bit_length() + 1))
        lines = lines[np.bincount(slots.astype(np.int64))[slots.astype(np.int64)] >= least]
        source = self._sources[self._article[lines]]
        lines = lines[np.lexsort((source, keys[lines]))]
        if not len(lines):
            return lines, np.zeros(1, np.int64)
        key, source = keys[lines], self._sources[self._article[lines]]
        of_key, n_of_key = _runs(key[1:] != key[:-1])
        of_group, n_of_group = _runs((key[1:] != key[:-1]) | (source[1:] != source[:-1]))
        n = n_of_group[of_group]
        kept = (n >= least) & (n >= MIN_OWN * n_of_key[of_key])
        _, sizes = np.unique(of_group[kept], return_counts=True)
        return lines[kept], np.append(0, np.cumsum(sizes))

    def _judged(
        self,
        order: NDArray[np.int64],
        bounds: NDArray[np.int64],
        min_articles: int,
        min_days: int,
        *,
        edge: bool = False,
    ) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
        counts = np.zeros((len(bounds) - 1, 2), np.int32)
        found = np.zeros(len(bounds) - 1, np.bool_)
        longest, min_share = (EDGE_WORDS, MIN_SHARE) if edge else (_WHOLE, 0.0)
        criteria_kernel(
            order, bounds, self._places, self._sketches.n_tokens, self._sources, self._days,
            self._sketches.signatures, self._n_of_source, longest, min_share, min_articles, min_days, counts, found,
        )  # fmt: skip
        return counts, found

    def _lone_words(self, order: NDArray[np.int64], bounds: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether each group is a single word on a line inside articles: it numbers their parts."""
        first = order[bounds[:-1]]
        single = self._places[first, 2] - self._places[first, 1] == 1
        inside = (self._places[order, 1] > 0) & (self._places[order, 2] < self._sketches.n_tokens[self._article[order]])
        n_inside = np.add.reduceat(np.append(inside, False).astype(np.int64), bounds[:-1]) if len(first) else first
        lone: NDArray[np.bool_] = single & (2 * n_inside > np.diff(bounds))
        return lone

    def _beside(self, order: NDArray[np.int64], bounds: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether each group stands beside boilerplate in most of its articles."""
        taken = np.concatenate([[False], self._wording >= 0, [False]])
        same = np.concatenate([[False], self._article[1:] == self._article[:-1], [False]])
        near = (taken[order] & same[order]) | (taken[order + 2] & same[order + 1])
        near &= self._wording[order] < 0
        if not len(order):
            return np.zeros(0, np.bool_)
        beside: NDArray[np.bool_] = 2 * np.add.reduceat(near.astype(np.int64), bounds[:-1]) > np.diff(bounds)
        return beside

    def _take(
        self,
        order: NDArray[np.int64],
        bounds: NDArray[np.int64],
        counts: NDArray[np.int32],
        chosen: NDArray[np.bool_],
    ) -> None:
        """Make the chosen groups wordings of their own."""
        n_before = sum(map(len, self._counts))
        number = np.cumsum(chosen) - 1 + n_before
        of_line = np.repeat(np.where(chosen, number, -1), np.diff(bounds))
        taken = of_line >= 0
        self._wording[order[taken]] = of_line[taken]
        self._counts.append(counts[chosen])
        self._leaders.append(order[bounds[:-1][chosen]])

    def _take_edges(self, column: int, at_end: bool) -> None:
        """Take what the outlet's lines begin (or end) with, as far as most of them agree."""
        order, bounds = self._groups(column, MIN_ARTICLES)
        counts, found = self._judged(order, bounds, MIN_ARTICLES, MIN_DAYS, edge=True)
        for group in np.flatnonzero(found):
            lines = order[bounds[group] : bounds[group + 1]]
            begin, end = self._places[lines, 1], self._places[lines, 2]
            base = self._sketches.begin[self._article[lines]]
            length = np.full(len(lines), EDGE_WORDS, np.int32)
            agree = np.ones(len(lines), np.bool_)
            while True:
                at = end - 1 - length if at_end else begin + length
                inside = agree & (at >= begin) & (at < end)
                words, n = np.unique(self._sketches.tokens[(base + at)[inside]], return_counts=True)
                if not len(words) or 2 * n.max() < len(lines):
                    break
                agree = inside.copy()
                agree[inside] = self._sketches.tokens[(base + at)[inside]] == words[n.argmax()]
                length[agree] += 1
            self._places[lines, 1 if at_end else 2] = end - length if at_end else begin + length
        self._take(order, bounds, counts, found)

    def _result(self) -> Places:
        taken = np.flatnonzero(self._wording >= 0)
        taken = taken[np.lexsort((self._places[taken, 1], self._article[taken]))]
        leaders = np.concatenate(self._leaders)
        counts = np.concatenate(self._counts)
        article, begin, end = (np.ascontiguousarray(column) for column in self._places[taken].T)
        source = self._sources[self._article[leaders]].astype(np.int32)
        return Places(article, begin, end, self._wording[taken], source, counts[:, 0].copy(), counts[:, 1].copy())


def _runs(breaks: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The run that each element of a sorted column belongs to, given where it breaks, and the length of each run."""
    of = np.append(0, np.cumsum(breaks))
    return of, np.bincount(of)
