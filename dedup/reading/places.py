"""Places: where each article stands in the files, by its id, in 24 bytes an article."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_DIGEST = 16
"""Bytes that stand for an id: so many that no two ids of any collection have the same."""


class Place(NamedTuple):
    """Where an article stands: the file's path (as `Input.path` has it), the record's number, the file's format.

    `verbatim`: its text stands in the file as it was read, not drawn out of markup, so that spans of it can be cut.
    """

    path: str
    number: int
    kind: str
    verbatim: bool


class Places:
    """The places of articles, by their ids.

    In columns: `digests` uint8[N, 16], sorted; `rows` uint32[N, 2], the number of the file in `files`, one for its
    verbatim texts and one for others, and that of the record.
    """

    def __init__(
        self, digests: NDArray[np.uint8], rows: NDArray[np.uint32], files: Sequence[tuple[str, str, bool]]
    ) -> None:
        self._digests = np.ascontiguousarray(digests).view(f"S{_DIGEST}").ravel()
        self._rows = rows
        self._files = files

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, article_id: str) -> Place:
        digest = np.bytes_(_digest(article_id))
        at = int(np.searchsorted(self._digests, digest))
        if at == len(self._digests) or self._digests[at] != digest:
            raise KeyError(article_id)
        file, number = self._rows[at].tolist()
        path, kind, verbatim = self._files[file]
        return Place(path, number, kind, verbatim)

    def columns(self) -> tuple[NDArray[Any], ...]:
        """All of it as arrays, for `restored`."""
        files = json.dumps(self._files).encode("utf-8", "surrogatepass")
        return self._digests.view(np.uint8).reshape(-1, _DIGEST), self._rows, np.frombuffer(files, np.uint8)

    @classmethod
    def restored(cls, columns: tuple[NDArray[Any], ...]) -> Places:
        """The places of which these are the columns, which may stand in files."""
        digests, rows, files = columns
        return cls(digests, rows, list(map(tuple, json.loads(files.tobytes().decode("utf-8", "surrogatepass")))))


class PlaceWriter:
    """Takes in where articles stand, as they are read; of several with one id the first counts."""

    def __init__(self) -> None:
        self._digests = bytearray()
        self._rows = array("I")
        self._files: dict[tuple[str, str, bool], int] = {}

    def __len__(self) -> int:
        return len(self._rows) // 2

    def add(self, article_id: str, place: Place) -> None:
        """Take in where an article stands."""
        self._digests += _digest(article_id)
        self._rows.append(self._files.setdefault((place.path, place.kind, place.verbatim), len(self._files)))
        self._rows.append(place.number)

    def finish(self) -> Places:
        """All that were taken in."""
        digests = np.frombuffer(bytes(self._digests), f"S{_DIGEST}")
        order = np.argsort(digests, kind="stable")
        rows = np.array(self._rows, np.uint32).reshape(-1, 2)[order]
        return Places(digests[order].view(np.uint8).reshape(-1, _DIGEST), rows, list(self._files))


def _digest(article_id: str) -> bytes:
    digest = hashlib.blake2b(article_id.encode("utf-8", "surrogatepass"), digest_size=_DIGEST - 1).digest()
    return digest + b"\1"  # numpy drops zero bytes at the end
