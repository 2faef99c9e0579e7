"""Paths and streams in, articles out."""

from dedup.reading.reader import Reader, read

__all__ = ["Reader", "read"]
