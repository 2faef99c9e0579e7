"""Runs: which articles hold a key, as a process sees it: small runs in memory, large ones block by block."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.index.database.stored import State
from dedup.index.postings.blocks import FOUND_POSTING, Blocks, Questions, places_of, search_kernel
from dedup.index.postings.run_rows import Run, RunRows

HELD_BYTES = 1 << 30
"""Bytes of packed postings that a process keeps in memory, the smallest runs first: those of 1,600,000 articles, whose
counts take more. A run that is read block by block takes a millisecond or two of each check."""

BYTES_A_CHECK = 1 << 17
"""Bytes of a run that are read whole in the time in which a check reads the few blocks it needs, 0.8 ms: a run is read
whole once it was asked about as often as makes up for that. An index opens at once, and answers many in less."""

FIRST_BLOCKS = 2
"""Blocks of a run in memory no longer that are read for a key at first: more are needed for one that thousands hold."""


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds keys: `questions` int64[n], the places of the keys asked for, in order, and `articles` int64[n].

    The newest article of a key comes last.
    """

    questions: NDArray[np.int64]
    articles: NDArray[np.int64]


class Runs:
    """The runs of an index, as of when `follow` was called."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew the next time."""
        self._version = 0
        self.all: list[Run] = []
        self._directories: dict[int, NDArray[np.int64]] = {}
        self._held: dict[int, Blocks] = {}
        self._asked: dict[int, int] = {}  # of each run that may be held, how often it was asked about

    def follow(self, rows: RunRows, state: State) -> None:
        """See what others have added, merged and removed."""
        if state.next_run == self._version:
            return
        self.all = rows.all()
        self._version = state.next_run
        there = {run.number for run in self.all}
        self._directories = {number: kept for number, kept in self._directories.items() if number in there}
        n_bytes, held = 0, set()
        for run in sorted(self.all, key=lambda run: run.n_bytes):
            n_bytes += run.n_bytes
            if n_bytes <= HELD_BYTES:
                held.add(run.number)
        self._held = {number: kept for number, kept in self._held.items() if number in held}
        self._asked = {number: self._asked.get(number, 0) for number in held}

    def directory(self, rows: RunRows, run: Run) -> NDArray[np.int64]:
        """The places of the first postings of a run's blocks."""
        if run.number not in self._directories:
            self._directories[run.number] = rows.directory(run)
        return self._directories[run.number]

    def holders(self, rows: RunRows, keys: NDArray[np.int64], days: tuple[int, int], limit: int) -> Holders:
        """Of each key the newest articles of these days (inclusive), at most `limit`."""
        lowest, highest = (places_of(keys, np.full(len(keys), day, np.int64)) for day in days)
        first_day, last_day = places_of(np.zeros(2, np.int64), np.array(days, np.int64)).tolist()
        open_runs = [run for run in self.all if run.first_day <= last_day and run.last_day >= first_day]
        asked = Questions(lowest, highest, limit)
        found = [self._in_run(rows, run, asked) for run in open_runs]
        postings = np.concatenate([np.empty(0, FOUND_POSTING), *found])
        question, article = postings["question"], postings["article"]
        order = np.lexsort((article, postings["place"], question))
        ends = np.cumsum(np.bincount(question, minlength=len(keys)))
        newest = order[ends[question[order]] - np.arange(len(order)) <= limit]
        return Holders(question[newest], article[newest])

    def _is_held(self, rows: RunRows, run: Run) -> bool:
        """Whether a run is in memory; it is read if it has been asked about often enough."""
        if run.number in self._asked and run.number not in self._held:
            self._asked[run.number] += 1
            if self._asked[run.number] * BYTES_A_CHECK >= run.n_bytes:
                self._held[run.number] = rows.blocks(run, self.directory(rows, run))
        return run.number in self._held

    def _in_run(self, rows: RunRows, run: Run, asked: Questions) -> NDArray[np.void]:
        """The last postings of a run for each question."""
        lowest, highest, limit = asked
        if self._is_held(rows, run):
            return _searched(self._held[run.number], asked, run.gone)
        directory = self.directory(rows, run)
        last = np.searchsorted(directory, highest, side="right") - 1
        first = np.maximum(np.searchsorted(directory, lowest) - 1, 0)
        found = [np.empty(0, FOUND_POSTING)]
        questions, depth = np.flatnonzero(last >= 0), FIRST_BLOCKS
        while len(questions):
            begin = np.maximum(first[questions], last[questions] - depth + 1)
            wanted = last[questions][:, None] - np.arange(min(depth, len(directory)))
            chosen = np.unique(wanted[wanted >= begin[:, None]])
            these = Questions(lowest[questions], highest[questions], limit)
            some = _searched(rows.blocks(run, directory, chosen), these, run.gone)
            unfinished = (np.bincount(some["question"], minlength=len(questions)) < limit) & (begin > first[questions])
            some = some[~unfinished[some["question"]]]
            some["question"] = questions[some["question"]]
            found.append(some)
            questions, depth = questions[unfinished], depth * 8
        return np.concatenate(found)


def _searched(blocks: Blocks, asked: Questions, gone: NDArray[np.int64]) -> NDArray[np.void]:
    found = np.empty(len(asked.lowest) * asked.limit, FOUND_POSTING)
    return found[: search_kernel(blocks, asked, gone, found)]
