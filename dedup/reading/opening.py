"""Files opened, through whatever they are wrapped in: their records one by one; what fails costs itself only."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dedup.errors import InputError, MissingExtra
from dedup.reading.archives import ARCHIVES
from dedup.reading.compression import COMPRESSIONS
from dedup.reading.formats import Wrapping
from dedup.reading.inputs import STDIN, Input, member
from dedup.reading.records import Flaw, Hints, NoTextField, Record, buffered, failure
from dedup.results import Skipped

_MAX_DEPTH = 2
"""Archives in archives that are opened; one more level is how bombs are built."""

_BUFFER = 1 << 18
"""Bytes of a file that are read at once; in the usual 8 kB not even one long article has its place."""


@dataclass(frozen=True, slots=True)
class Met:
    """A record, or a place where there should be one, the file it stands in and the format of that."""

    entry: Input
    record: Record | Flaw
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
            with _opened(entry) as stream:
                yield from self._stream(stream, entry, depth=0)
        except OSError as error:
            yield Skipped(f"cannot be read: {error.strerror or error}", path=entry.path)

    def _stream(self, stream: io.BufferedReader, entry: Input, depth: int) -> Iterator[Met | Skipped]:
        try:
            how = self.wrapping(entry.file)
            for compression in how.compressions:
                stream = COMPRESSIONS[compression](stream)
            if entry.file != STDIN and not stream.peek(1):
                raise InputError("empty file")
            if how.is_archive:
                if depth == _MAX_DEPTH:
                    raise InputError(f"archives more than {_MAX_DEPTH} deep are not opened")
                for path, content in ARCHIVES[how.kind](stream):
                    yield from self._stream(content, member(entry, path), depth + 1)
            else:
                for record in how.format(stream, self.hints):
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
def _opened(entry: Input) -> Iterator[io.BufferedReader]:
    if entry.file != STDIN:
        with Path(entry.file).open("rb", buffering=0) as file, buffered(file, _BUFFER) as stream:
            yield stream
        return
    stdin = buffered(sys.stdin.buffer)
    try:
        yield stdin
    finally:
        stdin.detach()
