"""Articles in columns, and how they are made of records in columns: an object only for those that somebody asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import starmap
from operator import attrgetter
from typing import Any

from dedup.article import Article
from dedup.dates import DateColumns
from dedup.fields.names import PlainKeys
from dedup.fields.plain import PUBLISHED, TEXT, TITLE, Records, plain_parts
from dedup.markup import readable

_PARTS = attrgetter(*(field.name for field in fields(Article)))


@dataclass(frozen=True, slots=True)
class Articles:
    """N articles in columns, in the order in which they were read: what an `Article` has, N times each."""

    ids: Sequence[str]
    texts: Sequence[str]
    titles: Sequence[str]
    sources: Sequence[str]
    urls: Sequence[str]
    authors: Sequence[str]
    published: Sequence[datetime | None]
    declared_origins: Sequence[str]

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Articles:
        """These articles."""
        columns = list(zip(*map(_PARTS, articles), strict=True))
        return cls(*columns) if columns else cls(*[()] * 8)

    @classmethod
    def of_texts(cls, ids: Sequence[str], texts: Sequence[str]) -> Articles:
        """Articles of which nothing but the text is known."""
        nothing, no_time = [""] * len(texts), [None] * len(texts)
        return cls(ids, texts, nothing, nothing, nothing, nothing, no_time, nothing)

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[Article]:
        return starmap(Article, self.rows())

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """What each article is made of."""
        return zip(*self.columns, strict=True)

    @property
    def columns(self) -> tuple[Sequence[Any], ...]:
        """The columns, in the order of the fields of an `Article`."""
        columns: tuple[Sequence[Any], ...] = _COLUMNS(self)
        return columns

    def chosen(self, rows: Sequence[int]) -> Articles:
        """The articles in some of the rows."""
        return Articles(*([column[row] for row in rows] for column in self.columns))


_COLUMNS = attrgetter(*(field.name for field in fields(Articles)))


@dataclass(frozen=True, slots=True)
class Plain:
    """Records of one file that have plain fields, and the parts of articles in them; dates are as they are written."""

    records: Records
    values: Sequence[Sequence[str]]
    names: Sequence[Sequence[str]]
    file: str

    def __len__(self) -> int:
        return len(self.records)

    @property
    def date(self) -> tuple[tuple[str, str], str] | None:
        """The first date, and its column."""
        dated = zip(self.values[PUBLISHED], self.names[PUBLISHED], strict=True)
        return next((((self.file, name), value) for value, name in dated if value), None)

    def slice(self, begin: int, end: int) -> Plain:
        """The records from one row to another, the last not included."""
        if (begin, end) == (0, len(self)):
            return self
        values, names = ([column[begin:end] for column in columns] for columns in (self.values, self.names))
        return replace(self, records=self.records.slice(begin, end), values=values, names=names)

    def articles(self, ids: Sequence[str], published: Sequence[datetime | None]) -> Articles:
        """The articles, with these ids and dates."""
        _, text, title, source, url, author, _, declared_origin = self.values
        return Articles(ids, text, title, source, url, author, published, declared_origin)


def plain_pieces(records: Records, keys: PlainKeys, dates: DateColumns, file: str = "") -> Iterator[Plain | int]:
    """The records in pieces that have plain fields, and the rows of those that have not, in their order.

    Where a date may have to wait for others each record is a piece, so that `dates` settles them one by one.
    """
    parts = plain_parts(records, keys)
    odd = set(parts.odd)
    values = list(parts.values)
    for part in (TEXT, TITLE):
        values[part] = _readable(values[part], odd)
    plain = Plain(records, values, parts.names, file)
    for begin, end in _runs(len(records), odd):
        if begin in odd:
            yield begin
        elif dates.may_wait(values[PUBLISHED][begin:end]):
            yield from (plain.slice(row, row + 1) for row in range(begin, end))
        else:
            yield plain.slice(begin, end)


def dated_pieces(plain: Plain, dates: DateColumns) -> Iterator[tuple[Plain, Sequence[datetime | None]] | int]:
    """Records whose dates are settled in pieces, with these dates, and the rows of those with one that is not read."""
    written, names = plain.values[PUBLISHED], plain.names[PUBLISHED]
    times = [_time(value, (plain.file, name), dates) for value, name in zip(written, names, strict=True)]
    odd = {row for row, time in enumerate(times) if time is None and written[row]} if None in times else set[int]()
    for begin, end in _runs(len(plain), odd):
        yield begin if begin in odd else (plain.slice(begin, end), times[begin:end])


def _time(written: str, column: tuple[str, str], dates: DateColumns) -> datetime | None:
    if not written:
        return None
    try:
        return dates.read(written, column)
    except Exception:  # who makes the article of this record is told
        return None


def _readable(texts: Sequence[str], odd: set[int]) -> Sequence[str]:
    """The words of texts that may be HTML; where that fails, a row is `odd`."""
    marked = [row for row, text in enumerate(texts) if "<" in text or "&" in text]
    if not marked:
        return texts
    found = list(texts)
    for row in marked:
        try:
            found[row] = readable(found[row])
        except Exception:  # who makes the article of this record is told
            odd.add(row)
    return found


def _runs(n: int, odd: set[int]) -> Iterator[tuple[int, int]]:
    """The rows as half-open ranges: each odd one by itself, and those between two of them."""
    begin = 0
    for row in sorted(odd):
        if begin < row:
            yield begin, row
        yield row, row + 1
        begin = row + 1
    if begin < n:
        yield begin, n
