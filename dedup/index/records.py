"""Articles as compressed bytes, and back without loss."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dedup.article import Article
from dedup.errors import IndexFormatError, InputError

MAX_ID_BYTES = 1024
"""Bytes of an id. PostgreSQL's indexes take no longer ones; an address fits."""

LEVEL = 6
"""zlib's usual level: half the time of the best for a hundredth more bytes."""

_LENGTHS = struct.Struct("<5I")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def packed_id(article_id: str) -> bytes:
    """An id as bytes. Raises `InputError` for one too long to be indexed."""
    found = packed_text(article_id)
    if len(found) > MAX_ID_BYTES:
        raise InputError(f"the id takes {len(found):,} bytes: an index takes ids of {MAX_ID_BYTES:,} at most")
    return found


def packed_text(text: str) -> bytes:
    """A text as bytes; lone surrogates stay."""
    return text.encode("utf-8", "surrogatepass")


def unpacked_text(packed: bytes) -> str:
    """The text, or id, that was packed."""
    return packed.decode("utf-8", "surrogatepass")


_BEHIND_TIME = "\n"
"""What parts the time from the declared origin, which records of indexes from before it do not have."""


def packed(article: Article) -> bytes:
    """All of an article but its id."""
    time = _written(article.published)
    if article.declared_origin:
        time += f"{_BEHIND_TIME}{article.declared_origin}"
    parts = (article.title, article.source, article.url, article.author, time)
    text = "".join(parts) + article.text
    return zlib.compress(_LENGTHS.pack(*map(len, parts)) + packed_text(text), LEVEL)


def text_of(record: bytes) -> str:
    """The text of the article that was packed, and nothing else."""
    data = _decompressed(record)
    return unpacked_text(data[_LENGTHS.size :])[sum(_LENGTHS.unpack_from(data)) :]


def _decompressed(record: bytes) -> bytes:
    """The bytes of a record, which carry a checksum."""
    try:
        return zlib.decompress(record)
    except zlib.error:
        raise IndexFormatError(
            "an article of the index is damaged: restore a copy of it, or fill a new index from the articles"
        ) from None


def unpacked(article_id: bytes, record: bytes) -> Article:
    """The article that was packed."""
    data = _decompressed(record)
    lengths = _LENGTHS.unpack_from(data)
    text = unpacked_text(data[_LENGTHS.size :])
    parts = []
    at = 0
    for length in lengths:
        parts.append(text[at : at + length])
        at += length
    title, source, url, author, published = parts
    time, _, declared_origin = published.partition(_BEHIND_TIME)
    return Article(unpacked_text(article_id), text[at:], title, source, url, author, _read(time), declared_origin)


def microseconds(time: datetime) -> int:
    """Microseconds since 1970; a time without a zone is UTC."""
    since = (time if time.tzinfo else time.replace(tzinfo=UTC)) - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def _written(published: datetime | None) -> str:
    """A time with its offset, and the name of its zone behind it where it has one (RFC 9557)."""
    if published is None:
        return ""
    zone = getattr(published.tzinfo, "key", None)
    return published.isoformat() + (f"[{zone}]" if isinstance(zone, str) else "")


def _read(written: str) -> datetime | None:
    if not written:
        return None
    time, _, zone = written.rstrip("]").partition("[")
    found = datetime.fromisoformat(time)
    if zone:
        try:
            return found.astimezone(ZoneInfo(zone))
        except (ZoneInfoNotFoundError, ValueError):
            return found  # a machine without this zone: the instant and its offset stay
    return found
