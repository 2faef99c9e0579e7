"""Rows of runs: the tables that say which articles hold a key, within a transaction."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from dedup.errors import IndexFormatError
from dedup.index.database.dialects import Dialect
from dedup.index.database.schema import RUN_ROWS, blocks, runs
from dedup.index.postings.blocks import Blocks

ROW = 6
"""Blocks in a row, which PostgreSQL keeps in its page up to 2,000 bytes."""

_CHECKSUM = 4
"""Bytes of the checksum that a row begins with."""


@dataclass(frozen=True, slots=True)
class Run:
    """The postings of the articles numbered from `first_article` to `last_article`, `n_articles` of them with words.

    They were published on days (counted as in `blocks.places_of`) from `first_day` to `last_day`; those in `gone`,
    int64[n], sorted, have been removed.
    """

    number: int
    first_article: int
    last_article: int
    first_day: int
    last_day: int
    n_articles: int
    n_bytes: int
    gone: NDArray[np.int64]


_RUN = (
    runs.c.number,
    runs.c.first_article,
    runs.c.last_article,
    runs.c.first_day,
    runs.c.last_day,
    runs.c.n_articles,
    runs.c.n_bytes,
    runs.c.gone,
)


class RunRows:
    """The tables of runs and their blocks."""

    def __init__(self, connection: Connection, dialect: Dialect) -> None:
        self._connection = connection
        self._dialect = dialect
        listed = dialect.listed(blocks.c.number)
        self._runs = dialect.compiled(select(*_RUN).order_by(runs.c.first_article))
        self._directory = dialect.compiled(select(runs.c.directory).where(runs.c.number == bindparam("run")))
        ordered = select(blocks.c.data).order_by(blocks.c.number)
        self._some = dialect.compiled(ordered.where(listed))
        self._all = dialect.compiled(ordered.where(blocks.c.number.between(bindparam("first"), bindparam("last"))))

    def _execute(self, statement: str, values: Mapping[str, Any] | None = None) -> list[Sequence[Any]]:
        return self._dialect.execute(self._connection, statement, values)

    def all(self) -> list[Run]:
        """The runs in the order of their articles."""
        return [
            Run(number, first, last, first_day, last_day, n_articles, n_bytes, np.frombuffer(gone, "<i8").copy())
            for number, first, last, first_day, last_day, n_articles, n_bytes, gone in self._execute(self._runs)
        ]

    def directory(self, run: Run) -> NDArray[np.int64]:
        """The places of the first postings of a run's blocks."""
        [[found]] = self._execute(self._directory, {"run": run.number})
        return np.frombuffer(_checked(bytes(found)), "<i8").copy()

    def blocks(self, run: Run, directory: NDArray[np.int64], chosen: NDArray[np.int64] | None = None) -> Blocks:
        """The blocks of a run at these places of its directory, and those that share their rows; by default all."""
        first = run.number * RUN_ROWS
        if chosen is None:
            rows = np.arange(-(-len(directory) // ROW))
            found = self._execute(self._all, {"first": first, "last": first + RUN_ROWS - 1})
        else:
            rows = np.unique(chosen // ROW)
            found = self._execute(self._some, {"values": self._dialect.many((first + rows).tolist())})
        parts = [directory[row * ROW : (row + 1) * ROW] for row in rows.tolist()]
        if len(found) != len(parts):
            raise _damaged()
        data = [_checked(bytes(row)) for (row,) in found]
        heads = [row[: 2 * len(part)] for row, part in zip(data, parts, strict=True)]
        bodies = [row[2 * len(part) :] for row, part in zip(data, parts, strict=True)]
        lengths = np.frombuffer(b"".join(heads), "<u2")
        offsets = np.append(0, np.cumsum(lengths, dtype=np.int64))
        body = np.frombuffer(bytearray().join(bodies), np.uint8)  # which kernels take: it can be written
        if len(offsets) != sum(map(len, parts)) + 1 or offsets[-1] != len(body) or not lengths.all():
            raise _damaged()
        return Blocks(np.concatenate(parts), body, offsets, run.first_day, run.first_article)

    def add_blocks(self, run: int, first: int, new: Blocks) -> int:
        """Store blocks in rows of the run of this number, from row `first` on; the next free row."""
        data, offsets = new.data.tobytes(), new.offsets
        made: list[dict[str, Any]] = []
        for begin in range(0, len(new.directory), ROW):
            own = offsets[begin : begin + ROW + 1]
            head = np.diff(own).astype("<u2").tobytes()
            number = run * RUN_ROWS + first + len(made)
            made.append({"number": number, "data": _with_checksum(head + data[own[0] : own[-1]])})
        self._connection.execute(insert(blocks), made)
        return first + len(made)

    def add(self, run: Run, directory: NDArray[np.int64]) -> None:
        """Store a run, whose blocks are there."""
        values = {column.name: getattr(run, column.name) for column in _RUN}
        values["gone"] = run.gone.astype("<i8").tobytes()
        values["directory"] = _with_checksum(directory.astype("<i8").tobytes())
        self._connection.execute(insert(runs), values)

    def set_gone(self, run: Run, gone: NDArray[np.int64]) -> None:
        """Say which articles of a run have been removed."""
        changed = update(runs).where(runs.c.number == run.number).values(gone=gone.astype("<i8").tobytes())
        self._connection.execute(changed)

    def delete(self, gone: Sequence[Run]) -> None:
        """Delete runs."""
        numbers = [run.number for run in gone]
        own = [blocks.c.number.between(number * RUN_ROWS, (number + 1) * RUN_ROWS - 1) for number in numbers]
        self._connection.execute(delete(blocks).where(or_(*own)))
        self._connection.execute(delete(runs).where(runs.c.number.in_(numbers)))

    def clear(self) -> None:
        """Delete all runs."""
        for table in (runs, blocks):
            self._connection.execute(delete(table))


def _with_checksum(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(_CHECKSUM, "little") + data


def _checked(data: bytes) -> bytes:
    """What stands after a checksum."""
    found = data[_CHECKSUM:]
    if not found or data[:_CHECKSUM] != zlib.crc32(found).to_bytes(_CHECKSUM, "little"):
        raise _damaged()
    return found


def _damaged() -> IndexFormatError:
    return IndexFormatError("the keys of the index are damaged: make them anew with dedup index rebuild")
