"""Feeds: RSS and Atom, one entry, one article."""

from __future__ import annotations

from calendar import timegm
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BufferedReader, BytesIO
from typing import Any

from dedup.errors import InputError, MissingExtra
from dedup.markup import plain_text
from dedup.reading.records import Flaw, Hints, Record, whole


def read_feed(stream: BufferedReader, _: Hints) -> Iterator[Record | Flaw]:
    """A record for each entry: its content, else its summary, without markup; the feed's title is the outlet."""
    try:
        import feedparser
    except ImportError:
        raise MissingExtra("reading feeds", "reading") from None
    feed = feedparser.parse(BytesIO(whole(stream)))
    if not feed.version:
        raise InputError("XML, but neither RSS nor Atom")
    for number, entry in enumerate(feed.entries, start=1):
        yield Record(_fields(entry, feed.feed.get("title", "")), number, named=False)


def _fields(entry: Mapping[str, Any], outlet: str) -> dict[str, Any]:
    bodies = [part.get("value") or "" for part in entry.get("content", ())] + [entry.get("summary") or ""]
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    return {
        "id": entry.get("id") or entry.get("link"),
        "text": plain_text(max(bodies, key=len)),
        "title": plain_text(entry.get("title") or ""),
        "source": (entry.get("source") or {}).get("title") or outlet,
        "url": entry.get("link"),
        "author": entry.get("author"),
        "published": datetime.fromtimestamp(timegm(moment), UTC) if moment else None,
    }
