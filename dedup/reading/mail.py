"""Mail: .eml and .mbox; one message, one article, or the articles of an export that it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from io import BufferedReader
from typing import Any, cast

from dedup.errors import InputError
from dedup.markup import plain_text
from dedup.reading.documents import joined, records
from dedup.reading.encoding import decode_page
from dedup.reading.records import MAX_RECORD, Flaw, Hints, Record, whole
from dedup.reading.understood import understood

_MAX_WRAPPED = 100
"""Characters of the longest line of a text that was wrapped for mail."""

_MAX_HEADER = 4096
"""Characters of a line of a header that are read: it is parsed in time that grows as the square of its length."""

_MAX_PARTS = 10_000
"""Lines of a message that may begin a part of it: each part is a message, and costs as much."""

_SIGNATURE = re.compile(r"^-- \r?$", re.MULTILINE)


def read_eml(stream: BufferedReader, hints: Hints) -> Iterator[Record | Flaw]:
    """The article of a message; its subject is the title, its sender the author, the sender's domain the outlet."""
    paragraphs, known = _message(whole(stream), hints)
    yield from records(paragraphs, known)


def read_mbox(stream: BufferedReader, hints: Hints) -> Iterator[Record | Flaw]:
    """A record for each message of a mailbox."""
    number = 0
    for _, raw in messages(stream):
        number += 1
        try:
            paragraphs, known = _message(raw, hints)
            text = "\n".join(line for line in map(str.strip, paragraphs) if line)
            if not text:
                raise InputError("no text in the message")
            yield Record({"text": text, **known}, number, named=False)
        except InputError as error:
            yield Flaw(error.reason, number)
    if not number:
        raise InputError('not a mailbox: no line in it begins a message ("From ")')


def messages(stream: BufferedReader) -> Iterator[tuple[int, bytes]]:
    """The messages of a mailbox, each with the byte it begins at, the line before it ("From ...") included.

    Raises `InputError` if one is larger than an article can be.
    """
    at = start = 0
    lines = bytearray()
    opened = False
    blank = True
    while line := stream.readline(MAX_RECORD):
        if blank and line.startswith(b"From "):
            if opened:
                yield start, bytes(lines)
            opened, start = True, at
            lines.clear()
        lines += line
        at += len(line)
        if len(lines) > MAX_RECORD:
            raise InputError(f"a message is larger than {MAX_RECORD >> 20} MB, which no single article is")
        blank = not line.strip()
    if opened:
        yield start, bytes(lines)


class _Headers(policy.EmailPolicy):
    """How a message is read: as the library does by default, but for the length of its headers."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """The name and the value of a header, from its lines."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_MAX_HEADER]


def _message(raw: bytes, hints: Hints) -> tuple[list[str], dict[str, Any]]:
    """The paragraphs of a message, and what its header tells."""
    if raw.startswith(b"From "):
        raw = raw.partition(b"\n")[2]
    if raw.count(b"\n--") > _MAX_PARTS:
        raise InputError(f"a message of more than {_MAX_PARTS:,} parts, which none has")
    with understood("a message"):
        message = cast(EmailMessage, message_from_bytes(raw, policy=_Headers()))
        body = message.get_body(("plain", "html"))
        text = "" if body is None else _text(body, hints)
        if not text.strip() and (other := message.get_body(("html",))) is not None:
            text = _text(other, hints)
        name, address = parseaddr(str(message.get("From", "")))
        known = {
            "title": " ".join(str(message.get("Subject", "")).split()),
            "author": name,
            "source": str(message.get("Organization", "")) or address.rpartition("@")[2].strip("> "),
            "published": str(message.get("Date", "")),
        }
    if not message.keys():
        raise InputError("not a message: it has no header")
    return _paragraphs(text), {key: value for key, value in known.items() if value}


def _text(part: MIMEPart, hints: Hints) -> str:
    raw = part.get_payload(decode=True)
    charset = part.get_content_charset() or ""
    text = decode_page(raw, charset, hints.encoding, hints.notes) if isinstance(raw, bytes) and raw else ""
    return plain_text(text) if part.get_content_type() == "text/html" else _SIGNATURE.split(text)[0]


def _paragraphs(text: str) -> list[str]:
    lines = text.splitlines()
    return joined(lines) if max(map(len, lines), default=0) <= _MAX_WRAPPED else lines
