"""Exports of news archives: one document that holds many articles, each under a heading of the archive's own layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dedup.reading.exports import factiva, nexis, proquest

ARCHIVES = {"ProQuest": proquest.articles, "Factiva": factiva.articles, "Nexis": nexis.articles}
"""By archive what finds its articles among the paragraphs of a document; it yields none in any other layout."""


def exported(paragraphs: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The articles of an export, as fields; none if the paragraphs are no export of an archive that is known.

    Each has a text, "" where the export left it out.
    """
    for articles in ARCHIVES.values():
        found = list(articles(paragraphs))
        if found:
            yield from found
            return


__all__ = ["ARCHIVES", "exported"]
