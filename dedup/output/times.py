"""The times of articles, with their zone, and how far apart they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta


def utc(time: datetime) -> datetime:
    """A time with its zone, which is UTC where none is given."""
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def span(times: Iterable[datetime | None]) -> timedelta | None:
    """From the first of some times to the last, None for fewer than two."""
    known = [utc(time) for time in times if time is not None]
    return max(known) - min(known) if len(known) > 1 else None
