"""Arrays that are used again: work space of threads, and columns that grow."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Workspace(threading.local):
    """Arrays that each thread fills again for every batch; they grow to the largest batch seen."""

    def __init__(self) -> None:
        self.arrays: dict[str, NDArray[Any]] = {}

    def array(self, name: str, size: int, dtype: type[np.generic]) -> NDArray[Any]:
        """The calling thread's array of this name, `size` or longer; what stood in it may still stand there."""
        if name not in self.arrays or len(self.arrays[name]) < size:
            self.arrays[name] = np.empty(size + size // 4, dtype)
        return self.arrays[name]


class Column:
    """An array that grows at its end, by half when it is full."""

    def __init__(self, dtype: type[np.generic], width: int = 1) -> None:
        self._array: NDArray[Any] = np.empty(1024 * width, dtype)
        self._n = 0

    def append(self, values: NDArray[Any]) -> None:
        """Copy `values`, of any shape, to the end."""
        needed = self._n + values.size
        if needed > self._array.size:
            grown = np.empty(needed + needed // 2, self._array.dtype)
            grown[: self._n] = self._array[: self._n]
            self._array = grown
        self._array[self._n : needed] = values.ravel()
        self._n = needed

    def finish(self) -> NDArray[Any]:
        """All that was appended, in one dimension."""
        return self._array[: self._n]
