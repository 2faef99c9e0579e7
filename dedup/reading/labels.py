"""What pages and their servers call encodings, and which of them that is."""

from __future__ import annotations

import codecs
import re

_DECLARED = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w.:-]+)|<\?xml[^>]+encoding=[\"']([\w.:-]+)", re.IGNORECASE)
_ON_THE_WEB = {
    "iso-8859-1": "",  # what servers say who were never told
    "iso8859-1": "",
    "latin1": "",
    "latin-1": "",
    "us-ascii": "",
    "ascii": "",
    "utf-8": "",  # it would have been seen
    "utf8": "",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "cp950",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}
"""Supersets that browsers take for these names (the WHATWG encoding standard); "" is no declaration at all."""

_HEAD = 4096
"""Bytes in which a page says what it is in."""


def labels_of(raw: bytes, http_charset: str) -> tuple[str, ...]:
    """The encodings that a server and its page name, by Python's names, without names that say nothing.

    >>> labels_of(b'<html><meta charset="windows-1251">', "iso-8859-1")
    ('cp1251',)
    """
    found = _DECLARED.search(raw, 0, _HEAD)
    named = (http_charset, (found[1] or found[2]).decode("ascii") if found else "")
    return tuple(filter(None, map(_label, named)))


def _label(name: str) -> str:
    """The Python name of the encoding that a server or page names, "" where that says nothing."""
    name = name.strip("\"' ").lower()
    name = _ON_THE_WEB.get(name, name)
    try:
        return codecs.lookup(name).name if name else ""
    except (LookupError, ValueError):
        return ""
