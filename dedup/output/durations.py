"""Stretches of time in words, the same on every page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from math import inf

_UNITS = (("minute", 60, 5400), ("hour", 3600, 48 * 3600), ("day", 86400, inf))
"""Units, their seconds, and below how many seconds each suits."""


def utc(time: datetime) -> datetime:
    """A time with its zone, which is UTC where none is given."""
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def span(times: Iterable[datetime | None]) -> timedelta | None:
    """From the first of some times to the last, None for fewer than two."""
    known = [utc(time) for time in times if time is not None]
    return max(known) - min(known) if len(known) > 1 else None


def duration(length: timedelta) -> str:
    """A stretch of time in the largest unit that suits it, rounded.

    >>> duration(timedelta(hours=40, minutes=31)), duration(timedelta(minutes=1)), duration(timedelta(seconds=20))
    ('41 hours', '1 minute', 'under a minute')
    """
    seconds = abs(length.total_seconds())
    if seconds < 60:
        return "under a minute"
    unit, n_seconds = next((unit, n) for unit, n, below in _UNITS if seconds < below)
    n = int(seconds / n_seconds + 0.5)
    return f"{n:,} {unit}" if n == 1 else f"{n:,} {unit}s"
