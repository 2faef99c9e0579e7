"""Opening: from a path or an address to a database connection, and what is no index is refused."""

from __future__ import annotations

import math
import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

import sqlalchemy
from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import StaticPool

from dedup.errors import DedupError, IndexFormatError, InputError, MissingExtra
from dedup.index.database.faults import BUSY_SECONDS

APPLICATION_ID = 0x64647570
"""Marks an SQLite file as ours: "ddup"."""

PAGE_BYTES = 8192
"""Bytes of a page of a new file: of SQLite's usual 4,096 an article would leave a third empty, and of a larger one more
has to be written for every new id."""

LOG_PAGES = 4096
"""Pages of the log from which it is copied into the file: 32 MB, so that a page that changes often is copied once."""

_HEADER_BYTES = 100
_MAGIC = b"SQLite format 3\x00"
_LENGTH = ("page_count", "page_size")
_PAGE_SIZE, _N_PAGES = slice(16, 18), slice(28, 32)  # of the header, big-endian


def engine_of(location: str | os.PathLike[str], read_only: bool) -> tuple[Engine, str]:
    """The engine of a path or `postgresql://` address, and the name of the place for messages, without a password.

    Raises `IndexFormatError` for a file that is no index or was cut off, `DedupError` for one that cannot be opened.
    """
    where = os.fspath(location)
    if isinstance(where, str) and where.startswith(("postgresql://", "postgresql+psycopg://", "postgres://")):
        return _postgresql(where)
    if isinstance(where, str) and "://" in where and not where.startswith("sqlite:///"):
        raise InputError("an index is a file or a postgresql:// address", path=where)
    if where == ":memory:":
        return _in_memory(), where
    path = Path(where.removeprefix("sqlite:///"))
    return _sqlite(path, read_only), str(path)


def _in_memory() -> Engine:
    def connect() -> sqlite3.Connection:
        return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)

    return sqlalchemy.create_engine("sqlite://", creator=connect, poolclass=StaticPool, isolation_level="AUTOCOMMIT")


def _sqlite(path: Path, read_only: bool) -> Engine:
    place = str(path)
    if path.is_dir():
        raise InputError("is a folder: an index is a file", path=place)
    if path.exists() and not path.is_file():
        raise InputError("not a file: an index is one", path=place)
    if not path.parent.is_dir():
        raise InputError("there is no such folder", path=str(path.parent))
    if read_only and not path.exists():
        raise InputError("there is no such index", path=place)
    flags = "?mode=ro" if read_only else ""
    if read_only and not os.access(path.parent, os.W_OK) and not _wal_of(path).exists():
        flags += "&immutable=1"  # nobody can be writing where no log can be made
    address = f"file:{quote(str(path.absolute()))}{flags}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address, uri=True, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False,
            cached_statements=64,
        )  # fmt: skip
        try:
            connection.execute("PRAGMA cache_size = -65536")  # 64 MB: the upper levels of the keys' tree stay in memory
            connection.execute("PRAGMA mmap_size = 268435456")
            connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
            connection.execute(f"PRAGMA journal_size_limit = {2 * LOG_PAGES * PAGE_BYTES}")  # after a large merge
            _prepare(connection, path, read_only)
        except sqlite3.DatabaseError:
            connection.close()
            _explain(path)
            raise
        return connection

    return sqlalchemy.create_engine("sqlite://", creator=connect, poolclass=StaticPool, isolation_level="AUTOCOMMIT")


def _prepare(connection: sqlite3.Connection, path: Path, read_only: bool) -> None:
    _check_length(path, math.prod(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _LENGTH))
    mine = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    if read_only:
        return
    if not mine:
        if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            raise IndexFormatError(f"{path}: is an SQLite file of another program, not an index")
        connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # what was acknowledged survives a power cut, not only a kill


def _explain(path: Path) -> None:
    """Say why SQLite refuses a file, if it is no SQLite file or was cut off.

    Only for a file that was refused: closing it takes away the locks of every other connection that this process has to
    it (POSIX), and another process would delete the log under them.
    """
    if not path.is_file():
        return
    try:
        with path.open("rb") as stream:
            header = stream.read(_HEADER_BYTES)
    except OSError as error:
        raise DedupError(f"{path}: {error.strerror or error}") from error
    if not header:
        return
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise IndexFormatError(f"{path}: is no index: not an SQLite file")
    page_size = int.from_bytes(header[_PAGE_SIZE], "big")
    page_size = 65536 if page_size == 1 else page_size
    _check_length(path, page_size * int.from_bytes(header[_N_PAGES], "big"))


def _check_length(path: Path, n_bytes: int) -> None:
    """Refuse a file that is shorter than it says, while no log holds the rest."""
    is_logged = _length(_wal_of(path)) > 0
    there = _length(path)  # asked for second: a log that has gone meanwhile is in the file
    if there < n_bytes and not is_logged:
        raise IndexFormatError(
            f"{path}: was cut off: {there:,} of {n_bytes:,} bytes are there; restore a copy of it,"
            " or fill a new index from the articles"
        )


def _length(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _wal_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _postgresql(address: str) -> tuple[Engine, str]:
    try:
        import psycopg  # noqa: F401 - only whether it is there
    except ImportError:
        raise MissingExtra("an index in PostgreSQL", "postgresql") from None
    address = "postgresql+psycopg://" + address.partition("://")[2]
    try:
        url = sqlalchemy.make_url(address)
    except ArgumentError as error:
        raise InputError(str(error)) from None
    engine = sqlalchemy.create_engine(url, poolclass=StaticPool, isolation_level="AUTOCOMMIT")
    return engine, url.render_as_string(hide_password=True).replace("+psycopg", "", 1)
