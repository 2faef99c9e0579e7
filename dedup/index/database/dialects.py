"""The two databases where they differ: transactions, lists of numbers, and the driver beneath SQLAlchemy."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from random import uniform
from typing import Any, Protocol
from uuid import uuid4

from sqlalchemy import Column, ColumnElement, Connection, Executable, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from dedup.errors import DedupError
from dedup.index.database.faults import BUSY_SECONDS

LOCK = 0x64647570
"""Number of the lock that PostgreSQL's writers of one database take turns by, as SQLite's do by the file."""

_WRITER = "writer "
"""What the names of the rows of settings begin with in which writers leave their marks."""

_MARK_SECONDS = 24 * 3600
"""After which the mark of a writer is of no use: it asks for it within minutes."""

_LEAVE_MARK = f"""
WITH cleared AS (
  DELETE FROM dedup_settings WHERE name LIKE '{_WRITER}%%' AND name <> %(name)s AND value < %(old)s
)
INSERT INTO dedup_settings (name, value) VALUES (%(name)s, %(mark)s)
ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""

Values = Mapping[str, Any]


class Dialect(Protocol):
    """What the store asks of a database.

    Statements that every check makes go to the driver itself, as SQLAlchemy compiled them: what it does besides takes
    longer than the database. `errors` are the driver's own.
    """

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What the driver raises."""
        ...

    @property
    def n_bytes(self) -> str:
        """The query for the bytes that all takes."""
        ...

    def listed(self, column: Column[int]) -> ColumnElement[bool]:
        """The condition that a column is one of the parameter `values`."""
        ...

    @property
    def bytes_type(self) -> tuple[str, str]:
        """The type of bytes, and none of them."""
        ...

    def many(self, values: Sequence[int]) -> Any:
        """Values as the parameter of `listed`."""
        ...

    def compiled(self, statement: Executable) -> str:
        """A statement as the driver takes it, with named parameters."""
        ...

    def begin_read(self, connection: Connection) -> None:
        """Begin a transaction that sees one state of the tables."""
        ...

    def begin_write(self, connection: Connection) -> None:
        """Begin a transaction that no other writer overlaps."""
        ...

    def leave_mark(self, connection: Connection, writer: str) -> str | None:
        """Write the mark of the transaction that this writer is about to commit; None where none is needed."""
        ...

    def is_gone(self, connection: Connection) -> bool:
        """Whether the other side has closed the connection."""
        ...

    def is_marked(self, connection: Connection, writer: str, mark: str) -> bool:
        """Whether the transaction of this writer that left this mark was stored, once it has ended."""
        ...

    def execute(self, connection: Connection, statement: str, values: Values | None = None) -> list[Sequence[Any]]:
        """The rows that a compiled statement gives, none for one that gives none."""
        ...

    def tidy(self, connection: Connection) -> None:
        """Let the space of deleted rows be used again, outside a transaction."""
        ...


class SQLite:
    """An SQLite file. A writer takes its turn at once, so that it never has to give up halfway."""

    errors: tuple[type[Exception], ...] = (sqlite3.Error,)
    n_bytes = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    bytes_type = ("BLOB", "x''")

    def __init__(self) -> None:
        self._dialect = sqlite.dialect(paramstyle="named")

    def listed(self, column: Column[int]) -> ColumnElement[bool]:
        """A subquery over the list."""
        return column.in_(select(func.json_each(bindparam("values")).table_valued("value").c.value))

    def many(self, values: Sequence[int]) -> Any:
        """A list in JSON: one statement for any length."""
        return json.dumps(list(values))

    def compiled(self, statement: Executable) -> str:
        """With names after colons."""
        return str(statement.compile(dialect=self._dialect))  # type: ignore[attr-defined]

    def begin_read(self, connection: Connection) -> None:
        """Readers see the file as it was when they began, and nobody waits for them."""
        self.execute(connection, "BEGIN")

    def begin_write(self, connection: Connection) -> None:
        """Ask for the turn again and again at random short times.

        SQLite itself would ask less and less often, so that of many writers some wait for ten seconds.
        """
        until = time.monotonic() + BUSY_SECONDS
        self.execute(connection, "PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    self.execute(connection, "BEGIN IMMEDIATE")
                    return
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                        raise
                    time.sleep(uniform(0.0002, 0.003))
        finally:
            self.execute(connection, f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")

    def execute(self, connection: Connection, statement: str, values: Values | None = None) -> list[Sequence[Any]]:
        """On the driver's connection."""
        driver: Any = connection.connection.driver_connection
        rows: list[Sequence[Any]] = driver.execute(statement, values or {}).fetchall()
        return rows

    def is_gone(self, connection: Connection) -> bool:
        """Never: there is no other side."""
        return False

    def leave_mark(self, connection: Connection, writer: str) -> None:
        """None: what SQLite has not stored it says."""

    def is_marked(self, connection: Connection, writer: str, mark: str) -> bool:
        """Never asked."""
        return False

    def tidy(self, connection: Connection) -> None:
        """Nothing to do: freed pages are used again."""


class PostgreSQL:
    """A PostgreSQL database. Writers take turns by a lock, so that two copies added at once see each other."""

    n_bytes = (
        "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class"
        " WHERE relkind = 'r' AND relname ~ '^dedup_' AND relnamespace = current_schema()::regnamespace"
    )
    bytes_type = ("BYTEA", "''")

    def __init__(self) -> None:
        import psycopg

        self.errors: tuple[type[Exception], ...] = (psycopg.Error,)
        self._dialect = postgresql.dialect(paramstyle="pyformat")  # type: ignore[no-untyped-call]

    def listed(self, column: Column[int]) -> ColumnElement[bool]:
        """An array that holds it."""
        return column == func.any(bindparam("values"))

    def many(self, values: Sequence[int]) -> Any:
        """A list, which becomes an array."""
        return list(values)

    def compiled(self, statement: Executable) -> str:
        """With names in brackets."""
        return str(statement.compile(dialect=self._dialect))  # type: ignore[attr-defined]

    def begin_read(self, connection: Connection) -> None:
        """One snapshot for all statements."""
        self.execute(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def begin_write(self, connection: Connection) -> None:
        """The lock is let go of at the end of the transaction."""
        self._driver(connection).execute(f"BEGIN; SELECT pg_advisory_xact_lock({LOCK})")

    def leave_mark(self, connection: Connection, writer: str) -> str:
        """A row of its own for each writer; those of writers that are gone for a day are cleared away.

        The number of the transaction is no mark: after a power cut the server gives the numbers of transactions whose
        commit did not reach the disk to others.
        """
        mark = f"{int(time.time())} {uuid4().hex}"
        values = {"name": f"{_WRITER}{writer}", "mark": mark, "old": str(int(time.time()) - _MARK_SECONDS)}
        self.execute(connection, _LEAVE_MARK, values)
        return mark

    def is_gone(self, connection: Connection) -> bool:
        """As the driver found it at the last statement."""
        return connection.invalidated or bool(self._driver(connection).closed)

    def is_marked(self, connection: Connection, writer: str, mark: str) -> bool:
        """Its turn comes when the transaction has ended that was under way: the server may not have noticed yet."""
        with self._driver(connection).transaction():
            self.execute(connection, f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
            self.execute(connection, f"SELECT pg_advisory_xact_lock({LOCK})")
            values = {"name": f"{_WRITER}{writer}", "mark": mark}
            return bool(
                self.execute(
                    connection, "SELECT 1 FROM dedup_settings WHERE name = %(name)s AND value = %(mark)s", values
                )
            )

    def _driver(self, connection: Connection) -> Any:
        return connection.connection.driver_connection

    def execute(self, connection: Connection, statement: str, values: Values | None = None) -> list[Sequence[Any]]:
        """On a cursor that takes bytes as they are, not spelled in digits."""
        cursor = self._driver(connection).cursor(binary=True)
        cursor.execute(statement, values)
        rows: list[Sequence[Any]] = cursor.fetchall() if cursor.description else []
        return rows

    def tidy(self, connection: Connection) -> None:
        """Vacuum, which the server does by itself, but not while an index is being filled."""
        with suppress(SQLAlchemyError):  # only the owner of the tables may
            connection.exec_driver_sql("VACUUM dedup_blocks, dedup_runs, dedup_counts")


def dialect_of(name: str) -> Dialect:
    """The dialect of this name."""
    if name == "sqlite":
        return SQLite()
    if name == "postgresql":
        return PostgreSQL()
    raise DedupError(f"an index cannot be kept in {name}")
