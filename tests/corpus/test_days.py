"""Days: what is not known is near everything."""

from __future__ import annotations

import numpy as np
import pytest

from dedup.corpus.days import NEWS_WINDOW_DAYS, NO_DAY, days_of, most_in_burst, same_days

DAY = 86400.0


def test_a_day_is_counted_from_1970_and_an_unknown_time_has_none() -> None:
    found = days_of(np.array([0.0, DAY - 1, DAY, -1.0, np.nan, 1.44e9]))
    assert found.tolist() == [0, 0, 1, -1, NO_DAY, 16666]


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [(0, NEWS_WINDOW_DAYS, True), (0, NEWS_WINDOW_DAYS + 1, False), (NEWS_WINDOW_DAYS + 1, 0, False)],
)
def test_articles_are_news_of_the_same_days_within_a_burst(a: int, b: int, near: bool) -> None:
    assert same_days(16_000 + a, 16_000 + b) is near


def test_an_unknown_day_may_be_any_day() -> None:
    assert same_days(NO_DAY, 16_000)
    assert same_days(16_000, NO_DAY)
    assert same_days(NO_DAY, NO_DAY)


def test_the_fullest_burst() -> None:
    assert most_in_burst(np.array([1, 4, 5, 9, 10, 11, 12, 13]), np.array([2, 1, 1, 1, 1, 1, 1, 1])) == 4
    assert most_in_burst(np.empty(0, np.int64), np.empty(0, np.int64)) == 0
