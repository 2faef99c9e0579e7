"""What a rewritten passage weighs: rare words in full, common ones and forms little or nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.corpus.texts import Texts
from dedup.records import PASSAGE, REWRITTEN
from dedup.weigh.rarity import COMMON
from dedup.weigh.rewritten import WordRarity, shared_weight, word_rarity


def weight(a: list[int], b: list[int], often: int = 1, commonest: float = 1e5, marks: list[int] | None = None) -> float:
    tokens = np.array([*a, *b], np.uint32)
    texts = Texts.alone(tokens, np.array([0, len(a), len(tokens)]), np.array(marks or [0] * len(tokens), np.uint8))
    grams = np.where(np.arange(256) == 7, 0.25, 1).astype(np.float32)
    rarity = WordRarity(np.full(1 << 16, often, np.uint32), commonest, grams)
    passage = np.array([(0, len(a), 0, len(b), 0, REWRITTEN)], PASSAGE)
    return float(shared_weight(texts, 0, len(a), passage[0], rarity))


words = st.lists(st.integers(0, 30), min_size=1, max_size=40)


@given(words, words)
def test_rare_words_count_once_for_each_time_both_sides_have_them(a: list[int], b: list[int]) -> None:
    assert weight(a, b) == sum(min(a.count(word), b.count(word)) for word in set(a))
    assert weight(b, a) == weight(a, b)


def test_common_words_count_less_down_to_nothing() -> None:
    shared = list(range(20))
    assert weight(shared, shared[::-1], often=COMMON) == 20
    assert weight(shared, shared[::-1], often=900, commonest=COMMON * 1e4) == pytest.approx(20 * (1 - 0.5128), abs=0.01)
    assert weight(shared, shared[::-1], often=10**6) == 0


def test_a_word_in_a_common_4_gram_counts_as_little_as_that() -> None:
    shared = list(range(8))
    marks = [0, 0, 7, 0, 0, 0, 0, 0, *[0] * 8]
    assert weight(shared, shared, marks=marks) == 4 + 4 * 0.25


def test_words_are_counted_in_the_chosen_articles_only() -> None:
    tokens = np.array([5, 5, 9, 5], np.uint32)
    counts = word_rarity(Texts.alone(tokens, np.array([0, 2, 3, 4])), np.array([0, 1])).counts
    assert (counts[5], counts[9], counts.sum()) == (2, 1, 3)
