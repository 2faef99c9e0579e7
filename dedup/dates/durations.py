"""Lengths of time as people write them (36h, 30d, 8w), and the times that they and dates name."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from dedup.dates.values import as_utc, read_date
from dedup.errors import InputError

_UNITS = {"h": "hours", "d": "days", "w": "weeks"}
_WRITTEN = re.compile(r"\s*(\d{1,6})\s*([hdw])\s*")


def read_duration(written: str) -> timedelta | None:
    """The length of time that hours, days or weeks say; None for anything else.

    >>> read_duration("30d"), read_duration("a month")
    (datetime.timedelta(days=30), None)
    """
    found = _WRITTEN.fullmatch(written)
    return None if found is None else timedelta(**{_UNITS[found[2]]: int(found[1])})


def time_of(given: datetime | date | timedelta | str, name: str, now: datetime) -> datetime:
    """The time that is given under this `name`; a length of time counts back from `now`, and no zone is UTC.

    Raises `InputError` for what is no such time.

    >>> time_of("90d", "since", datetime(2015, 7, 21, tzinfo=UTC)).date()
    datetime.date(2015, 4, 22)
    """
    found: object = given
    if isinstance(given, str):
        length = read_duration(given)
        found = read_date(given) if length is None else length
    if isinstance(found, timedelta):
        try:
            return now - found
        except OverflowError:
            raise InputError(f"{name}: {given} is longer ago than dates go back") from None
    if isinstance(found, datetime):
        return as_utc(found)
    if isinstance(found, date):
        return datetime(found.year, found.month, found.day, tzinfo=UTC)
    raise InputError(f'{name}: "{given}" is no date: write it as 2015-07-21, or 90d for 90 days ago')
