"""What a database complains of, said as what happened and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from dedup.errors import DedupError, IndexFormatError

BUSY_SECONDS = 60
"""How long to wait while another process writes."""

_RETRIED = {"40001", "40P01"}  # serialization failure, deadlock

_REASONS = {
    sqlite3.SQLITE_FULL: "the disk is full: nothing of this transaction was stored; free some space and try again",
    sqlite3.SQLITE_READONLY: "cannot be written: it is read-only",
    sqlite3.SQLITE_BUSY: f"another process has been writing for {BUSY_SECONDS} seconds: try again",
    sqlite3.SQLITE_LOCKED: f"another process has been writing for {BUSY_SECONDS} seconds: try again",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: there is no such file or folder, or no permission",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk reports an error or is full",
}
_DAMAGE = {
    sqlite3.SQLITE_NOTADB: "is no index: not an SQLite file",
    sqlite3.SQLITE_CORRUPT: "is damaged: restore a copy of it, or fill a new index from the articles",
}


@contextmanager
def told(place: str) -> Iterator[None]:
    """Around work with a database: its errors become `DedupError`s that name the place."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise fault(place, error) from error


def fault(place: str, error: Exception) -> DedupError:
    """The error that a user can act on."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(place, cause)
    lines = str(cause).strip().splitlines() or ["unknown error"]
    return DedupError(f"{place}: {lines[0]}")


def may_retry(error: Exception) -> bool:
    """Whether the same transaction may succeed when tried again."""
    return getattr(getattr(error, "orig", error), "sqlstate", None) in _RETRIED


def _of_sqlite(place: str, error: sqlite3.Error) -> DedupError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGE:
        return IndexFormatError(f"{place}: {_DAMAGE[code]}")
    return DedupError(f"{place}: {_REASONS.get(code, str(error))}")
