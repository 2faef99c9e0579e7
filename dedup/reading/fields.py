"""Which field of a record is which part of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, Literal

from dedup.arguments import refused, require, require_names
from dedup.article import FIELD_NAMES, Article, article_of, date_in
from dedup.articles import Plain, dated_pieces, plain_pieces
from dedup.dates import DateColumns, read_date
from dedup.errors import InputError
from dedup.fields.names import Names, leads_to
from dedup.fields.plain import Records
from dedup.fields.values import host
from dedup.reading.encoding import decode
from dedup.reading.ninjs import is_ninjs, may_be_ninjs, ninjs_fields
from dedup.reading.records import NoTextField, Record, listed, record_of

SourceFrom = Literal["field", "dir", "host"]
"""Where the outlet comes from: a field, the folder the file lies in, or the host of the article's address."""

FieldNames = Mapping[str, str | Sequence[str]]
"""The names that parts of an article have in the input: one, or several in the order in which they are tried."""

_DATE_FIRST = re.compile(r"(\d{4}([-_.]?)\d{2}\2\d{2})(?!\d)")
"""A file name that begins with a date."""


class Fields:
    """Makes articles of records, and remembers which field names it used.

    `names` maps parts of an article to the names they have in the input (`{"text": "inhalt"}`), which are tried before
    those in `FIELD_NAMES`; the first whose value is not empty is taken. `date_format` is that of `DateColumns`.
    """

    def __init__(self, names: FieldNames, source_from: SourceFrom, date_format: str = "") -> None:
        if source_from not in ("field", "dir", "host"):
            raise refused("source_from", source_from, '"field", "dir" or "host"')
        require("fields", names, Mapping, 'names by part, such as {"text": "inhalt"}')
        own = {
            part: (given,)
            if isinstance(given, str)
            else require_names(f"fields[{part!r}]", given, "a name, or several")
            for part, given in names.items()
        }
        self.names = Names(own)
        self.dates = DateColumns(date_format)
        self._source_from = source_from
        self._met: dict[str, None] = {}
        self._used: dict[str, dict[str, None]] = {}

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

    def pieces(self, records: Records, file: str) -> Iterator[Plain | Record]:
        """Records in pieces of which all parts are plain, and those that are not, for `article`, in their order."""
        names = records.names
        may_be_plain = self._source_from == "field" and ("text" in self.names.own or not may_be_ninjs(names))
        keys = self.names.plain_keys(names) if may_be_plain else None
        if keys is None:
            yield from (record_of(records, row) for row in range(len(records)))
            return
        for piece in plain_pieces(records, keys, self.dates, file):
            yield piece if isinstance(piece, Plain) else record_of(records, piece)

    def dated(self, plain: Plain) -> Iterator[tuple[Plain, Sequence[datetime | None]] | Record]:
        """Records whose dates are settled in pieces, with these; those with one that is not read, for `article`."""
        for piece in dated_pieces(plain, self.dates):
            if isinstance(piece, int):
                yield record_of(plain.records, piece)
                continue
            self.meet(piece[0].records.names)
            for part, names in zip(FIELD_NAMES, piece[0].names, strict=True):
                for name in dict.fromkeys(names):
                    if name:
                        self._use(part, name)
            yield piece

    def date_of(self, record: Record, file: str) -> tuple[tuple[str, str], Any] | None:
        """The date of a record as it is written, and its column."""
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
