"""What a file yields before its field names are understood: records, and places where it is broken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import DEFAULT_BUFFER_SIZE, BufferedReader, RawIOBase
from itertools import islice
from typing import Any, BinaryIO, NamedTuple, Protocol, cast

from dedup.errors import InputError
from dedup.fields.names import Names
from dedup.fields.plain import AT_ONCE, BYTES_AT_ONCE, Records
from dedup.reading.limits import UNLIMITED, Meter

MAX_RECORD = 1 << 28
"""Bytes one article may have, 256 MiB: beyond it something is no article, or a bomb made to fill the memory."""


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one article as its file names them.

    `number` counts the file's records from 1 and is 0 where the file is one article; `line` is the 1-based line it
    starts in, 0 where the format has none. `named` tells that the names are the file's own choice, not its format's.
    """

    fields: Mapping[str, Any]
    number: int = 0
    line: int = 0
    named: bool = True


@dataclass(frozen=True, slots=True)
class Flaw:
    """A record that cannot be used, and why; places as in `Record`."""

    reason: str
    number: int = 0
    line: int = 0


def record_of(records: Records, row: int) -> Record:
    """One of the records."""
    return Record(records.fields(row), records.numbers[row], records.lines[row] if records.lines else 0)


class Row(NamedTuple):
    """A record as its names and values, `n_bytes` large or so; places as in `Record`."""

    names: tuple[str, ...]
    values: Sequence[Any]
    number: int
    line: int
    n_bytes: int


def in_columns(found: Iterator[Row | Record | Flaw], at_once: int) -> Iterator[Record | Records | Flaw]:
    """What is found in a file, rows of the same names in columns: at most `at_once` together, and a few megabytes."""
    rows: list[Row] = []
    n_bytes = 0
    try:
        for one in found:
            if rows and not (isinstance(one, Row) and one.names == rows[0].names):
                yield _together(rows)
                rows, n_bytes = [], 0
            if not isinstance(one, Row):
                yield one
                continue
            rows.append(one)
            n_bytes += one.n_bytes
            if len(rows) >= at_once or n_bytes >= BYTES_AT_ONCE:
                yield _together(rows)
                rows, n_bytes = [], 0
    except Exception:  # what stands before the damage is read
        if rows:
            yield _together(rows)
        raise
    if rows:
        yield _together(rows)


def _together(rows: Sequence[Row]) -> Records:
    names, values, numbers, lines, _ = zip(*rows, strict=True)
    return Records(names[0], list(zip(*values, strict=True)), numbers, lines)


@dataclass(slots=True)
class Notes:
    """What readers have to say of what they read, beside articles and flaws.

    `encodings` counts the texts of each encoding that was guessed, `n_damaged` those with bytes that are wrong in their
    encoding and stand as U+FFFD, `passed_over` what was no article and is not listed one by one, by its kind.
    `columns` are those of tables, of which not all are read.
    """

    encodings: Counter[str] = field(default_factory=Counter)
    n_damaged: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    columns: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a file beyond its name: the encoding its user declares, and the names its fields may have.

    `notes` takes what there is to say of the reading, `meter` counts what is unpacked. `at_once` records may stand
    together in columns.
    """

    encoding: str = ""
    names: Names = field(default_factory=Names, compare=False)
    notes: Notes = field(default_factory=Notes, compare=False)
    meter: Meter = field(default=UNLIMITED, compare=False)
    at_once: int = AT_ONCE


def failure(error: BaseException) -> str:
    """What went wrong in a library, in a few words, for the reason of something skipped.

    Raises `error` again where it is no failure of a library: an interrupt, the end of the program, and where memory has
    run out, which is no fault of the file: articles would be left out that another machine reads.
    """
    if isinstance(error, MemoryError) and not _has_memory():
        raise error
    if not isinstance(error, Exception) and type(error).__name__ != "PanicException":  # how Rust fails
        raise error
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    said = " ".join(str(error).split())[:200]
    return said if said and isinstance(error, OSError) else f"{type(error).__name__}{': ' if said else ''}{said}"


def _has_memory() -> bool:
    """Whether there is memory for the largest record: then a file that asked for more is damaged, or made to."""
    try:
        bytearray(MAX_RECORD)
    except MemoryError:
        return False
    return True


class Format(Protocol):
    """How a family of files is read: bytes in, records out, one at a time or some of the same names in columns.

    Raises `InputError` where nothing more of the file can be read.
    """

    def __call__(self, stream: BufferedReader, hints: Hints, /) -> Iterator[Record | Records | Flaw]:
        """The records of the file that `stream` holds."""


def buffered(stream: BinaryIO | RawIOBase, n_bytes: int = DEFAULT_BUFFER_SIZE) -> BufferedReader:
    """`stream` with `peek`, which telling formats and encodings apart needs; `n_bytes` are read at once."""
    return BufferedReader(cast("RawIOBase", stream), n_bytes)


def whole(stream: BufferedReader) -> bytes:
    """All bytes of a file that is one article.

    Raises `InputError` if it is empty or larger than an article can be.
    """
    raw = stream.read(MAX_RECORD + 1)
    if not raw:
        raise InputError("empty file")
    if len(raw) > MAX_RECORD:
        raise InputError(f"larger than {MAX_RECORD >> 20} MB, which no single article is")
    return raw


def require_text(names: Sequence[str], hints: Hints) -> None:
    """Raises `InputError` if none of a table's columns can be the text: once for the table, not for every row."""
    if not hints.names.holds_text(names):
        raise NoTextField(names, hints.names)


class NoTextField(InputError):  # noqa: N818 - reads as the fact it states
    """A table has no column of any name that a text may go by; `names` are those it has."""

    def __init__(self, names: Collection[str], looked_for: Names) -> None:
        empty = looked_for.plan(names)["text"]
        if empty:
            super().__init__(f"no text: {'.'.join(empty[0])} is empty")
        else:
            found = f"no text field among {listed(names)}: looked for {', '.join(looked_for.text_names)}"
            super().__init__(f"{found}; --text-field names another")
        self.names = tuple(names)


MAX_LISTED = 20


def listed(names: Collection[str]) -> str:
    """Names of fields for a message, the first of them if they are many.

    >>> listed(["id", "body"])
    'id, body'
    """
    more = [f"{len(names) - MAX_LISTED} more"] if len(names) > MAX_LISTED else []
    return ", ".join([*map(str, islice(names, MAX_LISTED)), *more]) or "none"
