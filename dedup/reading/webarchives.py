"""Web archives: .warc as crawlers write it, .wet with the text already taken out; one page, one article."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from typing import Any, BinaryIO, cast

from dedup.errors import InputError, MissingExtra
from dedup.reading.encoding import decode, decode_page
from dedup.reading.html import page_fields
from dedup.reading.records import MAX_RECORD, Flaw, Hints, Record


def read_warc(stream: BufferedReader, hints: Hints) -> Iterator[Record | Flaw]:
    """A record for each page that was answered with success; pictures, scripts and the like are passed over."""
    forward, number = _Forward(stream), 0
    media, end = "", 0
    for record in _records(forward):
        media, end = _media_of_page(record), _least_end(record)
        if not media:
            continue
        number += 1
        try:
            fields = _fields(record, media, hints)
            if forward.tell() < end:
                raise InputError("cut off: the file ends inside this page")
            yield Record(fields, number, named=False)
        except InputError as error:
            yield Flaw(error.reason, number)
    if not media and forward.tell() < end:
        yield Flaw("cut off: the file ends inside its last record, which is no page")


def placed_pages(stream: BufferedReader) -> Iterator[tuple[int, tuple[int, int]]]:
    """The number of each page as `read_warc` counts them, 0 for other records, and the place of its record in bytes."""
    number = page = 0
    start = -1
    forward = _Forward(stream)
    for record in _records(forward):
        if start >= 0:
            yield page, (start, record.stream_pos)
        start = record.stream_pos
        is_page = bool(_media_of_page(record))
        number += is_page
        page = number if is_page else 0
    if start >= 0:
        yield page, (start, forward.tell())


def _records(stream: _Forward) -> Iterator[Any]:
    """The records of a web archive, none larger than an article may be."""
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError:
        raise MissingExtra("reading web archives", "reading") from None
    return iter(ArchiveIterator(cast("BinaryIO", stream), max_content_length=MAX_RECORD, auto_decode="all"))


def _least_end(record: Any) -> int:
    """The place in bytes before which a record does not end: its header, line by line without spaces, and its block."""
    header = sum(len(name) + len(value) + 2 for name, value in record.headers.asdict().items())
    return int(record.stream_pos) + header + int(record.headers.get("Content-Length") or 0)


def _media_of_page(record: Any) -> str:
    """The media type of a record that is a page answered with success, else ""."""
    from fastwarc.warc import WarcRecordType

    if record.record_type not in (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion):
        return ""
    media = (record.http_content_type or record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    answered = not record.is_http or (record.http_headers and record.http_headers.status_code == 200)
    return media if answered and media in {"text/html", "application/xhtml+xml", "text/plain"} else ""


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


def _fields(record: Any, media: str, hints: Hints) -> dict[str, Any]:
    url = record.headers.get("WARC-Target-URI") or ""
    raw = record.reader.read()
    if media == "text/plain":
        return {"text": decode(raw, record.http_charset or hints.encoding), "url": url}
    return page_fields(decode_page(raw, record.http_charset or "", hints.encoding), url)
