"""Europresse: a page of articles, each with its outlet, date, headline and authors in elements named for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dedup.markup import blocks
from dedup.reading.exports.written import author, date_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MARK = "DocPublicationName"
"""What a page of Europresse holds, and other pages do not."""

_HEADLINE = ("titreArticleVisu", "rdp__articletitle", "titreArticle", "grandTitre")
_AUTHORS = ("docAuthors", "sm-margin-bottomNews")
_TEXT = ("docOcurrContainer", "DocText", "rdp__doctext")


def articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The articles of a page."""
    holders = [one for one in tree.iter("article") if _named(one, (MARK, f"rdp__{MARK}")) is not None]
    for holder in holders or [tree]:
        outlet = _named(holder, (MARK, f"rdp__{MARK}"))
        heading = _named(holder, ("DocHeader",))
        title, byline, text = (_named(holder, names) for names in (_HEADLINE, _AUTHORS, _TEXT))
        yield {
            "source": re.split(r",\s*(?:no|n°|nº|vol|num)\b", _line(outlet), flags=re.IGNORECASE)[0],
            "title": _line(title),
            "author": author(_line(byline)),
            "published": date_in(_line(heading)),
            "text": "" if text is None else "\n".join(filter(None, blocks(text))),
        }


def _named(holder: HtmlElement, names: tuple[str, ...]) -> HtmlElement | None:
    """The first element with one of these class names, the first name that stands there at all."""
    for name in names:
        for element in holder.iter():
            if (
                isinstance(element.tag, str)
                and name in element.get("class", "").split()
                and str(element.text_content()).strip()
            ):
                return element
    return None


def _line(element: HtmlElement | None) -> str:
    return "" if element is None else " ".join(str(element.text_content()).split())
