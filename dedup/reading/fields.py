"""Which field of a record is which part of an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal
from urllib.parse import urlsplit

from dedup.article import FIELD_NAMES, Article
from dedup.errors import InputError
from dedup.reading.ninjs import is_ninjs, ninjs_fields
from dedup.reading.records import NoTextField, Record, listed

SourceFrom = Literal["field", "dir", "host"]
"""Where the outlet comes from: a field, the folder the file lies in, or the host of the article's address."""


class Fields:
    """Makes articles of records, and remembers which field names it used.

    `names` maps parts of an article to the name they have in the input (`{"text": "inhalt"}`); for other parts the
    names in `FIELD_NAMES` are tried in order and the first that is not empty is taken.
    """

    def __init__(self, names: Mapping[str, str], source_from: SourceFrom) -> None:
        for part in names:
            if part not in FIELD_NAMES:
                raise InputError(f'no part of an article is called "{part}": {", ".join(FIELD_NAMES)}')
        if source_from not in ("field", "dir", "host"):
            raise InputError(f'source_from is "{source_from}", not "field", "dir" or "host"')
        self._candidates = {part: (names[part],) if part in names else usual for part, usual in FIELD_NAMES.items()}
        self._source_from = source_from
        self._names = names
        self._met: dict[str, None] = {}
        self.used: dict[str, list[str]] = {}

    @property
    def text_names(self) -> tuple[str, ...]:
        """The names a text may go by."""
        return self._candidates["text"]

    @property
    def options(self) -> list[Any]:
        """What the articles made depend on."""
        return [dict(self._names), self._source_from]

    def fresh(self) -> Fields:
        """The same, with nothing used yet."""
        return Fields(self._names, self._source_from)

    def article(self, record: Record, default_id: str, folder: str) -> Article:
        """The article that `record` is; `folder` is the name of the folder its file lies in.

        Raises `InputError` where it has no text.
        """
        if record.named and is_ninjs(record.fields) and chosen_name(record.fields, self.text_names) is None:
            record = Record(ninjs_fields(record.fields), record.number, record.line, named=False)
        parts = self._parts(record) if record.named else dict(record.fields)
        if not _text_of(parts).strip():
            raise InputError("no text: empty or only white space")
        if self._source_from == "dir":
            parts["source"] = folder
        elif self._source_from == "host":
            parts["source"] = host(str(parts.get("url") or ""))
        return Article.from_mapping(parts, default_id=default_id)

    def meet(self, names: Iterable[str]) -> None:
        """Remember the names that a record or a table has, for `check_names`."""
        if self._names:
            self._met.update(dict.fromkeys(names))

    def check_names(self) -> None:
        """Raise `InputError` if a name of the caller's own stood in no record at all, once all are read."""
        missing = [name for name in self._names.values() if name not in self._met]
        if self._met and missing:
            raise InputError(f'no record has a field "{missing[0]}", there are {listed(self._met)}')

    def _parts(self, record: Record) -> dict[str, Any]:
        self.meet(record.fields)
        found: dict[str, Any] = {}
        for part, names in self._candidates.items():
            name = chosen_name(record.fields, names)
            if name is None:
                continue
            found[part] = record.fields[name]
            used = self.used.setdefault(part, [])
            if name not in used:
                used.append(name)
        if "text" not in found:
            raise NoTextField(record.fields, self._candidates["text"])
        if found.get("id") == "":
            del found["id"]
        return found


def chosen_name(fields: Mapping[str, Any], names: Sequence[str]) -> str | None:
    """The first of the names that stands in a record and is not empty, else the first that stands there at all."""
    present = [name for name in names if fields.get(name) is not None]
    return next((name for name in present if fields[name] != ""), present[0] if present else None)


def _text_of(parts: Mapping[str, Any]) -> str:
    text = parts["text"]
    if not isinstance(text, str):
        raise InputError(f"text is {type(text).__name__}, not text")
    return text


def host(url: str) -> str:
    """The host of a web address without "www.", "" where it has none.

    >>> host("https://www.spa.gov.sa/viewstory.php?id=7")
    'spa.gov.sa'
    """
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")
