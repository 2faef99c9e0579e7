"""When a page's article was published: by what the page says of it, never of a comment, a video or another story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from datetime import time as time_of_day
from typing import TYPE_CHECKING, Any

from dedup.dates import read_date
from dedup.reading.linkeddata import LinkedArticle
from dedup.reading.zones import Page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished",
    "date.published", "published", "published_time", "publishdate", "publish-date", "publish_date", "published_at",
    "publication_date", "publicationdate", "pubdate", "sailthru.date", "parsely-pub-date", "parsely-page-pub-date",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dc.date.issued", "dcterms.issued", "dc.date.created",
    "dcterms.created", "dc.date", "dcterms.date", "citation_publication_date", "citation_online_date",
    "rnews:datepublished", "bt:pubdate", "date", "article.created", "article:post_date",
    "originalpublicationdate", "displaydate", "created",
)  # fmt: skip
"""Names of meta elements that hold a page's date of publication, the most dependable first."""

_ARTICLE_TYPES = ("article", "posting", "report", "webpage")


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
"""What every date has."""


def published(tree: HtmlElement, page: Page, linked: LinkedArticle) -> datetime | None:
    """When a page says its article was published; with the time of day where any of its dates has it.

    A date of its last change counts where there is no other. In numbers alone, pages of the United States put the month
    first, all others the day.
    """
    day_first = not str(tree.get("lang", "")).lower().startswith("en-us")
    times = [time for value in _declared(tree, page, linked) if (time := _read(value, day_first)) is not None]
    first = next(iter(times), None)
    if first is None:
        return _read(linked.modified, day_first)
    return next((one for one in times if one.date() == first.date() and one.time() != time_of_day()), first)


def drop_other_dates(tree: HtmlElement, page: Page) -> None:
    """Take the dates of other things out of a page, so that a search of its whole text does not find them."""
    for element in list(tree.iter("time", "abbr", "meta")):
        if page.outside(element) or _of_something_else(element):
            element.drop_tree()
    for element in tree.iter():
        if element.text and _YEAR.search(element.text) and page.beside(element):
            element.text = ""
        if element.tail and _YEAR.search(element.tail) and page.beside(element):
            element.tail = " "


def _declared(tree: HtmlElement, page: Page, linked: LinkedArticle) -> Iterator[Any]:
    named: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = str(meta.get("property") or meta.get("name") or "").lower()
        if name and not _of_something_else(meta):
            named.setdefault(name, meta.get("content", ""))
    yield from (named[name] for name in _META if name in named)
    yield from linked.times
    marked = [one for one in tree.xpath("//*[@itemprop='datePublished']") if not _of_something_else(one)]
    marked += list(tree.iter("time"))
    own = [one for one in marked if not page.outside(one)]
    for wanted in (_is_marked, _is_time):
        for element in filter(wanted, own):
            yield element.get("content") or element.get("datetime") or str(element.text_content())


def _is_marked(element: HtmlElement) -> bool:
    return element.get("itemprop") == "datePublished" or "pubdate" in element.attrib


def _is_time(element: HtmlElement) -> bool:
    """Whether a time is given as such and belongs to no link, as those in lists of other stories do."""
    return element.get("itemprop") is None and next(element.iterancestors("a"), None) is None


def _of_something_else(element: HtmlElement) -> bool:
    """Whether the thing that an element describes (the nearest `itemscope`) is something other than an article."""
    scope: HtmlElement | None = element
    while scope is not None and scope.get("itemscope") is None:
        scope = scope.getparent()
    kind = "" if scope is None else str(scope.get("itemtype", "")).lower()
    return bool(kind) and not any(name in kind for name in _ARTICLE_TYPES)


def _read(value: Any, day_first: bool) -> datetime | None:
    return read_date(value.strip() if isinstance(value, str) else value, day_first=day_first)
