"""Commonness: in how many articles of the index a 4-gram stands, counted in memory as a scan counts it.

The table takes one to two bytes for each word of the index. The articles themselves are the log of what is to be
counted: each process counts those that came since it last looked. The table is saved at times, so that the next process
need not count from the beginning.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from dedup.confirm.anchors import gram_kernel
from dedup.confirm.rarity import count_kernel, look_up_kernel
from dedup.index.records import text_of
from dedup.index.rows import Rows, State
from dedup.text.tokens import tokenize

LEAST_SLOTS = 1 << 16
"""Places of the smallest table; a scan's smallest has as many."""

PART_BYTES = 1 << 22
"""Bytes of the table in one row of the database, before compression."""

LEAST_UNSAVED = 1000
UNSAVED_SHARE = 8
"""The table is saved once this many articles, or one in so many, came since: counting those takes a second a 25,000,
saving it about as long for twenty million words."""

_ONE_PART = np.uint32(0), np.uint32(1)
_FIRST = np.zeros(1, np.int64)


class Commonness:
    """The counts of the 4-grams of all articles with different words, kept up by `follow`."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew the next time."""
        self._counts = np.zeros(0, np.uint8)
        self._number = self._correction = 0

    def follow(self, rows: Rows, state: State) -> None:
        """Count what came and went since the last time."""
        try:
            if not _fits(len(self._counts), state) or self._correction < state.saved_correction:
                self._load(rows, state)
            for correction in rows.corrections(self._correction):
                if correction.article <= self._number:
                    words = np.frombuffer(correction.words, np.uint32).copy()  # a view of bytes is read-only
                    self._count(words, correction.sign)
                self._correction = correction.seq
            if self._number < state.next_number - 1:
                self._count_after(rows)
                self._number = state.next_number - 1
        except BaseException:
            self.forget()  # half counted is not counted
            raise

    def save(self, rows: Rows, state: State) -> State:
        """Save the table, which has followed up to `state`; return the state that says so."""
        rows.save_counts(self._parts())
        new = State(
            state.next_number, state.n_articles, state.n_words, state.last_correction, self._number, self._correction
        )
        rows.set_state(new)
        return new

    def is_due(self, state: State) -> bool:
        """Whether so much came since the table was saved that it should be saved again."""
        n_unsaved = state.next_number - 1 - state.saved_number
        return n_unsaved >= max(LEAST_UNSAVED, state.n_articles // UNSAVED_SHARE)

    def frequencies(
        self, tokens: NDArray[np.uint32], begin: NDArray[np.int64], end: NDArray[np.int64], new: int | None
    ) -> NDArray[np.uint8]:
        """In how many articles the 4-gram that begins at each token stands, uint8[n_tokens].

        `new` is the place of an article that is not in the index and counts as if it were.
        """
        grams = np.empty(int((end - begin).max(initial=0)), np.uint32)
        frequencies = np.zeros(len(tokens), np.uint8)
        if new is None:
            look_up_kernel(tokens, begin, end, 0, len(begin), grams, self._counts, frequencies)
            return frequencies
        own = tokens[begin[new] : end[new]]
        slots = self._slots(own)
        before = self._counts[slots]
        self._count(own, 1)
        look_up_kernel(tokens, begin, end, 0, len(begin), grams, self._counts, frequencies)
        self._counts[slots] = before
        return frequencies

    def _load(self, rows: Rows, state: State) -> None:
        saved = [np.frombuffer(zlib.decompress(part), np.uint8) for part in rows.counts()]
        table = np.concatenate([np.empty(0, np.uint8), *saved])
        if _fits(len(table), state):
            self._counts, self._number, self._correction = table, state.saved_number, state.saved_correction
        else:  # the index has outgrown it: everything is counted again, in a table of the right size
            self._counts = np.zeros(_n_slots(state), np.uint8)
            self._number, self._correction = 0, state.last_correction

    def _parts(self) -> Iterator[bytes]:
        for first in range(0, len(self._counts), PART_BYTES):
            yield zlib.compress(self._counts[first : first + PART_BYTES].tobytes(), 1)

    def _count_after(self, rows: Rows) -> None:
        number = self._number
        while page := rows.page(number, counted=True):
            self._count_texts([text_of(row.record) for row in page])
            number = page[-1].number

    def _count_texts(self, texts: list[str]) -> None:
        tokens = tokenize(texts)
        begin, end = tokens.offsets[:-1].copy(), tokens.offsets[1:].copy()
        self._add(tokens.hashes, begin, end)

    def _count(self, words: NDArray[np.uint32], sign: int) -> None:
        if sign > 0:
            self._add(words, _FIRST, np.array([len(words)]))
            return
        grams = np.empty(len(words), np.uint32)
        slots, times = np.unique(self._slots_of(grams[: gram_kernel(words, grams)]), return_counts=True)
        left = np.maximum(self._counts[slots].astype(np.int64) - times, 0).astype(np.uint8)
        self._counts[slots] = np.where(self._counts[slots] == 255, 255, left)  # 255: nobody knows how many more

    def _add(self, tokens: NDArray[np.uint32], begin: NDArray[np.int64], end: NDArray[np.int64]) -> None:
        grams = np.empty(int((end - begin).max(initial=0)), np.uint32)
        numbers = np.arange(len(begin), dtype=np.int64)
        count_kernel(np.ascontiguousarray(tokens), begin, end, numbers, *_ONE_PART, grams, self._counts)

    def _slots(self, words: NDArray[np.uint32]) -> NDArray[np.int64]:
        grams = np.empty(len(words), np.uint32)
        return np.unique(self._slots_of(grams[: gram_kernel(words, grams)]))

    def _slots_of(self, grams: NDArray[np.uint32]) -> NDArray[np.int64]:
        return (grams & np.uint32(len(self._counts) - 1)).astype(np.int64)


def _n_slots(state: State) -> int:
    """The places of a scan's table of the same articles."""
    return max(LEAST_SLOTS, 1 << state.n_words.bit_length())


def _fits(n_slots: int, state: State) -> bool:
    """Whether a table of this size will do: as large as a scan's, or larger because much was removed."""
    return _n_slots(state) <= n_slots <= 4 * _n_slots(state)
