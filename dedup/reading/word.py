"""Word: .docx, an export of a news archive or one article."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BufferedReader, BytesIO
from typing import Any

from dedup.errors import InputError, MissingExtra
from dedup.reading.documents import properties, records
from dedup.reading.records import MAX_RECORD, Flaw, Hints, Record, whole
from dedup.reading.understood import understood

_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_ELSEWHERE = frozenset({"moveFrom", "del", "Fallback"})
"""What holds text that stands there no more, or a second time."""

_MAX_ELEMENTS = 1 << 22
"""Tags of a document, which becomes a tree in memory: an export of 500 articles has a tenth of them."""

_HEADINGS = ("Title", "Heading 1")
_MAX_HEADING = 5
"""Paragraphs among which a heading is looked for."""


def read_docx(stream: BufferedReader, _: Hints) -> Iterator[Record | Flaw]:
    """The articles of a Word document; its title and date are those in its properties, else its first heading's."""
    try:
        import docx
        from docx.text.paragraph import Paragraph
    except ImportError:
        raise MissingExtra("reading .docx files", "documents") from None
    raw = whole(stream)
    check_size(raw)
    with understood("a Word document"):
        _check_elements(raw)
        document = docx.Document(BytesIO(raw))
        elements = [one for one in document.element.body.iter(f"{_NAMESPACE}p") if not _is_gone(one)]
        paragraphs = [line for element in elements for line in _text(element).split("\n")]
        about = document.core_properties
        known = properties(about.title, about.author, about.created)
        for element in elements[:_MAX_HEADING]:
            style = Paragraph(element, document).style
            if "title" not in known and style is not None and style.name in _HEADINGS and _text(element).strip():
                known["title"] = " ".join(_text(element).split())
    yield from records(paragraphs, known)


def _text(paragraph: Any) -> str:
    """The text of a paragraph with what was added to it and without what was deleted; of a text box only its own."""
    pieces = []
    for element in paragraph.iter():
        name = str(element.tag).rpartition("}")[2]
        if (name == "t" or name in _BREAKS) and _belongs(element, paragraph):
            pieces.append(_BREAKS.get(name) or element.text or "")
    return "".join(pieces)


def _is_gone(paragraph: Any) -> bool:
    return any(str(above.tag).rpartition("}")[2] in _ELSEWHERE for above in paragraph.iterancestors())


def _belongs(element: Any, paragraph: Any) -> bool:
    """Whether a piece of text stands in this paragraph, and not in one inside it or in what is gone."""
    for above in element.iterancestors():
        name = str(above.tag).rpartition("}")[2]
        if name == "p":
            return above is paragraph
        if name in _ELSEWHERE:
            return False
    return False


def check_size(raw: bytes) -> None:
    """Raises `InputError` if an office document is no zip archive, or unpacks to more than an article may be."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise InputError(f"damaged, or not what its name says: {error}") from None
    if size > MAX_RECORD:
        raise InputError(f"unpacks to more than {MAX_RECORD >> 20} MB, which no single article is")


def _check_elements(raw: bytes) -> None:
    """Raises `InputError` if the parts of a document have more elements than fit in memory as trees."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        if sum(archive.read(info).count(b"<") for info in archive.infolist()) > _MAX_ELEMENTS:
            raise InputError(f"more than {_MAX_ELEMENTS:,} elements, which no single article has")
