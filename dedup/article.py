"""Article: what comes in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dedup.dates import DateColumns, as_utc
from dedup.dates import read_date as parse_date
from dedup.errors import InputError
from dedup.fields.feed_entries import completed
from dedup.fields.names import FETCHED, FIELD_NAMES, Names, folded, full
from dedup.fields.values import as_id, line_of, origins_of, outlet_of, text_of, utf8
from dedup.fields.values import identity_of as id_of
from dedup.markup import readable

__all__ = ["FIELD_NAMES", "USUAL", "Article", "article_of", "date_in", "identity_of", "parse_date", "text_in"]


@dataclass(frozen=True, slots=True)
class Article:
    """A text with an id and what is known about it.

    `text` is kept exactly as given: every span that `dedup` reports counts Unicode characters in it. `source` is the
    outlet. `published` may be naive or aware; a naive time is read as UTC wherever two times are compared.
    `declared_origin` is what the article declares about where it comes from: names and addresses, separated by "; ".
    A whole number is taken as an id, as its digits.

    Raises `InputError` if a field has the wrong type.
    """

    id: str
    text: str
    title: str = ""
    source: str = ""
    url: str = ""
    author: str = ""
    published: datetime | None = None
    declared_origin: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", as_id(self.id))
        for name in ("id", "text", "title", "source", "url", "author", "declared_origin"):
            value = getattr(self, name)
            if not isinstance(value, str):
                raise InputError(f"{name} is {type(value).__name__}, not text")
        if not self.id:
            raise InputError("id is empty")
        if self.published is not None and not isinstance(self.published, datetime):
            raise InputError(f"published is {type(self.published).__name__}, not a datetime")

    @property
    def published_utc(self) -> datetime | None:
        """`published` as an aware time; a naive one counts as UTC."""
        return as_utc(self.published)

    @classmethod
    def from_mapping(
        cls, fields: Mapping[str, Any], *, default_id: str | None = None, dates: DateColumns | None = None
    ) -> Article:
        """An article from the usual field names of feeds and scrapers (`FIELD_NAMES`).

        An entry of feedparser is one as well: its text is the content or the summary, whichever is longer, its id the
        link if it has no other. A text or title that is HTML or holds entities becomes the words that a reader of it
        would see; pieces of a text in a list are joined. A whole number is taken as an id, also 7.0; a list of authors
        is joined. Empty values and NaN yield to the next name. A date is read by `dedup.dates.read_date`, with `dates`
        as others of its column are; one that cannot be read counts as unknown.

        Raises `InputError` if there is no text, or no id and no `default_id`.

        >>> Article.from_mapping({"guid": 7, "headline": "Flood", "body": "The river rose."}).title
        'Flood'
        """
        fields = USUAL.unwrapped(completed(fields))
        if fields.get("id") == "" and identity_of(fields) is None:
            raise InputError("id is empty")
        return article_of(fields, USUAL, DateColumns() if dates is None else dates, default_id)


USUAL = Names()
"""Finds the parts of an article under the usual names."""
_DECODE = Callable[[bytes], str]


def article_of(
    fields: Mapping[str, Any],
    names: Names,
    dates: DateColumns,
    default_id: str | None,
    *,
    source: str | None = None,
    file: str = "",
    decode: _DECODE = utf8,
    used: Callable[[str, str], None] = lambda part, name: None,
) -> Article:
    """The article in a record: `names` says where its parts stand, `dates` how the dates of `file` are written.

    `source` is its outlet where the record is not to say. `decode` makes text of bytes; `used` is told which name each
    part was found under. Raises as `Article.from_mapping`.
    """
    plan = names.plan(fields)
    named, text = text_in(fields, names, decode)
    used("text", named)
    identity = default_id
    for name, value in full(fields, plan["id"]):
        used("id", name)
        identity = id_of(value)
        break
    if identity is None:
        raise InputError(f"no id field: looked for {', '.join(FIELD_NAMES['id'])}")

    def line(part: str, of: Callable[[Any, _DECODE], str] = line_of) -> str:
        for name, value in full(fields, plan[part]):
            found = value if type(value) is str and of is line_of else of(value, decode)
            if found:
                used(part, name)
                return found
        return ""

    return Article(
        id=identity,
        text=readable(text),
        title=readable(line("title")),
        source=_outlet(fields, names, decode, used) if source is None else source,
        url=line("url") or _address(fields.get("source")),
        author=line("author"),
        published=_published(fields, names, dates, file, used),
        declared_origin=line("declared_origin", lambda value, _: origins_of(value)),
    )


def text_in(fields: Mapping[str, Any], names: Names, decode: _DECODE = utf8) -> tuple[str, str]:
    """The name of the field with the text, and the text. Raises `InputError` where there is none."""
    other: Any = None
    for name, value in names.values(fields, "text"):
        text = text_of(value, decode)
        if text is not None and text.strip():
            return name, text
        other = value
    if other is not None:
        raise InputError(f"text is {type(other).__name__}, not text")
    there = names.plan(fields)["text"]
    if any(isinstance(fields.get(path[0]), str) for path in there):
        raise InputError("no text: empty or only white space")
    if there:
        raise InputError(f"no text: {'.'.join(there[0])} is empty")
    raise InputError(f"no text field: looked for {', '.join(names.text_names)}")


def _outlet(fields: Mapping[str, Any], names: Names, decode: _DECODE, used: Callable[[str, str], None]) -> str:
    """The outlet by its name, else by the host of its address."""
    by_address: tuple[str, str] | None = None
    for name, value in names.values(fields, "source"):
        found = line_of(value, decode)
        if found and not found.startswith(("http://", "https://")):
            used("source", name)
            return found
        by_address = by_address or ((name, found) if found else None)
    if by_address is None:
        return ""
    used("source", by_address[0])
    return outlet_of(by_address[1])


def _address(source: Any) -> str:
    """The address that some write in place of an outlet, as trafilatura does."""
    return source if isinstance(source, str) and source.startswith(("http://", "https://")) else ""


def date_in(fields: Mapping[str, Any], names: Names = USUAL) -> tuple[str, Any] | None:
    """The name and value of the field that says when an article was published, or else when it was fetched."""
    return next(names.values(fields, "published"), None)


def _published(
    fields: Mapping[str, Any], names: Names, dates: DateColumns, file: str, used: Callable[[str, str], None]
) -> datetime | None:
    """When it was published: the first date that can be read; when it was fetched only where there is no other."""
    first: Any = None
    for name, value in names.values(fields, "published"):
        if first is not None and folded(name) in FETCHED:
            break
        used("published", name)
        time = dates.read(value, (file, name))
        if time is not None:
            return time
        first = value if first is None else first
    if first is not None:
        dates.count(first)
    return None


def identity_of(fields: Mapping[str, Any]) -> Any:
    """The id that a mapping gives, a whole number as text; None without one."""
    return next((id_of(value) for _, value in USUAL.values(completed(fields), "id")), None)
