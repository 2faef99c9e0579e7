"""The front door: whatever people have goes in, articles come out."""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dedup.article import FIELD_NAMES, Article
from dedup.errors import InputError
from dedup.reading.archives import ARCHIVES
from dedup.reading.compression import COMPRESSIONS
from dedup.reading.fields import Fields, SourceFrom
from dedup.reading.formats import VERBATIM, Wrapping, wrapping
from dedup.reading.inputs import STDIN, Input, expand, files, member, shown
from dedup.reading.places import Place, PlaceWriter
from dedup.reading.records import Flaw, Hints, NoTextField, Record, buffered
from dedup.results import Skipped

_MAX_DEPTH = 2
"""Archives in archives that are opened; one more level is how bombs are built."""


def read(
    *paths: str | os.PathLike[str],
    format: str = "",
    fields: Mapping[str, str] | None = None,
    source_from: SourceFrom = "field",
    encoding: str = "",
    since: datetime | None = None,
) -> Reader:
    """The articles in files, folders, patterns (`news/*.jsonl`) and stdin (`-`).

    Formats go by the files' endings; `format` says what stdin (else JSON Lines) and files with an unknown ending hold,
    as an ending of its own ("csv", "jsonl.gz"). An archive counts as a folder.
    `fields` names the fields that hold an article's parts (id, text, title, source, url, author, published) where they
    are not the usual ones (`{"text": "inhalt"}`).
    `source_from` says where the outlet comes from: its "field", the "dir" a file lies in (the first folder under the
    one named), or the "host" of its address. `encoding` is tried before any guess. Articles published before `since`
    are left out; those without a date stay.

    An article's id is its id field, else its file's path under the one named, with `#` and the record's number where
    the file holds several.

    Raises `InputError` before anything is read if a path leads nowhere or a file named has an unknown format, and once
    everything is read if a field of `fields` stood in no record.

    >>> [article.id for article in read("seeds")][1]
    '001_ea2139a9c9054741.txt'
    """
    return Reader(paths, format, Fields(fields or {}, source_from), encoding, since)


class Reader:
    """Articles to iterate over, as often as wanted: each time the files are read afresh, one record at a time.

    `skipped` lists what the last iteration had to leave out so far and why; `fields_used` the names of the fields that
    it took each part of the articles from; `n_earlier` counts the articles that `since` left out. `places`, where
    it is set, is told where each article stands.
    """

    def __init__(
        self,
        paths: tuple[str | os.PathLike[str], ...],
        otherwise: str,
        fields: Fields,
        encoding: str,
        since: datetime | None = None,
    ) -> None:
        self._paths = expand(paths)
        self._since = since if since is None or since.tzinfo is not None else since.replace(tzinfo=UTC)
        self._otherwise = otherwise
        self._fields = fields
        try:
            codecs.lookup(encoding or "utf-8")
        except LookupError:
            raise InputError(f'no encoding is called "{encoding}"') from None
        self.hints = Hints(encoding, fields.text_names)
        self.places: PlaceWriter | None = None
        self._stdin_is_spent = False
        self._last: tuple[str, Record | Flaw] | None = None
        self.skipped: list[Skipped] = []
        self.n_earlier = 0
        named = {os.fspath(path) for path in paths}
        for path in self._paths:
            if path in named and not Path(path).is_dir():
                try:
                    self.wrapping(path)
                except InputError as error:
                    raise InputError(error.reason, path=shown(path)) from None

    def __iter__(self) -> Iterator[Article]:
        return (entry for entry in self.records() if isinstance(entry, Article))

    @property
    def here(self) -> str:
        """The file, with line or number, of the record that was read last."""
        return "" if self._last is None else _place(*self._last)

    @property
    def paths(self) -> list[str]:
        """The files and folders that are read, patterns resolved."""
        return self._paths

    @property
    def fields_used(self) -> Mapping[str, tuple[str, ...]]:
        """For each part of an article the field names it was found under, in the order met."""
        used = self._fields.used
        return {part: tuple(used[part]) for part in FIELD_NAMES if part in used}

    def identity(self) -> list[Any] | None:
        """What tells whether a later run reads the same, for JSON: files with their sizes and times, options.

        None for stdin.
        """
        if STDIN in self._paths:
            return None
        found: list[Any] = [self._otherwise, self.hints.encoding, self._fields.options, str(self._since)]
        for entry in files(self._paths):
            if isinstance(entry, Skipped):
                found.append([entry.path, entry.reason])
            else:
                status = Path(entry.file).stat()
                found.append([entry.path, entry.name, status.st_size, status.st_mtime_ns])
        return found

    def records(self) -> Iterator[Article | Skipped]:
        """Articles and what had to be skipped, in the order of the input."""
        if STDIN in self._paths:
            if self._stdin_is_spent:
                raise InputError("stdin can be read only once: save it to a file to read it again", path="<stdin>")
            self._stdin_is_spent = True
        skipped = self.skipped = []
        self.n_earlier = 0
        fields = self._fields = self._fields.fresh()
        for entry in files(self._paths):
            for result in [entry] if isinstance(entry, Skipped) else self._file(entry, fields):
                if isinstance(result, Skipped):
                    skipped.append(result)
                elif self._is_earlier(result):
                    self.n_earlier += 1
                    continue
                yield result
        fields.check_names()

    def _is_earlier(self, article: Article) -> bool:
        published = None if self._since is None else article.published_utc
        return published is not None and self._since is not None and published < self._since

    def inputs(self) -> Iterator[Input | Skipped]:
        """The files that are read."""
        return files(self._paths)

    def wrapping(self, file: str) -> Wrapping:
        """How a file is opened. Raises `InputError` where its format is not known."""
        if file == STDIN:
            return wrapping(f"stdin.{self._otherwise or 'jsonl'}")
        return wrapping(Path(file).name, self._otherwise)

    def _file(self, entry: Input, fields: Fields) -> Iterator[Article | Skipped]:
        try:
            with _opened(entry) as stream:
                yield from self._stream(stream, entry, fields, depth=0)
        except OSError as error:
            yield Skipped(f"cannot be read: {error.strerror or error}", path=entry.path)

    def _stream(
        self, stream: io.BufferedReader, entry: Input, fields: Fields, depth: int
    ) -> Iterator[Article | Skipped]:
        """What is in a file, or in a file in an archive; its end is the end of this file only."""
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
                    yield from self._stream(content, member(entry, path), fields, depth + 1)
            else:
                for record in how.format(stream, self.hints):
                    self._last = entry.path, record
                    result = _result(record, entry, fields)
                    if self.places is not None and isinstance(result, Article) and isinstance(record, Record):
                        verbatim = how.kind in VERBATIM and _is_verbatim(record, result, how.kind)
                        self.places.add(result.id, Place(entry.path, record.number, how.kind, verbatim))
                    yield result
        except InputError as error:
            if isinstance(error, NoTextField):
                fields.meet(error.names)
            yield Skipped(error.reason, path=entry.path)
        except (OSError, UnicodeError) as error:
            yield Skipped(f"cannot be read: {getattr(error, 'strerror', None) or error}", path=entry.path)


@contextmanager
def _opened(entry: Input) -> Iterator[io.BufferedReader]:
    if entry.file != STDIN:
        with Path(entry.file).open("rb") as stream:
            yield stream
        return
    stdin = buffered(sys.stdin.buffer)
    try:
        yield stdin
    finally:
        stdin.detach()


def _result(record: Record | Flaw, entry: Input, fields: Fields) -> Article | Skipped:
    try:
        if isinstance(record, Record):
            default_id = f"{entry.name}#{record.number}" if record.number else entry.name
            return fields.article(record, default_id, entry.folder)
        reason = record.reason
    except InputError as error:
        reason = error.reason
    return Skipped(reason, path=_place(entry.path, record))


def _is_verbatim(record: Record, article: Article, kind: str) -> bool:
    """Whether an article's text is a field of its record as it stands there, or its whole file."""
    if not record.named and (record.number or kind != "txt"):
        return False
    return any(value is article.text for value in record.fields.values())


def _place(path: str, record: Record | Flaw) -> str:
    if record.line:
        return f"{path}:{record.line}"
    return f"{path}#{record.number}" if record.number else path
