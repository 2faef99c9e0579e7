"""Plain text: one file, one article."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from dedup.reading.encoding import decode
from dedup.reading.records import Flaw, Record, whole


def read_text(stream: BufferedReader, encoding: str) -> Iterator[Record | Flaw]:
    """The file's text as it stands, line ends and all."""
    yield Record({"text": decode(whole(stream), encoding)}, named=False)
