"""Lines of a file in any encoding, one at a time."""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Iterator
from io import BufferedReader

from dedup.errors import InputError
from dedup.reading.encoding import detect, detect_head, is_broken_utf8
from dedup.reading.records import MAX_RECORD

_HEAD = 1 << 16
_PIECE = 1 << 20
_WIDE_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32-le",  # before UTF-16, whose mark it starts with
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_ESCAPED = re.compile("[\udc80-\udcff]")


Line = tuple[str, int, str]
"""A line with its line end, how many bytes it takes in its file (a byte order mark included), and its encoding."""


def text_lines(stream: BufferedReader, encoding: str) -> Iterator[str]:
    r"""The lines of `stream`, each with its line end; only "\n" ends one.

    Bytes that are no text arrive as lone surrogates (Python's "surrogateescape"): `undecodable` finds them, so one
    broken line costs no other. A line beyond `MAX_RECORD` bytes arrives cut.
    """
    return (text for text, _, _ in measured_lines(stream, encoding))


def measured_lines(stream: BufferedReader, encoding: str) -> Iterator[Line]:
    """As `text_lines`, each with its bytes and its encoding."""
    found = detect_head(stream.peek(_HEAD)[:_HEAD], encoding)
    if found.startswith(("utf-16", "utf-32")):  # in which a newline is more than one byte
        yield from _wide_lines(stream, found)
        return
    n_mark = len(stream.read(len(codecs.BOM_UTF8))) if found == "utf-8-sig" else 0
    decoder = _LineDecoder(encoding, found)
    while line := stream.readline(MAX_RECORD):
        text, found = decoder.decode(line)
        yield text, n_mark + len(line), found
        n_mark = 0


def undecodable(line: str) -> bool:
    r"""Whether `line` holds bytes that no encoding could read.

    >>> undecodable(b"caf\xe9".decode("utf-8", "surrogateescape")), undecodable("café")
    (True, False)
    """
    return _ESCAPED.search(line) is not None


def _wide_lines(stream: BufferedReader, encoding: str) -> Iterator[Line]:
    head = stream.peek(4)[:4]
    mark = (
        next((mark for mark in _WIDE_MARKS if head.startswith(mark)), b"") if encoding in ("utf-16", "utf-32") else b""
    )
    inner = _WIDE_MARKS.get(mark, encoding)
    n_mark = len(mark)
    decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
    rest = ""
    more = True
    while more:
        raw = stream.read(_PIECE)
        more = bool(raw)
        *lines, rest = (rest + decoder.decode(raw, final=not more)).split("\n")
        for line in lines:
            yield f"{line}\n", n_mark + len(f"{line}\n".encode(inner, "surrogatepass")), inner
            n_mark = 0
    if rest:
        yield rest, n_mark + len(rest.encode(inner, "surrogatepass")), inner


class _LineDecoder:
    """Decodes line by line: UTF-8 where it is valid, else the encoding that the file or an earlier line is in."""

    def __init__(self, declared: str, found: str) -> None:
        self._first = [declared, "utf-8"] if declared else ["utf-8"]
        self._otherwise = found

    def decode(self, line: bytes) -> tuple[str, str]:
        """The text of `line`, its undecodable bytes as lone surrogates, and the encoding it is in."""
        for encoding in self._first:
            with contextlib.suppress(UnicodeDecodeError):
                return line.decode(encoding), encoding
        if not is_broken_utf8(line):
            with contextlib.suppress(UnicodeDecodeError):
                return line.decode(self._otherwise), self._otherwise
            with contextlib.suppress(InputError):
                self._otherwise = detect(line)
                return line.decode(self._otherwise), self._otherwise
        return line.decode("utf-8", "surrogateescape"), "utf-8"
