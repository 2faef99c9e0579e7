"""Days and outlets: when and by whom articles were published, and which of them are news of the same days."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined

NO_DAY = -(1 << 40)
"""The day of an article whose time is not known."""

NO_OUTLET = -1
"""The outlet of an article of which it is not known."""

NEWS_WINDOW_DAYS = 3
"""Days in which a story is news; what is printed again later is a form, a formula, or has to show rare words."""


def days_of(published: NDArray[np.float64]) -> NDArray[np.int64]:
    """The day of each time in seconds, counted from 1970, int64[N]; `NO_DAY` where it is NaN, not known."""
    return np.where(np.isnan(published), NO_DAY, np.nan_to_num(published) // 86400).astype(np.int64)


def outlets_of(sources: NDArray[np.integer], names: Sequence[str]) -> NDArray[np.int64]:
    """The outlet of each article, int64[N], given as places in `names`; `NO_OUTLET` where the name says nothing."""
    numbers = np.array([number if name.strip() else NO_OUTLET for number, name in enumerate(names)], np.int64)
    found: NDArray[np.int64] = numbers[sources]
    return found


@inlined
def same_days(a: int, b: int) -> bool:
    """Whether two articles may belong to one burst of news; a day that is not known may be any day."""
    return NO_DAY in (a, b) or abs(a - b) <= NEWS_WINDOW_DAYS


def most_in_burst(days: NDArray[np.int64], n_articles: NDArray[np.int64]) -> int:
    """How many articles fall into the fullest burst, given the known days, in order, and the articles of each."""
    n_before = np.append(0, np.cumsum(n_articles))
    ends = np.searchsorted(days, days + NEWS_WINDOW_DAYS, "right")
    return int((n_before[ends] - n_before[:-1]).max(initial=0))
