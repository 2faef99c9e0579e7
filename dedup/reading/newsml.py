"""NewsML-G2 and NITF, in which newsrooms and agencies exchange articles as XML (IPTC)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dedup.errors import InputError
from dedup.markup import blocks, readable
from dedup.reading.ninjs import is_later
from dedup.reading.records import Flaw, Record
from dedup.reading.understood import understood

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ROOTS = (b"newsItem", b"newsMessage", b"packageItem", b"<nitf")
_AS_HTML = {
    "hl1": "h1",
    "hl2": "h2",
    "block": "div",
    "media": "figure",
    "media-caption": "figcaption",
    "body.content": "div",
}
"""What elements of NITF are in HTML."""

_LEFT_OUT = frozenset({"head", "body.head", "body.end", "media-metadata", "media-reference", "media-producer"})


def is_newsml(head: bytes) -> bool:
    """Whether a file that begins so is NewsML-G2 or NITF."""
    return any(root in head for root in _ROOTS)


def read_newsml(raw: bytes) -> Iterator[Record | Flaw]:
    """A record for each item with a text; the file is the article where there is but one."""
    from lxml import etree

    with understood("NewsML-G2"):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
        root = etree.fromstring(raw, parser)
        for element in root.iter(etree.Element):
            element.tag = etree.QName(element).localname
        items = [root] if root.tag in ("newsItem", "nitf") else list(root.iter("newsItem"))
    if not items:
        raise InputError("NewsML without a news item")
    for number, item in enumerate(items, start=1):
        place = number if len(items) > 1 else 0
        try:
            with understood("a news item"):
                fields = _nitf(item) if item.tag == "nitf" else _item(item)
            yield Record(fields, place, named=False) if fields["text"] else Flaw(_without_text(item), place)
        except InputError as error:
            yield Flaw(error.reason, place)


def _item(item: Element) -> dict[str, Any]:
    """The parts of a news item, by the names that `Article` has for them."""
    guid, version = item.get("guid", ""), item.get("version", "")
    later = is_later(version)
    provider = _named(item.find("itemMeta/provider"))
    others = [*item.findall("contentMeta/infoSource"), *item.findall("rightsInfo/copyrightHolder")]
    origins = [provider, *map(_named, others), guid if later else ""]
    title = _line(item.find("contentMeta/headline")) or _line(item.find("itemMeta/title"))
    creators = item.findall("contentMeta/creator")
    content = item.find("contentSet")
    inside = {} if content is None else _content(content)
    times = ("itemMeta/versionCreated", "contentMeta/contentCreated", "itemMeta/firstCreated")
    return {
        "id": (f"{guid};version={version}" if later else guid) or None,
        "text": inside.get("text", ""),
        "title": title or inside.get("title"),
        "source": provider,
        "author": _line(item.find("contentMeta/by")) or list(map(_named, creators)),
        "url": next((one.get("href") for one in item.iter("link") if str(one.get("href", "")).startswith("http")), ""),
        "published": next((time for path in times if (time := item.findtext(path))), None),
        "declared_origin": list(dict.fromkeys(filter(None, origins))),
    }


def _content(content: Element) -> dict[str, Any]:
    """Text and title of what a news item holds: a document in NITF or XHTML, or plain text."""
    for inline in content.iter("inlineXML"):
        for document in inline:
            if isinstance(document.tag, str):
                found = _nitf(document) if document.tag == "nitf" else {"text": _text(document)}
                if found["text"]:
                    return found
    texts = [readable("".join(map(str, one.itertext()))).strip() for one in content.iter("inlineData")]
    return {"text": next(filter(None, texts), "")}


def _nitf(document: Element) -> dict[str, Any]:
    """The parts of an article in NITF."""
    body = next(document.iter("body.content"), None)
    issued = next(document.iter("date.issue"), None)
    return {
        "text": "" if body is None else _text(body),
        "title": next((_line(one) for one in document.iter("hl1", "hedline") if _line(one)), "")
        or document.findtext(".//title"),
        "author": next((_line(one) for one in document.iter("byline") if _line(one)), ""),
        "source": next((one.get("name") for one in document.iter("pubdata") if one.get("name")), ""),
        "published": None if issued is None else issued.get("norm"),
    }


def _text(document: Element) -> str:
    """The lines of a document."""
    for element in list(document.iter()):
        if element.tag in _LEFT_OUT and element is not document and element.getparent() is not None:
            element.getparent().remove(element)
        elif element.tag in _AS_HTML:
            element.tag = _AS_HTML[str(element.tag)]
    return "\n".join(line for line in blocks(document) if line)


def _line(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def _named(element: Element | None) -> str:
    """Who an element names: in words, literally, or by the end of a code ("nprov:AFP")."""
    if element is None:
        return ""
    code = (
        element.get("literal")
        or element.get("qcode", "").rpartition(":")[2]
        or element.get("uri", "").rpartition("/")[2]
    )
    return _line(element.find("name")) or code or _line(element)


def _without_text(item: Element) -> str:
    kind = next((one.get("qcode", "") for one in item.iter("itemClass")), "").rpartition(":")[2]
    return f"no text: a {kind}" if kind and kind != "text" else "no text in it"
