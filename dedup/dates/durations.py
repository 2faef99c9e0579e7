"""Lengths of time as people write them: 36h, 30d, 8w."""

from __future__ import annotations

import re
from datetime import timedelta

_UNITS = {"h": "hours", "d": "days", "w": "weeks"}
_WRITTEN = re.compile(r"\s*(\d{1,6})\s*([hdw])\s*")


def read_duration(written: str) -> timedelta | None:
    """The length of time that hours, days or weeks say; None for anything else.

    >>> read_duration("30d"), read_duration("a month")
    (datetime.timedelta(days=30), None)
    """
    found = _WRITTEN.fullmatch(written)
    return None if found is None else timedelta(**{_UNITS[found[2]]: int(found[1])})
