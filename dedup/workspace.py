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
    """An array that grows at its end. The parts are joined when it is finished, which touches new memory only once."""

    def __init__(self, dtype: type[np.generic]) -> None:
        self._parts: list[NDArray[Any]] = [np.empty(0, dtype)]

    def append(self, values: NDArray[Any]) -> None:
        """Put `values`, of any shape, at the end; they must not be changed afterwards."""
        self._parts.append(values.ravel())

    def finish(self) -> NDArray[Any]:
        """All that was appended, in one dimension; the column is empty afterwards."""
        whole = np.concatenate(self._parts)
        self._parts = self._parts[:1]
        return whole
