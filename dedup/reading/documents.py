"""Documents: .docx, .rtf and .pdf, each an export of a news archive or one article."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BufferedReader, BytesIO
from typing import Any

from dedup.errors import InputError, MissingExtra
from dedup.reading.exports import exported
from dedup.reading.exports.written import author, date_in, is_byline, is_date
from dedup.reading.records import MAX_RECORD, Flaw, Hints, Record, whole
from dedup.reading.understood import understood

_NO_TITLE = frozenset(
    {"", "untitled", "word document", "document", "microsoft word", "(anonymous)", "anonymous", "unspecified"}
)
_NO_AUTHOR = frozenset(
    {"", "python-docx", "anonymous", "(anonymous)", "unknown", "user", "admin", "windows user", "microsoft"}
)
_HEAD = 5
"""Lines of an article among which its byline and date are."""

_TEMPLATE = datetime(2013, 12, 23, 23, 15)
"""When the template of python-docx was made, which documents keep that it writes."""


def records(paragraphs: Sequence[str], known: dict[str, Any]) -> Iterator[Record | Flaw]:
    """The articles of a document: those of an export, else all of it as one, of which `known` are other parts.

    Raises `InputError` if there is no text in it.
    """
    found = list(export_records(paragraphs))
    if found:
        yield from found
        return
    lines, heading = _without_heading(paragraphs)
    if not lines:
        raise InputError("no text in it: a document of pictures only must be put through text recognition first")
    yield Record({"text": "\n".join(lines), **known, **heading}, named=False)


def _without_heading(paragraphs: Sequence[str]) -> tuple[list[str], dict[str, Any]]:
    """The paragraphs of an article without the date and the byline that stand above it, and what these tell."""
    lines = [line.strip() for line in paragraphs if line.strip()]
    dates = [line for line in lines[:_HEAD] if is_date(line)][:1]
    bylines = [line for line in lines[:_HEAD] if is_byline(line)][:1]
    found: dict[str, Any] = {"published": date_in(dates[0])} if dates else {}
    found |= {"author": author(bylines[0])} if bylines else {}
    rest = [line for place, line in enumerate(lines) if place >= _HEAD or line not in (*dates, *bylines)]
    return (rest, found) if rest else (lines, {})


def export_records(paragraphs: Sequence[str]) -> Iterator[Record | Flaw]:
    """The articles of an export of a news archive; none if the paragraphs are none."""
    for number, fields in enumerate(exported(paragraphs), start=1):
        if fields["text"].strip():
            yield Record(fields, number, named=False)
        else:
            yield Flaw("no text: the export holds only its heading", number)


MARKS = re.compile(
    r"^\s*(?:[_=]{10,}|(?:\S+ )?\d+ (?:of|von|de|di|van) \d+(?: DOCUMENTS?)?|"
    r"(?:End|Fine?|Ende|Fim|Einde) \w+ [dD]o[ck]\w+|"
    r"\w+ \w{2,10}\d\w{10,30}|HD(?:[\s|].*)?)\s*$",
    re.MULTILINE,
)
"""Lines of which every export has one: without them nobody need look for its articles."""


def text_paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text, which empty lines part, each on one line."""
    return [" ".join(part.split()) for part in re.split(r"\n[ \t\r]*\n|(?<=_{9})\s*\n", text) if part.strip()]


def read_docx(stream: BufferedReader, _: Hints) -> Iterator[Record | Flaw]:
    """The articles of a Word document; its title and date are those in its properties, else its first heading's."""
    try:
        import docx
    except ImportError:
        raise MissingExtra("reading .docx files", "documents") from None
    raw = whole(stream)
    check_size(raw)
    with understood("a Word document"):
        document = docx.Document(BytesIO(raw))
        paragraphs: list[str] = []
        heading = ""
        for part in document.iter_inner_content():
            if hasattr(part, "rows"):
                paragraphs += _cells(part)
                continue
            paragraphs += part.text.split("\n")
            if not heading and len(paragraphs) <= _HEAD and part.style is not None:  # which is slow to look up
                heading = part.text if part.style.name in ("Title", "Heading 1") else ""
        properties = document.core_properties
        known = _known(properties.title, properties.author, properties.created)
    if heading and "title" not in known:
        known["title"] = heading
    yield from records(_without(paragraphs, known.get("title", "")), known)


def _cells(table: Any) -> Iterator[str]:
    """The text of a table, a line for each cell, merged ones once."""
    for row in table.rows:
        seen: set[int] = set()
        for cell in row.cells:
            if id(cell._tc) not in seen:
                seen.add(id(cell._tc))
                yield from cell.text.split("\n")


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
    known = _known(title[1] if title else "", writer[1] if writer else "", None)
    paragraphs = text.split("\n")
    if "\\cell" in source:
        paragraphs = [cell for line in paragraphs for cell in line.split("|")]
    yield from records(_without(paragraphs, known.get("title", "")), known)


def read_pdf(stream: BufferedReader, _: Hints) -> Iterator[Record | Flaw]:
    """The articles of a PDF; lines are put together to paragraphs, what stands on every page is left out."""
    try:
        import pypdf
    except ImportError:
        raise MissingExtra("reading .pdf files", "documents") from None
    raw = whole(stream)
    with understood("a PDF"):
        reader = pypdf.PdfReader(BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("locked with a password: save it without one")
        pages: list[list[str]] = []
        n_chars = 0
        for page in reader.pages:
            pages.append(page.extract_text().split("\n"))
            n_chars += sum(map(len, pages[-1]))
            if n_chars > MAX_RECORD:
                raise InputError(f"more than {MAX_RECORD >> 20} MB of text, which no single article is")
        about = reader.metadata
        known = {} if about is None else _known(about.title, about.author, about.creation_date)
    yield from records(_without(joined(_without_running(pages)), known.get("title", "")), known)


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


_SENTENCE_END = re.compile(r"[.!?…:。！？؟۔।][\"'”’»)\]]*\s*$")


def joined(lines: Sequence[str]) -> list[str]:
    """Paragraphs of lines that a page's width broke: a full line goes on in the next one.

    >>> joined(["The river rose two metres over-", "night and flooded the market, the", "office said.", "Few fled."])
    ['The river rose two metres overnight and flooded the market, the office said.', 'Few fled.']
    """
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    full = 0.75 * lengths[len(lengths) * 9 // 10] if lengths else 0
    paragraphs: list[str] = []
    goes_on = False
    for line in map(str.strip, lines):
        if goes_on and line:
            last = paragraphs.pop()
            broken = last.endswith("-") and len(last) > 1 and last[-2].isalpha() and line[0].islower()
            paragraphs.append(last[:-1] + line if broken else f"{last} {line}")
        else:
            paragraphs.append(line)
        goes_on = len(line) >= full and not _SENTENCE_END.search(line)
    return [line for line in paragraphs if line]


def _known(title: Any, name: Any, created: Any) -> dict[str, Any]:
    """What a document's properties tell, without what programs write there by themselves."""
    known: dict[str, Any] = {}
    title, name = (" ".join(str(value or "").split()) for value in (title, name))
    if title.casefold() not in _NO_TITLE and not re.search(
        r"\.(docx?|rtf|pdf|txt|odt|indd|qxd)$", title, re.IGNORECASE
    ):
        known["title"] = title
    if name.casefold() not in _NO_AUTHOR:
        known["author"] = name
    if isinstance(created, datetime) and created.replace(tzinfo=None, second=0) != _TEMPLATE:
        known["published"] = datetime(created.year, created.month, created.day)  # the hour is that of the document
    return known


def _without(paragraphs: Sequence[str], title: str) -> Sequence[str]:
    """The paragraphs without the title, where the first of them is it."""
    first = next((place for place, line in enumerate(paragraphs) if line.strip()), None)
    if first is None or not title or " ".join(paragraphs[first].split()) != title:
        return paragraphs
    rest = [*paragraphs[:first], *paragraphs[first + 1 :]]
    return rest if any(line.strip() for line in rest) else paragraphs


def check_size(raw: bytes) -> None:
    """Raises `InputError` if an office document is no zip archive, or unpacks to more than an article may be."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise InputError(f"damaged, or not what its name says: {error}") from None
    if size > MAX_RECORD:
        raise InputError(f"unpacks to more than {MAX_RECORD >> 20} MB, which no single article is")
