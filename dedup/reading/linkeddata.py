"""What a page says of its own article for machines: JSON-LD, of which only the node that is this article counts.

Pages describe related stories, comments and videos in the same way; whoever takes the first date or author found takes
theirs.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from dedup.addresses import address

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLES = re.compile(r"(?:^|[/:#])(?:\w*Article|\w*BlogPosting|SocialMediaPosting|Report)$")
"""Types of schema.org that are an article: NewsArticle, OpinionNewsArticle, BlogPosting, LiveBlogPosting and so on."""

_PAGES = re.compile(r"(?:^|[/:#])\w*Page$")
"""WebPage and the like, whose dates are those of the article where no article is described."""

_WRAPPING = re.compile(
    r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?://\s*)?(?:-->|\]\]>|/\*\s*\]\]>\s*\*/);?\s*$"
)
"""What hides a script's content from old browsers and XML parsers."""

_ALIKE = 0.6
"""Ratio of matching characters from which two headlines are one, written twice; of two stories' it is below 0.5."""


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """What JSON-LD tells of a page's article, "" where it tells nothing.

    `times` are the dates of its publication, best first, `modified` that of its last change, None without one.

    `origins` are the articles and providers it says it is based on.
    """

    headline: str = ""
    body: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    url: str = ""
    times: tuple[Any, ...] = ()
    modified: Any = None
    origins: tuple[str, ...] = ()


def linked_article(tree: HtmlElement, names: Collection[str], urls: Collection[str]) -> LinkedArticle:
    """The article that a page with these headlines and addresses describes, or one that says nothing."""
    ranked = [(rank, node) for node in _nodes(tree) if (rank := _rank(node, names, urls)) is not None]
    ranked.sort(key=lambda pair: pair[0])
    return _understood(ranked[0][1]) if ranked else LinkedArticle()


def same_headline(one: str, other: str) -> bool:
    """Whether two headlines are one, which may stand beside the outlet's name or be cut.

    >>> same_headline("Flood in Tolvik", "Flood in Tolvik - Daily"), same_headline("Flood in Tolvik", "Ferry aground")
    (True, False)
    """
    a, b = ("".join(filter(str.isalnum, name.casefold())) for name in (one, other))
    if not a or not b:
        return False
    return a in b or b in a or SequenceMatcher(None, a[:200], b[:200], autojunk=False).ratio() >= _ALIKE


def _nodes(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """The articles and pages at the top of the page's JSON-LD, not those inside lists, comments and the like."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            found = json.loads(_WRAPPING.sub("", script.text_content()).strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _top(found, depth=4)


def _top(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list) and depth:
        for item in value:
            yield from _top(item, depth - 1)
    elif isinstance(value, dict):
        if any(_ARTICLES.search(kind) or _PAGES.search(kind) for kind in _types(value)):
            yield value
        for key in ("@graph", "mainEntity"):
            if depth and isinstance(value.get(key), (list, dict)):
                yield from _top(value[key], depth - 1)


def _types(node: Mapping[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _rank(node: Mapping[str, Any], names: Collection[str], urls: Collection[str]) -> int | None:
    """How surely a node is the page's article, 0 the most; None if it is another one."""
    is_article = any(_ARTICLES.search(kind) for kind in _types(node))
    own = {address(url) for url in _addresses(node)} - {"", *map(address, _hosts(urls))}
    headline = _line(node.get("headline")) or _line(node.get("name"))
    given = {address(url) for url in urls} - {""}
    named = any(same_headline(headline, name) for name in names)
    if own & given:
        return 0 if is_article else 3
    if named:
        return 1 if is_article else 4
    if (headline and names) or (own and given):
        return None
    return 2 if is_article else 5


def _hosts(urls: Collection[str]) -> list[str]:
    """The front pages of sites, which are no article's address."""
    return ["//" + address(url).partition("/")[0] for url in urls]


def _addresses(node: Mapping[str, Any]) -> Iterator[str]:
    for key in ("url", "@id", "mainEntityOfPage"):
        for value in _each(node.get(key)):
            found = value.get("@id") or value.get("url") if isinstance(value, dict) else value
            if isinstance(found, str) and "//" in found:
                yield found.partition("#")[0]


def _understood(node: Mapping[str, Any]) -> LinkedArticle:
    updates = [_line(one.get("articleBody")) for one in _each(node.get("liveBlogUpdate")) if isinstance(one, dict)]
    body = node.get("articleBody")
    return LinkedArticle(
        headline=_line(node.get("headline")),
        body=body if isinstance(body, str) else "\n".join(filter(None, updates)),
        authors=tuple(dict.fromkeys(filter(None, map(_name, _each(node.get("author") or node.get("creator")))))),
        outlet=next(filter(None, map(_name, _each(node.get("publisher")))), ""),
        url=next((url for url in _addresses(node) if url.startswith("http")), ""),
        times=tuple(node[key] for key in ("datePublished", "dateCreated") if node.get(key)),
        modified=node.get("dateModified"),
        origins=tuple(
            dict.fromkeys(
                name
                for key in ("isBasedOn", "isBasedOnUrl", "sourceOrganization", "provider")
                for value in _each(node.get(key))
                if (name := _origin(value))
            )
        ),
    )


def _origin(value: Any) -> str:
    """What is given as an origin: an address rather than a name."""
    if isinstance(value, dict):
        return next((value[key] for key in ("url", "@id") if isinstance(value.get(key), str)), "") or _name(value)
    return _line(value)


def _each(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _name(value: Any) -> str:
    return _line(value.get("name")) if isinstance(value, dict) else _line(value)


def _line(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return " ".join(html.unescape(value).split()) if isinstance(value, str) else ""
