"""Planted copies are what their kind says, and the figures count what they say."""

import random

import pytest

from benchmarks.direction import KINDS, Plant, measure
from dedup import Article
from tests.newsroom import ENGLISH, story

RNG = random.Random(7)
TEXTS = [story(RNG, 120, ENGLISH) for _ in range(8)]


def plant():
    original, copy = (Article(name, TEXTS[0], source=name) for name in ("Tide", "Post"))
    return Plant(original, copy, TEXTS[1], random.Random(1))


@pytest.mark.parametrize("kind", KINDS)
def test_the_copy_shares_text_with_the_original_and_keeps_its_id(kind):
    original, copy = KINDS[kind](plant())
    assert (original.id, copy.id) == ("Tide", "Post")
    words, copied = original.text.split(), copy.text.split()
    assert any(" ".join(words[i : i + 8]) in copy.text for i in range(len(words)))
    assert copied


@pytest.mark.parametrize(
    ("kind", "coverage", "accuracy"),
    [("text: verbatim", 0.0, None), ("credit: agency's own, credited", 1.0, 1.0), ("time: forged", 1.0, 0.0)],
)
def test_what_is_counted(kind, coverage, accuracy):
    row = measure(kind, TEXTS, 4)
    assert (row["planted"], row["matched"], row["coverage"], row["accuracy"]) == (4, 4, coverage, accuracy)
