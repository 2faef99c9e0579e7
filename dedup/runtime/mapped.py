"""Arrays in files, mapped into memory as they are used."""

from __future__ import annotations

import mmap
import weakref
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from dedup.runtime.work_file import WorkFile

_maps: weakref.WeakSet[mmap.mmap] = weakref.WeakSet()


def mapped(path: Path, dtype: DTypeLike) -> NDArray[Any]:
    """The values in a file, read as they are used; what is written into the array never reaches the file."""
    if not path.stat().st_size:
        return np.empty(0, dtype)
    with path.open("rb") as file:
        pages = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    _maps.add(pages)
    return np.frombuffer(pages, dtype)


def drop_pages() -> None:
    """Take all mapped pages out of this process's memory; they come back from the file as they are used."""
    for pages in list(_maps):
        pages.madvise(mmap.MADV_DONTNEED)


class FileColumn:
    """A column that grows in a file; it has its name once it is finished, and not before."""

    def __init__(self, path: Path, dtype: DTypeLike) -> None:
        self._path = path
        self._part = path.with_name(f"{path.name}.part")
        self._dtype = dtype
        self._file = WorkFile(self._part)

    def append(self, values: NDArray[Any]) -> None:
        """Copy `values`, of any shape, to the end."""
        if values.size:
            self._file.write(np.ascontiguousarray(values).data)

    def finish(self) -> NDArray[Any]:
        """All that was appended, in one dimension."""
        self._file.finish()
        self._part.replace(self._path)
        return mapped(self._path, self._dtype)
