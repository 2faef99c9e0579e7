"""Web archives: .warc as crawlers write it, .wet with the text already taken out; one page, one article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from typing import Any, BinaryIO, cast

from dedup.errors import InputError, MissingExtra
from dedup.reading.encoding import decode_page
from dedup.reading.html import page_fields
from dedup.reading.http import Answer, parsed
from dedup.reading.records import MAX_RECORD, Flaw, Hints, Record, failure

_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/xhtml", "text/x-html"})
_ANSWERED = frozenset({200, 203})
_HEAD = 1 << 16
"""Bytes of a record in which the head of an answer stands."""


def read_warc(stream: BufferedReader, hints: Hints) -> Iterator[Record | Flaw]:
    """A record for each page that was answered with success; what else there is, is counted in the notes."""
    forward, number = _Forward(stream), 0
    is_page, end = True, 0
    for found in _entries(forward):
        is_page, end = found.is_page, found.least_end
        if not is_page:
            if found.passed_over:
                hints.notes.passed_over[found.passed_over] += 1
            continue
        number += 1
        try:
            fields = _fields(found, hints)
            if forward.tell() < end:
                raise InputError("cut off: the file ends inside this page")
            yield Record(fields, number, named=False)
        except InputError as error:
            yield Flaw(error.reason, number)
        except MissingExtra:
            raise
        except BaseException as error:  # whatever a page does to a library, the others are read
            yield Flaw(f"cannot be read: {failure(error)}", number)
    if not is_page and forward.tell() < end:
        yield Flaw("cut off: the file ends inside its last record, which is no page")


def placed_pages(stream: BufferedReader) -> Iterator[tuple[int, tuple[int, int]]]:
    """The number of each page as `read_warc` counts them, 0 for other records, and the place of its record in bytes."""
    number = page = 0
    start = -1
    forward = _Forward(stream)
    for found in _entries(forward):
        if start >= 0:
            yield page, (start, found.start)
        start = found.start
        number += found.is_page
        page = number if found.is_page else 0
    if start >= 0:
        yield page, (start, forward.tell())


@dataclass(frozen=True, slots=True)
class _Entry:
    """A record of a web archive: where it begins, before which byte it does not end, the answer it begins with.

    `passed_over` says what it is if it is no page, "" where that is nothing to speak of. `record` gives the rest.
    """

    record: Any
    start: int
    least_end: int
    answer: Answer
    passed_over: str
    is_page: bool


def _entries(stream: _Forward) -> Iterator[_Entry]:
    """The records of a web archive, none larger than an article may be."""
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError:
        raise MissingExtra("reading web archives", "reading") from None
    records = ArchiveIterator(
        cast("BinaryIO", stream), max_content_length=MAX_RECORD, parse_http=False, auto_decode="none"
    )
    for record in records:
        header = sum(len(name) + len(value) + 2 for name, value in record.headers.asdict().items())
        length = record.headers.get("Content-Length") or "0"
        end = int(record.stream_pos) + header + (int(length) if length.isdecimal() and len(length) < 20 else 0)
        yield _entry(record, end)


def _entry(record: Any, end: int) -> _Entry:
    from fastwarc.warc import WarcRecordType

    kinds = (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion)
    start = int(record.stream_pos)
    if record.record_type not in kinds:
        revisit = record.record_type == WarcRecordType.revisit
        return _Entry(record, start, end, Answer(0), "revisits of unchanged pages" if revisit else "", is_page=False)
    raw = record.reader.read(_HEAD)
    own_type = record.headers.get("Content-Type") or ""
    answer = parsed(raw) or Answer(200, {"content-type": own_type}, raw)
    if answer.status not in _ANSWERED:
        return _Entry(record, start, end, answer, f"answers with status {answer.status}", is_page=False)
    media = answer.media or ("text/html" if _looks_like_a_page(answer) else "")
    is_page = media in _PAGES
    passed_over = "" if is_page else f"answers of type {media or 'unknown'}"
    return _Entry(record, start, end, answer, passed_over, is_page)


def _looks_like_a_page(answer: Answer) -> bool:
    """Whether a body without a type is one of HTML."""
    beginning = answer.content()[:1024].lstrip().lower()
    return beginning.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in beginning


def _fields(entry: _Entry, hints: Hints) -> dict[str, Any]:
    answer = Answer(entry.answer.status, entry.answer.headers, entry.answer.body + entry.record.reader.read())
    url = (entry.record.headers.get("WARC-Target-URI") or "").strip("<>")
    raw = answer.content()
    hints.meter.add(len(raw))
    if answer.media == "text/plain":
        return {"text": decode_page(raw, answer.charset, hints.encoding, hints.notes), "url": url}
    return page_fields(decode_page(raw, answer.charset, hints.encoding, hints.notes), url)


class _Forward:
    """All that fastwarc needs of a stream; it panics at one that cannot tell its position."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read1(size)
        self._position += len(piece)
        return piece

    def tell(self) -> int:
        return self._position
