"""The front door: whatever people have goes in, articles come out."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dedup.article import Article
from dedup.errors import InputError
from dedup.reading.fields import Fields, SourceFrom
from dedup.reading.formats import format_of
from dedup.reading.inputs import STDIN, Input, expand, files, shown
from dedup.reading.records import Flaw, Format, Record, buffered
from dedup.results import Skipped


def read(
    *paths: str | os.PathLike[str],
    format: str = "",
    fields: Mapping[str, str] | None = None,
    source_from: SourceFrom = "field",
    encoding: str = "",
) -> Reader:
    """The articles in files, folders, patterns (`news/*.jsonl`) and stdin (`-`).

    Formats go by the files' endings; `format` says what stdin (else JSON Lines) and files with an unknown ending hold.
    `fields` names the fields that hold an article's parts where they are not the usual ones (`{"text": "inhalt"}`).
    `source_from` says where the outlet comes from: its "field", the "dir" a file lies in (the first folder under the
    one named), or the "host" of its address. `encoding` is tried before any guess.

    An article's id is its id field, else its file's path under the one named, with `#` and the record's number where
    the file holds several.

    Raises `InputError` before anything is read if a path leads nowhere or a file named has an unknown format.

    >>> [article.id for article in read("seeds")][1]
    '001_ea2139a9c9054741.txt'
    """
    return Reader(paths, format, Fields(fields or {}, source_from), encoding)


class Reader:
    """Articles to iterate over, as often as wanted: each time the files are read afresh, one record at a time.

    `skipped` lists what the last iteration had to leave out so far and why; `fields_used` the names of the fields that
    it took each part of the articles from.
    """

    def __init__(
        self, paths: tuple[str | os.PathLike[str], ...], otherwise: str, fields: Fields, encoding: str
    ) -> None:
        self._paths = expand(paths)
        self._otherwise = otherwise
        self._fields = fields
        self._encoding = encoding
        self._stdin_is_spent = False
        self.skipped: list[Skipped] = []
        named = {os.fspath(path) for path in paths}
        for path in self._paths:
            if path in named and path != STDIN and not Path(path).is_dir():
                self._format(path, shown(path))
        if otherwise:
            self._format(STDIN, "<stdin>")

    def __iter__(self) -> Iterator[Article]:
        return (entry for entry in self.records() if isinstance(entry, Article))

    @property
    def fields_used(self) -> Mapping[str, tuple[str, ...]]:
        """For each part of an article the field names it was found under, in the order met."""
        return {part: tuple(names) for part, names in self._fields.used.items()}

    def records(self) -> Iterator[Article | Skipped]:
        """Articles and what had to be skipped, in the order of the input."""
        if STDIN in self._paths:
            if self._stdin_is_spent:
                raise InputError("stdin can be read only once: save it to a file to read it again", path="<stdin>")
            self._stdin_is_spent = True
        skipped = self.skipped = []
        self._fields = self._fields.fresh()
        for entry in self._records(self._fields):
            if isinstance(entry, Skipped):
                skipped.append(entry)
            yield entry

    def _records(self, fields: Fields) -> Iterator[Article | Skipped]:
        for entry in files(self._paths):
            if isinstance(entry, Skipped):
                yield entry
            else:
                yield from self._articles(entry, fields)

    def _articles(self, entry: Input, fields: Fields) -> Iterator[Article | Skipped]:
        path = entry.path
        try:
            read_format = self._format(entry.file, path)
            with _opened(entry) as stream:
                for record in read_format(stream, self._encoding):
                    yield _article(record, entry, fields)
        except InputError as error:
            yield Skipped(error.reason, path=path)
        except OSError as error:
            yield Skipped(f"cannot be read: {error.strerror or error}", path=path)
        except (UnicodeError, EOFError) as error:
            yield Skipped(f"broken off: {error}", path=path)

    def _format(self, path: str, place: str) -> Format:
        name = f".{self._otherwise or 'jsonl'}" if path == STDIN else Path(path).name
        try:
            return format_of(name, self._otherwise)
        except InputError as error:
            raise InputError(error.reason, path=place) from None


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


def _article(record: Record | Flaw, entry: Input, fields: Fields) -> Article | Skipped:
    try:
        if isinstance(record, Record):
            default_id = f"{entry.name}#{record.number}" if record.number else entry.name
            return fields.article(record, default_id, entry.folder)
        reason = record.reason
    except InputError as error:
        reason = error.reason
    path = entry.path
    if record.line:
        path += f":{record.line}"
    elif record.number:
        path += f"#{record.number}"
    return Skipped(reason, path=path)
