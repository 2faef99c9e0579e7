"""Files opened, through whatever they are wrapped in: their records one by one; what fails costs itself only."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, cast

from dedup.errors import InputError, MissingExtra
from dedup.fields.plain import Records
from dedup.reading.archives import ARCHIVES
from dedup.reading.compression import COMPRESSIONS
from dedup.reading.formats import Wrapping
from dedup.reading.inputs import STDIN, Input, member, require_file
from dedup.reading.limits import Meter
from dedup.reading.records import Flaw, Hints, NoTextField, Record, buffered, failure
from dedup.results import Skipped

_MAX_DEPTH = 2
"""Archives in archives that are opened; one more level is how bombs are built."""

_BUFFER = 1 << 18
"""Bytes of a file that are read at once; in the usual 8 kB not even one long article has its place."""


@dataclass(frozen=True, slots=True)
class Met:
    """A record or some, or a place where there should be one, the file it stands in and the format of that."""

    entry: Input
    record: Record | Records | Flaw
    kind: str


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens files: `wrapping` says how each is opened, `hints` go to the formats.

    `meet` is told the columns of a table that has no text.
    """

    wrapping: Callable[[str], Wrapping]
    hints: Hints
    meet: Callable[[Iterable[str]], None]

    def records(self, entry: Input) -> Iterator[Met | Skipped]:
        """The records of a file; its end, or what ends it, is the end of this file only."""
        try:
            with _opened(entry) as (stream, meter):
                yield from self._stream(stream, entry, replace(self.hints, meter=meter), depth=0)
        except InputError as error:
            yield Skipped(error.reason, path=entry.path)
        except OSError as error:
            yield Skipped(f"cannot be read: {error.strerror or error}", path=entry.path)

    def _stream(self, stream: io.BufferedReader, entry: Input, hints: Hints, depth: int) -> Iterator[Met | Skipped]:
        try:
            how = self.wrapping(entry.file)
            for compression in how.compressions:
                stream = COMPRESSIONS[compression](stream, hints.meter)
            if entry.file != STDIN and not stream.peek(1):
                raise InputError("empty file")
            if how.is_archive:
                if depth == _MAX_DEPTH:
                    raise InputError(f"archives more than {_MAX_DEPTH} deep are not opened")
                for path, content in ARCHIVES[how.kind](stream, hints.meter):
                    yield from self._stream(content, member(entry, path), hints, depth + 1)
            else:
                for record in how.format(stream, hints):
                    yield Met(entry, record, how.kind)
        except InputError as error:
            if isinstance(error, NoTextField):
                self.meet(error.names)
            yield Skipped(error.reason, path=entry.path)
        except MissingExtra as error:
            yield Skipped(str(error), path=entry.path)
        except BaseException as error:  # whatever a library makes of a file, the others are read
            yield Skipped(f"cannot be read: {failure(error)}", path=entry.path)


@contextmanager
def _opened(entry: Input) -> Iterator[tuple[io.BufferedReader, Meter]]:
    """A file's bytes, and the meter for what is unpacked of them. Raises `InputError` for what is no file."""
    if entry.file != STDIN:
        require_file(entry.file)
        with Path(entry.file).open("rb", buffering=0) as file, buffered(file, _BUFFER) as stream:
            size = os.fstat(file.fileno()).st_size
            yield stream, Meter(lambda: size)
        return
    counted = _Counted(sys.stdin.buffer)
    yield buffered(cast("BinaryIO", counted), _BUFFER), Meter(lambda: counted.n_bytes)


class _Counted(io.RawIOBase):
    """A stream whose bytes are counted; it stays open."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.n_bytes = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._stream.read1(len(buffer))  # type: ignore[attr-defined]
        buffer[: len(piece)] = piece
        self.n_bytes += len(piece)
        return len(piece)
