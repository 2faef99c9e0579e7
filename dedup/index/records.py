"""Articles as compressed bytes, and back without loss."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dedup.article import Article
from dedup.dates import as_utc
from dedup.errors import IndexFormatError, InputError
from dedup.fields.values import as_id

MAX_ID_BYTES = 1024
"""Bytes of an id that is its own key. PostgreSQL's indexes take no longer ones; nearly every address fits."""

_HASHED = b"\xff"
"""What the key of a longer id begins with, before its hash: no id in UTF-8 does."""

LEVEL = 6
"""zlib's usual level: half the time of the best for a hundredth more bytes."""

_LENGTHS = struct.Struct("<5I")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def packed_id(article_id: str) -> bytes:
    """The key under which an article is found: its id as bytes, or of a long one the hash.

    Raises `InputError` for what is neither text nor a whole number.
    """
    given = as_id(article_id)
    if not isinstance(given, str):
        raise InputError(f"an id is text or a whole number, not {type(given).__name__}")
    found = packed_text(given)
    return found if len(found) <= MAX_ID_BYTES else _HASHED + blake2b(found, digest_size=32).digest()


def packed_text(text: str) -> bytes:
    """A text as bytes; lone surrogates stay."""
    return text.encode("utf-8", "surrogatepass")


def unpacked_text(packed: bytes) -> str:
    """The text that was packed."""
    return packed.decode("utf-8", "surrogatepass")


_BEHIND_TIME = "\n"
"""What parts the time from what else is known: the id, if its key is not the id itself, and the declared origin.

Where the id stands there, its length stands behind the time, after a space. Older records have only the time.
"""


def packed(article: Article) -> bytes:
    """All of an article but its id, unless that is longer than a key."""
    time, beside = _written(article.published), article.declared_origin
    if packed_id(article.id).startswith(_HASHED):
        time, beside = f"{time} {len(article.id)}", article.id + beside
    if beside:
        time += f"{_BEHIND_TIME}{beside}"
    parts = (article.title, article.source, article.url, article.author, time)
    text = "".join(parts) + article.text
    return zlib.compress(_LENGTHS.pack(*map(len, parts)) + packed_text(text), LEVEL)


def _decompressed(record: bytes) -> bytes:
    """The bytes of a record, which carry a checksum."""
    try:
        return zlib.decompress(record)
    except zlib.error:
        raise IndexFormatError(
            "an article of the index is damaged: restore a copy of it, or fill a new index from the articles"
        ) from None


def unpacked(key: bytes, record: bytes) -> Article:
    """The article that was packed, whose id has this key."""
    data = _decompressed(record)
    lengths = _LENGTHS.unpack_from(data)
    text = unpacked_text(data[_LENGTHS.size :])
    parts = []
    at = 0
    for length in lengths:
        parts.append(text[at : at + length])
        at += length
    title, source, url, author, published = parts
    time, _, beside = published.partition(_BEHIND_TIME)
    time, _, n_of_id = time.partition(" ")
    n = int(n_of_id or 0)
    article_id = beside[:n] if n else unpacked_text(key)
    return Article(article_id, text[at:], title, source, url, author, _read(time), beside[n:])


def microseconds(time: datetime) -> int:
    """Microseconds since 1970; a time without a zone is UTC."""
    since = as_utc(time) - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def as_time(since_1970: int) -> datetime:
    """The time in UTC that is so many microseconds after 1970."""
    return EPOCH + timedelta(microseconds=since_1970)


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
