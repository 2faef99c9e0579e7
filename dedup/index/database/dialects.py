"""The two databases where they differ: transactions, lists of numbers, and the driver beneath SQLAlchemy."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from random import uniform
from typing import Any, Protocol

from sqlalchemy import Column, ColumnElement, Connection, Executable, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from dedup.errors import DedupError
from dedup.index.database.faults import BUSY_SECONDS

LOCK = 0x64647570
"""Number of the lock that PostgreSQL's writers of one database take turns by, as SQLite's do by the file."""

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

    def begin_write(self, connection: Connection) -> str | None:
        """Begin a transaction that no other writer overlaps; the mark by which `outcome` knows it, if any."""
        ...

    def is_gone(self, connection: Connection) -> bool:
        """Whether the other side has closed the connection."""
        ...

    def outcome(self, connection: Connection, mark: str) -> bool | None:
        """Whether the transaction of this mark was stored; None while it is not decided."""
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

    def begin_write(self, connection: Connection) -> str | None:
        """Ask for the turn again and again at random short times.

        SQLite itself would ask less and less often, so that of many writers some wait for ten seconds.
        """
        until = time.monotonic() + BUSY_SECONDS
        self.execute(connection, "PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    self.execute(connection, "BEGIN IMMEDIATE")
                    return None
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

    def outcome(self, connection: Connection, mark: str) -> bool | None:
        """Never asked: what SQLite has not stored it says."""
        return None

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

    def begin_write(self, connection: Connection) -> str | None:
        """The lock is let go of at the end of the transaction, whose number is its mark."""
        cursor = self._driver(connection).cursor()
        cursor.execute(f"BEGIN; SELECT txid_current()::text, pg_advisory_xact_lock({LOCK})")
        cursor.nextset()
        return str(cursor.fetchone()[0])

    def is_gone(self, connection: Connection) -> bool:
        """As the driver found it at the last statement."""
        return connection.invalidated or bool(self._driver(connection).closed)

    def outcome(self, connection: Connection, mark: str) -> bool | None:
        """As the server's log of transactions has it."""
        [(status,)] = self._driver(connection).execute("SELECT txid_status(%s::bigint)", [mark]).fetchall()
        return None if status == "in progress" else status == "committed"

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
