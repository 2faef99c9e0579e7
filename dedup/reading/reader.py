"""The front door: whatever people have goes in, articles come out."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dedup.article import Article
from dedup.errors import InputError, MissingExtra
from dedup.fields.frames import is_frame
from dedup.reading.fields import FieldNames, Fields, SourceFrom
from dedup.reading.formats import VERBATIM, Wrapping, wrapping
from dedup.reading.identity import State, require_unchanged, state_of
from dedup.reading.inputs import STDIN, Input, expand, files, shown
from dedup.reading.opening import Met, Opener
from dedup.reading.places import Place, PlaceWriter
from dedup.reading.records import Flaw, Hints, Record, failure
from dedup.results import Reading, Skipped
from dedup.same_ids import SameIds


def read(
    *paths: str | os.PathLike[str] | Any,
    format: str = "",
    fields: FieldNames | None = None,
    source_from: SourceFrom = "field",
    encoding: str = "",
    since: datetime | None = None,
    date_format: str = "",
) -> Reader:
    """The articles in files, folders, patterns (`news/*.jsonl`) and stdin (`-`), or in one table.

    A table is one of pandas, polars, Arrow, DuckDB or Hugging Face, or anything else with `__arrow_c_stream__`: its
    columns are recognised by their names as fields are, and its texts are not copied.

    The ending of a file says its format; `format` is that of stdin (by default JSON Lines) and of files whose ending
    says nothing, written like an ending ("csv", "jsonl.gz"). An archive counts as a folder.
    `fields` names the fields that hold an article's parts (id, text, title, source, url, author, published) if they
    are not the usual ones: one per part, or several (`{"text": "inhalt"}`), tried before the usual ones; dots lead
    into objects (`{"source": "meta.outlet"}`).
    `source_from` says where to take the outlet from: its "field", the "dir" of the file (the first folder below the
    path given), or the "host" of its address. `encoding` is tried before any guess. Articles published before `since`
    are left out; those without a date are kept. `date_format` says how to read dates such as 03/04/2015:
    "day-first", "month-first", or a pattern in the codes of `strptime`.

    An article's id is its id field, or else its file's path below the path given, with `#` and the number of the record
    if the file holds several.

    Raises `InputError` before anything is read if a path does not exist or a file given by name has an unknown format,
    and after everything is read if no record had a field of `fields`.

    >>> [article.id for article in read("seeds")][1]
    '001_ea2139a9c9054741.txt'
    """
    parts = Fields(fields or {}, source_from, date_format)
    if any(map(is_frame, paths)):
        from dedup.reading.tablereader import TableReader

        if len(paths) > 1:
            raise InputError("one table at a time: join them before")
        return TableReader(paths[0], parts, since)
    if not paths:
        raise InputError("nothing to read: name a file, a folder, or - for stdin")
    return Reader(paths, format, parts, encoding, since)


class Reader:
    """Articles to iterate over, as often as you like: each time the files are read again, one record at a time.

    `skipped` lists what the last iteration had to leave out so far and why; `fields_used` the names of the fields that
    it took each part of the articles from; `n_earlier` counts the articles that `since` left out; `reading` is
    anything else about how they were read. `places`, if it is set, records where each article is in its file; a table
    has no files (`has_files`).
    """

    has_files = True

    def __init__(
        self,
        paths: tuple[str | os.PathLike[str], ...],
        otherwise: str,
        fields: Fields,
        encoding: str,
        since: datetime | None = None,
    ) -> None:
        self._paths = expand(paths) if paths else []
        self._since = since if since is None or since.tzinfo is not None else since.replace(tzinfo=UTC)
        self._otherwise = otherwise
        self._fields = fields
        try:
            codecs.lookup(encoding or "utf-8")
        except LookupError:
            raise InputError(f'no encoding is called "{encoding}"') from None
        self.hints = Hints(encoding, fields.names)
        self.places: PlaceWriter | None = None
        self._stdin_is_spent = False
        self._last: Met | None = None
        self.skipped: list[Skipped] = []
        self.n_earlier = 0
        self._same_ids = SameIds()
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
        return "" if self._last is None else _place(self._last)

    @property
    def file(self) -> str:
        """The name of the file of the record that was read last, as ids have it."""
        return "" if self._last is None else self._last.entry.name

    @property
    def paths(self) -> list[str]:
        """The files and folders that are read, patterns resolved."""
        return self._paths

    @property
    def fields_used(self) -> Mapping[str, tuple[str, ...]]:
        """For each part of an article the field names it was found under, in the order met."""
        return self._fields.used

    @property
    def reading(self) -> Reading:
        """Dates that were not understood, encodings that were guessed, and what else the last iteration met."""
        dates, notes = self._fields.dates.notes, self.hints.notes
        return Reading(
            dates.n_not_understood,
            dates.example,
            dates.orders,
            dict(notes.encodings.most_common()),
            notes.n_damaged,
            dict(notes.passed_over.most_common()),
            self._same_ids.n,
            self._same_ids.example,
        )

    def identity(self) -> list[Any] | None:
        """What tells whether a later run reads the same, for JSON: files with their sizes and times, options.

        None for stdin.
        """
        state = self.state()
        if state is None:
            return None
        return [self._otherwise, self.hints.encoding, self._fields.options, str(self._since), state]

    def state(self) -> State | None:
        """What the system says of the files now: the same later, they are the same. None for stdin."""
        return None if STDIN in self._paths else state_of(files(self._paths))

    def require_unchanged(self, since: State | None) -> None:
        """Raises `InputError`, with the name of the file, if the files are not as they were in an earlier `state`."""
        now = self.state()
        if since is not None and now is not None:
            require_unchanged(since, now)

    def require_outside(self, place: str | os.PathLike[str]) -> None:
        """Raises `InputError` if a place to write to is an input or in an input folder, where the next run reads it."""
        written = Path(place).resolve()
        for path in self._paths:
            given = Path(path).resolve()
            if written == given or (given.is_dir() and given in written.parents):
                raise InputError(
                    "lies in the input, which would read it next time: name a folder outside", path=str(place)
                )

    def records(self) -> Iterator[Article | Skipped]:
        """Articles and what had to be skipped, in the order of the input."""
        if STDIN in self._paths:
            if self._stdin_is_spent:
                raise InputError("stdin can be read only once: save it to a file to read it again", path="<stdin>")
            self._stdin_is_spent = True
        skipped = self.skipped = []
        self.n_earlier = 0
        self._same_ids = SameIds()
        fields = self._fields = self._fields.fresh()
        hints = self.hints = Hints(self.hints.encoding, fields.names)
        for result in self._articles(fields, hints):
            if isinstance(result, Skipped):
                skipped.append(result)
            elif self._is_earlier(result):
                self.n_earlier += 1
                continue
            yield result
        fields.meet(hints.notes.columns)
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

    def _articles(self, fields: Fields, hints: Hints) -> Iterator[Article | Skipped]:
        opener = Opener(self.wrapping, hints, fields.meet)
        met = (
            one
            for entry in files(self._paths)
            for one in ([entry] if isinstance(entry, Skipped) else opener.records(entry))
        )

        def date_of(one: Met | Skipped) -> tuple[tuple[str, str], Any] | None:
            if isinstance(one, Skipped) or isinstance(one.record, Flaw):
                return None
            return fields.date_of(one.record, one.entry.path)

        for one in fields.dates.settled(met, date_of):
            if isinstance(one, Skipped):
                yield one
                continue
            self._last = one
            default_id = _default_id(one)
            result = _result(one, fields, default_id)
            if isinstance(result, Article) and result.id != default_id:
                result = self._same_ids.told_apart(result, one.entry.name)
            if self.places is not None and isinstance(result, Article) and isinstance(one.record, Record):
                verbatim = one.kind in VERBATIM and _is_verbatim(one.record, result, one.kind)
                self.places.add(result.id, Place(one.entry.path, one.record.number, one.kind, verbatim))
            yield result


def _result(met: Met, fields: Fields, default_id: str) -> Article | Skipped:
    entry, record = met.entry, met.record
    try:
        if isinstance(record, Record):
            return fields.article(record, default_id, entry.folder, entry.path)
        reason = record.reason
    except (InputError, MissingExtra) as error:
        reason = error.reason if isinstance(error, InputError) else str(error)
    except BaseException as error:  # whatever stands in a record, the others are read
        reason = f"cannot be read: {failure(error)}"
    return Skipped(reason, path=_place(met))


def _is_verbatim(record: Record, article: Article, kind: str) -> bool:
    """Whether an article's text is a field of its record as it stands there, or its whole file."""
    if not record.named and (record.number or kind != "txt"):
        return False
    return any(value is article.text for value in record.fields.values())


def _default_id(met: Met) -> str:
    """The id of an article that gives none: its file's name, with the record's number where there are several."""
    number = met.record.number
    return f"{met.entry.name}#{number}" if number else met.entry.name


def _place(met: Met) -> str:
    path, record = met.entry.path, met.record
    if record.line:
        return f"{path}:{record.line}"
    return f"{path}#{record.number}" if record.number else path
