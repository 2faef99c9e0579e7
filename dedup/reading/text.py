"""Plain text and Markdown: one file, one article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader

from dedup.reading.documents import MARKS, export_records, text_paragraphs
from dedup.reading.encoding import decode
from dedup.reading.records import Flaw, Hints, Record, whole


def read_text(stream: BufferedReader, hints: Hints) -> Iterator[Record | Flaw]:
    """The file's text as it stands, line ends and all; of an export of a news archive each of its articles."""
    text = decode(whole(stream), hints.encoding, hints.notes)
    if MARKS.search(text):
        found = list(export_records(text_paragraphs(text)))
        if found:
            yield from found
            return
    yield Record({"text": text}, named=False)


_KEY = re.compile(r"[\w-]+")
_LINK = re.compile(
    r"""!?\[([^\[\]\n]*)\]"""
    r"""\([^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)*+(?:[ \t]++(?:"[^"\n]*+"|'[^'\n]*+'))?\)"""
)
"""A link or a picture. No part of it can be read in two ways or begins inside another, so none is looked at twice."""


def read_markdown(stream: BufferedReader, hints: Hints) -> Iterator[Record | Flaw]:
    """The text with links and pictures reduced to their words; other marks stay, as they are no words.

    Title, author, date and the like come from the front matter, the title else from the first heading.
    """
    source = decode(whole(stream), hints.encoding, hints.notes)
    fields, source = _front_matter(source)
    text = _LINK.sub(r"\1", _LINK.sub(r"\1", source))  # twice: a picture may stand in a link
    heading = _heading(text)
    if heading:
        fields.setdefault("title", heading)
    yield Record(fields | {"text": text})


def _front_matter(source: str) -> tuple[dict[str, str], str]:
    """The fields that stand between two lines of hyphens at the beginning, and the text behind them."""
    lines = source.split("\n")
    if lines[0].rstrip(" \t\r") != "---":
        return {}, source
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip(" \t\r") in ("---", "...")), 0)
    if end < 2:
        return {}, source
    fields = {}
    for line in lines[1:end]:
        key, colon, value = line.partition(":")
        value = value.strip(" \t\r")
        if colon and value and _KEY.fullmatch(key.rstrip(" \t")):
            fields[key.rstrip(" \t").lower()] = value.strip("\"'")
    return fields, "\n".join(lines[end + 1 :])


def _heading(text: str) -> str:
    """The heading that a text begins with, "" if it begins with none."""
    line = text.lstrip().partition("\n")[0]
    if not line.startswith(("# ", "#\t")):
        return ""
    return line[1:].strip(" \t\r").rstrip("#").strip(" \t")
