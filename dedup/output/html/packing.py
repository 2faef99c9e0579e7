"""Data as it stands inside the page: columns of numbers and bytes, compressed, in letters that no browser reads."""

from __future__ import annotations

import base64
import gzip
import json
import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

LEVEL = 1
"""Of gzip: a third larger than at 6, in a seventh of the time."""

_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of data under its name in the page: gzipped, in base 64, which no text in it can break out of."""

    name: str
    data: str


def packed(name: str, columns: Mapping[str, NDArray[np.int64]], rest: bytes = b"") -> Block:
    """A block of data; the same data always gives the same characters.

    It holds the length of its head as uint32, the head (JSON: the length of each column), each column, and `rest`. A
    column of int32 stands as four planes, the lowest bytes of all its numbers first: the upper ones are nearly all 0.
    """
    head = json.dumps({key: len(column) for key, column in columns.items()}).encode()
    planes = [column.astype("<i4").view(np.uint8).reshape(-1, 4).T.tobytes() for column in columns.values()]
    data = b"".join([struct.pack("<I", len(head)), head, *planes, rest])
    return Block(name, base64.b64encode(gzip.compress(data, LEVEL, mtime=0)).decode("ascii"))


def packed_json(name: str, value: Any) -> Block:
    """A block with a value in JSON."""
    return packed(name, {}, encoded(json.dumps(value, ensure_ascii=False, separators=(",", ":"))))


def packed_texts(name: str, texts: Sequence[str]) -> Block:
    """A block of texts, of which the page makes one when it is asked for: their lengths in bytes, and all of them."""
    pieces = [encoded(text) for text in texts]
    return packed(name, {"bytes": np.fromiter(map(len, pieces), np.int64, len(pieces))}, b"".join(pieces))


def encoded(text: str) -> bytes:
    """UTF-8; half a surrogate pair is no character in any browser, but counts as one place."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text).encode()


def chunks(sizes: Sequence[int], limit: int) -> Iterator[tuple[int, int]]:
    """Ranges of neighbours that together reach `limit`, each of one item at least.

    >>> list(chunks([3, 3, 9, 1], 5))
    [(0, 2), (2, 3), (3, 4)]
    """
    begin = total = 0
    for place, size in enumerate(sizes):
        total += size
        if total >= limit:
            yield begin, place + 1
            begin, total = place + 1, 0
    if begin < len(sizes):
        yield begin, len(sizes)
