"""What publication times say about who was first, and how far they can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from dedup.origin.moments import DAY, TimeKind
from dedup.origin.view import Sign, View

# Log odds of the earlier one being the origin: of 100 copies whose times are good, how many follow the origin.
MINUTES, TENS_OF_MINUTES, HOURS, DAYS = 0.6, 1.2, 2.0, 3.0
"""Newsrooms differ by minutes in when they stamp a text, less often by hours, hardly by days."""

ZONES_DIFFER = 0.5
"""Of two times less than `ZONES` apart that may be given in different time zones."""

SAME_ZONE = 1.2
"""At most, of two naive times of different outlets less than `ZONES` apart: most collections are of one region."""

DATES = 1.2
"""Of two dates without a time of day on neighbouring days: the earlier may have been printed late in the evening."""

FETCHED, FETCHED_NEXT_DAY, FETCHED_LATER = 0.1, 0.5, 1.5
"""Of times at which a crawler fetched the articles, less than a day apart, less than `VISITS`, and more: what a crawler
had by then had been published, and what it brought only on a later visit most likely had not."""

ZONES = timedelta(hours=14)
VISITS = timedelta(days=3)
"""Within which a crawler comes back to an outlet, weekends included."""


def time_signs(view: View) -> Iterator[Sign]:
    """That the source was published earlier."""
    source, copy = view.source.provenance.moment, view.copy.provenance.moment
    if source is None or copy is None:
        return
    gap = copy.start - source.end
    if gap <= timedelta(0):
        return
    kinds = {source.kind, copy.kind}
    same_outlet = view.source.article.source == view.copy.article.source != ""
    weight = _weight(gap, kinds, same_outlet=same_outlet)
    if TimeKind.FETCHED in kinds:
        yield view.sign(weight, "fetched_earlier", gap=gap)
    elif TimeKind.DATE in kinds:
        yield view.sign(weight, "dated_earlier", days=(copy.start.date() - source.start.date()).days)
    else:
        yield view.sign(weight, "published_earlier", gap=gap)


def is_days_later(view: View) -> bool:
    """Whether the source was certainly published a day or more after the copy."""
    source, copy = view.source.provenance.moment, view.copy.provenance.moment
    if source is None or copy is None:
        return False
    return source.start - copy.end >= (VISITS if TimeKind.FETCHED in (source.kind, copy.kind) else DAY)


def _weight(gap: timedelta, kinds: set[TimeKind], *, same_outlet: bool) -> float:
    if TimeKind.FETCHED in kinds:
        return FETCHED_LATER if gap >= VISITS else FETCHED_NEXT_DAY if gap >= DAY else FETCHED
    if TimeKind.DATE in kinds:
        return HOURS if gap >= DAY else DATES
    weight = (
        DAYS if gap >= DAY
        else HOURS if gap >= timedelta(hours=1)
        else TENS_OF_MINUTES if gap >= timedelta(minutes=10)
        else MINUTES
    )  # fmt: skip
    if gap >= ZONES or same_outlet or kinds == {TimeKind.ZONED}:
        return weight
    return min(weight, SAME_ZONE if kinds == {TimeKind.NAIVE} else ZONES_DIFFER)
