"""Who was first."""

import math
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.origin import origin_order, pair_origin

NOON = datetime(2025, 9, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("a", "b", "first", "reason"),
    [
        (NOON, NOON + timedelta(days=3), "a", "a was published 3 days earlier"),
        (NOON + timedelta(hours=30), NOON, "b", "b was published 30 hours earlier"),
        (NOON, NOON + timedelta(minutes=5), "a", "a was published 5 minutes earlier"),
        (NOON, NOON + timedelta(seconds=90), "a", "a was published 90 seconds earlier"),
        (datetime(2025, 9, 3, 12), NOON + timedelta(hours=2), "a", "a was published 2 hours earlier"),
        (datetime(2025, 9, 3, 13, tzinfo=timezone(timedelta(hours=3))), NOON, "a", "a was published 2 hours earlier"),
    ],
)
def test_the_earlier_of_two_is_the_origin(a, b, first, reason):
    assert pair_origin(Article("a", "…", published=a), Article("b", "…", published=b)) == (first, (reason,))


@pytest.mark.parametrize(("a", "b"), [(None, NOON), (NOON, None), (None, None), (NOON, datetime(2025, 9, 3, 12))])
def test_without_two_different_times_nothing_tells(a, b):
    assert pair_origin(Article("a", "…", published=a), Article("b", "…", published=b)) == (None, ())


times = st.none() | st.datetimes(timezones=st.just(UTC), min_value=datetime(1970, 1, 1)) | st.just(NOON)


@given(st.lists(st.tuples(times, st.integers(1, 3)), max_size=12))
def test_origins_stand_in_the_order_of_time_then_length_then_as_given(articles):
    def rank(i):
        time, n_words = articles[i]
        return time is None, time or NOON, -n_words, i

    published = np.array([math.nan if time is None else time.timestamp() for time, _ in articles])
    places = origin_order(published, np.array([n for _, n in articles], np.int64))
    assert np.argsort(places).tolist() == sorted(range(len(articles)), key=rank)
