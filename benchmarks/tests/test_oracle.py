"""The oracle against the definition, pair by pair."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.oracle import alike, sharing_a_run

articles = st.lists(st.lists(st.integers(0, 3), max_size=9), max_size=7)


def columns(texts):
    offsets = np.cumsum([0, *map(len, texts)])
    return np.array([word for text in texts for word in text], np.uint32), offsets


def grams(text, n):
    return {tuple(text[i : i + n]) for i in range(len(text) - n + 1)}


@given(articles)
def test_every_pair_that_shares_a_run_is_found_and_no_other(texts):
    expected = [
        list(pair) for pair in combinations(range(len(texts)), 2) if grams(texts[pair[0]], 3) & grams(texts[pair[1]], 3)
    ]
    assert sharing_a_run(*columns(texts), run=3).tolist() == expected


@given(articles)
def test_every_pair_that_is_alike_enough_is_found_with_its_similarity(texts):
    expected = {}
    for i, j in combinations(range(len(texts)), 2):
        a, b = grams(texts[i], 2), grams(texts[j], 2)
        if a and b and 2 * len(a & b) >= len(a | b):
            expected[i, j] = len(a & b) / len(a | b)
    pairs, jaccard = alike(*columns(texts), gram=2)
    assert {tuple(pair): similarity for pair, similarity in zip(pairs.tolist(), jaccard, strict=True)} == expected
