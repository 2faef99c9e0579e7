"""Entries of feedparser: their text stands under names that are no article's elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_MARKS = frozenset({"title_detail", "summary_detail"})
"""What feedparser, and nothing else, writes beside a title and a summary."""


def completed(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """An entry of feedparser with its text and id under the usual names; any other record as it is.

    A text that was put there besides, such as that of the page, is the text; so is the content, unless the summary is
    longer. The link is the id of an entry that has no other.

    >>> completed({"title_detail": {}, "summary": "The river rose.", "link": "https://river.example/1"})["text"]
    'The river rose.'
    """
    if not is_feed_entry(fields):
        return fields
    found = dict(fields)
    if not found.get("text"):
        found["text"] = longest_body(found)
    if not found.get("id") and found.get("link"):
        found["id"] = found["link"]
    return found


def is_feed_entry(fields: Mapping[str, Any]) -> bool:
    """Whether a record is an entry of feedparser."""
    return not _MARKS.isdisjoint(fields)


def longest_body(entry: Mapping[str, Any]) -> str:
    """The content of an entry or its summary, whichever says more."""
    return max([*(part.get("value") or "" for part in entry.get("content", ())), entry.get("summary") or ""], key=len)
