"""Feeds, RSS and Atom: one entry, one article; other XML that holds articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BufferedReader, BytesIO
from typing import Any

from dedup.errors import InputError, MissingExtra
from dedup.fields.feed_entries import longest_body
from dedup.markup import plain_text
from dedup.reading.newsml import is_newsml, read_newsml
from dedup.reading.records import Flaw, Hints, Record, whole
from dedup.reading.understood import understood

_HEAD = 4096
"""Bytes in which the kind of an XML document shows."""


def read_feed(stream: BufferedReader, _: Hints) -> Iterator[Record | Flaw]:
    """A record for each entry: its content, else its summary, without markup; the feed's title is the outlet."""
    try:
        import feedparser
    except ImportError:
        raise MissingExtra("reading feeds", "reading") from None
    raw = whole(stream)
    if is_newsml(raw[:_HEAD]):
        yield from read_newsml(raw)
        return
    with understood("a feed"):
        feed = feedparser.parse(BytesIO(raw))
    if not feed.version:
        raise InputError("XML, but neither a feed (RSS, Atom) nor news items (NewsML-G2, NITF)")
    for number, entry in enumerate(feed.entries, start=1):
        try:
            with understood("an entry of a feed"):
                fields = _fields(entry, feed.feed.get("title", ""))
            yield Record(fields, number, named=False)
        except InputError as error:
            yield Flaw(error.reason, number)


def _fields(entry: Mapping[str, Any], outlet: str) -> dict[str, Any]:
    times = ("published_parsed", "published", "updated_parsed", "updated")
    return {
        "id": entry.get("id") or entry.get("link"),
        "text": plain_text(longest_body(entry)),
        "title": plain_text(entry.get("title") or ""),
        "source": (entry.get("source") or {}).get("title") or outlet,
        "url": entry.get("link"),
        "author": entry.get("author"),
        "declared_origin": [value for key in ("title", "href") if (value := (entry.get("source") or {}).get(key))],
        "published": next((entry[name] for name in times if entry.get(name)), None),
    }
