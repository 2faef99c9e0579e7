"""Paths and streams in, articles out."""

from dedup.reading.front_door import read
from dedup.reading.reader import Reader

__all__ = ["Reader", "read"]
