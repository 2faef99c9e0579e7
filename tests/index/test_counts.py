"""Counts that are read part by part are those of the whole table, whatever is counted meanwhile."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.corpus.days import NO_DAY
from dedup.errors import IndexFormatError
from dedup.index import Index, counts
from dedup.index.counts import CountTable, Grams, count_slots_kernel, joined

N_SLOTS, PART = 256, 16


class Saved:
    """What stands in the database."""

    def __init__(self, values: np.ndarray) -> None:
        self.parts = [zlib.compress(values[first : first + PART].tobytes()) for first in range(0, len(values), PART)]
        self.n_read = 0

    def count_parts(self, parts: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        self.n_read += len(parts)
        return ((part, self.parts[part]) for part in parts if part < len(self.parts))


def grams(*counted: tuple[int, int]) -> Grams:
    slots, days = np.array(counted, np.int64).reshape(-1, 2).T.copy()
    return Grams(slots, days)


GRAMS = st.lists(st.tuples(st.integers(0, N_SLOTS - 1), st.sampled_from([NO_DAY, 100, 101, 105, 130])), max_size=30)


@given(
    seed=st.integers(0, 99),
    steps=st.lists(st.tuples(GRAMS, st.lists(st.integers(0, N_SLOTS - 1), max_size=3)), max_size=12),
    limit=st.sampled_from([10, 1 << 20]),
)
def test_a_part_is_as_if_it_had_been_here_all_the_time(seed, steps, limit):
    before = np.random.default_rng(seed).integers(0, 1 << 16, N_SLOTS).astype(np.uint16)
    rows, table, whole = Saved(before), CountTable(N_SLOTS, PART), before.copy()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counts, "MAX_WAITING", limit)
        for counted, asked in steps:
            table.count(rows, grams(*counted))
            count_slots_kernel(*grams(*counted), whole)
            slots = np.array(asked, np.int64)
            table.need(rows, slots)
            assert (table.counts[slots] == whole[slots]).all()
        table.need_all(rows)
    assert (table.counts == whole).all()
    assert rows.n_read == N_SLOTS // PART  # each part once
    assert (joined(list(table.saved())).counts == whole).all()


def test_only_the_parts_that_are_asked_for_are_read():
    rows, table = Saved(np.arange(N_SLOTS, dtype=np.uint16)), CountTable(N_SLOTS, PART)
    table.need(rows, np.array([0, 3, 200]))
    assert rows.n_read == 2
    assert not table.is_whole


@pytest.mark.parametrize("part", [b"", b"no zlib", zlib.compress(b"\0" * 7)])
def test_damaged_counts_are_said_to_be(part):
    rows, table = Saved(np.zeros(N_SLOTS, np.uint16)), CountTable(N_SLOTS, PART)
    rows.parts[2] = part
    table.need(rows, np.array([0]))
    with pytest.raises(IndexFormatError, match="damaged"):
        table.need(rows, np.array([2 * PART]))


def test_a_missing_part_is_said_to_be():
    rows, table = Saved(np.zeros(N_SLOTS, np.uint16)), CountTable(N_SLOTS, PART)
    del rows.parts[-1]
    with pytest.raises(IndexFormatError, match="damaged"):
        table.need_all(rows)


FLOOD = "The river rose two metres overnight and flooded the old market of {}, the mayor told reporters on {}."
TOWNS, DAYS = ("Tolvik", "Aster", "Brenn", "Halden", "Moss"), ("Monday", "Tuesday", "Friday")


def news(n: int) -> list[Article]:
    start = datetime(2025, 9, 1, tzinfo=UTC)
    return [
        Article(
            f"a{i}",
            FLOOD.format(TOWNS[i % 5], DAYS[i % 3]) + f" Number {i} of the day.",
            published=start + timedelta(days=i),
        )
        for i in range(n)
    ]


@pytest.mark.parametrize("part_slots", [32, 1 << 12])
def test_an_opened_index_answers_as_the_one_that_counted(tmp_path, monkeypatch, part_slots):
    monkeypatch.setattr("dedup.index.counts.PART_SLOTS", part_slots)
    monkeypatch.setattr("dedup.index.commonness.PART_SLOTS", part_slots)
    articles = news(60)
    with Index(tmp_path / "seen.sqlite") as index, monkeypatch.context() as patch:
        index.add_many(articles[:30])
        index._store.write(lambda rows: index._memory.commonness.save(rows, rows.state()))
        index.add_many(articles[30:50])  # these are not in what was saved
        index.remove("a7")
        patch.setattr("dedup.index.commonness.MIN_UNSAVED", 10)
        with Index(tmp_path / "seen.sqlite") as other, Index(tmp_path / "seen.sqlite", read_only=True) as third:
            for number, article in enumerate(articles):
                asked = replace(article, id=f"asked {number}")
                found = [index.check(asked, every_relation=True) for index in (index, other, third)]
                assert list(found[0]) == list(found[1]) == list(found[2])
                if number == 0 and part_slots < 1 << 12:
                    assert not other._memory.commonness._counts.is_whole
                if number == 20:
                    other.add_many(articles[50:])  # saves the counts, which the third has read in part
