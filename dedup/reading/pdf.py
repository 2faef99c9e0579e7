"""PDF: an export of a news archive or one article, its lines put together to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BufferedReader, BytesIO

from dedup.errors import InputError, MissingExtra
from dedup.reading.documents import joined, properties, records
from dedup.reading.records import Flaw, Hints, Record, whole
from dedup.reading.understood import understood

_MAX_FORMS = 500
"""Drawings within drawings whose text is read of a page. Each draws others, and the library by itself follows 5,000."""

_PAGE = 6
"""Bytes that a page takes up at least: where it is referred to."""

_ANY_TEXT, _MAX_TEXT = 1 << 20, 50
"""Characters of text that a PDF of any size may have, and that it may have for each of its bytes besides. Text packs
to a third or a tenth of its size, and a page that stands in many places of the document is read in each of them."""


def read_pdf(stream: BufferedReader, _: Hints) -> Iterator[Record | Flaw]:
    """The articles of a PDF; lines are put together to paragraphs, what stands on every page is left out."""
    try:
        import pypdf
    except ImportError:
        raise MissingExtra("reading .pdf files", "documents") from None
    raw = whole(stream)
    with understood("a PDF"), pypdf.apply_configuration(xform_maximum_invocations_per_extraction=_MAX_FORMS):
        reader = pypdf.PdfReader(BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("locked with a password: save it without one")
        if len(reader.pages) * _PAGE > len(raw):
            raise InputError("more pages than it has room for: the same ones over and over")
        pages: list[list[str]] = []
        n_chars = 0
        for page in reader.pages:
            pages.append(page.extract_text().split("\n"))
            n_chars += sum(map(len, pages[-1]))
            if n_chars > _ANY_TEXT + _MAX_TEXT * len(raw):
                raise InputError(f"more than {_MAX_TEXT} times as much text as it has bytes: the same over and over")
        about = reader.metadata
        known = {} if about is None else properties(about.title, about.author, about.creation_date)
    yield from records(joined(_without_running(pages)), known)


def _without_running(pages: Sequence[Sequence[str]]) -> list[str]:
    """The lines of all pages without their headers, footers and numbers."""
    places: dict[str, set[int]] = {}
    for number, page in enumerate(pages):
        for line in (*page[:2], *page[-2:]):
            places.setdefault(_numbered(line, number), set()).add(number)
    running = {line for line, found in places.items() if len(found) >= max(3, len(pages) / 2)}
    kept: list[str] = []
    for number, page in enumerate(pages):
        for place, line in enumerate(page):
            at_edge = place < 2 or place >= len(page) - 2
            if not (at_edge and (_numbered(line, number) in running or _PAGE_NUMBER.fullmatch(line))):
                kept.append(line)
    return kept


def _numbered(line: str, page: int) -> str:
    """A line with its numbers as they differ from the page's, so that a header that counts pages is the same on all."""
    return re.sub(r"\d{1,4}", lambda found: str(int(found[0]) - page), " ".join(line.split()))


_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p[áa]gina|sida|side|strona|sayfa|стр\.?|страница|صفحة|第)\s*)?\d{1,4}"
    r"(?:\s*(?:of|von|de|di|sur|av|af|z|из|من|/)\s*\d{1,4})?\W*页?",
    re.IGNORECASE,
)
