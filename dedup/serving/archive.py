"""What a server knows: an index, or a collection that is read once; the report on it is made when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import Lock
from types import TracebackType
from typing import Generic, Self, TypeVar

from dedup.article import Article
from dedup.errors import InputError
from dedup.explaining import Why, why
from dedup.explaining.among import Among
from dedup.explaining.explain import explained
from dedup.index import Index, Stats
from dedup.reading import Reader
from dedup.scanning.report import Report

T = TypeVar("T")

MAX_SCANNED = 100_000
"""Articles that are scanned to answer a question. A million take some two minutes, for which no agent waits."""


class Archive:
    """Articles that questions are asked about. Nothing is ever stored.

    `index` is only read; `Archive.of_files` makes one in memory. Threads may share it.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self._report = _Kept(index, index.report)
        self._among = _Kept(index, lambda: Among.of(list(index), index.config))

    @classmethod
    def of_index(cls, place: str | os.PathLike[str]) -> Self:
        """The articles of an index, as they are when a question is asked."""
        return cls(Index(place, read_only=True))

    @classmethod
    def of_files(cls, reader: Reader) -> Self:
        """The articles in files, as they are now."""
        index = Index(":memory:")
        index.add_many(reader)
        return cls(index)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.index.close()

    def stored(self, article_id: str) -> Article:
        """The stored article of this id. Raises `InputError` where there is none."""
        found = self.index.get(article_id)
        if found is None:
            raise InputError(f'no stored article has the id "{article_id}": give its text instead')
        return found

    def why(self, a: Article, b: Article) -> tuple[Why, bool]:
        """Why two articles are a match or not, and whether they were judged alone: among too many others they are."""
        index = self.index
        if not 0 < len(index) <= MAX_SCANNED:
            return why(a, b), True
        if all(index.get(one.id) == one for one in (a, b)):
            return explained(self._among(), (a.id, b.id), index.config), False
        others = [article for article in index if article.id not in (a.id, b.id)]
        return why(a, b, [*others, a, b], config=index.config), False

    def report(self) -> Report:
        """What a scan of all articles finds. Raises `InputError` for more than are scanned while somebody waits."""
        n_articles = len(self.index)
        if n_articles > MAX_SCANNED:
            raise InputError(
                f"{n_articles:,} articles are stored, and a question scans {MAX_SCANNED:,} at most: ask check about"
                " single articles, or run dedup report"
            )
        return self._report()


class _Kept(Generic[T]):
    """What is made of all articles of an index, and made again when the index has changed."""

    def __init__(self, index: Index, make: Callable[[], T]) -> None:
        self._index = index
        self._make = make
        self._kept: tuple[Stats, T] | None = None
        self._lock = Lock()

    def __call__(self) -> T:
        with self._lock:
            stats = self._index.stats()
            if self._kept is None or self._kept[0] != stats:
                self._kept = (stats, self._make())
            return self._kept[1]
