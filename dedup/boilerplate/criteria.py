"""Criteria: whether the articles that contain a line make it boilerplate of their outlet."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel
from dedup.weigh.days import NEWS_WINDOW_DAYS, NO_DAY

MIN_ARTICLES = 5
"""Articles, none of them a version of another, under which an outlet prints its boilerplate: fewer repeat by chance."""

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


@inlined
def _related(signatures: NDArray[np.uint32], n_tokens: NDArray[np.int64], a: int, b: int, length: int) -> bool:
    """Whether two articles share more than a line of `length` words, or are hardly more than that line."""
    n = 0
    for slot in range(signatures.shape[1]):
        n += signatures[a, slot] == signatures[b, slot]
    by_line = length / (n_tokens[a] + n_tokens[b] - length)
    is_line = length > MAX_SHARE * min(n_tokens[a], n_tokens[b])
    return bool(is_line or n >= (RELATED + by_line) * signatures.shape[1])


@kernel(
    "void(int64[::1], int64[::1], int32[:, ::1], int64[::1], int32[::1], int64[::1], uint32[:, ::1], int64[::1],"
    " int64, float64, int64, int64, int32[:, ::1], boolean[::1])"
)
def criteria_kernel(
    order: NDArray[np.int64],
    bounds: NDArray[np.int64],
    places: NDArray[np.int32],
    n_tokens: NDArray[np.int64],
    sources: NDArray[np.int32],
    days: NDArray[np.int64],
    signatures: NDArray[np.uint32],
    n_of_source: NDArray[np.int64],
    longest: int,
    min_share: float,
    min_articles: int,
    min_days: int,
    counts: NDArray[np.int32],
    found: NDArray[np.bool_],
) -> None:
    """Count for each group of equal lines the articles and days on which they stand, and tell which are boilerplate.

    The lines of group g are `order[bounds[g]:bounds[g + 1]]`, all of one outlet, by day; `places` are the lines'
    articles, begins and ends, and of a line `longest` words at most are alike. It takes `min_articles` unrelated
    articles that contain it, `min_share` of the outlet's articles, and `min_days` days, which where there must be
    several are more than one news window.
    """
    kept = np.empty(max(min_articles, 1), np.int64)
    for group in range(len(bounds) - 1):
        n_kept, n_articles, n_days = 0, 0, 0
        last_article, first_day, last_day = -1, NO_DAY, NO_DAY
        for at in range(bounds[group], bounds[group + 1]):
            article = places[order[at], 0]
            if article == last_article:
                continue
            last_article = article
            n_articles += 1
            length = min(places[order[at], 2] - places[order[at], 1], longest)
            if days[article] != last_day and days[article] != NO_DAY:
                n_days += 1
                first_day = days[article] if first_day == NO_DAY else first_day
                last_day = days[article]
            fresh = n_kept < min_articles
            for k in range(n_kept):
                if not fresh:
                    break
                fresh = not _related(signatures, n_tokens, kept[k], article, length)
            if fresh:
                kept[n_kept] = article
                n_kept += 1
        counts[group, 0], counts[group, 1] = n_articles, n_days
        enough = n_kept >= min_articles and n_articles >= min_share * n_of_source[sources[last_article]]
        found[group] = enough and n_days >= min_days and (min_days == 0 or last_day - first_day > NEWS_WINDOW_DAYS)
