"""Rows of runs: the tables that say which articles hold a key, within a transaction."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, literal_column, select, update

from dedup.errors import IndexFormatError
from dedup.index.blocks import Blocks
from dedup.index.dialects import Dialect
from dedup.index.schema import RUN_BLOCKS, blocks, runs

_CHECKSUM = 4
"""Bytes of the checksum that a block begins with."""


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
        listed: ColumnElement[bool] = literal_column(f"dedup_blocks.number {dialect.in_list}")
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
        """The blocks of a run at these places of its directory, sorted; without `chosen` all of them."""
        first = run.number * RUN_BLOCKS
        if chosen is None:
            values = {"first": first, "last": first + RUN_BLOCKS - 1}
            found = self._execute(self._all, values)
        else:
            values = {"values": self._dialect.many((first + chosen).tolist())}
            found = self._execute(self._some, values)
            directory = directory[chosen]
        if len(found) != len(directory):
            raise _damaged()
        parts = [_checked(bytes(data)) for (data,) in found]
        offsets = np.zeros(len(parts) + 1, np.int64)
        np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)), out=offsets[1:])
        return Blocks(directory, np.frombuffer(b"".join(parts), np.uint8), offsets, run.first_day, run.first_article)

    def add_blocks(self, run: int, first: int, new: Blocks) -> None:
        """Store blocks of the run of this number, from its block `first` on."""
        data, offsets = new.data.tobytes(), new.offsets.tolist()
        number = run * RUN_BLOCKS + first
        rows = [
            {"number": number + block, "data": _with_checksum(data[offsets[block] : offsets[block + 1]])}
            for block in range(len(new.directory))
        ]
        self._connection.execute(insert(blocks), rows)

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

    def delete(self, run: Run) -> None:
        """Delete a run."""
        first = run.number * RUN_BLOCKS
        self._connection.execute(delete(blocks).where(blocks.c.number.between(first, first + RUN_BLOCKS - 1)))
        self._connection.execute(delete(runs).where(runs.c.number == run.number))

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
