"""In which order the articles of a collection are taken for origins."""

import math
from datetime import UTC, datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.origin import crawled_outlets, origin_order

NOON = datetime(2025, 9, 3, 12, tzinfo=UTC).timestamp()
DAY = 86_400.0
times = st.just(math.nan) | st.integers(1, 17 * 10**8).filter(lambda time: time % 86_400) | st.just(int(NOON))


def order(published, n_words=None, outlets=None, names=()):
    n_words = np.array(n_words or [100] * len(published), np.int64)
    numbers = None if outlets is None else np.array([names.index(one) for one in outlets], np.int32)
    return np.argsort(origin_order(np.array(published, np.float64), n_words, numbers, names)).tolist()


@given(st.lists(st.tuples(times, st.integers(1, 3)), max_size=12))
def test_origins_stand_in_the_order_of_time_then_length_then_as_given(articles):
    def rank(i):
        time, n_words = articles[i]
        return math.isnan(time), 0 if math.isnan(time) else time, -n_words, i

    found = order([time for time, _ in articles], [n for _, n in articles])
    assert found == sorted(range(len(articles)), key=rank)


def test_an_agency_comes_first_within_a_day_or_without_a_time():
    names = ("okaz", "was", "sabq")
    assert order([NOON, NOON + 3_600], outlets=("okaz", "was"), names=names) == [1, 0]
    assert order([NOON, NOON + 2 * DAY], outlets=("okaz", "was"), names=names) == [0, 1]
    assert order([NOON, math.nan, math.nan], outlets=("okaz", "was", "sabq"), names=names) == [1, 0, 2]


def test_times_that_cannot_be_come_last_and_a_date_alone_counts_as_noon():
    assert order([0.0, NOON]) == [1, 0]
    assert order([NOON + 1000 * 365 * DAY, NOON]) == [1, 0]
    midnight = NOON - DAY / 2
    assert order([midnight, NOON - 60, NOON + 60]) == [1, 0, 2]


def test_an_outlet_whose_articles_come_within_seconds_was_crawled():
    names = ["daily", "crawled", "dated", "small"]
    published, outlets = [], []
    for k in range(40):
        published += [NOON + 600 * k, NOON + 3 * k, NOON - DAY / 2]
        outlets += [0, 1, 2]
    published += [NOON, NOON + 1]
    outlets += [3, 3]
    assert crawled_outlets(np.array(published), np.array(outlets, np.int32), names) == {"crawled"}
