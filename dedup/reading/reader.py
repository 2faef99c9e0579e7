"""Reader: the articles of files, one record after the other, as often as they are asked for."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from dedup.arguments import require
from dedup.article import Article
from dedup.articles import Articles, Plain
from dedup.errors import InputError, MissingExtra
from dedup.fields.plain import AT_ONCE, ID, Records
from dedup.reading.fields import Fields
from dedup.reading.formats import VERBATIM, Wrapping, wrapping
from dedup.reading.identity import State, require_unchanged, state_of
from dedup.reading.inputs import STDIN, Input, expand, files, shown
from dedup.reading.opening import Met, Opener
from dedup.reading.places import Place, PlaceWriter
from dedup.reading.records import Flaw, Hints, Record, failure
from dedup.results import Reading, Skipped
from dedup.same_ids import SameIds


class Reader:
    """Articles to iterate over, as often as you like: each time the files are read again, one record at a time.

    `skipped` lists what the last iteration had to leave out so far and why; `fields_used` the names of the fields that
    it took each part of the articles from; `reading` is anything else about how they were read. `places`, if it is set,
    records where each article is in its file; a table has no files (`has_files`).
    """

    has_files = True

    def __init__(
        self,
        paths: tuple[str | os.PathLike[str], ...],
        otherwise: str,
        fields: Fields,
        encoding: str,
    ) -> None:
        self._paths = expand(paths) if paths else []
        self._otherwise = require("format", otherwise, str, 'written like an ending, such as "csv" or "jsonl.gz"')
        if otherwise:
            wrapping(f"format.{otherwise}")
        self._fields = fields
        try:
            codecs.lookup(require("encoding", encoding, str, 'a name, such as "cp1256"') or "utf-8")
        except (LookupError, ValueError):
            raise InputError(f'no encoding is called "{encoding}"') from None
        self.hints = Hints(encoding, fields.names)
        self.places: PlaceWriter | None = None
        self._stdin_is_spent = False
        self._last = Last()
        self._row = 0
        self.skipped: list[Skipped] = []
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
        return self.place(self._row)

    def place(self, row: int) -> str:
        """The same of one of the articles that `articles_of` gave last."""
        entry, numbers, lines = self._last
        return "" if entry is None else _place(entry, numbers[row], lines[row] if lines else 0)

    @property
    def file(self) -> str:
        """The name of the file of the record that was read last, as ids have it."""
        return "" if self._last.entry is None else self._last.entry.name

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
        return [self._otherwise, self.hints.encoding, self._fields.options, state]

    def state(self) -> State | None:
        """What the system says of the files now: the same later, they are the same. None for stdin."""
        return None if STDIN in self._paths else state_of(files(self._paths))

    def require_unchanged(self, before: State | None) -> None:
        """Raises `InputError`, with the name of the file, if the files are not as they were in an earlier `state`."""
        now = self.state()
        if before is not None and now is not None:
            require_unchanged(before, now)

    def require_outside(self, place: str | os.PathLike[str]) -> None:
        """Raises `InputError` if a place to write to is an input or in an input folder, where the next run reads it."""
        written = Path(os.path.realpath(place))
        for path in self._paths:
            given = Path(os.path.realpath(path))  # of a link to itself, too, which `resolve` refuses
            if written == given or (given.is_dir() and given in written.parents):
                raise InputError(
                    "lies in the input, which would read it next time: name a folder outside", path=str(place)
                )

    def records(self) -> Iterator[Article | Skipped]:
        """Articles and what had to be skipped, in the order of the input."""
        for one in self._columns(1 if STDIN in self._paths else AT_ONCE):  # who asks stdin line by line may answer so
            if isinstance(one, Skipped):
                yield one
                continue
            for self._row, article in enumerate(one):
                yield article
            self._row = 0

    def _columns(self, at_once: int) -> Iterator[Articles | Skipped]:
        """The same, articles in columns, so many `at_once` at most."""
        if STDIN in self._paths:
            if self._stdin_is_spent:
                raise InputError("stdin can be read only once: save it to a file to read it again", path="<stdin>")
            self._stdin_is_spent = True
        skipped = self.skipped = []
        self._row = 0
        self._same_ids = SameIds()
        fields = self._fields = self._fields.fresh()
        hints = self.hints = Hints(self.hints.encoding, fields.names, at_once=at_once)
        for result in self._articles(fields, hints):
            if isinstance(result, Skipped):
                skipped.append(result)
            yield result
        fields.meet(hints.notes.columns)
        fields.check_names()

    def inputs(self) -> Iterator[Input | Skipped]:
        """The files that are read."""
        return files(self._paths)

    def wrapping(self, file: str) -> Wrapping:
        """How a file is opened. Raises `InputError` where its format is not known."""
        if file == STDIN:
            return wrapping(f"stdin.{self._otherwise or 'jsonl'}")
        return wrapping(Path(file).name, self._otherwise)

    def _met(self, fields: Fields, hints: Hints) -> Iterator[Met | Skipped]:
        """The records of all files, and what is read of none."""
        opener = Opener(self.wrapping, hints, fields.meet)
        for entry in files(self._paths):
            yield from [entry] if isinstance(entry, Skipped) else opener.records(entry)

    def _articles(self, fields: Fields, hints: Hints) -> Iterator[Articles | Skipped]:
        def pieces() -> Iterator[_Piece | Skipped]:
            for one in self._met(fields, hints):
                if isinstance(one, Skipped):
                    yield one
                elif isinstance(one.record, Records):
                    for piece in fields.pieces(one.record, one.entry.path):
                        yield one.entry, piece, one.kind
                else:
                    yield one.entry, one.record, one.kind

        def date_of(one: _Piece | Skipped) -> tuple[tuple[str, str], Any] | None:
            if isinstance(one, Skipped):
                return None
            entry, record, _ = one
            if isinstance(record, Plain):
                return record.date
            return fields.date_of(record, entry.path) if isinstance(record, Record) else None

        for one in fields.dates.settled(pieces(), date_of):
            if isinstance(one, Skipped):
                yield one
                continue
            entry, record, kind = one
            if not isinstance(record, Plain):
                yield self._one(entry, record, kind, fields)
                continue
            for piece in fields.dated(record):
                if isinstance(piece, Record):
                    yield self._one(entry, piece, kind, fields)
                else:
                    yield self._plain(entry, *piece, kind)

    def _plain(self, entry: Input, plain: Plain, published: Sequence[datetime | None], kind: str) -> Articles:
        """The articles that plain records are."""
        records = plain.records
        self._last = Last(entry, records.numbers, records.lines)
        others = [self._default_id(entry, number) for number in records.numbers]
        ids = [own or other for own, other in zip(plain.values[ID], others, strict=True)]
        with_own = [row for row, other in enumerate(others) if ids[row] != other]
        articles = self._same_ids.told_apart(plain.articles(ids, published), entry.name, with_own)
        if self.places is not None:
            for row, number in enumerate(records.numbers):
                verbatim = kind in VERBATIM and any(column[row] is articles.texts[row] for column in records.values)
                self.places.add(articles.ids[row], Place(entry.path, number, kind, verbatim))
        return articles

    def _one(self, entry: Input, record: Record | Flaw, kind: str, fields: Fields) -> Articles | Skipped:
        """The article that a record of any kind is."""
        self._last = Last(entry, [record.number], [record.line])
        default_id = self._default_id(entry, record.number)
        try:
            if isinstance(record, Flaw):
                return self._skipped(entry, record, record.reason)
            article = fields.article(record, default_id, entry.folder, entry.path)
        except (InputError, MissingExtra) as error:
            return self._skipped(entry, record, error.reason if isinstance(error, InputError) else str(error))
        except BaseException as error:  # whatever stands in a record, the others are read
            return self._skipped(entry, record, f"cannot be read: {failure(error)}")
        articles = Articles.of([article])
        if article.id != default_id:
            articles = self._same_ids.told_apart(articles, entry.name, [0])
        if self.places is not None:
            verbatim = kind in VERBATIM and _is_verbatim(record, article, kind)
            self.places.add(articles.ids[0], Place(entry.path, record.number, kind, verbatim))
        return articles

    def _skipped(self, entry: Input, record: Record | Flaw, reason: str) -> Skipped:
        return Skipped(reason, path=_place(entry, record.number, record.line))

    def _default_id(self, entry: Input, number: int) -> str:
        """The id of an article that gives none: its file's name, with the record's number where there are several."""
        return f"{entry.name}#{number}" if number else entry.name


_Piece = tuple[Input, Record | Plain | Flaw, str]
"""A record or some that are plain, or a place where there should be one, the file it stands in and its format."""


class Last(NamedTuple):
    """What was read last: some records of a file."""

    entry: Input | None = None
    numbers: Sequence[int] = (0,)
    lines: Sequence[int] = ()


def articles_of(reader: Reader) -> Iterator[Articles | Skipped]:
    """As `Reader.records`, with the articles in columns."""
    return reader._columns(AT_ONCE)


def _is_verbatim(record: Record, article: Article, kind: str) -> bool:
    """Whether an article's text is a field of its record as it stands there, or its whole file."""
    if not record.named and (record.number or kind != "txt"):
        return False
    return any(value is article.text for value in record.fields.values())


def _place(entry: Input, number: int, line: int) -> str:
    if line:
        return f"{entry.path}:{line}"
    return f"{entry.path}#{number}" if number else entry.path
