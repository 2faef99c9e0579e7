"""Lines of a file in any encoding, one at a time."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator

from dedup.errors import InputError
from dedup.reading.encoding import detect
from dedup.reading.records import MAX_RECORD

_HEAD = 1 << 16
_ESCAPED = re.compile("[\udc80-\udcff]")


def text_lines(stream: io.BufferedReader, encoding: str) -> Iterator[str]:
    r"""The lines of `stream`, each with its line end; only "\n" ends one.

    Bytes that are no text arrive as lone surrogates (Python's "surrogateescape"): `undecodable` finds them, so one
    broken line costs no other. A line beyond `MAX_RECORD` bytes arrives cut.
    """
    head = stream.peek(_HEAD)[:_HEAD]
    wide = _wide_encoding(head, encoding)
    if wide:
        yield from io.TextIOWrapper(stream, wide, errors="surrogatepass", newline="\n")
        return
    decoder = _LineDecoder(encoding)
    if head.startswith(codecs.BOM_UTF8):
        stream.read(len(codecs.BOM_UTF8))
    while line := stream.readline(MAX_RECORD):
        yield decoder.decode(line)


def undecodable(line: str) -> bool:
    r"""Whether `line` holds bytes that no encoding could read.

    >>> undecodable(b"caf\xe9".decode("utf-8", "surrogateescape")), undecodable("café")
    (True, False)
    """
    return _ESCAPED.search(line) is not None


def _wide_encoding(head: bytes, declared: str) -> str:
    """The encoding if it is one in which a newline is more than one byte, else ""."""
    try:
        found = detect(head[: len(head) // 4 * 4], declared)
    except InputError:
        return ""
    return found if found.startswith("utf-16") or found.startswith("utf-32") else ""


class _LineDecoder:
    """Decodes line by line: UTF-8 where it is valid, else the encoding that an earlier line turned out to be in."""

    def __init__(self, declared: str) -> None:
        self._known = [declared, "utf-8"] if declared else ["utf-8"]

    def decode(self, line: bytes) -> str:
        for encoding in self._known:
            try:
                return line.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
        try:
            encoding = detect(line)
        except InputError:
            return line.decode("utf-8", "surrogateescape")
        self._known.append(encoding)
        return line.decode(encoding)

