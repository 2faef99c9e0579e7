from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.judge.relation import RELATIONS
from dedup.results import REUSE
from dedup.scanning.report import Report
from dedup.scanning.scan import scan
from tests.newsroom import collection

FIRE = (
    "A fire in the old cotton mill drove 12 families from 900㎡ of homes on Sunday night; two F16s circled, the brigade"
    " needed 300 metres of hose to reach the river, and its chief said that the last flames of 2015 were put out by 7."
)
WORDS = FIRE.split(" ")


def told_by_the_table(report: Report) -> int:
    """The slow way: all changes of all matches in characters, each with its kind."""
    table = report.match_table()
    is_reuse = np.array([RELATIONS[relation] in REUSE for relation in table.relations], bool)
    return np.count_nonzero(table.n_changed_numbers[is_reuse])


def test_pairs_that_differ_in_a_number_are_those_of_which_the_table_has_a_changed_number():
    report = scan(collection(60, seed=3), jobs=2)
    n = report.n_changed_pairs()
    assert n == told_by_the_table(report) > 0


def test_they_are_counted_whether_or_not_shared_wording_was_asked_for_before():
    first, then = (scan([FIRE, FIRE.replace("12", "15")], jobs=1) for _ in range(2))
    assert len(then.shared) == 0
    assert first.n_changed_pairs() == then.n_changed_pairs() == 1


def test_copies_of_the_same_words_are_counted_one_by_one():
    texts = [FIRE, FIRE, FIRE.replace("12", "15"), FIRE.replace("12", "15")]
    report = scan(texts, jobs=1)
    assert report.n_changed_pairs() == told_by_the_table(report) == 4


@pytest.mark.parametrize(
    ("this", "that", "n"),
    [
        ("12", "15", 1),
        ("12", "١٢", 0),
        ("F16s", "F15s", 1),
        ("900㎡", "800㎡", 1),
        ("brigade", "crews", 0),
        ("needed 300", "300 needed", 1),
    ],
)
def test_a_number_is_a_word_with_a_digit_anywhere(this, that, n):
    report = scan([FIRE, FIRE.replace(this, that)], jobs=1)
    assert report.n_changed_pairs() == told_by_the_table(report) == n


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, len(WORDS) - 1), st.sampled_from(["7", "F22s", "crews", "", "7 8"])), max_size=6)
)
def test_after_any_edits_the_two_ways_agree(edits):
    words = list(WORDS)
    for place, word in edits:
        words[place] = word
    report = scan([FIRE, " ".join(words)], jobs=1)
    assert report.n_changed_pairs() == told_by_the_table(report)
