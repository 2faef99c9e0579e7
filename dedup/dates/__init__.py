"""Dates as people and programs write them, read as one and decided for a whole column."""

from dedup.dates.columns import DateColumns, DateNotes
from dedup.dates.values import as_utc, read_date

__all__ = ["DateColumns", "DateNotes", "as_utc", "read_date"]
