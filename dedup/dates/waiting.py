"""Items that wait for their date's order: first come, first served, few in memory and the others in a nameless file."""

from __future__ import annotations

import pickle
import tempfile
from collections import deque
from typing import IO, Generic, TypeVar

T = TypeVar("T")

_MAX_IN_MEMORY = 4096


class Waiting(Generic[T]):
    """A queue whose memory does not grow with it."""

    def __init__(self) -> None:
        self._first: deque[T] = deque()
        self._file: IO[bytes] | None = None
        self._n_in_file = 0
        self._read_at = 0

    def __len__(self) -> int:
        return len(self._first) + self._n_in_file

    @property
    def first(self) -> T:
        """The item that came before all others that wait."""
        return self._first[0]

    def append(self, item: T) -> None:
        """Let an item wait."""
        if not self._n_in_file and len(self._first) < _MAX_IN_MEMORY:
            self._first.append(item)
            return
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it goes when the queue goes
        self._file.seek(0, 2)
        pickle.dump(item, self._file, pickle.HIGHEST_PROTOCOL)
        self._n_in_file += 1

    def popleft(self) -> T:
        """Take out the first item."""
        item = self._first.popleft()
        if not self._first and self._file is not None and self._n_in_file:
            self._file.seek(self._read_at)
            while self._n_in_file and len(self._first) < _MAX_IN_MEMORY:
                self._first.append(pickle.load(self._file))
                self._n_in_file -= 1
            self._read_at = self._file.tell()
        return item

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
