"""Rarity: in how many articles and bursts of news a 4-gram stands, the same for every number of threads."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.corpus.days import NEWS_WINDOW_DAYS, NO_DAY
from dedup.corpus.texts import Texts
from dedup.weigh.rarity import (
    COMMON,
    LASTING_WEIGHTS,
    LEVELS,
    LONG_WEIGHTS,
    ONE_WINDOW,
    PERSISTENT,
    SPREAD_SHIFT,
    STORY_WEIGHTS,
    TWO_WINDOWS,
    UNKNOWN,
    WEIGHTS,
    GramCounts,
    count_kernel,
    counted,
    mark_rarity,
    min_count_of,
    min_count_of_few,
)

GRAM = 4
collections = st.lists(st.lists(st.integers(0, 3), max_size=20), min_size=1, max_size=8)
some_day = st.one_of(st.just(NO_DAY), st.integers(16_000, 16_050))


def as_texts(texts: list[list[int]], days: list[int] | np.ndarray) -> Texts:
    offsets = np.append(0, np.cumsum([len(text) for text in texts])).astype(np.int64)
    tokens = np.array([word for text in texts for word in text], np.uint32)
    return Texts.alone(tokens, offsets)._replace(days=np.array(days, np.int64))


def places(texts: list[list[int]], articles: list[int]) -> dict[tuple[int, ...], list[int]]:
    """The slow way: in which of `articles`, and how often, each 4-gram stands."""
    found = defaultdict(list)
    for k in articles:
        for i in range(len(texts[k]) - GRAM + 1):
            found[tuple(texts[k][i : i + GRAM])].append(k)
    return found


def bursts(days: list[int]) -> int:
    """The slow way: how often a wording was news, each time for `NEWS_WINDOW_DAYS` days from the first on."""
    n, began = 0, None
    for day in sorted(day for day in days if day != NO_DAY):
        if began is None or day - began > NEWS_WINDOW_DAYS:
            n, began = n + 1, day
    return n


def marked(texts: list[list[int]], articles: list[int], days: list[int], threads: int) -> tuple[np.ndarray, np.ndarray]:
    known = as_texts(texts, days)
    mark_rarity(known, np.array(articles, np.int64), threads)
    return known.marks & 7, known.marks >> SPREAD_SHIFT


@given(collections, st.integers(1, 5), st.data())
def test_levels_and_spread_are_those_of_a_counter(texts: list[list[int]], threads: int, data: st.DataObject) -> None:
    articles = sorted(data.draw(st.sets(st.integers(0, len(texts) - 1))))
    days = [data.draw(some_day) for _ in texts]
    levels, spread = marked(texts, articles, days, threads)
    found = places(texts, articles)
    at = 0
    for text in texts:
        for i in range(len(text)):
            containing = found[tuple(text[i : i + GRAM])] if i + GRAM <= len(text) else []
            # strangers may meet in one place of the table, and then both seem more common and more spread: never rarer
            assert levels[at] >= LEVELS[min(len(containing), 255)]
            assert spread[at] >= min(max(bursts([days[k] for k in containing]), 1), 4) - 1
            at += 1


def test_the_number_of_threads_changes_nothing() -> None:
    rng = np.random.default_rng(3)
    texts = [rng.integers(0, 9, 60).tolist() for _ in range(50)]
    days = rng.integers(0, 40, 50).tolist()
    one = marked(texts, list(range(50)), days, 1)
    assert all((marked(texts, list(range(50)), days, n)[0] == one[0]).all() for n in (2, 3, 7))
    assert all((marked(texts, list(range(50)), days, n)[1] == one[1]).all() for n in (2, 3, 7))


def test_strangers_seldom_meet_in_the_table() -> None:
    rng = np.random.default_rng(3)
    texts = [rng.integers(0, 30, 200).tolist() for _ in range(200)]
    levels, _ = marked(texts, list(range(200)), [NO_DAY] * 200, 2)
    counts = Counter(gram for gram, of in places(texts, list(range(200))).items() for _ in of)
    expected = [
        LEVELS[counts[tuple(text[i : i + GRAM])]] if i + GRAM <= len(text) else 0 for text in texts for i in range(200)
    ]
    assert (levels != expected).mean() < 0.02


@given(st.lists(st.integers(15_990, 16_040), min_size=1, max_size=30))
def test_a_count_knows_how_many_bursts_there_were(days: list[int]) -> None:
    count = 0
    for day in sorted(days):
        count = counted(count, day)
    assert count & 0xFF == len(days)
    assert ((count >> 8) & 3) + 1 == min(bursts(days), 4)
    assert counted(count, NO_DAY) == count + 1, "an unknown day adds an article and no burst"


def test_counts_stop_at_255_and_keep_their_days() -> None:
    count = 0
    for _ in range(300):
        count = counted(count, 16_000)
    assert (count & 0xFF, (count >> 8) & 3) == (255, 0)
    assert (counted(count, 16_010) >> 8) & 3 == 1


@pytest.mark.parametrize(
    ("days", "spread"),
    [
        ([1] * 40, ONE_WINDOW),
        ([1, 2, 3, 4] * 10, ONE_WINDOW),
        ([1] * 39 + [30], TWO_WINDOWS),
        ([1] * 20 + [20] * 10 + [40] * 10, UNKNOWN),
        (list(range(1, 41)), PERSISTENT),
        ([1, 11, 21, 31], PERSISTENT),
    ],
)
def test_a_story_stands_in_one_burst_and_a_formula_in_many(days: list[int], spread: int) -> None:
    """Beside articles of every day, which carry something else."""
    others = [[100 + 7 * k + i for i in range(6)] for k in range(200)]
    texts = [[1, 2, 3, 4]] * len(days) + others
    found = marked(texts, list(range(len(texts))), days + [1 + k % 40 for k in range(200)], 2)[1]
    assert found[0] == spread


def test_where_all_articles_are_of_the_same_days_the_days_tell_nothing() -> None:
    texts = [[1, 2, 3, 4]] * 30 + [[100 + 7 * k + i for i in range(6)] for k in range(100)]
    for days in ([16_000] * 130, [NO_DAY] * 130, [16_000] * 129 + [16_020]):
        assert marked(texts, list(range(130)), days, 1)[1][0] == UNKNOWN
    assert min_count_of(np.arange(16_000, 16_100), np.ones(100, np.int64)) == 1
    assert min_count_of(np.array([16_000]), np.array([100])) == 256


def test_articles_without_a_day_make_the_days_of_others_tell_less() -> None:
    assert min_count_of_few(4, 40, 40) < min_count_of_few(4, 40, 400) < min_count_of_few(4, 40, 4000)


def test_the_threads_count_in_parts_of_the_table_that_do_not_meet() -> None:
    """Two threads that add to one place at a time lose counts."""
    rng = np.random.default_rng(5)
    tokens = rng.integers(0, 2**32, 40_000, dtype=np.uint32)
    texts = Texts.alone(tokens, np.array([0, len(tokens)]))
    touched = np.zeros(1 << 12, np.int64)
    total = np.zeros(1 << 12, np.int64)
    for own in (slice(0, 1000), slice(1000, 1001), slice(1001, 1 << 12)):
        counts = np.zeros(1 << 12, np.uint16)
        grams = np.empty(len(tokens), np.uint32)
        count_kernel(texts, np.zeros(1, np.int64), GramCounts(counts[own], own.start, np.uint32(4095)), grams)
        touched += counts > 0
        total += counts
    assert total.sum() == len(tokens) - GRAM + 1
    assert touched.max() == 1


@given(collections, st.integers(1, 3), st.integers(5_000, 70_000))
def test_a_table_in_parts_says_the_same(texts: list[list[int]], threads: int, max_counts: int) -> None:
    articles, days = np.arange(len(texts)), np.arange(16_000, 16_000 + len(texts))
    whole, in_parts = as_texts(texts, days), as_texts(texts, days)
    mark_rarity(whole, articles, 1)
    mark_rarity(in_parts, articles, threads, max_counts)
    assert in_parts.marks.tolist() == whole.marks.tolist()


@pytest.mark.parametrize(
    ("n", "weight"), [(0, 1), (1, 1), (COMMON, 1), (16, 1 / 2), (32, 1 / 4), (64, 1 / 8), (255, 1 / 32)]
)
def test_words_weigh_less_the_more_articles_carry_them(n: int, weight: float) -> None:
    assert WEIGHTS[LEVELS[n]] == weight
    assert (np.diff(LEVELS.astype(int)) >= 0).all()


def test_a_formula_weighs_nothing_and_a_storys_own_words_in_full() -> None:
    rare, common = 0, 5
    assert LASTING_WEIGHTS[PERSISTENT << 3 | rare] == 0
    assert (
        STORY_WEIGHTS[ONE_WINDOW << 3 | common]
        == 1
        > STORY_WEIGHTS[TWO_WINDOWS << 3 | common]
        > STORY_WEIGHTS[UNKNOWN << 3 | common]
    )
    assert LONG_WEIGHTS[UNKNOWN << 3 | common] == 1
    for weights in (LASTING_WEIGHTS, STORY_WEIGHTS, LONG_WEIGHTS):
        assert weights[PERSISTENT << 3 | common] == 0
