"""Arrays that are used again: work space of threads, columns that grow, and where a scan keeps them."""

from __future__ import annotations

import mmap
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import DTypeLike, NDArray


class Workspace:
    """Arrays that are filled again for every batch; they grow to the largest batch seen.

    One batch has it at a time. Fresh arrays for every batch would cost page faults, and leave the heap full of holes.
    """

    def __init__(self) -> None:
        self.arrays: dict[str, NDArray[Any]] = {}

    def array(self, name: str, size: int, dtype: DTypeLike) -> NDArray[Any]:
        """The array of this name, `size` or longer; what stood in it may still stand there."""
        if name not in self.arrays or len(self.arrays[name]) < size:
            self.arrays[name] = np.empty(size + size // 4, dtype)
        return self.arrays[name]


BLOCK_BYTES = 1 << 26
"""Bytes in a block of a column at most. It is mapped by itself, so that the system has it back once it is let go."""

FIRST_BYTES = 1 << 20
"""Bytes in the first block; each further one has twice as many. A few articles take little of the address space so."""


Arrays = tuple[NDArray[Any], ...]


class Growing(Protocol):
    """An array that grows at its end."""

    def append(self, values: NDArray[Any]) -> None:
        """Copy `values`, of any shape, to the end."""

    def finish(self) -> NDArray[Any]:
        """All that was appended, in one dimension; the column is empty afterwards."""


class Storage:
    """Where a scan keeps its columns: here in memory; `disk.folder.WorkFolder` keeps them in files.

    `memory` is the limit, in bytes, of what they take; None where there is none.
    """

    memory: int | None = None

    def column(self, name: str, dtype: DTypeLike) -> Growing:
        """A new column; `name` is unique in a scan."""
        return Column(dtype)

    def cached(self, name: str, make: Callable[[], Arrays]) -> Arrays:
        """What `make` makes, or made when the scan was run before."""
        return make()

    def release_memory(self) -> None:
        """Between two pieces of work: let go of memory, where it has a limit."""


class Column:
    """An array that grows at its end, block by block; joining the blocks needs no second copy of the whole."""

    def __init__(self, dtype: DTypeLike) -> None:
        self._dtype = np.dtype(dtype)
        self._full: list[NDArray[Any]] = []
        self._next_bytes = FIRST_BYTES
        self._new_block()

    def append(self, values: NDArray[Any]) -> None:
        """Copy `values`, of any shape, to the end."""
        left = values.ravel()
        while len(left):
            room = self._last[self._n : self._n + len(left)]
            room[:] = left[: len(room)]
            self._n += len(room)
            left = left[len(room) :]
            if self._n == len(self._last):
                self._full.append(self._last)
                self._new_block()

    def finish(self) -> NDArray[Any]:
        """All that was appended, in one dimension; the column is empty afterwards."""
        whole = self._last[: self._n]
        if self._full:
            blocks = [*self._full, whole]
            whole = np.empty(sum(map(len, blocks)), self._dtype)
            self._full.clear()
            self._next_bytes = FIRST_BYTES
            self._new_block()
            n = len(whole)
            while blocks:  # from the end, letting go of each block as it is copied
                block = blocks.pop()
                whole[n - len(block) : n] = block
                n -= len(block)
        return whole

    def _new_block(self) -> None:
        n_bytes = min(self._next_bytes, BLOCK_BYTES)
        self._last: NDArray[Any] = np.frombuffer(mmap.mmap(-1, n_bytes), self._dtype, n_bytes // self._dtype.itemsize)
        self._n, self._next_bytes = 0, 2 * n_bytes
