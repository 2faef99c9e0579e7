"""The two databases where they differ: transactions, and reading and writing many keys in one go.

The statements here are written out, since every key of every check passes through them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from dedup.errors import DedupError

LOCK = 0x64647570
"""Number of the lock that PostgreSQL's writers of one database take turns by, as SQLite's do by the file."""


class Dialect(Protocol):
    """What the store asks of a database."""

    @property
    def begin_read(self) -> Sequence[str]:
        """The statements that begin a transaction which sees one state of the tables."""
        ...

    @property
    def begin_write(self) -> Sequence[str]:
        """The statements that begin a transaction which no other writer overlaps."""
        ...

    @property
    def n_bytes(self) -> str:
        """The query for the bytes that all takes."""
        ...

    @property
    def in_list(self) -> str:
        """The condition that a column is one of the parameter `values`."""
        ...

    def many(self, values: Sequence[int]) -> Any:
        """Values as the parameter of `in_list`."""
        ...

    def add_postings(self, connection: Connection, rows: NDArray[np.int64]) -> None:
        """Store rows (key, day, article), int64[n, 3]."""
        ...

    def delete_postings(self, connection: Connection, rows: NDArray[np.int64]) -> None:
        """Delete rows (key, day, article), int64[n, 3]."""
        ...

    def holders(
        self, connection: Connection, keys: Sequence[int], days: tuple[int, int], limit: int
    ) -> list[Sequence[int]]:
        """Of each key that any hold, the newest articles of these days (inclusive), at most `limit`."""
        ...


class SQLite:
    """An SQLite file. A writer takes its turn at once, so that it never has to give up halfway."""

    begin_read = ("BEGIN",)
    begin_write = ("BEGIN IMMEDIATE",)
    n_bytes = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    in_list = "IN (SELECT value FROM json_each(:values))"

    def many(self, values: Sequence[int]) -> Any:
        """A list in JSON: one statement for any length."""
        return json.dumps(list(values))

    def add_postings(self, connection: Connection, rows: NDArray[np.int64]) -> None:
        """Store rows in the order of the table, so that each page is written once."""
        ordered = rows[np.lexsort(rows.T[::-1])]
        connection.exec_driver_sql(
            "INSERT INTO dedup_postings (key, day, article) VALUES (?, ?, ?)", list(map(tuple, ordered.tolist()))
        )

    def delete_postings(self, connection: Connection, rows: NDArray[np.int64]) -> None:
        """Delete rows one by one."""
        connection.exec_driver_sql(
            "DELETE FROM dedup_postings WHERE key = ? AND day = ? AND article = ?", list(map(tuple, rows.tolist()))
        )

    def holders(
        self, connection: Connection, keys: Sequence[int], days: tuple[int, int], limit: int
    ) -> list[Sequence[int]]:
        """One small statement a key on the driver's own cursor: a hundred of them take a third of a millisecond."""
        statement = (
            "SELECT article FROM dedup_postings WHERE key = ? AND day BETWEEN ? AND ?"
            " ORDER BY day DESC, article DESC LIMIT ?"
        )
        driver: Any = connection.connection.driver_connection
        execute = driver.cursor().execute
        found = (execute(statement, (key, *days, limit)).fetchall() for key in keys)
        return [[article for (article,) in rows] for rows in found if rows]


class PostgreSQL:
    """A PostgreSQL database. Writers take turns by a lock, so that two copies added at once see each other."""

    begin_read = ("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",)
    begin_write = ("BEGIN", f"SELECT pg_advisory_xact_lock({LOCK})")
    n_bytes = (
        "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class"
        " WHERE relkind = 'r' AND relname ~ '^dedup_' AND relnamespace = current_schema()::regnamespace"
    )
    in_list = "= ANY(:values)"

    def many(self, values: Sequence[int]) -> Any:
        """A list, which becomes an array."""
        return list(values)

    def add_postings(self, connection: Connection, rows: NDArray[np.int64]) -> None:
        """Store all rows by one statement."""
        connection.exec_driver_sql(
            "INSERT INTO dedup_postings (key, day, article)"
            " SELECT * FROM unnest(%s::bigint[], %s::integer[], %s::bigint[])",
            tuple(column.tolist() for column in rows.T),
        )

    def delete_postings(self, connection: Connection, rows: NDArray[np.int64]) -> None:
        """Delete all rows by one statement."""
        connection.exec_driver_sql(
            "DELETE FROM dedup_postings USING unnest(%s::bigint[], %s::integer[], %s::bigint[]) AS gone(k, d, a)"
            " WHERE key = k AND day = d AND article = a",
            tuple(column.tolist() for column in rows.T),
        )

    def holders(
        self, connection: Connection, keys: Sequence[int], days: tuple[int, int], limit: int
    ) -> list[Sequence[int]]:
        """All keys by one statement."""
        rows = connection.exec_driver_sql(
            "SELECT array_agg(found.article) FROM unnest(%s::bigint[]) AS wanted(key) CROSS JOIN LATERAL ("
            "SELECT article FROM dedup_postings WHERE key = wanted.key AND day BETWEEN %s AND %s"
            " ORDER BY day DESC, article DESC LIMIT %s) AS found GROUP BY wanted.key",
            (list(keys), *days, limit),
        )
        return [numbers for (numbers,) in rows]


def dialect_of(name: str) -> Dialect:
    """The dialect of this name."""
    if name == "sqlite":
        return SQLite()
    if name == "postgresql":
        return PostgreSQL()
    raise DedupError(f"an index cannot be kept in {name}")
