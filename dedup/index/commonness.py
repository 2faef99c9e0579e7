"""Commonness: in how many articles a 4-gram stands and over how many days, counted in memory as a scan counts it.

The table takes two to four bytes for each word of the index. The articles themselves are the log of what is to be
counted: each process counts those that came since it last looked. The table is saved at times, so that the next process
need not count from the beginning.

A scan counts articles in the order of their days. Here those that come later than others of a later day count without
their day, until everything is counted again: when the table is outgrown, or too many came late.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dedup.config import Config
from dedup.corpus.days import NEWS_WINDOW_DAYS, NO_DAY
from dedup.corpus.texts import Texts
from dedup.index.contents import unpacked
from dedup.index.counts import PART_SLOTS, CountTable, Grams, count_slots_kernel, joined
from dedup.index.database.rows import Rows
from dedup.index.database.stored import Correction, State, StoredArticle
from dedup.index.outlets import MAX_LEARNT, Outlets, learnt
from dedup.index.records import unpacked_text
from dedup.text.grams import gram_kernel
from dedup.weigh.rarity import GramCounts, look_up_kernel, min_count_of_few

MIN_SLOTS = 1 << 16
"""Places of the smallest table; a scan's smallest has as many."""

MIN_UNSAVED = 50_000
UNSAVED_SHARE = 8
"""The table is saved once this many articles, or one in so many, came since: counting as many takes half a second, and
the table a tenth of what the articles take. It is counted again where one in so many came late."""


class Commonness:
    """The counts of the 4-grams of all articles with different words, kept up by `follow`.

    `outlets` is what is known of them as of when all was counted last.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self.forget()

    def forget(self) -> None:
        """Begin anew the next time."""
        self._start(0, State())

    def _start(self, n_slots: int, state: State) -> None:
        self._counts = CountTable(n_slots)
        self._saved = state.saved_number, state.saved_correction  # of what parts that are not here are read
        self._number, self._correction = 0, state.last_correction
        self._n_of_day: Counter[int] = Counter()  # articles counted, by day, NO_DAY among them
        self._newest = NO_DAY
        self.outlets = Outlets()
        self._n_late = 0

    def follow(self, rows: Rows, state: State) -> None:
        """Count what came and went since the last time."""
        try:
            saved = state.saved_number, state.saved_correction
            is_behind = self._correction < state.saved_correction or (
                saved != self._saved and not self._counts.is_whole
            )
            if is_behind or not _fits(len(self._counts.counts), state):
                self._load(rows, state)
            self._saved = saved
            behind = self._correction < state.last_correction
            for correction in rows.corrections(self._correction) if behind else ():
                if correction.article <= self._number:
                    self._correct(rows, correction)
                self._correction = correction.seq
            while self._number < state.next_number - 1 and (page := rows.counted_page(self._number)):
                self._count(rows, page)
                self._number = page[-1].number
            self._number = state.next_number - 1
        except BaseException:
            self.forget()  # half counted is not counted
            raise

    def save(self, rows: Rows, state: State) -> None:
        """Save the table, and the state that says up to where it reaches."""
        self.follow(rows, state)
        if self._n_late > state.n_articles // UNSAVED_SHARE:
            self._count_all(rows, state)
        self._counts.need_all(rows)
        rows.save_counts(self._header(), self._counts.saved())
        self._saved = self._number, self._correction
        rows.set_state(replace(state, saved_number=self._number, saved_correction=self._correction))

    def save_if_due(self, rows: Rows, state: State) -> None:
        """Save the table if so much came since it was saved last."""
        n_unsaved = state.next_number - 1 - state.saved_number
        if n_unsaved >= max(MIN_UNSAVED, state.n_articles // UNSAVED_SHARE):
            self.save(rows, state)

    def prepare(self, rows: Rows, tokens: NDArray[np.uint32]) -> None:
        """Have the counts here that `mark` needs of an article."""
        self._counts.need(rows, self._slots(tokens))

    def mark(self, marks: NDArray[np.uint8], tokens: NDArray[np.uint32], new: int | None) -> None:
        """Fill `marks` with what `rarity.rarity_marks` says of each token of an article, by the counts of all.

        `new` is the day of an article that is not in the index and counts as if it were, else None. `prepare` goes
        before.
        """
        texts = Texts.alone(np.ascontiguousarray(tokens), np.array([0, len(tokens)]), marks)
        if new is not None:
            slots = self._slots(tokens)
            before = self._counts.counts[slots]
            count_slots_kernel(slots, np.full(len(slots), self._in_order(new)), self._counts.counts)
            self._n_of_day[new] += 1
        grams = np.empty(len(tokens), np.uint32)
        look_up_kernel(texts, np.zeros(1, np.int64), self._min_count(), self._table, grams)
        if new is not None:
            self._counts.counts[slots] = before
            self._n_of_day[new] -= 1

    def _min_count(self) -> int:
        days = np.fromiter(self._n_of_day, np.int64, len(self._n_of_day))
        n_of_day = np.fromiter(self._n_of_day.values(), np.int64, len(days))
        order = np.argsort(days)
        order = order[(days[order] != NO_DAY) & (n_of_day[order] > 0)]
        days, n_of_day = days[order], n_of_day[order]
        before = np.append(0, np.cumsum(n_of_day))
        n_inside = int((before[np.searchsorted(days, days + NEWS_WINDOW_DAYS, "right")] - before[:-1]).max(initial=0))
        return min_count_of_few(n_inside, int(before[-1]), sum(self._n_of_day.values()))

    def _load(self, rows: Rows, state: State) -> None:
        header = json.loads(rows.counts_header() or "{}")
        table = CountTable(header["slots"], header["part_slots"]) if "slots" in header else joined(list(rows.counts()))
        if not _fits(len(table.counts), state):
            self._count_all(rows, state)
            return
        self._start(0, state)
        self._counts, self._number, self._correction = table, state.saved_number, state.saved_correction
        self._n_of_day.update({int(day): n for day, n in header["days"].items()})
        self._newest, self._n_late = header["newest"], header["late"]
        self.outlets = Outlets.from_json(header["outlets"])

    def _header(self) -> bytes:
        header: dict[str, object] = {"days": self._n_of_day, "newest": self._newest, "late": self._n_late}
        header |= {"outlets": self.outlets.as_json(), "slots": len(self._counts.counts), "part_slots": PART_SLOTS}
        return json.dumps(header).encode()

    def _count_all(self, rows: Rows, state: State) -> None:
        """Count everything, those with a day in the order of their days, and learn what all tell of their outlets."""
        self._start(_n_slots(state), state)
        times: list[float] = []
        sources: list[str] = []
        newest: deque[StoredArticle] = deque(maxlen=MAX_LEARNT)
        for dated in (True, False):
            last = (-(1 << 62), 0)
            while page := rows.page_by_time(last, dated=dated):
                self._count(rows, page)
                times += [row.time / 1_000_000 if dated else np.nan for row in page]
                sources += [unpacked_text(row.source) for row in page]
                newest.extend(page)
                last = (page[-1].time, page[-1].number)
        self._number = state.next_number - 1
        self.outlets = learnt(newest, times, sources, self._config)

    def _count(self, rows: Rows, page: Sequence[StoredArticle]) -> None:
        ordered = sorted(page, key=lambda row: (not row.dated, row.day))
        contents = unpacked([row.contents for row in ordered])
        slots, days = [], []
        for place, row in enumerate(ordered):
            day = self._in_order(row.day)
            self._n_late += day != row.day
            self._newest = max(self._newest, row.day)
            self._n_of_day[row.day] += 1
            slots.append(self._slots(contents.of(place)))
            days.append(np.full(len(slots[-1]), day))
        self._counts.count(rows, Grams(np.concatenate(slots), np.concatenate(days)))

    def _in_order(self, day: int) -> int:
        return day if day >= self._newest else NO_DAY

    def _correct(self, rows: Rows, correction: Correction) -> None:
        self._n_of_day[correction.day] += correction.sign
        slots = self._slots(np.frombuffer(correction.words, np.uint32).copy())
        if correction.sign > 0:
            self._counts.count(rows, Grams(slots, np.full(len(slots), NO_DAY)))
            return
        self._counts.need(rows, slots)
        slots, times = np.unique(slots, return_counts=True)
        counts = self._counts.counts[slots] & np.uint16(255)
        gone = np.where(counts == 255, 0, np.minimum(counts, times)).astype(np.uint16)  # 255: or more, nobody knows
        self._counts.counts[slots] -= gone

    def _slots(self, words: NDArray[np.uint32]) -> NDArray[np.int64]:
        """The slot of each 4-gram of a text."""
        grams = np.empty(len(words), np.uint32)
        return (grams[: gram_kernel(words, grams)] & self._mask).astype(np.int64)

    @property
    def _table(self) -> GramCounts:
        return GramCounts(self._counts.counts, 0, self._mask)

    @property
    def _mask(self) -> np.uint32:
        return np.uint32(len(self._counts.counts) - 1)


def _n_slots(state: State) -> int:
    """The places of a scan's table of the same articles."""
    return max(MIN_SLOTS, 1 << state.n_words.bit_length())


def _fits(n_slots: int, state: State) -> bool:
    """Whether a table of this size will do: as large as a scan's, or larger because much was removed."""
    return _n_slots(state) <= n_slots <= 4 * _n_slots(state)
