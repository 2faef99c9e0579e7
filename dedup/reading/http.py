"""Answers of web servers as crawlers keep them: the head, and the body out of chunks and compressions.

Crawlers often take a body apart and keep its head as it was: a coding that the body is not in is passed over.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from dedup.reading.records import MAX_RECORD

_HEAD = re.compile(rb"HTTP/[\d.]+[ \t]+(\d{3})[^\n]*\n(.*?)(?:\r?\n)(?:\r?\n)", re.DOTALL | re.IGNORECASE)
_HEAD_ALONE = re.compile(rb"HTTP/[\d.]+[ \t]+(\d{3})[^\n]*\n(?:\r?\n)", re.IGNORECASE)
_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer: its status, its header by lower-case names, its body as it was kept."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def media(self) -> str:
        """The media type it names, "" where it names none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The encoding it names, "" where it names none."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found[1] if found else ""

    def content(self) -> bytes:
        """The body out of its chunks and compressions, so far as it is in them."""
        body = self.body
        if "chunked" in self.headers.get("transfer-encoding", "").lower():
            body = dechunked(body)
        named = f"{self.headers.get('content-encoding', '')},{self.headers.get('transfer-encoding', '')}"
        for coding in reversed([name.strip().lower().removeprefix("x-") for name in named.split(",")]):
            unpack = _CODINGS.get(coding)
            if unpack is not None:
                body = _unpacked(body, unpack)
        return body


def parsed(raw: bytes) -> Answer | None:
    """The answer that bytes begin with; None where they begin with none."""
    found = _HEAD.match(raw) or _HEAD_ALONE.match(raw)
    if found is None:
        return None
    headers: dict[str, str] = {}
    for line in (found[2] if found.re is _HEAD else b"").decode("latin-1").splitlines():
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    return Answer(int(found[1]), headers, raw[found.end() :])


def dechunked(body: bytes) -> bytes:
    r"""A body out of its chunks; as it is where it is in none.

    >>> dechunked(b"3\r\nAst\r\n2\r\ner\r\n0\r\n\r\n"), dechunked(b"<html>")
    (b'Aster', b'<html>')
    """
    pieces: list[bytes] = []
    at = 0
    while found := _CHUNK.match(body, at):
        size = int(found[1], 16)
        at = found.end()
        if size == 0:
            return b"".join(pieces)
        pieces.append(body[at : at + size])
        at += size
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
        if at >= len(body):
            return b"".join(pieces)  # cut off
    return b"".join(pieces) if len(pieces) > 1 else body


def _unpacked(body: bytes, unpack: Callable[[bytes], bytes]) -> bytes:
    try:
        return unpack(body) or body
    except Exception:  # not in the coding that its head names
        return body


def _inflated(body: bytes) -> bytes:
    """Out of gzip or zlib, or of a deflate stream without a head."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, MAX_RECORD)
    except zlib.error:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(body, MAX_RECORD)


def _out_of_brotli(body: bytes) -> bytes:
    import brotli

    return bytes(brotli.Decompressor().process(body, output_buffer_limit=MAX_RECORD))


def _out_of_zstd(body: bytes) -> bytes:
    import zstandard

    with zstandard.ZstdDecompressor().stream_reader(body, read_across_frames=True) as reader:
        return bytes(reader.read(MAX_RECORD))


_CODINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "gzip": _inflated,
    "deflate": _inflated,
    "br": _out_of_brotli,
    "zstd": _out_of_zstd,
}
