"""A date in whatever type it comes: a time, a number, a list of numbers, text."""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, overload

from dedup.dates.calendars import FIRST_YEAR, LAST_YEAR, day_of
from dedup.dates.written import Written, read_written

_EMPTY = frozenset({"", "nan", "NaN", "NAN", "NaT", "None", "null", "NULL", "N/A", "\\N", "<NA>", "undefined"})

_LONGEST = 10
"""More characters than any of these words have."""

_NUMBER = re.compile(r"[+-]?\d{1,20}(?:\.\d*)?(?:[eE]\+?\d{1,2})?")
_MAX_DIGITS = 40
"""More than any number has that is a date, and fewer than Python refuses to read as a whole number."""

_INNER = ("$date", "$numberLong", "value", "date", "#text")
"""Names under which Mongo and others write a date as an object."""

_BEFORE_TIME = ("", "T", "t", " ")
"""What stands between day and time in ISO 8601; Python takes anything, also a hyphen of a date that goes on."""

_MIN_SECONDS = 10**6
"""Numbers below, but for 0, are no seconds since 1970: years, days, counts. It is 12 January 1970."""

_UNITS = ((10**11, 1), (10**14, 10**3), (10**17, 10**6), (10**20, 10**9))
"""Numbers below the first are so many to the second: a date in milliseconds is beyond the year 5000 in seconds."""

Read = tuple[Written, time | None] | datetime | None
"""What is read of a value: a moment, a day that may be open with its time of day, or nothing."""


@overload
def as_utc(time: datetime) -> datetime: ...


@overload
def as_utc(time: datetime | None) -> datetime | None: ...


def as_utc(time: datetime | None) -> datetime | None:
    """A time as an aware one; a naive one counts as UTC."""
    return time if time is None or time.tzinfo is not None else time.replace(tzinfo=UTC)


def read_date(value: Any, *, day_first: bool | None = None) -> datetime | None:
    """A date as programs and people write it; None where it cannot be read, or can be read in two ways.

    `day_first` says which comes first where all is numbers; where it is None, "03/04/2015" cannot be read.
    A time without a zone stays naive.

    >>> read_date("2015-07-21 02:51:32"), read_date("1437447092000").year, read_date("21 juillet 2015").month
    (datetime.datetime(2015, 7, 21, 2, 51, 32), 2015, 7)
    """
    return settled_date(read(value), day_first)


def settled_date(found: Read, day_first: bool | None) -> datetime | None:
    """The moment that was read, where it is known which comes first."""
    if not isinstance(found, tuple):
        return found
    written, moment = found
    if written.is_open and day_first is None:
        return None
    one, other = written.day_first, written.month_first
    if day_first is False:
        one, other = other, one
    day = one or other
    return None if day is None else datetime.combine(day, moment or time())


def is_empty(value: Any) -> bool:
    """Whether a value says nothing: None, NaN, NaT, empty text, or a word for it."""
    if value is None:
        return True
    if isinstance(value, str):
        return value.strip() in _EMPTY if len(value) < _LONGEST else value.isspace()
    if isinstance(value, (float, datetime, Decimal)) or getattr(value, "ndim", None) == 0:
        return bool(value != value)  # noqa: PLR0124 - NaN and NaT equal nothing
    return (isinstance(value, (list, tuple, Mapping)) and not value) or type(value).__name__ == "NAType"  # pandas.NA


def read(value: Any) -> Read:
    """What is read of a value, before it is known whether the day or the month comes first."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, datetime):
        return _near(value) if value == value else None  # noqa: PLR0124 - NaT, which equals nothing
    if isinstance(value, date):
        return datetime.combine(value, time()) if FIRST_YEAR <= value.year <= LAST_YEAR else None
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, bytes):
        return _text(value.decode("utf-8", "replace"))
    if isinstance(value, Mapping):
        return next((read(value[name]) for name in _INNER if name in value), None)
    if isinstance(value, Sequence):
        return _listed(value)
    return _of_a_library(value)


def _text(text: str) -> Read:
    text = text.strip()
    if not text or text[0].isdigit():
        if text.isdecimal() or _NUMBER.fullmatch(text):
            return _digits(text)
        if text[10:11] in _BEFORE_TIME or text[4:5].isdigit():
            try:
                return _near(datetime.fromisoformat(text))
            except ValueError:
                pass
    elif text[0] in "+-" and _NUMBER.fullmatch(text):
        return _digits(text)
    return read_written(text)


def _digits(text: str) -> Read:
    """A date without separators, or a number of seconds or of their parts since 1970."""
    if len(text) in (8, 12, 14) and "19" <= text[:2] <= "20":
        try:
            return datetime.strptime(text.ljust(14, "0"), "%Y%m%d%H%M%S")
        except ValueError:
            pass
    is_whole = text.lstrip("+-").isdecimal() and len(text) <= _MAX_DIGITS
    return _number(int(text) if is_whole else float(text))


def _number(number: float) -> datetime | None:
    size = abs(number)
    if not size < _UNITS[-1][0]:  # nor is NaN
        return None
    if 19_000_000 <= size < 22_000_000 and number == int(number):  # 20150721
        year, rest = divmod(int(number), 10_000)
        day = day_of(year, *divmod(rest, 100))
        return None if day is None else datetime.combine(day, time())
    if 0 < size < _MIN_SECONDS:
        return None
    per_second = next(unit for limit, unit in _UNITS if size < limit)
    try:
        return datetime.fromtimestamp(number / per_second, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _listed(value: Sequence[Any]) -> Read:
    """The first of several dates, or the parts of one: `time.struct_time`, and what Java writes."""
    if len(value) >= 3 and all(type(part) is int for part in value):
        year, month, day, *rest = value
        found = day_of(year, month, day)
        if found is None:
            return None
        if len(value) == 9:
            return _number(timegm((*found.timetuple()[:3], *value[3:6])))
        try:
            return datetime.combine(found, time(*rest[:3]))
        except ValueError:
            return None
    return next((read(one) for one in value if not is_empty(one)), None)


def _of_a_library(value: Any) -> Read:
    """What numpy, Mongo and others have as types of their own."""
    for name in ("as_datetime", "to_pydatetime", "isoformat"):
        if hasattr(value, name):
            return read(getattr(value, name)())
    if hasattr(value, "dtype"):
        whole = value.astype("datetime64[us]") if value.dtype.kind == "M" else value
        return read(whole.item())
    return _number(float(value)) if hasattr(value, "__float__") else None


def _near(found: datetime) -> datetime | None:
    """A time in a year in which there was news; one of another calendar in this one."""
    if FIRST_YEAR <= found.year <= LAST_YEAR:
        return found
    day = day_of(found.year, found.month, found.day)
    return None if day is None else datetime.combine(day, found.timetz())
