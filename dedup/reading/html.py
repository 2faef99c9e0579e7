"""Web pages: the article's body line by line, captions included, without what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from io import BufferedReader
from typing import TYPE_CHECKING, Any

from dedup.article import parse_date
from dedup.errors import InputError, MissingExtra
from dedup.reading.captions import Captions, blocks, prepare
from dedup.reading.encoding import decode
from dedup.reading.records import Flaw, Hints, Record, whole

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w.:-]+)|<\?xml[^>]+encoding=[\"']([\w.:-]+)", re.IGNORECASE)
_ON_THE_WEB = {
    "iso-8859-1": "",  # what servers say who were never told
    "latin1": "",
    "us-ascii": "",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}
"""Supersets that browsers take for these names (the WHATWG encoding standard); "" is no declaration at all."""


def read_html(stream: BufferedReader, hints: Hints) -> Iterator[Record | Flaw]:
    """The page's article."""
    raw = whole(stream)
    yield Record(page_fields(decode_page(raw, "", hints.encoding)), named=False)


def decode_page(raw: bytes, http_charset: str, encoding: str) -> str:
    """A page's markup. What the server or the page declares is believed only where the bytes are no UTF-8."""
    if not encoding and not _is_utf8(raw):
        found = _DECLARED.search(raw, 0, 4096)
        label = http_charset or ((found[1] or found[2]).decode("ascii") if found else "")
        encoding = _ON_THE_WEB.get(label.lower(), label)
    return decode(raw, encoding)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def page_fields(markup: str, url: str = "") -> dict[str, Any]:
    """The parts of the article on a page, by the names that `Article` has for them.

    The title is no part of the text; captions of pictures stand in it as lines of their own, where the picture was.
    Raises `InputError` if there is no article on the page.
    """
    try:
        import trafilatura
    except ImportError:
        raise MissingExtra("reading web pages", "reading") from None
    tree = trafilatura.load_html(markup)
    if tree is None:
        raise InputError("not HTML")
    published = _published(tree)
    name = " ".join((tree.findtext(".//title") or "").split())
    prepare(tree)
    captions = Captions(tree)
    page: Any = trafilatura.bare_extraction(
        tree,
        url=url or None,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if page is None or not page.text:
        raise InputError("no article found on the page")
    lines = [line for line in map(_without_rules, page.text.split("\n")) if line]
    title = page.title or ""
    longer_title = lines[0] in name and len(lines[0]) > len(title)  # "Outlet - Headline", and no mark for either
    if len(lines) > 1 and (lines[0] == title or longer_title):
        title = lines.pop(0)
    return {
        "text": "\n".join(captions.placed(lines, title)),
        "title": title,
        "author": page.author,
        "source": page.sitename or page.hostname,
        "url": url or page.url,
        "published": published or parse_date(page.date),
    }


def _without_rules(line: str) -> str:
    """A line without the bars that trafilatura draws tables with."""
    if not line.startswith("|"):
        return line.strip()
    return " ".join(line.replace("|", " ").replace("---", " ").split())


_DATE_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]+)"')
_TIMES = (
    "//meta[@property='article:published_time' or @itemprop='datePublished']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
)


def _published(tree: HtmlElement) -> datetime | None:
    """When the page says it was published, with the hour, which general date finding leaves away."""
    declared = [str(value) for path in _TIMES for value in tree.xpath(path)]
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        declared += _DATE_PUBLISHED.findall(str(script))
    return next((time for value in declared if (time := parse_date(value)) is not None), None)


_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain_text(markup: str) -> str:
    r"""The words of a piece of HTML, a line for each block; plain text stays as it is.

    >>> plain_text("<p>The river <b>rose</b>.</p><p>Nobody was hurt.</p>")
    'The river rose.\nNobody was hurt.'
    """
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    try:
        from lxml import html
    except ImportError:
        raise MissingExtra("reading feeds", "reading") from None
    tree = html.fragment_fromstring(_NO_XML.sub("", markup), create_parent="div")
    return "\n".join(block for block in blocks(tree) if block)
