"""Web pages: the article's body line by line, captions included, without what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BufferedReader
from typing import TYPE_CHECKING, Any

from dedup.addresses import site
from dedup.dates import read_date
from dedup.errors import InputError, MissingExtra
from dedup.markup import NO_XML, blocks, readable
from dedup.reading.captions import Captions
from dedup.reading.documents import export_records
from dedup.reading.encoding import decode_page
from dedup.reading.exports import europresse
from dedup.reading.extraction import extracted, kept_joiners, unlabelled
from dedup.reading.limits import require_page
from dedup.reading.linkeddata import LinkedArticle, linked_article
from dedup.reading.pagedates import drop_other_dates, published
from dedup.reading.records import Flaw, Hints, Record, whole
from dedup.reading.understood import understood
from dedup.reading.zones import Page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FULLER = 1.5
"""How many times as long as the text found on a page the one in its JSON-LD is to be the article's."""


def read_html(stream: BufferedReader, hints: Hints) -> Iterator[Record | Flaw]:
    """The page's article, or those of an export of a news archive."""
    markup = decode_page(whole(stream), "", hints.encoding, hints.notes)
    exported = list(_exported(markup))
    if exported:
        yield from exported
    else:
        yield Record(page_fields(markup), named=False)


_EXPORT = re.compile(rf"{europresse.MARK}|articleParagraph|DOCUMENTS?\s*<|LOAD-DATE|End of Document|>\s*HD\s*<")
"""What stands in the pages of exports."""


def _exported(markup: str) -> Iterator[Record | Flaw]:
    """The articles of an export; none if the page is none."""
    if not _EXPORT.search(markup):
        return
    from lxml import html

    with understood("a web page"):
        parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    if europresse.MARK in markup:
        for number, fields in enumerate(europresse.articles(tree), start=1):
            yield Record(fields, number, named=False) if fields["text"] else Flaw("no text: only its heading", number)
        return
    for byline in tree.xpath("//div[@class='author']"):  # of Factiva, which does not always write "By"
        byline.text = NO_XML.sub("", f"By {byline.text or ''}")
    yield from export_records([line for line in blocks(tree) if line])


def page_fields(markup: str, url: str = "") -> dict[str, Any]:
    """The parts of the article on a page, by the names that `Article` has for them.

    The title is no part of the text; captions of pictures stand in it as lines of their own, where the picture was.
    Raises `InputError` if there is no article on the page.
    """
    try:
        import trafilatura
    except ImportError:
        raise MissingExtra("reading web pages", "reading") from None
    require_page(markup)
    tree = trafilatura.load_html(markup)
    if tree is None:
        raise InputError("not HTML")
    with understood("a web page"):
        return _fields(tree, url)


def _fields(tree: HtmlElement, url: str) -> dict[str, Any]:
    names = _names(tree)
    page = Page(tree, names)
    addresses = [url, *map(str, tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"))]
    headings = names if page.headline is None else (*names, str(page.headline.text_content()))
    linked = linked_article(tree, headings, [one for one in addresses if one])
    time = published(tree, page, linked)
    origins = declared_origins(tree, addresses, linked)
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        script.drop_tree()  # it tells of other articles too
    page.prune()
    drop_other_dates(tree, page)
    captions = Captions(tree)
    kept = kept_joiners(tree)
    found = extracted(tree, url)
    lines = [line.translate(kept) for line in map(_without_rules, (found.text or "").split("\n")) if line]
    names = tuple(name.translate(kept) for name in names)
    title = (found.title or linked.headline).translate(kept)
    name = names[0] if names else ""
    longer_title = lines and lines[0] in name and len(lines[0]) > len(title)  # "Outlet - Headline", no mark for either
    if len(lines) > 1 and (lines[0] == title or longer_title):
        title = lines.pop(0)
    authors = list(linked.authors) or [unlabelled((found.author or "").translate(kept))]
    if len(lines) > 1 and lines[0] in authors:
        del lines[0]
    text = "\n".join(captions.placed(lines, title))
    body = readable(linked.body)
    if len(body) > _FULLER * len(text):  # behind a paywall, or drawn by a script
        text = body
    if not text:
        raise InputError("no article found on the page")
    return {
        "text": text,
        "title": title,
        "author": authors,
        "source": (found.sitename or linked.outlet or found.hostname or "").translate(kept),
        "url": url or found.url or linked.url,
        "published": time or read_date(found.date),
        "declared_origin": origins,
    }


_ORIGIN = (
    "//link[@rel='syndication-source' or @rel='original-source']/@href | "
    "//meta[@name='original-source' or @name='syndication-source' or @name='dc.source' or @name='DC.source']/@content"
)


def declared_origins(tree: HtmlElement, addresses: Sequence[str], linked: LinkedArticle) -> list[str]:
    """What a page says of where its article comes from: what that is based on, and an address on another site.

    Where nothing tells its own site, its canonical address may be another's.
    """
    known = [addresses[0], *map(str, tree.xpath("//meta[@property='og:url']/@content"))]
    own = next(filter(None, map(site, known)), "")
    elsewhere = [url for url in addresses[1:] if site(url) not in ("", own)]
    return list(dict.fromkeys([*linked.origins, *map(str, tree.xpath(_ORIGIN)), *elsewhere]))


def _names(tree: HtmlElement) -> tuple[str, ...]:
    """The headlines that a page's head gives it, its title first."""
    names = [tree.findtext(".//title") or ""]
    names += map(str, tree.xpath("//meta[@property='og:title' or @name='twitter:title']/@content"))
    return tuple(dict.fromkeys(filter(None, (" ".join(name.split()) for name in names))))


def _without_rules(line: str) -> str:
    """A line without the bars that trafilatura draws tables with."""
    if not line.startswith("|"):
        return line.strip()
    return " ".join(line.replace("|", " ").replace("---", " ").split())
