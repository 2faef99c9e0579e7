"""Dates as people and programs write them, read as one and decided for a whole column."""

from dedup.dates.columns import DateColumns, DateNotes
from dedup.dates.values import read_date

__all__ = ["DateColumns", "DateNotes", "read_date"]
