"""Anchors are runs of words that truly stand in both texts."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.alignment.anchors import MAX_PLACES, Space, anchor_kernel, index_kernel
from dedup.runtime.storage import Workspace
from dedup.text.grams import GRAM

words = st.lists(st.integers(0, 9), max_size=80)


def anchors(a: list[int], b: list[int]) -> list[tuple[int, int, int]]:
    tokens_a, tokens_b = np.array(a, np.uint32), np.array(b, np.uint32)
    space = Space.of(Workspace(), len(a), len(b))
    n = anchor_kernel(tokens_a, tokens_b, index_kernel(tokens_a, space), space)
    return [tuple(row) for row in space.anchors[:n].tolist()]


@st.composite
def related(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """A text, and one put together from pieces of it and words of its own."""
    a = draw(words)
    b: list[int] = []
    for _ in range(draw(st.integers(0, 5))):
        begin = draw(st.integers(0, len(a)))
        b += a[begin : begin + draw(st.integers(0, 30))] + draw(st.lists(st.integers(0, 20), max_size=6))
    return a, b


@given(related())
def test_anchors_are_equal_runs_in_the_order_of_b(texts: tuple[list[int], list[int]]) -> None:
    a, b = texts
    end = 0
    found = anchors(a, b)
    begins = {j for _, j, _ in found}
    for i, j, length in found:
        assert length >= GRAM
        assert a[i : i + length] == b[j : j + length]
        assert len(a[i : i + length]) == length
        assert j >= end
        goes_on = i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]
        assert not goes_on or j + length in begins, "the next one is longer and took its last words"
        end = j + length


@given(related())
def test_no_shared_run_of_four_words_is_missed(texts: tuple[list[int], list[int]]) -> None:
    a, b = texts
    grams_a = [tuple(a[i : i + GRAM]) for i in range(len(a) - GRAM + 1)]
    covered: set[int] = set()
    for _, j, length in anchors(a, b):
        covered |= set(range(j, j + length))
    for j in range(len(b) - GRAM + 1):
        gram = tuple(b[j : j + GRAM])
        if gram in grams_a:
            assert covered & set(range(j, j + GRAM)), "a shared 4-gram that no anchor touches"


def test_of_several_places_the_longest_run_wins() -> None:
    lead = [1, 2, 3, 4]
    assert anchors([*lead, 9, 9, *lead, 5, 6], [*lead, 5, 6]) == [(6, 0, 6)]


def test_a_longer_run_takes_back_the_words_it_begins_with() -> None:
    """Of 12 words the first five end a run of seven, which alone would be too short for a passage, as their rest."""
    phrase, name, rest = [1, 2], [3, 4, 5, 6, 7], [20, 21, 22, 23, 24, 25, 26]
    a = [*phrase, *name, 90, 91, *name, *rest]
    assert anchors(a, [*phrase, *name, *rest]) == [(9, 2, 12)]
    long = [30, 31, 32, 33]
    a = [*long, *name, 90, 91, *name, *rest]
    assert anchors(a, [*long, *name, *rest]) == [(0, 0, 4), (11, 4, 12)]
    a = [*long, *long, *name, 90, 91, *name, *rest[:3]]
    assert anchors(a, [*long, *long, *name, *rest[:3]]) == [(0, 0, 13)], "what is left is no run of four"


def test_of_equal_runs_the_one_that_goes_on_where_the_last_stopped() -> None:
    list_item, first, second = [1, 2, 3, 4], [10, 11, 12, 13, 14], [20, 21, 22, 23, 24]
    a = [*first, 99, *list_item, 98, *second, 97, *list_item, 96]
    b = [*second, 50, *list_item, 51]
    assert anchors(a, b) == [(11, 0, 5), (17, 6, 4)]


def test_a_word_said_a_thousand_times_is_tried_in_a_few_places_only() -> None:
    found = anchors([5] * 1000, [5] * 1000)
    assert found == [(0, 0, 1000)]
    assert MAX_PLACES < 1000


def test_texts_shorter_than_an_anchor_share_none() -> None:
    assert anchors([1, 2, 3], [1, 2, 3]) == []
    assert anchors([], [1, 2, 3, 4]) == []
