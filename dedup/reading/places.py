"""Places: where each article stands in the files, by its id, in 24 bytes an article."""

from __future__ import annotations

import hashlib
import json
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_DIGEST = 16
"""Bytes that stand for an id: so many that no two ids of any collection have the same."""


class Place(NamedTuple):
    """Where an article stands: the file's path (as `Input.path` has it), the record's number, the file's format."""

    path: str
    number: int
    kind: str


class Places:
    """The places of articles. `add` them all, then look them up; of several with one id the first counts."""

    def __init__(self) -> None:
        self._digests = bytearray()
        self._numbers = bytearray()
        self._files: dict[tuple[str, str], int] = {}
        self._sorted: tuple[NDArray[np.void], NDArray[np.int64]] | None = None

    def __len__(self) -> int:
        return len(self._digests) // _DIGEST

    def add(self, article_id: str, place: Place) -> None:
        """Take in where an article stands."""
        self._digests += _digest(article_id)
        file = self._files.setdefault((place.path, place.kind), len(self._files))
        self._numbers += file.to_bytes(4, "little") + place.number.to_bytes(4, "little")
        self._sorted = None

    def __getitem__(self, article_id: str) -> Place:
        if self._sorted is None:
            digests = np.frombuffer(bytes(self._digests), f"V{_DIGEST}").view(f"S{_DIGEST}")
            order = np.argsort(digests, kind="stable")
            self._sorted = digests[order], order
            self._names = list(self._files)
        digests, order = self._sorted
        digest = np.bytes_(_digest(article_id))
        at = int(np.searchsorted(digests, digest))
        if at == len(digests) or digests[at] != digest:
            raise KeyError(article_id)
        begin = 8 * int(order[at])
        path, kind = self._names[int.from_bytes(self._numbers[begin : begin + 4], "little")]
        return Place(path, int.from_bytes(self._numbers[begin + 4 : begin + 8], "little"), kind)

    def columns(self) -> tuple[NDArray[Any], ...]:
        """All of it as arrays of bytes, for `restored`."""
        files = json.dumps(list(self._files)).encode("utf-8", "surrogatepass")
        return tuple(np.frombuffer(bytes(one), np.uint8) for one in (self._digests, self._numbers, files))

    @classmethod
    def restored(cls, columns: tuple[NDArray[Any], ...]) -> Places:
        """The places of which these are the columns."""
        places = cls()
        places._digests, places._numbers = bytearray(columns[0].tobytes()), bytearray(columns[1].tobytes())
        files = json.loads(columns[2].tobytes().decode("utf-8", "surrogatepass"))
        places._files = {(path, kind): k for k, (path, kind) in enumerate(files)}
        return places


def _digest(article_id: str) -> bytes:
    digest = hashlib.blake2b(article_id.encode("utf-8", "surrogatepass"), digest_size=_DIGEST - 1).digest()
    return digest + b"\1"  # numpy drops zero bytes at the end
