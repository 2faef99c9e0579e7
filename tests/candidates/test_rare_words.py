"""Rare words nominate what shares three of them, and nothing else."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup import Config
from dedup.candidates.pairs import split
from dedup.candidates.rare_words import MAX_HOLDERS, MIN_RARE_WORDS, sharing_rare_words
from dedup.sketch.sketches import sketch

WORDS = [f"{a}{b}" for a in ("Wahran", "Sarrat", "Norvik", "Haddad", "Solheim") for b in ("ville", "berg", "oun", "sk")]
texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), max_size=30)


def nominated(texts: list[str]) -> set[tuple[int, int]]:
    sketches = sketch(texts, Config())
    first, second = split(sharing_rare_words(sketches, np.arange(len(texts))))
    return set(zip(first.tolist(), second.tolist(), strict=True))


def expected(texts: list[str]) -> set[tuple[int, int]]:
    """Counting all pairs' common words one by one."""
    words = [set(text.split()) for text in texts]
    rare = {word for word in WORDS if sum(word in one for one in words) <= MAX_HOLDERS}
    pairs = combinations(range(len(texts)), 2)
    return {(i, j) for i, j in pairs if len(words[i] & words[j] & rare) >= MIN_RARE_WORDS}


@given(texts)
def test_pairs_that_share_enough_rare_words_are_nominated_once_each(texts: list[str]) -> None:
    assert nominated(texts) == expected(texts)


def test_a_word_that_many_have_nominates_nobody() -> None:
    name = "Leila Haddad Sarrat"
    assert len(nominated([name] * MAX_HOLDERS)) == MAX_HOLDERS * (MAX_HOLDERS - 1) // 2
    assert nominated([name] * (MAX_HOLDERS + 1)) == set()
