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


_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_ENTRY = re.compile(r"^([\w-]+)[ \t]*:[ \t]*(.+?)[ \t\r]*$", re.MULTILINE)
_HEADING = re.compile(r"\A\s*#[ \t]+(.+?)[ \t]*#*[ \t\r]*$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:[ \t]+[\"'][^\n]*?[\"'])?\)")


def read_markdown(stream: BufferedReader, hints: Hints) -> Iterator[Record | Flaw]:
    """The text with links and pictures reduced to their words; other marks stay, as they are no words.

    Title, author, date and the like come from the front matter, the title else from the first heading.
    """
    source = decode(whole(stream), hints.encoding, hints.notes)
    front = _FRONT_MATTER.match(source)
    fields = {key.lower(): value.strip("\"'") for key, value in _ENTRY.findall(front[1])} if front else {}
    text = _LINK.sub(r"\1", source[front.end() :] if front else source)
    heading = _HEADING.match(text)
    if heading:
        fields.setdefault("title", heading[1])
    yield Record(fields | {"text": text})
