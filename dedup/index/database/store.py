"""The store: one connection to a database, its transactions, and whether what is in it may be mixed with what comes."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from dedup.config import Config
from dedup.errors import DedupError, IndexFormatError
from dedup.index.database import schema
from dedup.index.database.dialects import dialect_of
from dedup.index.database.faults import fault, may_retry, told
from dedup.index.database.opening import engine_of
from dedup.index.database.rows import Rows
from dedup.text.folding import FOLDING_VERSION

T = TypeVar("T")

MAX_TRIES = 5
"""Times that a transaction is tried which the database gave up to let another one through."""


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
        engine, self.place = engine_of(location, read_only)
        self._dialect = dialect_of(engine.dialect.name)
        self._errors: tuple[type[Exception], ...] = (SQLAlchemyError, *self._dialect.errors)
        self.read_only = read_only
        with told(self.place):
            self._connection: Connection = engine.connect()
        self._rows = Rows(self._connection, self._dialect)
        self._version = schema.VERSION
        try:
            self.config = self._prepare(config, rebuilding)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
        self._connection.engine.dispose()

    def read(self, work: Callable[[Rows], T]) -> T:
        """What `work` finds in one consistent view of the tables."""
        return self._transaction(work, self._dialect.begin_read)

    def write(self, work: Callable[[Rows], T]) -> T:
        """What `work` returns after all it did was stored; nothing of it is where it raises.

        Writers take turns. `work` may be called again where the database gave up the first try.
        """
        if self.read_only:
            raise DedupError(f"{self.place}: was opened read-only")
        return self._transaction(work, self._dialect.begin_write)

    def tidy(self) -> None:
        """Let the space of what was deleted be used again."""
        self._dialect.tidy(self._connection)

    def migrate(self, rows: Rows) -> None:
        """Bring tables of an earlier version to this one's, but for what a rebuild fills."""
        if self._version < schema.VERSION:
            kind, empty = self._dialect.bytes_type
            for step in range(self._version + 1, schema.VERSION + 1):
                for statement in schema.MIGRATIONS[step]:
                    rows.connection.exec_driver_sql(statement.format(bytes=kind, empty=empty))
            schema.metadata.create_all(rows.connection)

    def _transaction(self, work: Callable[[Rows], T], begin: Callable[[Connection], None]) -> T:
        tries = 0
        while True:
            tries += 1
            try:
                begin(self._connection)
                result = work(self._rows)
                self._dialect.execute(self._connection, "COMMIT")
            except self._errors as error:
                self._roll_back()
                if not (may_retry(error) and tries < MAX_TRIES):
                    raise fault(self.place, error) from error
                time.sleep(random.uniform(0, 0.02) * 2**tries)
            except BaseException:
                self._roll_back()
                raise
            else:
                return result

    def _roll_back(self) -> None:
        with suppress(*self._errors):  # SQLite has rolled back by itself, or the connection is gone
            self._dialect.execute(self._connection, "ROLLBACK")

    def _prepare(self, config: Config | None, rebuilding: bool) -> Config:
        if not self._has_tables():
            if self.read_only:
                raise IndexFormatError(f"{self.place}: is no index: it has no tables of one")
            self.write(lambda rows: self._create(config or Config(), rows))
        found = self.read(lambda rows: rows.settings())
        return self._checked(found, config, rebuilding)

    def _has_tables(self) -> bool:
        with told(self.place):
            return self._connection.dialect.has_table(self._connection, schema.settings.name)

    def _create(self, config: Config, rows: Rows) -> None:
        if not self._has_tables():  # another process may have been first
            schema.metadata.create_all(self._connection)
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
