"""The link to a database: one connection, made again where it is gone; a file that was replaced is noticed."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from dedup.errors import DedupError
from dedup.index.database.dialects import Dialect, dialect_of
from dedup.index.database.faults import fault, told
from dedup.index.database.opening import engine_of

RECONNECT_SECONDS = 30.0
"""How long to wait for a database that restarts: PostgreSQL itself gives its clients a minute at most to leave, and is
up again some seconds later."""

_LONGEST_PAUSE = 1.0


class Link:
    """One connection to the database of an index.

    `connection` is the present one; `renewed` is called when there is another, so that nothing that was read by the one
    before is taken for what is there now.
    """

    def __init__(self, location: str | os.PathLike[str], *, read_only: bool) -> None:
        self._engine, self.place = engine_of(location, read_only)
        self.dialect: Dialect = dialect_of(self._engine.dialect.name)
        self.errors: tuple[type[Exception], ...] = (SQLAlchemyError, *self.dialect.errors)
        self.renewed: Callable[[], None] = lambda: None
        with told(self.place):
            self.connection: Connection = self._engine.connect()
        is_file = self._engine.dialect.name == "sqlite" and self.place != ":memory:"
        self._file = OpenFile(Path(self.place)) if is_file else None
        self._writer = uuid4().hex

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()
        self._engine.dispose()

    def require_file(self) -> None:
        """Raises `DedupError` where the file that is open is no longer the one at its path."""
        if self._file is not None:
            self._file.require()

    def is_gone(self) -> bool:
        """Whether the server has closed the connection, or the network has."""
        return self.dialect.is_gone(self.connection)

    def renew(self) -> None:
        """Connect again, and wait for a server that restarts. Raises `DedupError` where it stays away."""
        until = time.monotonic() + RECONNECT_SECONDS
        pause = 0.05
        while True:
            try:
                with suppress(*self.errors):
                    self.connection.invalidate()
                self._engine.dispose()
                self.connection = self._engine.connect()
            except self.errors as error:
                if time.monotonic() > until:
                    raise fault(self.place, error) from error
                time.sleep(pause * random.uniform(0.5, 1))
                pause = min(2 * pause, _LONGEST_PAUSE)
            else:
                self.renewed()
                return

    def leave_mark(self) -> str | None:
        """Mark the transaction that is about to be committed, for `was_stored`."""
        return self.dialect.leave_mark(self.connection, self._writer)

    def was_stored(self, mark: str) -> bool:
        """Whether the transaction of this mark, whose commit was not answered, took place.

        Raises `DedupError` where the database cannot tell.
        """
        until = time.monotonic() + RECONNECT_SECONDS
        while True:
            try:
                return self.dialect.is_marked(self.connection, self._writer, mark)
            except self.errors as error:
                if not self.is_gone() or time.monotonic() > until:
                    lost = "the connection was lost at the end of a transaction: it may be stored or not"
                    raise DedupError(f"{self.place}: {lost}") from error
                self.renew()


class OpenFile:
    """A file and its log as they were when they were opened."""

    def __init__(self, path: Path) -> None:
        self._paths = (path, path.with_name(f"{path.name}-wal"))
        self._known: dict[Path, tuple[int, int]] = {}
        self.require()

    def require(self) -> None:
        """Raises `DedupError` if one of them is gone or another one than it was: what is written would be lost."""
        for path in self._paths:
            known = self._known.get(path)
            try:
                status = path.stat()
            except FileNotFoundError:
                if known is not None:
                    raise DedupError(f"{path}: was deleted while it was open: {_REMEDY}") from None
                continue
            if self._known.setdefault(path, (status.st_dev, status.st_ino)) != (status.st_dev, status.st_ino):
                raise DedupError(f"{path}: was replaced while it was open: {_REMEDY}")


_REMEDY = "open the index again; what was added last may be lost"
