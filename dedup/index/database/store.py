"""The store: one connection to a database, its transactions, and whether what is in it may be mixed with what comes."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from sqlalchemy import Connection

from dedup.config import Config
from dedup.errors import DedupError, IndexFormatError
from dedup.index.database import schema
from dedup.index.database.faults import fault, may_retry, told
from dedup.index.database.link import Link
from dedup.index.database.rows import Rows
from dedup.text.folding import FOLDING_VERSION

T = TypeVar("T")

MAX_TRIES = 5
"""Times that a transaction is tried which the database gave up to let another one through."""


@dataclass(slots=True)
class _UnderWay(Generic[T]):
    """A transaction: the one result of its work, once that is done, and the mark that is left before its commit."""

    result: list[T] = field(default_factory=list)
    mark: str | None = None


class Store:
    """Transactions on the tables of one index. Raises what `engine_of` raises, and `IndexFormatError` for other tables.

    `config` is what the index was made with; one that is given must be the same. `rebuilding` lets it differ.
    """

    def __init__(
        self,
        location: str | os.PathLike[str],
        config: Config | None = None,
        *,
        read_only: bool = False,
        rebuilding: bool = False,
    ) -> None:
        config = None if config is None else Config.of(config)
        self._link = Link(location, read_only=read_only)
        self._dialect, self.place = self._link.dialect, self._link.place
        self.read_only = read_only
        self._rows = Rows(self._link.connection, self._dialect)
        self._version = schema.VERSION
        try:
            self.config = self._prepare(config, rebuilding)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the connection."""
        self._link.close()

    def when_renewed(self, forget: Callable[[], None]) -> None:
        """Call `forget` whenever a lost connection was made again: what was read before may be so no longer."""
        self._link.renewed = forget

    def read(self, work: Callable[[Rows], T]) -> T:
        """What `work` finds in one consistent view of the tables."""
        return self._transaction(work, self._dialect.begin_read, lambda: None)

    def write(self, work: Callable[[Rows], T]) -> T:
        """What `work` returns after all it did was stored; nothing of it is where it raises.

        Writers take turns. `work` may be called again where the database gave up the first try.
        """
        if self.read_only:
            raise DedupError(f"{self.place}: was opened read-only")
        return self._transaction(work, self._dialect.begin_write, self._link.leave_mark)

    def tidy(self) -> None:
        """Let the space of what was deleted be used again."""
        self._dialect.tidy(self._link.connection)

    def migrate(self, rows: Rows) -> None:
        """Bring tables of an earlier version to this one's, but for what a rebuild fills."""
        if self._version < schema.VERSION:
            kind, empty = self._dialect.bytes_type
            for step in range(self._version + 1, schema.VERSION + 1):
                for statement in schema.MIGRATIONS[step]:
                    rows.connection.exec_driver_sql(statement.format(bytes=kind, empty=empty))
            schema.metadata.create_all(rows.connection)

    def _transaction(
        self, work: Callable[[Rows], T], begin: Callable[[Connection], None], end: Callable[[], str | None]
    ) -> T:
        tries = 0
        while True:
            tries += 1
            under_way = _UnderWay[T]()
            try:
                self._link.require_file()
                begin(self._link.connection)
                under_way.result = [work(self._rows)]
                under_way.mark = end()
                self._dialect.execute(self._link.connection, "COMMIT")
                self._link.require_file()
            except self._link.errors as error:
                if self._took_place(under_way, error, tries):
                    return under_way.result[0]
            except BaseException:
                self._roll_back()
                raise
            else:
                return under_way.result[0]

    def _took_place(self, under_way: _UnderWay[T], error: Exception, tries: int) -> bool:
        """Whether a transaction was stored whose commit was not answered; if not, it may be tried again.

        Raises `DedupError` where trying again is of no use.
        """
        if self._link.is_gone():
            if tries >= MAX_TRIES:
                raise fault(self.place, error) from error
            self._link.renew()
            self._rows = Rows(self._link.connection, self._dialect)
            return under_way.mark is not None and self._link.was_stored(under_way.mark)
        self._roll_back()
        if not (may_retry(error) and tries < MAX_TRIES):
            raise fault(self.place, error) from error
        time.sleep(random.uniform(0, 0.02) * 2**tries)
        return False

    def _roll_back(self) -> None:
        with suppress(*self._link.errors):  # SQLite has rolled back by itself, or the connection is gone
            self._dialect.execute(self._link.connection, "ROLLBACK")

    def _prepare(self, config: Config | None, rebuilding: bool) -> Config:
        if not self._has_tables():
            if self.read_only:
                raise IndexFormatError(f"{self.place}: is no index: it has no tables of one")
            self.write(lambda rows: self._create(config or Config(), rows))
        found = self.read(lambda rows: rows.settings())
        return self._checked(found, config, rebuilding)

    def _has_tables(self) -> bool:
        with told(self.place):
            return self._link.connection.dialect.has_table(self._link.connection, schema.settings.name)

    def _create(self, config: Config, rows: Rows) -> None:
        if not self._has_tables():  # another process may have been first
            schema.metadata.create_all(self._link.connection)
            rows.add_state()
            rows.set_settings(made_with(config))

    def _checked(self, found: Mapping[str, str], config: Config | None, rebuilding: bool) -> Config:
        version = int(found.get("schema", "0"))
        if not 1 <= version <= schema.VERSION:
            raise IndexFormatError(
                f"{self.place}: its tables have version {version}, and this dedup knows {schema.VERSION}:"
                " install a newer one"
            )
        self._version = version
        stored = Config(**json.loads(found["config"]))
        if rebuilding:
            return config or stored
        remedy = f"rebuild it: dedup index rebuild {self.place}"
        if version < schema.VERSION:
            raise IndexFormatError(
                f"{self.place}: its tables have version {version}, and this dedup makes {schema.VERSION}; {remedy}"
            )
        if found["folding"] != FOLDING_VERSION:
            raise IndexFormatError(
                f"{self.place}: its texts were folded by version {found['folding']}, not {FOLDING_VERSION}, so equal"
                f" words may differ; {remedy}"
            )
        if config is not None and config != stored:
            was, wanted = stored.as_dict(), config.as_dict()
            different = [f"{name}={was[name]}, not {wanted[name]}" for name in was if was[name] != wanted[name]]
            raise IndexFormatError(
                f"{self.place}: was made with {', '.join(different)}; open it without config, or {remedy}"
            )
        return stored


def made_with(config: Config) -> dict[str, str]:
    """What is stored of the way an index is made."""
    return {"schema": str(schema.VERSION), "folding": FOLDING_VERSION, "config": json.dumps(config.as_dict())}
