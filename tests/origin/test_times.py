"""What publication times say of who was first."""

from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pytest

from dedup.article import Article
from dedup.origin import Profile, View
from dedup.origin.moments import date_in_address, moment_of
from dedup.origin.times import DAYS, HOURS, MINUTES, SAME_ZONE, ZONES_DIFFER, time_signs
from dedup.records import PASSAGE

NOON = datetime(2025, 9, 3, 12, tzinfo=UTC)
NAIVE = NOON.replace(tzinfo=None)


def signs(a, b, **more):
    crawled = more.pop("crawled", False)
    articles = [Article(name, "…", published=time, **more) for name, time in (("a", a), ("b", b))]
    profiles = [Profile.of(article, crawled=crawled) for article in articles]
    view = View.of((profiles[0], profiles[1]), np.empty(0, PASSAGE))
    return [*time_signs(view), *((-weight, reason) for weight, reason in time_signs(view.swapped()))]


@pytest.mark.parametrize(
    ("a", "b", "weight", "reason"),
    [
        (NOON, NOON + timedelta(days=3), DAYS, "a was published 3 days earlier"),
        (NOON + timedelta(hours=30), NOON, -DAYS, "b was published 30 hours earlier"),
        (NOON, NOON + timedelta(hours=2), HOURS, "a was published 2 hours earlier"),
        (NOON, NOON + timedelta(seconds=90), MINUTES, "a was published 90 seconds earlier"),
        (NAIVE, NAIVE + timedelta(hours=2), SAME_ZONE, "a was published 2 hours earlier"),
        (NAIVE, NAIVE + timedelta(days=2), DAYS, "a was published 2 days earlier"),
        (NAIVE, NOON + timedelta(hours=2), ZONES_DIFFER, "a was published 2 hours earlier"),
        (NAIVE.replace(hour=13, tzinfo=timezone(timedelta(hours=3))), NOON, HOURS, "a was published 2 hours earlier"),
        (datetime(2025, 9, 3), datetime(2025, 9, 5), HOURS, "a is dated 2 days earlier"),
    ],
)
def test_the_earlier_speaks_for_itself(a, b, weight, reason):
    assert signs(a, b) == [(weight, reason)]


def test_naive_times_of_one_outlet_are_of_one_zone():
    assert signs(NAIVE, NAIVE + timedelta(hours=2), source="okaz") == [(HOURS, "a was published 2 hours earlier")]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (None, NOON),
        (NOON, None),
        (NOON, NOON),
        (NOON, NAIVE),
        (datetime(2025, 9, 3), NOON),
        (datetime(1970, 1, 1), NOON),
        (datetime(1970, 1, 1, tzinfo=UTC), NOON),
        (NOON, datetime(2925, 1, 1, 3, tzinfo=UTC)),
    ],
)
def test_without_two_times_that_can_be_and_differ_nothing_tells(a, b):
    assert signs(a, b) == []


def test_times_of_fetching_tell_little_until_a_crawler_has_been_there_again():
    soon, later = signs(NOON, NOON + timedelta(hours=9), crawled=True), signs(NOON, NOON + timedelta(5), crawled=True)
    assert soon[0][0] < later[0][0] < HOURS
    assert later[0][1] == "a was fetched 5 days earlier"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2025/09/03/bridge", date(2025, 9, 3)),
        ("https://example.org/new/Issues/20250903/Con20250903784687.htm", date(2025, 9, 3)),
        ("https://example.org/story-2025-9-3.html", date(2025, 9, 3)),
        ("https://example.org/2025/20250903/ln16.htm", date(2025, 9, 3)),
        ("https://example.org/node/622971", None),
        ("https://example.org/2025/13/03/bridge", None),
        ("https://example.org/2025-02-30", None),
        ("https://example.org/20259", None),
        ("https://example.org/article/2025090312345", None),
        ("", None),
    ],
)
def test_a_day_in_an_address(url, day):
    assert date_in_address(url) == day


def test_a_day_in_the_address_replaces_a_time_of_fetching_or_one_that_contradicts_it():
    url = "https://example.org/2025/09/03/bridge"
    as_day = moment_of(Article("a", "…", url=url))
    assert as_day.start == datetime(2025, 9, 3, tzinfo=UTC)
    assert moment_of(Article("a", "…", url=url, published=NOON + timedelta(hours=5))).start != as_day.start
    assert moment_of(Article("a", "…", url=url, published=NOON + timedelta(hours=5)), crawled=True) == as_day
    assert moment_of(Article("a", "…", url=url, published=NOON + timedelta(days=9))) == as_day
