"""Lines of a file in any encoding, one at a time."""

from __future__ import annotations

import codecs
import contextlib
from collections.abc import Callable, Iterator
from io import BufferedReader
from typing import TypeVar

from dedup.errors import InputError
from dedup.reading.encoding import detect, detect_head, escaped, is_broken_utf8, mended, piecewise
from dedup.reading.records import MAX_RECORD, Hints, Notes

_HEAD = 1 << 16
_MAX_FAILURES = 20
"""Lines that are no text in any encoding, after which no other line is asked about: that takes milliseconds."""

_PIECE = 1 << 20
_WIDE = ("utf-16", "utf-32")
"""Encodings in which a newline is more than one byte."""

_WIDE_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32-le",  # before UTF-16, whose mark it starts with
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
Line = tuple[str, int, str]
"""A line with its line end, how many bytes it takes in its file (a byte order mark included), and its encoding."""

Parsed = TypeVar("Parsed")


def text_lines(stream: BufferedReader, hints: Hints) -> Iterator[str]:
    r"""The lines of `stream`, each with its line end; only "\n" ends one.

    Bytes that are no text arrive as lone surrogates (Python's "surrogateescape"): `encoding.mended` finds them, so one
    broken line costs no other. A line beyond `MAX_RECORD` bytes arrives cut.
    """
    return (text for text, _, _ in measured_lines(stream, hints.encoding, hints.notes))


def parsed_lines(
    stream: BufferedReader, hints: Hints, parse: Callable[[bytes], Parsed | None]
) -> Iterator[tuple[Parsed | str, int]]:
    """What `parse` makes of each line's UTF-8 bytes; the line as `text_lines` has it where that is None. And its size.

    Of a file in another encoding, or that its user says to be in one, every line comes as text.
    """
    if hints.encoding and codecs.lookup(hints.encoding).name != "utf-8":
        yield from ((text, n_bytes) for text, n_bytes, _ in measured_lines(stream, hints.encoding, hints.notes))
        return
    found = detect_head(stream.peek(_HEAD)[:_HEAD], hints.encoding)
    if found.startswith(_WIDE):
        yield from ((text, n_bytes) for text, n_bytes, _ in _wide_lines(stream, found))
        return
    if found == "utf-8-sig":
        stream.read(len(codecs.BOM_UTF8))
    decoder = _LineDecoder(hints.encoding, found, hints.notes)
    while line := stream.readline(MAX_RECORD):
        parsed = parse(line)
        yield decoder.decode(line)[0] if parsed is None else parsed, len(line)


def measured_lines(stream: BufferedReader, encoding: str, notes: Notes | None = None) -> Iterator[Line]:
    """As `text_lines`, each with its bytes and its encoding; lines whose encoding was guessed are told to `notes`."""
    found = detect_head(stream.peek(_HEAD)[:_HEAD], encoding)
    if found.startswith(_WIDE):
        yield from _wide_lines(stream, found)
        return
    n_mark = len(stream.read(len(codecs.BOM_UTF8))) if found == "utf-8-sig" else 0
    decoder = _LineDecoder(encoding, found, Notes() if notes is None else notes)
    while line := stream.readline(MAX_RECORD):
        text, found = decoder.decode(line)
        yield text, n_mark + len(line), found
        n_mark = 0


def _wide_lines(stream: BufferedReader, encoding: str) -> Iterator[Line]:
    head = stream.peek(4)[:4]
    mark = (
        next((mark for mark in _WIDE_MARKS if head.startswith(mark)), b"") if encoding in ("utf-16", "utf-32") else b""
    )
    inner = _WIDE_MARKS.get(mark, encoding)
    n_mark = len(mark)
    for line in _joined(_decoded(stream, piecewise(encoding, "surrogatepass"))):
        yield line, n_mark + len(line.encode(inner, "surrogatepass")), inner
        n_mark = 0


def _decoded(stream: BufferedReader, decoder: codecs.IncrementalDecoder) -> Iterator[str]:
    while raw := stream.read(_PIECE):
        yield decoder.decode(raw)
    yield decoder.decode(b"", final=True)


def _joined(pieces: Iterator[str]) -> Iterator[str]:
    """The lines of a text that comes in pieces, with their ends; one beyond `MAX_RECORD` characters arrives cut."""
    begun: list[str] = []  # of a line; joined once, however many pieces it comes in
    n_chars = 0
    for piece in pieces:
        for part in _parts(piece):
            begun.append(part)
            n_chars += len(part)
            if part.endswith("\n") or n_chars >= MAX_RECORD:
                yield "".join(begun)
                begun, n_chars = [], 0
    if begun:
        yield "".join(begun)


def _parts(piece: str) -> Iterator[str]:
    r"""The lines of a piece, each with its end; only "\n" ends one."""
    at = 0
    while at < len(piece):
        end = piece.find("\n", at) + 1 or len(piece)
        yield piece[at:end]
        at = end


class _LineDecoder:
    """Decodes line by line: UTF-8 where it is valid, else the encoding that the file or an earlier line is in."""

    def __init__(self, declared: str, found: str, notes: Notes) -> None:
        self._notes = notes
        self._n_failures = 0
        self._first = [declared, "utf-8"] if declared else ["utf-8"]
        self._otherwise = found

    def decode(self, line: bytes) -> tuple[str, str]:
        """The text of `line`, its undecodable bytes as lone surrogates, and the encoding it is in."""
        for encoding in self._first:
            with contextlib.suppress(UnicodeDecodeError):
                return line.decode(encoding), encoding
        if not is_broken_utf8(line) and self._n_failures < _MAX_FAILURES:
            with contextlib.suppress(UnicodeDecodeError):
                return self._guessed(line)
            with contextlib.suppress(InputError):
                self._otherwise = detect(line)
                return self._guessed(line)
            self._n_failures += 1
        return self._damaged(line)

    def _guessed(self, line: bytes) -> tuple[str, str]:
        text = line.decode(self._otherwise)
        self._notes.encodings[self._otherwise] += 1
        return text, self._otherwise

    def _damaged(self, line: bytes) -> tuple[str, str]:
        """A line with wrong bytes, in the encoding that the user named if only few are wrong in that."""
        self._notes.n_damaged += 1
        for encoding in self._first:
            text = escaped(line, encoding)
            with contextlib.suppress(InputError):
                mended(text)
                return text, encoding
        return line.decode("utf-8", "surrogateescape"), "utf-8"
