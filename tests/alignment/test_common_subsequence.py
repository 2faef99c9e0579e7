"""Common words equal rapidfuzz's longest common subsequence, whatever the length of the runs."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from dedup.alignment.common_subsequence import common_words
from dedup.alignment.pieces import MAX_WHOLE


def both(a: list[int], b: list[int]) -> tuple[int, int]:
    return int(common_words(np.array(a, np.uint32), np.array(b, np.uint32))), LCSseq.similarity(a, b)


few_words = st.lists(st.integers(0, 5), max_size=200)


@given(few_words, few_words)
def test_few_words_that_recur_all_the_time(a: list[int], b: list[int]) -> None:
    found, expected = both(a, b)
    assert found == expected


@given(st.lists(st.integers(0, 2**32 - 1), max_size=30), st.data())
def test_a_rearranged_run(a: list[int], data: st.DataObject) -> None:
    found, expected = both(a, data.draw(st.permutations(a)))
    assert found == expected


@pytest.mark.parametrize("n_words", [63, 64, 65, 127, 128, 129, 200, 1000])
@pytest.mark.parametrize("n_distinct", [2, 40, 100_000])
def test_runs_around_and_beyond_the_width_of_a_machine_word(n_words: int, n_distinct: int) -> None:
    rng = random.Random(n_words * n_distinct)
    for _ in range(10):
        a = [rng.randrange(n_distinct) for _ in range(n_words)]
        b = [word if rng.random() < 0.8 else rng.randrange(n_distinct) for word in a if rng.random() < 0.9]
        found, expected = both(a, b)
        assert found == expected
        found, expected = both(b, a)
        assert found == expected


@pytest.mark.parametrize(
    ("a", "b", "n"),
    [([], [], 0), ([], [7], 0), ([7], [], 0), ([7], [7], 1), ([7, 8], [8, 7], 1), ([0] * 130, [0] * 70, 70)],
)
def test_short_and_one_sided_runs(a: list[int], b: list[int], n: int) -> None:
    assert both(a, b) == (n, n)


@pytest.mark.parametrize("n_distinct", [100, 100_000])
@pytest.mark.parametrize("share", [0.001, 0.02, 0.1])
def test_runs_too_long_to_compare_whole_lose_next_to_nothing(n_distinct: int, share: float) -> None:
    rng = random.Random(3)
    a = [rng.randrange(n_distinct) for _ in range(3 * MAX_WHOLE)]
    b = [word if rng.random() >= share else rng.randrange(n_distinct) for word in a if rng.random() >= share]
    found, expected = both(a, b)
    assert expected * 0.99 <= found <= expected


def test_a_text_of_a_million_words_with_edits_throughout() -> None:
    a = np.arange(1_000_000, dtype=np.uint32)
    b = np.delete(a, np.arange(0, 1_000_000, 40))
    b[::50] += np.uint32(5_000_000)
    assert common_words(a, a) == 1_000_000
    assert common_words(a, b) == len(b) - len(b[::50])
