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
_ESCAPED = re.compile("[\udc80-\udcff]")


def text_lines(stream: BufferedReader, encoding: str) -> Iterator[str]:
    r"""The lines of `stream`, each with its line end; only "\n" ends one.

    Bytes that are no text arrive as lone surrogates (Python's "surrogateescape"): `undecodable` finds them, so one
    broken line costs no other. A line beyond `MAX_RECORD` bytes arrives cut.
    """
    found = detect_head(stream.peek(_HEAD)[:_HEAD], encoding)
    if found.startswith(("utf-16", "utf-32")):  # in which a newline is more than one byte
        yield from _wide_lines(stream, found)
        return
    if found == "utf-8-sig":
        stream.read(len(codecs.BOM_UTF8))
    decoder = _LineDecoder(encoding, found)
    while line := stream.readline(MAX_RECORD):
        yield decoder.decode(line)


def undecodable(line: str) -> bool:
    r"""Whether `line` holds bytes that no encoding could read.

    >>> undecodable(b"caf\xe9".decode("utf-8", "surrogateescape")), undecodable("café")
    (True, False)
    """
    return _ESCAPED.search(line) is not None


def _wide_lines(stream: BufferedReader, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
    rest = ""
    more = True
    while more:
        raw = stream.read(_PIECE)
        more = bool(raw)
        *lines, rest = (rest + decoder.decode(raw, final=not more)).split("\n")
        yield from (f"{line}\n" for line in lines)
    if rest:
        yield rest


class _LineDecoder:
    """Decodes line by line: UTF-8 where it is valid, else the encoding that the file or an earlier line is in."""

    def __init__(self, declared: str, found: str) -> None:
        self._first = [declared, "utf-8"] if declared else ["utf-8"]
        self._otherwise = found

    def decode(self, line: bytes) -> str:
        """The text of `line`, its undecodable bytes as lone surrogates."""
        for encoding in self._first:
            with contextlib.suppress(UnicodeDecodeError):
                return line.decode(encoding)
        if not is_broken_utf8(line):
            with contextlib.suppress(UnicodeDecodeError):
                return line.decode(self._otherwise)
            with contextlib.suppress(InputError):
                self._otherwise = detect(line)
                return line.decode(self._otherwise)
        return line.decode("utf-8", "surrogateescape")
