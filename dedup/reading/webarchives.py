"""Web archives: .warc as crawlers write it, .wet with the text already taken out; one page, one article."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from typing import Any, BinaryIO, cast

from dedup.errors import InputError, MissingExtra
from dedup.reading.encoding import decode
from dedup.reading.html import decode_page, page_fields
from dedup.reading.records import MAX_RECORD, Flaw, Hints, Record


def read_warc(stream: BufferedReader, hints: Hints) -> Iterator[Record | Flaw]:
    """A record for each page that was answered with success; pictures, scripts and the like are passed over."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise MissingExtra("reading web archives", "reading") from None
    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    number = 0
    for record in ArchiveIterator(
        cast("BinaryIO", _Forward(stream)), record_types=kinds, max_content_length=MAX_RECORD, auto_decode="all"
    ):
        media = (record.http_content_type or record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
        answered = not record.is_http or (record.http_headers and record.http_headers.status_code == 200)
        if not answered or media not in {"text/html", "application/xhtml+xml", "text/plain"}:
            continue
        number += 1
        try:
            yield Record(_fields(record, media, hints), number, named=False)
        except InputError as error:
            yield Flaw(error.reason, number)


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
