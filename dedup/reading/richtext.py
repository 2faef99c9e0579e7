"""Rich text: .rtf, an export of a news archive or one article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader

from dedup.errors import InputError, MissingExtra
from dedup.reading.documents import properties, records
from dedup.reading.records import Flaw, Hints, Record, whole
from dedup.reading.understood import understood

_FIELD = re.compile(r"\{\\\*\\fldinst\b(?:\{(?:\{[^{}]*+\}|[^{}]++)*+\}|[^{}]++)*+\}")
"""The instructions of a field, such as the address of a link."""


def read_rtf(stream: BufferedReader, _: Hints) -> Iterator[Record | Flaw]:
    """The articles of a document in rich text; its title is the one it is given as a property."""
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError:
        raise MissingExtra("reading .rtf files", "documents") from None
    raw = whole(stream)
    if not raw.lstrip().startswith(b"{\\rtf"):
        raise InputError("not rich text: it does not begin with {\\rtf")
    source = _FIELD.sub("", raw.decode("cp1252", "replace"))
    with understood("rich text"):
        text = rtf_to_text(source, errors="replace")
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # pairs that were written apart
        title = re.search(r"\{\\title\s([^{}\\]{1,500})\}", source)
        writer = re.search(r"\{\\author\s([^{}\\]{1,200})\}", source)
    known = properties(title[1] if title else "", writer[1] if writer else "", None)
    paragraphs = text.split("\n")
    if "\\cell" in source:
        paragraphs = [cell for line in paragraphs for cell in line.split("|")]
    yield from records(paragraphs, known)
