"""A process may run for weeks: what lies ahead of the clock today is believed when its day has come."""

import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from dedup.article import Article
from dedup.origin import Profile, View, origin_of
from dedup.origin.moments import is_ahead, moment_of
from dedup.origin.order import origin_times
from dedup.records import PASSAGE

MONDAY = datetime(2025, 9, 1, 12, tzinfo=UTC)
SATURDAY = MONDAY + timedelta(days=5)
FLOOD = "ارتفع منسوب النهر مترين خلال الليل وغمر السوق القديم، بحسب ما قاله رئيس البلدية للصحفيين يوم الاثنين."


def flood(name, published):
    return Article(name, FLOOD, published=published)


@pytest.mark.parametrize("zone", [UTC, None])
def test_a_time_is_not_believed_until_it_has_come(zone):
    article = flood("wire", (MONDAY + timedelta(days=3)).replace(tzinfo=zone))
    assert is_ahead(article, MONDAY)
    assert moment_of(article, now=MONDAY) is None
    assert not is_ahead(article, SATURDAY)
    assert moment_of(article, now=SATURDAY).start == MONDAY + timedelta(days=3)


def test_clocks_and_zones_may_differ_by_a_day():
    assert moment_of(flood("wire", MONDAY + timedelta(days=1)), now=MONDAY) is not None
    assert moment_of(flood("wire", MONDAY + timedelta(days=1, seconds=1)), now=MONDAY) is None


def test_who_was_first_is_told_by_the_clock_of_the_day_and_not_by_that_of_the_start():
    wire, copy = flood("wire", MONDAY + timedelta(days=3)), flood("copy", MONDAY + timedelta(days=4))

    def origin(now):
        return origin_of(View.of((Profile.of(wire, now=now), Profile.of(copy, now=now)), np.empty(0, PASSAGE)))

    assert origin(MONDAY).side is None
    assert origin(SATURDAY).side == "a"
    assert origin(MONDAY).side is None


def test_the_order_of_origins_follows_the_clock():
    published = np.array([(MONDAY + timedelta(days=3)).timestamp(), MONDAY.timestamp()])
    assert math.isnan(origin_times(published, now=MONDAY)[0])
    assert not np.isnan(origin_times(published, now=SATURDAY)).any()


def test_without_a_time_that_is_passed_the_clock_is_asked_each_time():
    assert moment_of(flood("wire", datetime.now(UTC) - timedelta(hours=1))) is not None
    assert moment_of(flood("wire", datetime.now(UTC) + timedelta(days=3))) is None
