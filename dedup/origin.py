"""Who was first: which of two articles, and which member of a family, the others most likely come from."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article


def pair_origin(a: Article, b: Article) -> tuple[Literal["a", "b"] | None, tuple[str, ...]]:
    """Which of two articles was first, and why; None where nothing tells."""
    time_a, time_b = a.published_utc, b.published_utc
    if time_a is None or time_b is None or time_a == time_b:
        return None, ()
    first: Literal["a", "b"] = "a" if time_a < time_b else "b"
    return first, (f"{first} was published {_duration(abs((time_b - time_a).total_seconds()))} earlier",)


def _duration(seconds: float) -> str:
    for unit, length in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} seconds"


def origin_order(published: NDArray[np.float64], n_words: NDArray[np.int64]) -> NDArray[np.int64]:
    """The place of each article among all when the likeliest origins stand first, int64[N].

    The earliest `published` (seconds, NaN where not known) first, those without a time last; of equals the longest
    first, since copies are cut more often than extended; then in the order given.
    """
    order = np.lexsort((-n_words, published))
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    return places


def days_of(published: NDArray[np.float64]) -> NDArray[np.int64]:
    """The day of each time in seconds, counted from 1970, int64[N]; 0 where it is NaN, not known."""
    return np.nan_to_num(published // 86400).astype(np.int64)
