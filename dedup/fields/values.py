"""What stands in the fields of records: texts in pieces, names in objects, ids that are numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from numbers import Integral
from typing import Any
from urllib.parse import urlsplit

from dedup.dates.values import is_empty
from dedup.errors import InputError

__all__ = ["as_id", "host", "identity_of", "is_empty", "line_of", "origins_of", "outlet_of", "text_of", "written"]

_WHOLE = re.compile(r"[+-]?\d+\.0+")

_TEXT = ("value", "text", "body", "content", "rendered", "plaintext", "articleBody", "#text", "$t", "html")
"""Under which of its names an object has a text, best first."""

_NAME = (
    "name",
    "title",
    "main",
    "original",
    "rendered",
    "value",
    "label",
    "text",
    "#text",
    "$t",
    "uri",
    "url",
    "@id",
    "$oid",
    "id",
)
"""Under which of its names an object has a name."""

_IN_ORDER = ("summary", "headline", "paragraphs", "sections")
"""What the body of an article is made of, in fundus, in the order in which it is read."""

_ID = ("$oid", "$numberLong", "$numberInt", "$uuid", "rendered", "value", "#text", "$t", "name")


def utf8(raw: bytes) -> str:
    """Bytes as text where nothing tells of their encoding."""
    return bytes(raw).decode("utf-8", "replace")


def text_of(value: Any, decode: Callable[[bytes], str] = utf8) -> str | None:
    r"""The text that a field holds: pieces in a list are joined by line ends, bytes decoded; None if it holds none.

    >>> text_of(["The river rose.", {"value": "Nobody was hurt."}])
    'The river rose.\nNobody was hurt.'
    """
    if isinstance(value, str):
        return value
    if isinstance(value, (bytes, bytearray, memoryview)):
        return decode(bytes(value))
    if isinstance(value, Mapping):
        parts = [text_of(value[name], decode) for name in _IN_ORDER if name in value]
        if "paragraphs" in value or "sections" in value:
            return "\n".join(filter(None, parts)) or None
        return next((text for name in _TEXT if name in value and (text := text_of(value[name], decode))), None)
    if hasattr(value, "tolist"):  # an array
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        pieces = [one for one in value if not is_empty(one)]
        if pieces and all(isinstance(one, Mapping) and "contentType" in one for one in pieces):
            pieces = sorted(pieces, key=lambda one: one["contentType"] != "text/plain")[
                :1
            ]  # one text in several formats
        return "\n".join(filter(None, (text_of(one, decode) for one in pieces))) or None
    return None


def line_of(value: Any, decode: Callable[[bytes], str] = utf8) -> str:
    """The line that a field holds: one name, several with commas between them, or that of an object (schema.org)."""
    if is_empty(value):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, (bytes, bytearray, memoryview)):
        return decode(bytes(value))
    if isinstance(value, Mapping):
        return next((line for name in _NAME if name in value and (line := line_of(value[name], decode))), "")
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, (line_of(one, decode) for one in value)))
    return _whole(written(value))


def written(value: Any) -> str:
    """A value as text. Raises `InputError` for a number of more digits than Python writes, also inside a list."""
    try:
        return str(value)
    except ValueError:
        raise InputError("a number with too many digits") from None


def outlet_of(value: Any, decode: Callable[[bytes], str] = utf8) -> str:
    """The name of an outlet; of an address its host.

    >>> outlet_of({"id": None, "name": "The Courier"}), outlet_of("https://www.courier.example/news/7")
    ('The Courier', 'courier.example')
    """
    name = line_of(value, decode)
    return host(name) or name if name.startswith(("http://", "https://")) else name


def identity_of(value: Any) -> Any:
    """The id that a field holds: a whole number, also one that a table has made a float of, as its digits.

    What can be no id is given back as it is.

    >>> identity_of(7.0), identity_of("7.0"), identity_of({"$oid": "53a0"})
    ('7', '7', '53a0')
    """
    if isinstance(value, str):
        return _whole(value)
    if isinstance(value, (bytes, bytearray)):
        return _whole(utf8(bytes(value)))
    if isinstance(value, bool):
        return value
    if isinstance(value, Mapping):
        return next((identity_of(value[name]) for name in _ID if name in value), value)
    if hasattr(value, "dtype") and hasattr(value, "item"):  # of numpy
        return identity_of(value.item())
    if isinstance(value, float) and not value.is_integer():
        return value
    if isinstance(value, (list, tuple)):
        return value
    try:
        return _whole(written(int(value) if isinstance(value, float) else value))
    except InputError:
        return value


def as_id(value: Any) -> Any:
    """An id that somebody gives as such: a whole number, also one of numpy, as its digits; anything else as it is.

    Raises `InputError` for one of more digits than Python writes.
    """
    if isinstance(value, (str, bool)) or not isinstance(value, Integral):
        return value
    return written(int(value))


def _whole(written: str) -> str:
    """A whole number without its empty fraction; other text as it is."""
    return written.partition(".")[0] if written[-1:] == "0" and _WHOLE.fullmatch(written) else written


def origins_of(value: Any) -> str:
    """Names and addresses of a field that may hold several, or objects with an address or a name (schema.org)."""
    if isinstance(value, (list, tuple)):
        return "; ".join(dict.fromkeys(filter(None, map(origins_of, value))))
    if isinstance(value, Mapping):
        return line_of(value.get("url") or value.get("@id") or value.get("name"))
    return line_of(value)


def host(url: str) -> str:
    """The host of a web address without "www.", "" where it has none.

    >>> host("https://www.spa.gov.sa/viewstory.php?id=7")
    'spa.gov.sa'
    """
    try:
        name = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return name.rstrip(".").removeprefix("www.")
