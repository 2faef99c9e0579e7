"""Results: a match from either side."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup import Article, compare
from dedup.results import Change, Match, Passage
from tests.newsroom import edited, story

NOON = datetime(2025, 9, 3, 12, tzinfo=UTC)
CHARTER = (
    "The harbour office may, at its discretion and without further notice, open or close the northern quay to ferries,"
    " fishing boats and barges whenever wind, ice, repairs or the water level make it necessary."
)


@given(st.integers(0, 1000), st.sampled_from([0.0, 0.05, 0.3]), st.booleans(), st.booleans())
def test_a_swapped_match_is_the_one_of_the_articles_with_their_ids_exchanged(seed, rate, behind, rewritten) -> None:
    rng = random.Random(seed)
    first, second = story(rng, 60), story(rng, 40)
    copy = edited(rng, first, rate)
    a = {"text": f"{first} {CHARTER}", "source": "afp", "published": NOON}
    b = {"text": f"{second} {copy}" if behind else f"{CHARTER} {second} {copy}", "title": "UPDATE 1-Ferry"}
    here = compare(Article("1", **a), Article("2", **b), rewritten=rewritten)
    there = compare(Article("2", **a), Article("1", **b), rewritten=rewritten)
    assert (here is None) == (there is None)
    if here is not None and there is not None:
        assert replace(there.swapped(), a="1", b="2") == here
        assert here.swapped().swapped() == here


def test_sentences_that_belong_together_change_sides_too() -> None:
    passage = Passage((0, 90), (10, 70), 12, 0.4, "rewritten", (((0, 40), (45, 70)), ((50, 90), (10, 40))))
    assert passage.swapped().aligned == (((10, 40), (50, 90)), ((45, 70), (0, 40)))
    assert passage.swapped().swapped() == passage


def test_a_change_keeps_its_texts_on_their_sides() -> None:
    change = Change((5, 7), (8, 11), "12", "210", "number")
    assert change.swapped() == Change((8, 11), (5, 7), "210", "12", "number")


def test_the_other_article_of_a_match() -> None:
    match = Match("1", "2", "exact", 1.0, 1.0, 1.0, (), (), None, ())
    assert (match.other("1"), match.other("2"), match.swapped().other("1")) == ("2", "1", "2")
    with pytest.raises(KeyError):
        match.other("3")
