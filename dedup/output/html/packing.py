"""Data as it stands inside the page: JSON, compressed, in letters that mean nothing to a browser."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

LEVEL = 2
"""Of gzip: a quarter larger than at 6, in a third of the time."""

_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of data under its name in the page: gzipped JSON in base 64, which no text in it can break out of."""

    name: str
    data: str


def packed(name: str, value: Any) -> Block:
    """A block of data; the same data always gives the same characters."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        data = text.encode()
    except UnicodeEncodeError:  # half a surrogate pair is no character in any browser, but counts as one place
        data = _SURROGATES.sub("\ufffd", text).encode()
    return Block(name, base64.b64encode(gzip.compress(data, LEVEL, mtime=0)).decode("ascii"))


def packed_all(named: Iterable[tuple[str, Any]], jobs: int = 2) -> list[Block]:
    """Many blocks at once: the compression runs beside Python."""
    with ThreadPoolExecutor(jobs) as pool:
        return list(pool.map(lambda item: packed(*item), named))


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
