"""Articles that nobody but the scan has: the first ones in memory, and in a nameless file what would fill it."""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
from array import array
from collections.abc import Iterable
from dataclasses import fields
from typing import IO, Any

from dedup.article import Article
from dedup.articles import Articles

IN_MEMORY = 1 << 28
"""Bytes of texts that are kept in memory, those of some 80,000 articles: a million would take as much as all that the
scan knows of them."""

_BUFFER = 1 << 20
"""Bytes that are written at once."""


class KeptArticles:
    """Articles by number, in the order in which they are appended.

    Beyond `IN_MEMORY` they go into a file that has no name, so that the system removes it with this process. Where it
    cannot be written, as on a full disk, everything is in memory.
    """

    def __init__(self) -> None:
        self._columns: list[list[Any]] = [[] for _ in fields(Articles)]
        self._n_bytes = 0
        self._file: IO[bytes] | None = None
        self._may_write = True
        self._buffer = bytearray()
        self._ends = array("q", [0])  # of each article behind those in memory, in the file and the buffer behind it
        self._n_written = 0

    def __len__(self) -> int:
        return self._n_in_memory + len(self._ends) - 1

    @property
    def _n_in_memory(self) -> int:
        return len(self._columns[0])

    def append(self, articles: Articles) -> None:
        """Keep articles behind the others."""
        self._n_bytes += sum(map(sys.getsizeof, articles.texts))
        if self._n_bytes <= IN_MEMORY or not self._may_write:
            self._keep(articles.columns)
            return
        for row in articles.rows():
            self._buffer += pickle.dumps(row, pickle.HIGHEST_PROTOCOL)
            self._ends.append(self._n_written + len(self._buffer))
        if len(self._buffer) >= _BUFFER:
            self._write()

    def __getitem__(self, number: int) -> Article:
        place = number - self._n_in_memory
        if place < 0:
            return Article(*[column[number] for column in self._columns])
        return Article(*self._from_file(place))

    def _keep(self, columns: Iterable[Iterable[Any]]) -> None:
        for kept, column in zip(self._columns, columns, strict=True):
            kept.extend(column)

    def _from_file(self, place: int) -> tuple[Any, ...]:
        """What an article behind those in memory is made of."""
        begin, end = self._ends[place], self._ends[place + 1]
        if begin >= self._n_written or self._file is None:
            raw = bytes(self._buffer[begin - self._n_written : end - self._n_written])
        else:
            raw = os.pread(self._file.fileno(), end - begin, begin)
        row: tuple[Any, ...] = pickle.loads(raw)
        return row

    def _write(self) -> None:
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - it goes when the articles go
            rest = memoryview(bytes(self._buffer))
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError:
            self._take_back()
            return
        self._n_written += len(self._buffer)
        self._buffer.clear()

    def _take_back(self) -> None:
        """Have everything in memory from now on."""
        self._keep(zip(*map(self._from_file, range(len(self._ends) - 1)), strict=True))
        self._ends, self._may_write = array("q", [0]), False
        self._buffer.clear()

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()
