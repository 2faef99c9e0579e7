"""Bigrams nominate what shares a tenth of them, and hardly any strangers."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup import Config
from dedup.candidates import bigrams
from dedup.candidates.bigrams import BIGRAM_UNITS, MAX_HOLDERS, MIN_SHARE, MIN_SHARED, sharing_bigrams
from dedup.candidates.pairs import split
from dedup.sketch.sketches import Sketches, sketch
from dedup.text.scripts import units_of

WORDS = ["river", "market", "mayor", "flood", "night", "bank", "rain", "road", "bridge", "school", "harbour", "train"]
texts = st.lists(st.lists(st.sampled_from([*WORDS, "洪", "水", "市", "長"]), max_size=60).map(" ".join), max_size=40)


def nominated(sketches: Sketches, jobs: int = 1) -> set[tuple[int, int]]:
    first, second = split(sharing_bigrams(sketches, np.arange(len(sketches)), jobs))
    return set(zip(first.tolist(), second.tolist(), strict=True))


def bigrams_of(tokens: list[int]) -> set[tuple[int, ...]]:
    """The runs from each word of the sample on, one word at a time."""
    found = set()
    for at in range(len(tokens)):
        end = at
        while end < len(tokens) and sum(int(units_of(np.uint32(one))) for one in tokens[at:end]) < BIGRAM_UNITS:
            end += 1
        if tokens[at] % 4 == 0 and sum(int(units_of(np.uint32(one))) for one in tokens[at:end]) >= BIGRAM_UNITS:
            found.add(tuple(tokens[at:end]))
    return found


@given(texts, st.sampled_from([1, 3]))
def test_pairs_that_share_enough_bigrams_are_nominated_once_each(texts: list[str], jobs: int) -> None:
    sketches = sketch(texts, Config())
    ends = zip(sketches.begin, sketches.end, strict=True)
    of_text = [bigrams_of(sketches.tokens[begin:end].tolist()) for begin, end in ends]
    rare = {one for held in of_text for one in held if sum(one in other for other in of_text) <= MAX_HOLDERS}
    expected = {
        (i, j)
        for i, j in combinations(range(len(texts)), 2)
        if len(of_text[i] & of_text[j] & rare) >= max(MIN_SHARED, MIN_SHARE * min(len(of_text[i]), len(of_text[j])))
    }
    assert nominated(sketches, jobs) == expected


def test_few_pairs_at_a_time_are_the_same_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    story = rng.choice(WORDS, 80)
    copies = [np.where(rng.random(80) < 0.3, rng.choice(WORDS, 80), story) for _ in range(12)]
    sketches = sketch([" ".join(copy) for copy in copies], Config())
    expected = nominated(sketches)
    assert expected
    monkeypatch.setattr(bigrams, "MAX_PAIRS", 7)
    assert nominated(sketches, 2) == expected


def test_a_bigram_that_many_have_nominates_nobody() -> None:
    story = " ".join(f"{one} {other}" for one in WORDS for other in WORDS)
    assert len(nominated(sketch([story] * MAX_HOLDERS, Config()))) == MAX_HOLDERS * (MAX_HOLDERS - 1) // 2
    assert nominated(sketch([story] * (MAX_HOLDERS + 1), Config())) == set()


def test_no_articles() -> None:
    assert nominated(sketch([], Config())) == set()
