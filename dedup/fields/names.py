"""Which field of a record is which part of an article, by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from dedup.errors import InputError
from dedup.fields.values import is_empty, written

# The names that feeds, scrapers, archives and data sets give the same thing, most telling first: newspaper,
# news-please, trafilatura, fundus, goose, Media Cloud, NewsAPI, Event Registry, GDELT, WordPress, Mongo exports, ninjs.
# Case, spaces, hyphens, underscores and dots do not count.
FIELD_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": (
        "id", "_id", "uid", "guid", "article_id", "doc_id", "document_id", "stories_id", "story_id", "item_id",
        "news_id", "uuid", "uri", "identifier", "_id.$oid", "guid.rendered",
    ),
    "text": (
        "text", "body", "content", "maintext", "articleBody", "article", "full_text", "story", "cleaned_text",
        "text_content", "content_text", "plaintext", "article_text", "main_text", "body_text", "content.rendered",
        "article_body", "story_text", "bodyText", "body_html", "content_html", "raw_text", "bodies", "paragraphs",
    ),
    "title": ("title", "headline", "head", "article_title", "title.rendered", "webTitle", "headlines"),
    "source": (
        "source", "outlet", "publisher", "source_domain", "domain", "site", "sitename", "media_name", "source.name",
        "source.title", "publisher.name", "source_hostname", "hostname", "newspaper", "publication", "SourceCommonName",
        "canonical_domain", "thread.site", "source_url", "media_url", "website",
    ),
    "url": (
        "url", "link", "href", "final_url", "article_url", "web_url", "permalink", "mainEntityOfPage",
        "responded_url", "requested_url",
        "DocumentIdentifier", "canonical_link", "canonical_url", "original_url", "normalized_article_url",
    ),
    "author": ("author", "byline", "creator", "authors", "author.name", "author_name", "writer", "by"),
    "published": (
        "published", "dateTimePub", "dateTime", "date_gmt", "date", "date_publish", "datePublished", "pubDate",
        "published_at", "date_published", "publication_date", "publish_date", "publishing_date", "published_date",
        "publish_datetime_utc", "published_parsed", "published_time", "pub_datetime", "publication_time",
        "webPublicationDate", "article_date",
        "versioncreated", "firstcreated", "contentcreated", "date.$date", "published.$date", "post_date", "posted_at",
        "issued", "timestamp", "created_at", "created", "date_created", "updated_parsed", "date_modify", "updated_at",
        "date_extracted", "date_download", "seendate", "collect_date", "crawl_date", "indexed_date",
    ),
    "declared_origin": (
        "declared_origin", "isBasedOn", "isBasedOnUrl", "canonical_url", "canonical_link", "canonical",
        "original_source", "original_url", "syndication_source",
    ),
}  # fmt: skip

FETCHED = frozenset({"dateextracted", "datedownload", "seendate", "collectdate", "crawldate", "indexeddate"})
"""Names of times at which an article was fetched, which count only where nothing says when it was written."""

WRAPPERS = ("_source", "doc", "infos", "attributes", "fields", "data", "item", "node", "record")
"""Names under which Elasticsearch, goose, JSON:API and others keep all the fields of an article."""

Path = tuple[str, ...]
"""The keys that lead to a value in a record."""

Plan = Mapping[str, tuple[Path, ...]]
"""For each part of an article where it may stand in records that have the same keys, best first."""


class PlainKeys(NamedTuple):
    """The fields that the parts of an article may stand in if they stand in no objects.

    `parts` has those of each part, in the order of `FIELD_NAMES`, best first; `leading` those that would lead into
    objects.
    """

    parts: tuple[tuple[str, ...], ...]
    leading: tuple[str, ...]


_MAX_PLANS = 4096
_N_COMMON = 8
_IGNORED = re.compile(r"[\s_.$/:@-]+")


def folded(name: str) -> str:
    """A name without what does not count.

    >>> folded("Published At") == folded("published_at") == folded("publishedAt")
    True
    """
    return _IGNORED.sub("", name).lower()


_USUAL = {part: tuple(dict.fromkeys(map(folded, names))) for part, names in FIELD_NAMES.items()}


def full(fields: Mapping[str, Any], paths: Iterable[Path]) -> Iterator[tuple[str, Any]]:
    """The name and value of each field at one of these paths that is not empty."""
    for path in paths:
        value = fields.get(path[0]) if len(path) == 1 else _at(fields, path)
        if not is_empty(value):
            yield path[0] if len(path) == 1 else ".".join(path), value


class Names:
    """Finds the parts of articles in records, by names of the caller's own and then by the usual ones.

    `own` maps parts to the names that are tried first; dots in them lead into objects (`source.name`).

    Raises `InputError` for a part that no article has.
    """

    def __init__(self, own: Mapping[str, Sequence[str]] | None = None) -> None:
        self.own = {} if own is None else {part: tuple(names) for part, names in own.items()}
        for part in self.own:
            if part not in FIELD_NAMES:
                raise InputError(f'no part of an article is called "{part}": {", ".join(FIELD_NAMES)}')
        self._plans: dict[tuple[Any, ...], Plan] = {}
        self._plain_keys: dict[tuple[Any, ...], PlainKeys | None] = {}

    @property
    def text_names(self) -> tuple[str, ...]:
        """The names a text may go by, for messages: the caller's own, or the commonest."""
        return self.own.get("text", ()) or FIELD_NAMES["text"][:_N_COMMON]

    def plan(self, keys: Iterable[Any]) -> Plan:
        """Where the parts of an article may stand in records with these keys."""
        key = tuple(keys)
        plan = self._plans.get(key)
        if plan is None:
            if len(self._plans) >= _MAX_PLANS:
                self._plans.clear()
            plan = self._plans[key] = self._made(key)
        return plan

    def plain_keys(self, keys: Iterable[Any]) -> PlainKeys | None:
        """The same as `plain_parts` takes it; None where nothing can be a text."""
        key = tuple(keys)
        if key not in self._plain_keys:
            plan = self.plan(key)
            if len(self._plain_keys) >= _MAX_PLANS:
                self._plain_keys.clear()
            parts = tuple(tuple(path[0] for path in paths if len(path) == 1) for paths in plan.values())
            leading = dict.fromkeys(path[0] for paths in plan.values() for path in paths if len(path) > 1)
            self._plain_keys[key] = PlainKeys(parts, tuple(leading)) if plan["text"] else None
        return self._plain_keys[key]

    def values(self, fields: Mapping[str, Any], part: str) -> Iterator[tuple[str, Any]]:
        """The name and value of each field that may be a part of the article and is not empty, best first."""
        return full(fields, self.plan(fields)[part])

    def holds_text(self, names: Iterable[str]) -> bool:
        """Whether one of a table's columns can be a text, or hold the fields of an article."""
        keys = list(names)
        return bool(self.plan(keys)["text"]) or any(name in WRAPPERS for name in keys)

    def text_key(self, fields: Mapping[str, Any]) -> str | None:
        """The field in which the text of a record stands as such; None where it stands in an object or in pieces."""
        for path in self.plan(fields)["text"]:
            value = _at(fields, path)
            if not is_empty(value) and not (isinstance(value, str) and not value.strip()):
                return path[0] if len(path) == 1 and isinstance(value, str) else None
        return None

    def wanted(self, names: Iterable[str]) -> list[str]:
        """Those of a table's columns that can be a part of an article."""
        keys = list(names)
        used = {path[0] for paths in self.plan(keys).values() for path in paths}
        return [name for name in keys if name in used or name in WRAPPERS]

    def unwrapped(self, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        """A record whose fields stand in an object of their own, with those beside the others."""
        if self.plan(fields)["text"]:
            return fields
        for name in WRAPPERS:
            inner = fields.get(name)
            if isinstance(inner, Mapping) and any(self.values(inner, "text")):
                return {**fields, **inner}
        return fields

    def _made(self, keys: tuple[Any, ...]) -> Plan:
        by_fold: dict[str, str] = {}
        for key in keys:
            if isinstance(key, str):
                by_fold.setdefault(folded(key), key)
        exact = {key for key in keys if isinstance(key, str)}
        plan: dict[str, tuple[Path, ...]] = {}
        for part, usual in _USUAL.items():
            paths = [path for name in self.own.get(part, ()) if (path := _path(name, exact, by_fold))]
            preferred = [(name,) for name in FIELD_NAMES[part] if name in exact]
            others: list[Path] = [(by_fold[name],) for name in usual if name in by_fold]
            others += [path for name in FIELD_NAMES[part] if "." in name and (path := _path(name, exact, by_fold))]
            plan[part] = tuple(dict.fromkeys([*paths, *_in_order(preferred, others, usual)]))
        return plan


def _in_order(exact: Iterable[Path], others: Iterable[Path], usual: tuple[str, ...]) -> list[Path]:
    """Names as they are listed, those spelled exactly so before others of the same name."""
    rank = {name: number for number, name in enumerate(usual)}
    return sorted([*exact, *others], key=lambda path: rank[folded("".join(path))])  # stable: exact ones first


def leads_to(name: str, keys: Iterable[Any]) -> bool:
    """Whether a name of the caller's own, dots and all, leads into one of these keys."""
    exact = {key for key in keys if isinstance(key, str)}
    return _path(name, exact, {folded(key): key for key in exact}) is not None


def _path(name: str, exact: set[str], by_fold: Mapping[str, str]) -> Path | None:
    """Where a name of the caller's own leads; None where no record with these keys has it."""
    if name in exact:
        return (name,)
    if folded(name) in by_fold:
        return (by_fold[folded(name)],)
    first, dot, rest = name.partition(".")
    if dot and (first in exact or folded(first) in by_fold):
        return (first if first in exact else by_fold[folded(first)], *rest.split("."))
    return None


def _at(fields: Mapping[str, Any], path: Path) -> Any:
    """The value that keys lead to; of a list of objects those of all."""
    value: Any = fields.get(path[0])
    for name in path[1:]:
        if isinstance(value, (list, tuple)):
            value = [one.get(name) for one in value if isinstance(one, Mapping)]
        elif isinstance(value, Mapping):
            alike = (inner for key, inner in value.items() if folded(written(key)) == folded(name))
            value = value[name] if name in value else next(alike, None)
        else:
            return None
    return value
