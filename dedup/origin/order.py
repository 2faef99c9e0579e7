"""The order in which the articles of a collection are taken for origins, from columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from dedup.credits.agencies import agency_of
from dedup.origin.moments import PLACEHOLDERS, latest

HEAD_START = 86_400.0
"""Seconds by which an agency's article may be later than an outlet's and still be taken for the origin."""

CRAWLED_HEAD_START = 3 * 86_400.0
"""The same where the times are those of a crawler, which may visit the agency last."""

HALF_DAY = 43_200.0
"""Seconds of the day at which an article without a time of day is put."""

MAX_GAP = 10.0
"""Seconds: where half the articles of an outlet follow the one before within so many, the times are those of a
crawler that fetched them."""

MIN_ARTICLES = 20
"""Articles of an outlet from which its times can be judged."""

_PLACEHOLDERS = [(time - datetime(1970, 1, 1)).total_seconds() for time in PLACEHOLDERS]


def crawled_outlets(published: NDArray[np.float64], outlets: NDArray[np.int32], names: Sequence[str]) -> frozenset[str]:
    """The outlets whose times are those of a crawler: their articles come within seconds of each other.

    `published` in seconds, NaN where not known; `outlets` are places in `names`. Dates without a time of day do not
    count.
    """
    known = np.flatnonzero(published % 86_400 > 0)
    order = known[np.lexsort((published[known], outlets[known]))]
    same = outlets[order][1:] == outlets[order][:-1]
    close = same & (np.diff(published[order]) <= MAX_GAP)
    n_close = np.bincount(outlets[order][1:][close], minlength=len(names))
    n_articles = np.bincount(outlets[order], minlength=len(names))
    crawled = (n_articles >= MIN_ARTICLES) & (2 * n_close >= n_articles)
    return frozenset(names[place] for place in np.flatnonzero(crawled).tolist())


def origin_order(
    published: NDArray[np.float64],
    n_words: NDArray[np.int64],
    outlets: NDArray[np.int32] | None = None,
    names: Sequence[str] = (),
) -> NDArray[np.int64]:
    """The rank of each article as an origin, the likeliest first, int64[N].

    The earliest `published` (seconds, NaN where not known) first, those without a time last; of equals the longest
    first, since copies are cut more often than extended; then in the order given. `outlets` and `names` as in
    `origin_times`.
    """
    order = np.lexsort((-n_words, origin_times(published, outlets, names)))
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    return places


def origin_times(
    published: NDArray[np.float64],
    outlets: NDArray[np.int32] | None = None,
    names: Sequence[str] = (),
    *,
    crawled: frozenset[str] | None = None,
    now: datetime | None = None,
) -> NDArray[np.float64]:
    """The times by which origins are ranked, in seconds, NaN where no time is known.

    With `outlets`, places in `names`, an agency's article comes before others of the day after it, or before all if it
    has no time; `crawled` are the `crawled_outlets` where they are known already. A time more than a day after `now`
    counts as unknown.
    """
    times = np.where(published > latest(now).timestamp(), np.nan, published)
    times = np.where(np.isin(times, _PLACEHOLDERS), np.nan, times)
    times = np.where(times % 86_400 == 0, times + HALF_DAY, times)
    if outlets is not None and len(names):
        is_agency = np.array([agency_of(name) is not None for name in names])[outlets]
        crawled = crawled_outlets(published, outlets, names) if crawled is None else crawled
        is_crawled = np.array([name in crawled for name in names])[outlets]
        times = np.where(is_agency, times - np.where(is_crawled, CRAWLED_HEAD_START, HEAD_START), times)
        times = np.where(is_agency & np.isnan(times), -np.inf, times)
    return times
