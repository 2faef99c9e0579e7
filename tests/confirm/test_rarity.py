"""Rarity: document frequencies of 4-grams, the same for every number of threads."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.confirm.rarity import COMMON, WEIGHTS, count_kernel, gram_frequencies

GRAM = 4
collections = st.lists(st.lists(st.integers(0, 3), max_size=20), min_size=1, max_size=8)


def columns(texts: list[list[int]]) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]:
    end = np.cumsum([len(text) for text in texts]).astype(np.int64)
    begin = end - np.array([len(text) for text in texts])
    return np.array([word for text in texts for word in text], np.uint32), (begin, end)


def counted(texts: list[list[int]], articles: list[int]) -> list[int]:
    """The slow way: how often each 4-gram stands in `articles`, at each token of all texts."""
    counts = Counter(tuple(texts[k][i : i + GRAM]) for k in articles for i in range(len(texts[k]) - GRAM + 1))
    return [
        counts[tuple(text[i : i + GRAM])] if i + GRAM <= len(text) else 0 for text in texts for i in range(len(text))
    ]


@given(collections, st.integers(1, 5), st.data())
def test_frequencies_are_those_of_a_counter(texts: list[list[int]], threads: int, data: st.DataObject) -> None:
    articles = sorted(data.draw(st.sets(st.integers(0, len(texts) - 1))))
    tokens, spans = columns(texts)
    found = gram_frequencies(tokens, spans, np.array(articles, np.int64), threads)
    expected = np.minimum(counted(texts, articles), 255)
    # strangers may meet in one place of the table, and then both seem more common: never rarer
    assert (found >= expected).all()


def test_strangers_seldom_meet_in_the_table() -> None:
    rng = np.random.default_rng(3)
    texts = [rng.integers(0, 30, 200).tolist() for _ in range(200)]
    tokens, spans = columns(texts)
    found = gram_frequencies(tokens, spans, np.arange(200), 2)
    expected = np.array(counted(texts, list(range(200))))
    assert (found >= expected).all()
    assert (found > expected + 1).mean() < 0.2  # COMMON is 8: one too many changes no weight


def test_common_wording_is_cut_off_at_255() -> None:
    tokens, spans = columns([[1, 2, 3, 4]] * 300)
    found = gram_frequencies(tokens, spans, np.arange(300), 2)
    assert set(found[::4].tolist()) == {255}


def test_the_threads_count_in_parts_of_the_table_that_do_not_meet() -> None:
    """Two threads that add to one place at a time lose counts."""
    rng = np.random.default_rng(5)
    tokens = rng.integers(0, 2**32, 40_000, dtype=np.uint32)
    begin, end = np.zeros(1, np.int64), np.array([len(tokens)], np.int64)
    touched = np.zeros(1 << 12, np.int64)
    total = np.zeros(1 << 12, np.int64)
    for part in range(3):
        counts = np.zeros(1 << 12, np.uint8)
        grams = np.empty(len(tokens), np.uint32)
        count_kernel(tokens, begin, end, np.zeros(1, np.int64), np.uint32(part), np.uint32(3), grams, counts)
        touched += counts > 0
        total += counts
    assert total.sum() == len(tokens) - GRAM + 1
    assert touched.max() == 1


@pytest.mark.parametrize(("frequency", "weight"), [(0, 1), (1, 1), (COMMON, 1), (2 * COMMON, 0.5), (255, COMMON / 255)])
def test_words_weigh_less_the_more_articles_carry_them(frequency: int, weight: float) -> None:
    assert WEIGHTS[frequency] == pytest.approx(weight)
    assert (np.diff(WEIGHTS) <= 0).all()
