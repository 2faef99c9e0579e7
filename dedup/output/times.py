"""The times of articles as people read them: with their zone, and no more exact than they were given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from dedup.dates import as_utc
from dedup.origin.moments import is_day
from dedup.output.page import several
from dedup.reasons import duration


def when(moment: datetime) -> str:
    """A time to the minute, or a day.

    >>> when(datetime(2024, 5, 3, 9, 30)), when(datetime(2024, 5, 3))
    ('2024-05-03 09:30', '2024-05-03')
    """
    return f"{moment:%Y-%m-%d}" if is_day(moment) else f"{moment:%Y-%m-%d %H:%M}"


def later(moment: datetime, origin: datetime) -> str:
    """How much later than `origin` another time is, in days where one of the two says no more than a day.

    >>> later(datetime(2024, 5, 3, 11), datetime(2024, 5, 3, 9)), later(datetime(2024, 5, 3), datetime(2024, 5, 3, 9))
    ('2 hours later', 'same day')
    >>> later(datetime(2024, 5, 2, 9), datetime(2024, 5, 4))
    '2 days earlier'
    """
    if is_day(moment) or is_day(origin):
        gap = moment.date() - origin.date()
        length = several(abs(gap.days), "day")
    else:
        gap = as_utc(moment) - as_utc(origin)
        length = duration(gap)
    if not gap:
        return "same day" if is_day(moment) or is_day(origin) else "same time"
    return f"{length} {'later' if gap > timedelta(0) else 'earlier'}"


def spread(moments: Iterable[datetime | None]) -> str | None:
    """Within what some times lie, None for fewer than two; in days where one of them says no more than a day.

    >>> spread([datetime(2024, 5, 3, 9), None, datetime(2024, 5, 3, 11)])
    'within 2 hours'
    >>> spread([datetime(2024, 5, 3, 9), datetime(2024, 5, 3)]), spread([datetime(2024, 5, 3), datetime(2024, 5, 5)])
    ('on one day', 'within 3 days')
    """
    known = [moment for moment in moments if moment is not None]
    if len(known) < 2:
        return None
    if any(map(is_day, known)):
        days = [moment.date() for moment in known]
        n_days = (max(days) - min(days)).days + 1
        return "on one day" if n_days == 1 else f"within {several(n_days, 'day')}"
    in_utc = [as_utc(moment) for moment in known]
    return f"within {duration(max(in_utc) - min(in_utc))}"
