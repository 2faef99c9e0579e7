"""Criteria: whether the articles that contain a line make it boilerplate of their outlet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from dedup.boilerplate.keys import LINE
from dedup.corpus.days import NEWS_WINDOW_DAYS, NO_DAY, NO_OUTLET, outlets_of
from dedup.runtime.kernels import inlined, kernel

MIN_ARTICLES = 5
"""Articles, none of them a version of another, under which an outlet prints its boilerplate: fewer repeat by chance.

From three on, precision on US news is .831 rather than .821 at the same recall; nothing changes on Turkish feeds and in
the labels of SaudiNewsNet, of whose 42,109 matches ten are no longer found. From eight on it is no better on either.
Five, as in a small collection three articles may well share a sentence."""

MIN_DAYS = 3
"""Days on which it stands, more than `NEWS_WINDOW_DAYS` apart: within these a story is printed again."""

MIN_OWN = 0.8
"""Share of the articles with a line that are of one outlet: what others print as often is a greeting or a phrase."""

MIN_NEIGHBOURS = 3
"""Unrelated articles that contain a line beside boilerplate: in a block of links each line stands under a few."""

MAX_SHARE = 0.8
"""Share of an article that, taken up by one line, leaves nothing to tell it from other articles with that line."""

RELATED = 0.5
"""Share of signature slots, beyond what the line itself makes them share, from which two articles may be versions of
one."""


class LineGroups(NamedTuple):
    """Equal lines of one outlet, by day: those of group g are `lines[bounds[g]:bounds[g + 1]]`, int64 each."""

    lines: NDArray[np.int64]
    bounds: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many lines each group has, int64[n]."""
        return np.diff(self.bounds)

    @property
    def owners(self) -> NDArray[np.int64]:
        """The group of each line, int64 each."""
        return np.repeat(np.arange(len(self)), self.sizes)

    @property
    def first(self) -> NDArray[np.int64]:
        """The first line of each group, int64[n]."""
        return self.lines[self.bounds[:-1]]

    def chosen(self, keep: NDArray[np.bool_]) -> LineGroups:
        """Those of the groups that are kept, bool[n]."""
        sizes = self.sizes
        return LineGroups(self.lines[np.repeat(keep, sizes)], np.append(0, np.cumsum(sizes[keep])))

    def mostly(self, marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Whether most lines of each group are marked; `marked` bool[n] in the order of `lines`."""
        n_marked = np.diff(np.append(0, np.cumsum(marked))[self.bounds])
        mostly: NDArray[np.bool_] = 2 * n_marked > self.sizes
        return mostly


class Sources(NamedTuple):
    """What is known of N articles of S outlets: words, outlet, day and signature; and articles of each outlet."""

    n_tokens: NDArray[np.int64]
    source: NDArray[np.int32]
    days: NDArray[np.int64]
    signatures: Annotated[NDArray[np.uint32], 2]
    n_articles: NDArray[np.int64]


class Criteria(NamedTuple):
    """What boilerplate takes.

    So many unrelated articles that contain it, this share of the outlet's articles, and so many days, which where there
    must be several are more than one news window. Of a line `max_words` at most are alike.
    """

    min_articles: int
    min_days: int
    min_share: float = 0.0
    max_words: int = 1 << 30


class OutletFacts(NamedTuple):
    """What is known of S outlets: how many articles each has, whether they are of as many days as it takes, and whether
    it has a name: articles of which the outlet is not known stand together, as if they were of one.
    """

    n_articles: NDArray[np.int64]
    spans_windows: NDArray[np.bool_]
    is_named: NDArray[np.bool_]

    @classmethod
    def of(cls, sources: NDArray[np.int32], days: NDArray[np.int64], names: Sequence[str]) -> Self:
        """Of the outlets of all articles, by the days of these; `sources` int32[N] are places in `names`."""
        n_articles = np.bincount(sources, minlength=len(names))
        is_named = outlets_of(np.arange(len(names)), names) != NO_OUTLET
        return cls(n_articles, spans_windows(sources, days, len(names)), is_named)


def spans_windows(source: NDArray[np.int32], days: NDArray[np.int64], n: int) -> NDArray[np.bool_]:
    """Of each of `n` outlets, whether its articles are of as many days as boilerplate takes."""
    dated = days != NO_DAY
    source, days = source[dated], days[dated]
    first, last = np.full(n, np.iinfo(np.int64).max), np.full(n, np.iinfo(np.int64).min)
    np.minimum.at(first, source, days)
    np.maximum.at(last, source, days)
    n_days = np.bincount(np.unique(np.stack([source, days], 1), axis=0)[:, 0], minlength=n)
    found: NDArray[np.bool_] = n_days >= MIN_DAYS
    found[found] = (last - first)[found] > NEWS_WINDOW_DAYS
    return found


COUNTS = np.dtype([("n_articles", np.int32), ("n_days", np.int32)])
"""In how many articles and on how many days a line stands."""


@inlined
def _related(articles: Sources, a: int, b: int, length: int) -> bool:
    """Whether two articles share more than a line of `length` words, or are hardly more than that line."""
    signatures, n_a, n_b = articles.signatures, articles.n_tokens[a], articles.n_tokens[b]
    n = 0
    for slot in range(signatures.shape[1]):
        n += signatures[a, slot] == signatures[b, slot]
    by_line = length / (n_a + n_b - length)
    is_line = length > MAX_SHARE * min(n_a, n_b)
    return bool(is_line or n >= (RELATED + by_line) * signatures.shape[1])


@kernel("void(LineGroups, LINE[::1], Sources, Criteria, COUNTS[::1], boolean[::1])")
def criteria_kernel(
    groups: LineGroups,
    lines: Annotated[NDArray[np.void], LINE],
    articles: Sources,
    criteria: Criteria,
    counts: NDArray[np.void],
    found: NDArray[np.bool_],
) -> None:
    """Count for each group of equal lines the articles and days on which they stand, and tell which are boilerplate."""
    kept = np.empty(max(criteria.min_articles, 1), np.int64)
    for group in range(len(groups.bounds) - 1):
        n_kept, n_articles, n_days = 0, 0, 0
        last_article, first_day, last_day = -1, NO_DAY, NO_DAY
        for at in range(groups.bounds[group], groups.bounds[group + 1]):
            line = lines[groups.lines[at]]
            article = line.article
            if article == last_article:
                continue
            last_article = article
            n_articles += 1
            length = min(line.end - line.begin, criteria.max_words)
            day = articles.days[article]
            if day not in (last_day, NO_DAY):
                n_days += 1
                first_day = day if first_day == NO_DAY else first_day
                last_day = day
            fresh = n_kept < criteria.min_articles
            for k in range(n_kept):
                if not fresh:
                    break
                fresh = not _related(articles, kept[k], article, length)
            if fresh:
                kept[n_kept] = article
                n_kept += 1
        counts[group].n_articles, counts[group].n_days = n_articles, n_days
        n_of_source = articles.n_articles[articles.source[last_article]]
        enough = n_kept >= criteria.min_articles and n_articles >= criteria.min_share * n_of_source
        long_enough = criteria.min_days == 0 or last_day - first_day > NEWS_WINDOW_DAYS
        found[group] = enough and n_days >= criteria.min_days and long_enough
