"""What two articles share with a third one says whether they are worth aligning themselves."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup import Article, scan
from dedup.candidates.pairs import join, split
from dedup.corpus.texts import Texts
from dedup.judge.judged import Judged
from dedup.matches import neighbours
from dedup.matches.confirmer import Confirmer
from dedup.matches.neighbours import (
    HELD,
    MAX_NEIGHBOURS,
    neighbours_among,
    neighbours_of,
    pairs_of_neighbours,
    projected,
)
from dedup.text.tokens import tokenize
from tests.newsroom import ENGLISH, story


def texts_of(texts: list[str]) -> Texts:
    tokens = tokenize(texts)
    return Texts.alone(tokens.hashes, tokens.offsets)


def found(texts: Texts, *pairs: tuple[int, int]) -> list[tuple[int, int]]:
    first, second = np.array(pairs, np.int64).T
    judged = Confirmer(texts)(np.sort(join(first, second)))
    return [*zip(*(side.tolist() for side in split(pairs_of_neighbours(texts, [judged]))), strict=True)]


@pytest.fixture
def wire() -> list[str]:
    """Four articles: the middle of the first is in the second, its middle and end in the third, its end in the last."""
    rng = random.Random(1)
    begin, middle, end = (story(rng, 60, ENGLISH) for _ in range(3))
    own = [story(rng, 80, ENGLISH) for _ in range(3)]
    return [f"{begin} {middle} {end}", f"{own[0]} {middle}", f"{middle} {end} {own[1]}", f"{own[2]} {end}"]


def test_two_articles_whose_passages_overlap_in_a_third_are_a_pair(wire: list[str]) -> None:
    assert found(texts_of(wire), (0, 1), (0, 2), (0, 3)) == [(1, 2), (2, 3)]


def test_passages_that_stand_apart_in_the_third_say_nothing(wire: list[str]) -> None:
    assert found(texts_of(wire), (0, 1), (0, 3)) == []


def test_what_counts_for_nothing_says_nothing(wire: list[str]) -> None:
    texts = texts_of(wire)
    texts.marks[:] = 5 | 3 << 3  # as common as can be, in many news windows
    assert found(texts, (0, 1), (0, 2), (0, 3)) == []


def test_reprints_are_left_to_their_family() -> None:
    text = story(random.Random(2), 120, ENGLISH)
    versions = [f"{word} {text}" for word in ("Breaking:", "Update:", "Correction:")]
    assert found(texts_of(versions), (0, 1), (0, 2)) == []


def test_neighbours_stand_by_article_and_other_however_they_come(wire: list[str]) -> None:
    texts = texts_of(wire)
    pairs = np.sort(join(np.array([0, 0, 2]), np.array([1, 2, 3])))
    whole = Confirmer(texts)(pairs)
    parts = [whole.selected(np.arange(len(whole)) == row) for row in (2, 0, 1)]
    one, other = neighbours_of([whole]), neighbours_of(parts)
    assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))
    held = one.passages
    assert [(a, b) for a, b in zip(held["article"], held["other"], strict=True)] == [
        (0, 1), (0, 2), (1, 0), (2, 0), (2, 3), (3, 2)
    ]  # fmt: skip
    assert neighbours_of([]).of_article.tolist() == [0]
    assert neighbours_of([Judged.joined([])]).offsets.tolist() == [0]


@pytest.mark.parametrize("n", [30, 40])
def test_every_two_articles_with_a_paragraph_of_one_wire_story_are_a_match(n: int) -> None:
    """More articles have it than are compared for each fingerprint; none is lost."""
    rng = random.Random(n)
    paragraph = story(rng, 50, ENGLISH)
    articles = []
    for number in range(n):
        own = story(rng, rng.randint(90, 160), ENGLISH).split()
        cut = rng.randint(0, len(own))
        text = " ".join([*own[:cut], paragraph, *own[cut:]])
        day = datetime(2015, 7, 1) + timedelta(minutes=number)
        articles.append(Article(f"{number}", text, source=f"outlet-{number}", published=day))
    assert n <= MAX_NEIGHBOURS
    assert len(scan(articles).matches) == n * (n - 1) // 2


held_passages = st.lists(st.tuples(*(st.integers(0, 3) for _ in range(3))), max_size=40)


@given(held_passages)
def test_passages_stand_by_article_other_and_place(rows) -> None:
    held = np.zeros(len(rows), HELD)
    for name, column in zip(("article", "other", "begin"), zip(*rows, strict=True), strict=False):
        held[name] = column
    held["end"] = np.arange(len(rows))
    ordered = neighbours_among([held]).passages
    plain = held[np.lexsort((held["begin"], held["other"], held["article"]))]
    assert ordered.tolist() == plain.tolist()


def test_any_number_of_threads_finds_the_same_pairs(wire: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "CHUNK", 1)
    texts = texts_of([*wire, *(f"Breaking. {text}" for text in wire)])
    among = neighbours_of([Confirmer(texts)(np.sort(join(*np.triu_indices(len(texts.begin), 1))))])
    one, three = (projected(texts, among, threads) for threads in (1, 3))
    assert len(one)
    assert one.tolist() == three.tolist()
