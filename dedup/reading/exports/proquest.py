"""ProQuest: documents parted by lines of underscores, their parts under labels ("Full text:", "Publication title:")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from dedup.reading.exports.written import author, date_in, label_of

_BETWEEN = re.compile(r"\s*[_=]{10,}\s*")
_NUMBERED = re.compile(r"\s*Document \d+ of \d+\s*", re.IGNORECASE)

_LABELS = {
    "full text": "text", "fulltext": "text", "body": "text",
    "title": "title", "headline": "title", "author": "author", "authors": "author", "byline": "author",
    "publication title": "source", "publication": "source", "source": "source", "newspaper": "source",
    "publication info": "info", "publication date": "published", "date": "published", "publication year": "year",
    "document url": "url", "abstract": "abstract", "abstract (summary)": "abstract",
}  # fmt: skip
_OTHERS = frozenset(
    {
        "links", "subject", "subjects", "business indexing term", "company / organization",
        "company/organization", "people",
        "person", "location", "identifier / keyword", "identifiers / keywords", "url", "alternate title",
        "subtitle", "pages",
        "first page", "last page", "number of pages", "volume", "issue", "section", "dateline", "column",
        "edition", "publisher",
        "place of publication", "country of publication", "publication subject", "issn", "e-issn", "source type",
        "language of publication", "language", "document type", "document feature", "proquest document id",
        "accession number",
        "copyright", "full text availability", "last updated", "database", "year", "publication history", "credit",
        "classification", "product name", "naics", "ticker symbol", "illustration", "contact us at",
        "terms and conditions",
    }
)  # fmt: skip
_ALL = _LABELS | dict.fromkeys(_OTHERS, "")


def articles(paragraphs: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The articles among the paragraphs of an export."""
    if not any(line.casefold().startswith(("proquest document id", "full text:")) for line in paragraphs):
        return
    document: list[str] = []
    for line in [*paragraphs, "_" * 10]:
        if not _BETWEEN.fullmatch(line):
            document.append(line.strip())
        else:
            found = _article(document)
            if found is not None:
                yield found
            document = []


def _article(lines: Sequence[str]) -> dict[str, Any] | None:
    """The article that stands between two lines; None if none does, as before the first and behind the last."""
    parts: dict[str, list[str]] = {}
    heading = ""
    label = "heading"
    lines = [line for line in lines if line]
    labels = [label_of(line, _ALL) for line in lines]
    for line, found, next_found in zip(lines, labels, [*labels[1:], ("", "")], strict=False):
        if found is not None and (label != "text" or next_found is not None):  # a paragraph can begin with "Source:"
            label = found[0]
            parts.setdefault(label, []).extend(filter(None, [found[1]]))
        elif label == "heading":
            heading = heading or ("" if _NUMBERED.fullmatch(line) else line)
        else:
            parts.setdefault(label, []).append(line)
    if "text" not in parts and "abstract" not in parts and "source" not in parts:
        return None
    info = " ".join(parts.get("info", ()))
    return {
        "text": "\n".join(parts.get("text", ())),
        "title": " ".join(parts.get("title", ())[:1]) or heading,
        "author": author("; ".join(parts.get("author", ()))),
        "source": _outlet(" ".join(parts.get("source", ())[:1])) or re.split(r"\s*[,;\[]", info)[0],
        "published": date_in(" ".join(parts.get("published", ()))) or date_in(info),
        "url": " ".join(parts.get("url", ())[:1]).partition("?accountid")[0],
    }


def _outlet(name: str) -> str:
    """The name of an outlet without its edition and place: "The Daily; Tolvik", "The Daily, Late Edition"."""
    return re.split(r"\s*;|,\s+(?=[^,]*[Ee]dition)", name)[0].strip()
