"""Article: what comes in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dedup.dates import read_date as parse_date
from dedup.errors import InputError
from dedup.markup import readable

__all__ = ["FIELD_NAMES", "Article", "identity_of", "parse_date"]

_TIMES = (
    "published", "date", "date_publish", "datePublished", "pubDate", "published_at", "date_published",
    "publication_date", "timestamp", "created_at", "date_extracted", "date_download",
)  # fmt: skip

# The names that feeds, scrapers and data sets give the same thing, most telling first: when an article was fetched
# counts only where nothing says when it was written.
FIELD_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "_id", "uid", "guid", "article_id", "doc_id"),
    "text": ("text", "body", "content", "maintext", "articleBody", "article", "full_text", "story"),
    "title": ("title", "headline", "head"),
    "source": ("source", "outlet", "publisher", "source_domain", "domain", "site", "sitename"),
    "url": ("url", "link", "href"),
    "author": ("author", "byline", "creator", "authors"),
    "published": _TIMES,
    "declared_origin": (
        "declared_origin",
        "isBasedOn",
        "isBasedOnUrl",
        "canonical_url",
        "canonical_link",
        "canonical",
        "original_source",
        "original_url",
        "syndication_source",
    ),
}


@dataclass(frozen=True, slots=True)
class Article:
    """A text with an id and what is known about it.

    `text` is kept exactly as given: every span that `dedup` reports counts Unicode characters in it. `source` is the
    outlet. `published` may be naive or aware; a naive time is read as UTC wherever two times are compared.
    `declared_origin` is what the article says of where it comes from: names and addresses, "; " between them.

    Raises `InputError` where a field has the wrong type.
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
        if self.published is None or self.published.tzinfo is not None:
            return self.published
        return self.published.replace(tzinfo=UTC)

    @classmethod
    def from_mapping(cls, fields: Mapping[str, Any], *, default_id: str | None = None) -> Article:
        """An article from the usual field names of feeds and scrapers (`FIELD_NAMES`).

        A text or title that is HTML or holds entities becomes the words that a reader of it would see.
        A whole number is taken as an id; a list of authors is joined; a date is read by `dedup.dates.read_date`,
        and one that cannot be read counts as unknown.

        Raises `InputError` if there is no text, or no id and no `default_id`.

        >>> Article.from_mapping({"guid": 7, "headline": "Flood", "body": "The river rose."}).title
        'Flood'
        """
        found = {field: _first(fields, names) for field, names in FIELD_NAMES.items()}
        if found["text"] is None:
            raise InputError(f"no text field: looked for {', '.join(FIELD_NAMES['text'])}")
        identity = identity_of(fields)
        if identity is None:
            identity = default_id
        if identity is None:
            raise InputError(f"no id field: looked for {', '.join(FIELD_NAMES['id'])}")
        return cls(
            id=identity,
            text=readable(found["text"]) if isinstance(found["text"], str) else found["text"],
            title=readable(_as_line(found["title"])),
            source=_as_line(found["source"]),
            url=_as_line(found["url"]),
            author=_as_line(found["author"]),
            published=parse_date(found["published"]),
            declared_origin=_origins(found["declared_origin"]),
        )


def identity_of(fields: Mapping[str, Any]) -> Any:
    """The id that a mapping gives, a whole number as text; None without one."""
    identity = _first(fields, FIELD_NAMES["id"])
    return str(identity) if isinstance(identity, int) and not isinstance(identity, bool) else identity


def _first(fields: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((fields[name] for name in names if not _is_missing(fields.get(name))), None)


def _is_missing(value: Any) -> bool:
    # NaN and pandas' NaT, a datetime by its type, are empty cells of a table; neither equals itself.
    return value is None or (isinstance(value, (float, datetime)) and value != value)  # noqa: PLR0124 - see above


def _as_line(value: Any) -> str:
    """Text of a field that may hold one name, several, or an object with a name (schema.org)."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, map(_as_line, value)))
    if isinstance(value, Mapping):
        return _as_line(value.get("name"))
    return str(value)


def _origins(value: Any) -> str:
    """Names and addresses of a field that may hold several, or objects with an address or a name (schema.org)."""
    if isinstance(value, (list, tuple)):
        return "; ".join(dict.fromkeys(filter(None, map(_origins, value))))
    if isinstance(value, Mapping):
        return _as_line(value.get("url") or value.get("@id") or value.get("name"))
    return _as_line(value)
