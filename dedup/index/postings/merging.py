"""Merging: runs of postings are added, made one of many, and rid of articles that have been removed."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from dedup.index.database.stored import State
from dedup.index.postings.blocks import BLOCK, DAY_MASK, Postings, merged, pack, places_of, unpack, without
from dedup.index.postings.run_rows import ROW, Run, RunRows

LEVEL_BITS = 3
FAN = 1 << LEVEL_BITS
"""Runs of about one size, the newest, that are made one: each posting is written once for every eightfold growth, and a
key is looked for in some ten runs."""

FINAL = 6
"""Level of runs that are left as they are: making one of tens of millions of postings takes seconds, in which others
wait."""

MAX_POSTINGS = 1 << 22
"""Postings merged at a time: 100 MB of memory."""

MAX_GONE = 0.25
"""Share of a run's articles that, removed, have it written anew."""

_NOBODY = np.empty(0, np.int64)


class Merger:
    """Changes to the runs of an index, within one transaction; `n_freed` counts the bytes of runs that were deleted."""

    def __init__(self, rows: RunRows) -> None:
        self._rows = rows
        self.n_freed = 0

    def add(
        self, state: State, keys: Sequence[NDArray[np.int64]], numbers: NDArray[np.int64], days: NDArray[np.int64]
    ) -> State:
        """Add articles, in the order of their numbers, with their keys and days (counted from 1970); the new state."""
        n_keys = np.array([len(own) for own in keys], np.int64)
        if not n_keys.any():
            return state
        places = places_of(np.concatenate(keys), np.repeat(days, n_keys))
        order = np.argsort(places, kind="stable")
        postings = Postings(places[order], np.repeat(numbers, n_keys)[order])
        own_days = places & DAY_MASK
        own = numbers[n_keys > 0]
        run = Run(
            state.next_run, int(own[0]), int(own[-1]), int(own_days.min()), int(own_days.max()), len(own), 0, _NOBODY
        )
        self._store(run, [lambda: postings])
        return self._merge_newest(replace(state, next_run=state.next_run + 1))

    def remove(self, state: State, numbers: NDArray[np.int64]) -> State:
        """Take articles, which have keys, out of the runs; the new state."""
        for run in self._rows.all():
            own = numbers[(numbers >= run.first_article) & (numbers <= run.last_article)]
            if len(own):
                changed = replace(run, gone=np.union1d(run.gone, own))
                if len(changed.gone) < MAX_GONE * run.n_articles:
                    self._rows.set_gone(run, changed.gone)
                    state = replace(state, next_run=state.next_run + 1)
                else:
                    state = self._merge(state, [changed])
        return state

    def _merge_newest(self, state: State) -> State:
        """Make the newest runs one as long as so many are no larger than about the newest."""
        while True:
            runs = self._rows.all()
            level = min(_level(runs[-1]), FINAL - 1)
            n_newest = 0
            while n_newest < len(runs) and _level(runs[-1 - n_newest]) <= level:
                n_newest += 1
            if n_newest < FAN:
                return state
            state = self._merge(state, runs[-n_newest:])

    def _merge(self, state: State, runs: Sequence[Run]) -> State:
        run = Run(
            state.next_run,
            runs[0].first_article,
            runs[-1].last_article,
            min(one.first_day for one in runs),
            max(one.last_day for one in runs),
            sum(one.n_articles - len(one.gone) for one in runs),
            0,
            _NOBODY,
        )
        parts = self._parts(runs)
        if len(parts) == 1:  # read whole, its rows can be deleted before the new ones are written into their place
            whole = parts[0]()
            self._delete(runs)
            self._store(run, [lambda: whole])
        else:
            self._store(run, parts)
            self._delete(runs)
        return replace(state, next_run=state.next_run + 1)

    def _delete(self, runs: Sequence[Run]) -> None:
        self._rows.delete(runs)
        self.n_freed += sum(run.n_bytes for run in runs)

    def _parts(self, runs: Sequence[Run]) -> list[Callable[[], Postings]]:
        """The postings of several runs, in order and in parts that fit into memory."""
        directories = [self._rows.directory(run) for run in runs]
        n_parts = math.ceil(BLOCK * sum(map(len, directories)) / MAX_POSTINGS)
        everywhere = np.sort(np.concatenate(directories))
        bounds = everywhere[np.arange(1, n_parts) * len(everywhere) // n_parts]
        lowest, highest = np.append(np.iinfo(np.int64).min, bounds), np.append(bounds, np.iinfo(np.int64).max)
        both = list(zip(runs, directories, strict=True))
        return [partial(self._between, both, low, high) for low, high in zip(lowest, highest, strict=True)]

    def _between(self, runs: Sequence[tuple[Run, NDArray[np.int64]]], low: int, high: int) -> Postings:
        """The postings of several runs, each with its directory, from one place up to another."""
        found = []
        for run, directory in runs:
            first = max(int(np.searchsorted(directory, low)) - 1, 0)
            chosen = np.arange(first, np.searchsorted(directory, high))
            if len(chosen):
                part = without(unpack(self._rows.blocks(run, directory, chosen)), run.gone)
                inside = slice(*np.searchsorted(part.places, [low, high]))
                found.append(Postings(part.places[inside], part.articles[inside]))
        return merged(found)

    def _store(self, run: Run, parts: Sequence[Callable[[], Postings]]) -> None:
        directories: list[NDArray[np.int64]] = []
        row, n_bytes = 0, 0
        rest = Postings(_NOBODY, _NOBODY)
        for number, part in enumerate(parts, start=1):
            waiting = merged([rest, part()])
            n = len(waiting) if number == len(parts) else len(waiting) - len(waiting) % (ROW * BLOCK)  # rows are full
            if n:
                packed = pack(Postings(waiting.places[:n], waiting.articles[:n]), run.first_day, run.first_article)
                row = self._rows.add_blocks(run.number, row, packed)
                directories.append(packed.directory)
                n_bytes += len(packed.data)
            rest = Postings(waiting.places[n:], waiting.articles[n:])
        if directories:
            self._rows.add(replace(run, n_bytes=n_bytes), np.concatenate(directories))


def _level(run: Run) -> int:
    return (run.n_articles.bit_length() - 1) // LEVEL_BITS
