"""Stored: articles, counters and corrections as the tables have them."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.corpus.days import NO_DAY

MICROSECONDS_A_DAY = 86_400_000_000


@dataclass(frozen=True, slots=True)
class State:
    """The counters of an index; every number below `next_number` has been given once and never comes again."""

    next_number: int = 1
    n_articles: int = 0
    n_words: int = 0
    last_correction: int = 0
    saved_number: int = 0
    saved_correction: int = 0
    next_run: int = 1


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What of a stored article is compared and counted."""

    number: int
    id: bytes
    digest: int
    n_words: int
    counted: bool
    time: int
    dated: bool
    source: bytes
    contents: bytes

    @property
    def day(self) -> int:
        """The day it was published, counted from 1970, `NO_DAY` where that is not known."""
        return self.time // MICROSECONDS_A_DAY if self.dated else NO_DAY


@dataclass(frozen=True, slots=True)
class Row(StoredArticle):
    """An article as it is stored, whole."""

    record: bytes


@dataclass(frozen=True, slots=True)
class Correction:
    """Words to count once more (`sign` 1) or less (-1), for whoever has counted up to their article or beyond."""

    seq: int
    article: int
    day: int
    sign: int
    words: bytes
