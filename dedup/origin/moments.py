"""When an article was published, as exactly as its fields say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum

from dedup.article import Article

DAY = timedelta(days=1)

PLACEHOLDERS = frozenset({datetime(1, 1, 1), datetime(1900, 1, 1), datetime(1970, 1, 1)})
"""What databases and programs write where they have no time."""

_DATE_IN_ADDRESS = re.compile(r"((?:19|20)(?<!\d{3})\d\d)([/_.-]?)(0?[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01]|[1-9])(?!\d)")


class TimeKind(IntEnum):
    """What a time says of when an article was published, the most exact first."""

    ZONED = 0
    NAIVE = 1
    DATE = 2
    FETCHED = 3


@dataclass(frozen=True, slots=True)
class Moment:
    """When an article was published: a time in UTC, or the whole of a day."""

    start: datetime
    end: datetime
    kind: TimeKind


def is_placeholder(published: datetime) -> bool:
    """Whether a time is one that programs write where they have none.

    >>> is_placeholder(datetime(1970, 1, 1)), is_placeholder(datetime(2025, 1, 1))
    (True, False)
    """
    return published.replace(tzinfo=None) in PLACEHOLDERS


def is_day(published: datetime) -> bool:
    """Whether a time says no more than a day: midnight is what dates without a time become.

    >>> is_day(datetime(2025, 1, 1)), is_day(datetime(2025, 1, 1, 9))
    (True, False)
    """
    return published.time() == time()


def date_in_address(url: str) -> date | None:
    """The day that an article's address names.

    >>> date_in_address("https://example.org/2025/09/03/bridge"), date_in_address("https://example.org/story/20250903")
    (datetime.date(2025, 9, 3), datetime.date(2025, 9, 3))
    """
    found = _DATE_IN_ADDRESS.search(url)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None


def latest(now: datetime | None = None) -> datetime:
    """Until when articles can have been published: a day from `now` in UTC, since clocks and zones differ.

    Without `now` the clock is asked anew: a process may run for weeks.
    """
    return (now or datetime.now(UTC)) + DAY


def is_ahead(article: Article, now: datetime | None = None) -> bool:
    """Whether an article's time is not believed yet, because it lies more than a day after `now`."""
    return article.published_utc is not None and article.published_utc > latest(now)


def moment_of(article: Article, *, crawled: bool = False, now: datetime | None = None) -> Moment | None:
    """When an article was published; None where no field says so or the time cannot be true.

    A day in its address is believed rather than a time when it was fetched, one that lies two days off, or one that is
    ahead of `now`.
    """
    day = date_in_address(article.url) if article.url else None
    given, published = article.published, article.published_utc
    if published is None or given is None or is_placeholder(given) or is_ahead(article, now):
        return None if day is None else _whole(datetime.combine(day, time(), UTC))
    if day is not None and (crawled or abs(published.replace(tzinfo=None) - datetime.combine(day, time(12))) > 2 * DAY):
        return _whole(datetime.combine(day, time(), UTC))
    if crawled:
        return Moment(published, published, TimeKind.FETCHED)
    if is_day(given):
        return _whole(published)
    return Moment(published, published, TimeKind.NAIVE if given.tzinfo is None else TimeKind.ZONED)


def _whole(day: datetime) -> Moment:
    return Moment(day, day + DAY - timedelta(seconds=1), TimeKind.DATE)
