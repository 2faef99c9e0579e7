"""Facts: which numbers stand for others, and what a reason says of them."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.corpus.texts import Texts
from dedup.judge.templates import other_numbers, reasons_below
from dedup.records import NUMERAL, PASSAGE
from dedup.results import Change

numbers = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4)), max_size=8).map(sorted)


@given(numbers, numbers, st.tuples(*[st.integers(0, 15)] * 2), st.tuples(*[st.integers(0, 15)] * 2))
def test_numbers_that_stand_for_others_as_a_counter_has_them(a, b, start, length) -> None:
    passage = np.array([(start[0], start[0] + length[0], start[1], start[1] + length[1], 0, 0)], PASSAGE)[0]
    texts = Texts.alone(np.empty(0, np.uint32), np.zeros(3, np.int64))._replace(
        numbers=np.array([*a, *b], NUMERAL),
        number_begin=np.array([0, len(a)]),
        number_end=np.array([len(a), len(a) + len(b)]),
    )
    found = other_numbers(texts, 0, 1, passage)
    of_a = Counter(value for at, value in a if passage["begin_a"] <= at < passage["end_a"])
    of_b = Counter(value for at, value in b if passage["begin_b"] <= at < passage["end_b"])
    assert found == min((of_a - of_b).total(), (of_b - of_a).total())


def change(a: str, b: str, kind: str = "word") -> Change:
    return Change((0, len(a)), (0, len(b)), a, b, kind)


def test_a_template_names_its_facts_numbers_first() -> None:
    edits = [
        change("Jeddah", "Riyadh"),
        change("12", "21", "number"),
        change("", "of"),
        change("Kim", "Kym", "spelling"),
    ]
    assert reasons_below("boilerplate", 80, edits) == (
        "a template, one form with other facts: 12 -> 21, Jeddah -> Riyadh",
    )


@pytest.mark.parametrize("edits", [[], [change("", "of")], [change("w " * 40, "v " * 40)]])
def test_without_facts_it_is_formula(edits: list[Change]) -> None:
    assert reasons_below("boilerplate", 80, edits) == ("what is shared is formula",)


def test_a_short_formula_is_no_form() -> None:
    assert reasons_below("boilerplate", 12, [change("12", "21", "number")]) == ("what is shared is formula",)


def test_reuse_has_no_reason_against_it() -> None:
    assert reasons_below("partial", 80, [change("12", "21", "number")]) == ()
    assert reasons_below("quote", 30, []) == ("what is shared is a quotation",)
