"""Which field of a record is which part of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, Literal

from dedup.article import FIELD_NAMES, Article, article_of, date_in
from dedup.dates import DateColumns, read_date
from dedup.errors import InputError
from dedup.fields.names import Names, leads_to
from dedup.fields.plain import Parts, plain_parts
from dedup.fields.values import host
from dedup.markup import readable
from dedup.reading.encoding import decode
from dedup.reading.ninjs import is_ninjs, ninjs_fields
from dedup.reading.records import NoTextField, Record, listed

SourceFrom = Literal["field", "dir", "host"]
"""Where the outlet comes from: a field, the folder the file lies in, or the host of the article's address."""

FieldNames = Mapping[str, str | Sequence[str]]
"""The names that parts of an article have in the input: one, or several in the order in which they are tried."""

_PUBLISHED = tuple(FIELD_NAMES).index("published")

_DATE_FIRST = re.compile(r"(\d{4}([-_.]?)\d{2}\2\d{2})(?!\d)")
"""A file name that begins with a date."""


class Fields:
    """Makes articles of records, and remembers which field names it used.

    `names` maps parts of an article to the names they have in the input (`{"text": "inhalt"}`), which are tried before
    those in `FIELD_NAMES`; the first whose value is not empty is taken. `date_format` is that of `DateColumns`.
    """

    def __init__(self, names: FieldNames, source_from: SourceFrom, date_format: str = "") -> None:
        if source_from not in ("field", "dir", "host"):
            raise InputError(f'source_from is "{source_from}", not "field", "dir" or "host"')
        own = {part: (given,) if isinstance(given, str) else tuple(given) for part, given in names.items()}
        self.names = Names(own)
        self.dates = DateColumns(date_format)
        self._source_from = source_from
        self._met: dict[str, None] = {}
        self._used: dict[str, dict[str, None]] = {}
        self._names_used: set[tuple[str, ...]] = set()
        self._last: tuple[Record | None, Parts | None] = None, None

    @property
    def used(self) -> Mapping[str, tuple[str, ...]]:
        """For each part of an article the field names it was found under, in the order met."""
        return {part: tuple(self._used[part]) for part in FIELD_NAMES if part in self._used}

    @property
    def options(self) -> list[Any]:
        """What the articles made depend on."""
        return [{part: list(names) for part, names in self.names.own.items()}, self._source_from, self.dates.written]

    def fresh(self) -> Fields:
        """The same, with nothing used yet."""
        return Fields(self.names.own, self._source_from, self.dates.written)

    def article(self, record: Record, default_id: str, folder: str = "", file: str = "") -> Article:
        """The article that `record` is; `folder` is the name of the folder its file lies in, `file` its path.

        Raises `InputError` where it has no text.
        """
        plain = self._plain(record, default_id, file)
        if plain is not None:
            return plain
        fields: Mapping[str, Any] = record.fields
        named = record.named
        if named and is_ninjs(fields) and "text" not in self.names.own:
            fields, named = ninjs_fields(fields), False
        if named:
            self.meet(fields)
            fields = self.names.unwrapped(fields)
            self._require_text(fields)
        article = article_of(
            fields,
            self.names if named else _PLAIN,
            self.dates,
            default_id,
            source=self._source(fields, folder),
            file=file,
            decode=decode,
            used=self._use if named else _forget,
        )
        return article if record.number or article.published else self._dated(article, file)

    def _plain(self, record: Record, default_id: str, file: str) -> Article | None:
        """The same article without a question asked twice, where its record is like most; else None."""
        parts = self._parts(record) if record.number and self._source_from == "field" else None
        if parts is None or (is_ninjs(record.fields) and "text" not in self.names.own):
            return None
        published = None
        if parts.published:
            published = self.dates.read(parts.published, (file, parts.names[_PUBLISHED]))
            if published is None:
                return None
        self.meet(record.fields)
        if parts.names not in self._names_used:
            self._names_used.add(parts.names)
            for part, name in zip(FIELD_NAMES, parts.names, strict=True):
                if name:
                    self._use(part, name)
        return Article(
            parts.id or default_id,
            readable(parts.text),
            readable(parts.title),
            parts.source,
            parts.url,
            parts.author,
            published,
            parts.declared_origin,
        )

    def _parts(self, record: Record) -> Parts | None:
        """The parts of a plain record, looked up once for its date and for its article."""
        if record is not self._last[0]:
            keys = self.names.plain_keys(record.fields) if record.named else None
            self._last = record, None if keys is None else plain_parts(record.fields, keys)
        return self._last[1]

    def date_of(self, record: Record, file: str) -> tuple[tuple[str, str], Any] | None:
        """The date of a record as it is written, and its column."""
        parts = self._parts(record)
        if parts is not None:
            return ((file, parts.names[_PUBLISHED]), parts.published) if parts.published else None
        found = date_in(self.names.unwrapped(record.fields), self.names) if record.named else date_in(record.fields)
        return None if found is None else ((file, found[0]), found[1])

    def meet(self, names: Iterable[str]) -> None:
        """Remember the names that a record or a table has, for `check_names`."""
        if self.names.own:
            self._met.update(dict.fromkeys(names))

    def check_names(self) -> None:
        """Raise `InputError` if a name of the caller's own stood in no record at all, once all are read."""
        for name in (name for names in self.names.own.values() for name in names):
            if self._met and not leads_to(name, self._met):
                raise InputError(f'no record has a field "{name}", there are {listed(self._met)}')

    def _use(self, part: str, name: str) -> None:
        self._used.setdefault(part, {})[name] = None

    def _source(self, fields: Mapping[str, Any], folder: str) -> str | None:
        if self._source_from == "dir":
            return folder
        if self._source_from == "host":
            url = next((value for _, value in self.names.values(fields, "url")), "")
            return host(str(url))
        return None

    def _require_text(self, fields: Mapping[str, Any]) -> None:
        """Raises `NoTextField` for a record that has no field of any name that a text may go by, or nothing in it."""
        paths = self.names.plan(fields)["text"]
        if all(fields.get(path[0]) is None for path in paths):
            raise NoTextField(fields, self.names)

    def _dated(self, article: Article, file: str) -> Article:
        """An article that fills its file with the date with which the name of that begins."""
        found = _DATE_FIRST.match(PurePosixPath(file).name)
        day = None if found is None else read_date(found[1])
        if day is None:
            return article
        self._use("published", "file name")
        return replace(article, published=day)


_PLAIN = Names()


def _forget(part: str, name: str) -> None:
    """The names of a format are not the user's."""
