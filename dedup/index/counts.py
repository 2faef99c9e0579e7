"""The table of counts in memory: what was saved of it is read part by part, when a slot of a part is first needed.

A million articles have a gigabyte of counts, and an article that is asked about needs a few hundred of them, all over
the table. Articles that came since the table was saved are counted in a part once it is here, in their order.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.errors import IndexFormatError
from dedup.index.database.rows import Rows
from dedup.runtime.kernels import kernel
from dedup.weigh.rarity import counted

PART_SLOTS = 1 << 12
"""Slots of the table in one row of the database: 8 kB, which are unpacked in 30 microseconds."""

MAX_WAITING = 1 << 23
"""4-grams that wait for their part to be read, those of 20,000 articles, in 100 MB; beyond, all parts are read."""


_AT_ONCE = 1 << 12
"""Parts read at once where all are needed."""


class Grams(NamedTuple):
    """4-grams to be counted, in the order of their articles: the slot and the day of each, int64."""

    slots: NDArray[np.int64]
    days: NDArray[np.int64]


class CountTable:
    """`counts` uint16[n_slots], what `rarity.counted` packs; only what `need` was called for is right.

    With `part_slots` the table was saved in parts of so many slots, and none is here yet. Memory that is not touched
    takes none.
    """

    def __init__(self, n_slots: int, part_slots: int | None = None) -> None:
        self.counts = np.zeros(n_slots, np.uint16)
        self._part_slots = part_slots or PART_SLOTS
        self._is_away = np.full(-(-n_slots // self._part_slots), part_slots is not None)
        self._n_away = int(self._is_away.sum())
        self._waiting: list[Grams] = []  # in the order of time, each at least twice as long as the next
        self._n_waiting = 0

    @property
    def is_whole(self) -> bool:
        """Whether all parts are here."""
        return self._n_away == 0

    def need(self, rows: Rows, slots: NDArray[np.int64]) -> None:
        """Have the counts of these slots here."""
        if self.is_whole:
            return
        parts = np.unique(slots // self._part_slots)
        parts = parts[self._is_away[parts]]
        n_found = 0
        for part, data in rows.count_parts(parts.tolist()):
            self._fill(part, data)
            n_found += 1
        if n_found != len(parts):
            raise _damaged()
        self._is_away[parts] = False
        self._n_away -= len(parts)
        for grams in self._waiting:
            bounds = np.searchsorted(grams.slots, [parts * self._part_slots, (parts + 1) * self._part_slots])
            for begin, end in bounds.T.tolist():
                count_slots_kernel(grams.slots[begin:end], grams.days[begin:end], self.counts)

    def need_all(self, rows: Rows) -> None:
        """Have all counts here."""
        parts = np.flatnonzero(self._is_away)
        for begin in range(0, len(parts), _AT_ONCE):
            self.need(rows, parts[begin : begin + _AT_ONCE] * self._part_slots)
        self._waiting, self._n_waiting = [], 0

    def count(self, rows: Rows, grams: Grams) -> None:
        """Count the 4-grams of articles, in their order."""
        if self._n_waiting + len(grams.slots) > MAX_WAITING and not self.is_whole:
            self.need_all(rows)
        away = self._is_away[grams.slots // self._part_slots]
        if away.any():
            self._wait(Grams(grams.slots[away], grams.days[away]))
            grams = Grams(grams.slots[~away], grams.days[~away])
        count_slots_kernel(grams.slots, grams.days, self.counts)

    def saved(self) -> Iterator[bytes]:
        """The parts for the database, of `PART_SLOTS` each, once all are here."""
        for first in range(0, len(self.counts), PART_SLOTS):
            yield zlib.compress(self.counts[first : first + PART_SLOTS].tobytes(), 1)

    def _wait(self, grams: Grams) -> None:
        """Remember what is to be counted in parts that are not here."""
        self._n_waiting += len(grams.slots)
        waiting = [grams]
        while self._waiting and len(self._waiting[-1].slots) < 2 * sum(len(one.slots) for one in waiting):
            waiting.insert(0, self._waiting.pop())
        slots, days = (np.concatenate(columns) for columns in zip(*waiting, strict=True))
        order = np.argsort(slots, kind="stable")  # the order counts within a slot only
        self._waiting.append(Grams(slots[order], days[order]))

    def _fill(self, part: int, data: bytes) -> None:
        own = self.counts[part * self._part_slots : (part + 1) * self._part_slots]
        try:
            saved = zlib.decompress(data)
        except zlib.error:
            raise _damaged() from None
        if len(saved) != own.nbytes:
            raise _damaged()
        own[:] = np.frombuffer(saved, np.uint16)


def _damaged() -> IndexFormatError:
    return IndexFormatError(
        "the counts of the index are damaged: restore a copy of it, or rebuild it (dedup index rebuild)"
    )


@kernel("void(int64[::1], int64[::1], uint16[::1])")
def count_slots_kernel(slots: NDArray[np.int64], days: NDArray[np.int64], counts: NDArray[np.uint16]) -> None:
    """Count one more in each slot, for its day, in order."""
    for i in range(len(slots)):
        counts[slots[i]] = counted(int(counts[slots[i]]), days[i])


def joined(parts: Sequence[bytes]) -> CountTable:
    """The table from parts of any size, all of which are at hand."""
    values = np.concatenate(
        [np.empty(0, np.uint16), *(np.frombuffer(zlib.decompress(part), np.uint16) for part in parts)]
    )
    table = CountTable(len(values))
    table.counts[:] = values
    return table
