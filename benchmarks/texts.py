"""The articles of a benchmark on disk: UTF-8 lines-joined bytes that `wc` can count, and offsets to read one by one.

A collection `NAME` in the work folder is `NAME.txt`, the articles with a line feed after each, and `NAME.offsets.npy`,
int64[n + 1], where each article starts. Articles are read with `pread`, so a run's peak memory is the system's own:
mapped file pages would count towards it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import overload

import numpy as np

READ_AHEAD = 1 << 24


class Texts(Sequence[str]):
    """The articles of one collection, decoded when asked for."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / f"{name}.txt"
        self.name = name
        self.offsets = np.load(folder / f"{name}.offsets.npy")
        self._file = os.open(self.path, os.O_RDONLY)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @overload
    def __getitem__(self, which: int) -> str: ...
    @overload
    def __getitem__(self, which: slice) -> Sequence[str]: ...
    def __getitem__(self, which: int | slice) -> str | Sequence[str]:
        if isinstance(which, slice):
            return [self[i] for i in range(*which.indices(len(self)))]
        number = range(len(self))[which]
        start, stop = int(self.offsets[number]), int(self.offsets[number + 1])
        return os.pread(self._file, stop - start - 1, start).decode()

    def __iter__(self) -> Iterator[str]:
        """All articles in order, read a few megabytes at a time."""
        starts, first = self.offsets, 0
        while first < len(self):
            stop = max(int(np.searchsorted(starts, starts[first] + READ_AHEAD, side="right")) - 1, first + 1)
            base = int(starts[first])
            block = os.pread(self._file, int(starts[stop]) - base, base)
            cuts = (starts[first : stop + 1] - base).tolist()
            for start, end in pairwise(cuts):
                yield block[start : end - 1].decode()
            first = stop


def write(folder: Path, name: str, texts: Iterable[str]) -> Texts:
    """Stores a collection; a half-written one is never taken for a whole one."""
    folder.mkdir(parents=True, exist_ok=True)
    starts = [0]
    unfinished = folder / f"{name}.part"
    with unfinished.open("wb") as file:
        for text in texts:
            starts.append(starts[-1] + file.write(text.encode("utf-8", "replace") + b"\n"))
    unfinished.rename(folder / f"{name}.txt")
    np.save(folder / f"{name}.offsets.npy", np.array(starts, dtype=np.int64))
    return Texts(folder, name)
