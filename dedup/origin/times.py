"""What publication times say about who was first, and how far they can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from dedup.origin.moments import DAY, Kind, Moment
from dedup.origin.party import Sign, View

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
VISITS = timedelta(days=3)
"""Within which a crawler comes back to an outlet, weekends included."""


def time_signs(view: View) -> Iterator[Sign]:
    """That the one was published earlier."""
    one, other = view.one.facts.moment, view.other.facts.moment
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
    one, other = view.one.facts.moment, view.other.facts.moment
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
