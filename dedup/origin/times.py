"""What publication times say about who was first, and how far they can be trusted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from functools import cache, lru_cache

from dedup.article import Article
from dedup.origin.party import Party, Sign, View

# Log odds of the earlier one being the origin: of 100 copies whose times are good, how many follow the origin.
MINUTES, TENS_OF_MINUTES, HOURS, DAYS = 0.6, 1.2, 2.0, 3.0
"""Newsrooms differ by minutes in when they stamp a text, less often by hours, hardly by days."""

ZONES_DIFFER = 0.5
"""Of two times less than `ZONES` apart that may be told in different time zones."""

SAME_ZONE = 1.2
"""At most, of two naive times of different outlets less than `ZONES` apart: most collections are of one region."""

DATES = 1.2
"""Of two dates without a time of day on neighbouring days: the one may have been printed at night."""

FETCHED, FETCHED_NEXT_DAY, FETCHED_LATER = 0.1, 0.5, 1.5
"""Of times that tell when an article was fetched, less than a day apart, less than `VISITS`, and more: what a crawler
had by then had been published, and what it brought only on a later visit most likely had not."""

ZONES = timedelta(hours=14)
DAY = timedelta(days=1)
VISITS = timedelta(days=3)
"""Within which a crawler comes back to an outlet, weekends included."""

_PLACEHOLDERS = frozenset({datetime(1, 1, 1), datetime(1900, 1, 1), datetime(1970, 1, 1)})
"""What databases and programs write where they have no time."""

_DATE_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_.-]?)(0?[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01]|[1-9])(?!\d)")


class Kind(IntEnum):
    """What a time tells, the most first."""

    MOMENT = 0
    NAIVE = 1
    DATE = 2
    FETCHED = 3


@dataclass(frozen=True, slots=True)
class Moment:
    """When an article was published, as well as can be told: a time in UTC, or a whole day."""

    start: datetime
    end: datetime
    kind: Kind


def is_placeholder(published: datetime) -> bool:
    """Whether a time is what programs write where they have none.

    >>> is_placeholder(datetime(1970, 1, 1)), is_placeholder(datetime(2025, 1, 1))
    (True, False)
    """
    return published.replace(tzinfo=None) in _PLACEHOLDERS


@lru_cache(maxsize=4096)
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


@cache
def latest() -> datetime:
    """Until when articles can have been published: a day from now, since clocks and zones differ."""
    return datetime.now(UTC) + DAY


def moment_of(article: Article, *, crawled: bool = False) -> Moment | None:
    """When an article was published; None if nothing tells, or a time that cannot be.

    A day in its address is believed rather than a time when it was fetched, or one that lies two days off.
    """
    day = date_in_address(article.url) if article.url else None
    given, published = article.published, article.published_utc
    if published is None or given is None or is_placeholder(given) or published > latest():
        return None if day is None else _whole(datetime.combine(day, time(), UTC))
    if day is not None and (crawled or abs(published.replace(tzinfo=None) - datetime.combine(day, time(12))) > 2 * DAY):
        return _whole(datetime.combine(day, time(), UTC))
    if crawled:
        return Moment(published, published, Kind.FETCHED)
    if given.time() == time():
        return _whole(published)
    return Moment(published, published, Kind.NAIVE if given.tzinfo is None else Kind.MOMENT)


def _whole(day: datetime) -> Moment:
    return Moment(day, day + DAY - timedelta(seconds=1), Kind.DATE)


def time_signs(view: View) -> Iterator[Sign]:
    """That the one was published earlier."""
    one, other = _moment(view.one), _moment(view.other)
    if one is None or other is None:
        return
    gap = other.start - one.end
    if gap <= timedelta(0):
        return
    same_outlet = view.one.article.source == view.other.article.source != ""
    weight = _weight(gap, {one.kind, other.kind}, same_outlet=same_outlet)
    yield weight, f"{view.names[0]} {_told(gap, one, other)}"


def is_days_later(view: View) -> bool:
    """Whether the one was certainly published a day or more after the other."""
    one, other = _moment(view.one), _moment(view.other)
    if one is None or other is None:
        return False
    return one.start - other.end >= (VISITS if Kind.FETCHED in (one.kind, other.kind) else DAY)


def _told(gap: timedelta, one: Moment, other: Moment) -> str:
    kinds = {one.kind, other.kind}
    if Kind.FETCHED in kinds:
        return f"was fetched {_length(gap)} earlier"
    if Kind.DATE in kinds:
        days = (other.start.date() - one.start.date()).days
        return f"is dated {days} day{'s' * (days > 1)} earlier"
    return f"was published {_length(gap)} earlier"


def _moment(party: Party) -> Moment | None:
    return moment_of(party.article, crawled=party.crawled)


def _weight(gap: timedelta, kinds: set[Kind], *, same_outlet: bool) -> float:
    if Kind.FETCHED in kinds:
        return FETCHED_LATER if gap >= VISITS else FETCHED_NEXT_DAY if gap >= DAY else FETCHED
    if Kind.DATE in kinds:
        return HOURS if gap >= DAY else DATES
    weight = (
        DAYS if gap >= DAY
        else HOURS if gap >= timedelta(hours=1)
        else TENS_OF_MINUTES if gap >= timedelta(minutes=10)
        else MINUTES
    )  # fmt: skip
    if gap >= ZONES or same_outlet or kinds == {Kind.MOMENT}:
        return weight
    return min(weight, SAME_ZONE if kinds == {Kind.NAIVE} else ZONES_DIFFER)


def _length(gap: timedelta) -> str:
    seconds = gap.total_seconds()
    for unit, length in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} seconds"
