"""Templates: which facts stand for others, when that makes a form, and what a reason says of it."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from dedup.corpus.texts import Texts
from dedup.judge.templates import (
    ANY_FACT,
    MAX_EDGE,
    MIN_FACTS,
    WORDS_A_FACT,
    WORDS_AN_ENTRY,
    Facts,
    facts_needed,
    facts_of,
    is_filled_in_again,
    reasons_below,
)
from dedup.records import NUMERAL, PASSAGE
from dedup.results import Change

N_TOKENS = 30
Numbers = list[tuple[int, int]]
numbers = st.dictionaries(st.integers(0, N_TOKENS - 1), st.integers(-3, 130), max_size=10).map(
    lambda found: sorted(found.items())
)
spans = st.tuples(st.integers(0, 20), st.integers(0, 15)).map(lambda span: (span[0], min(sum(span), N_TOKENS)))


def texts_with(a: Numbers, b: Numbers) -> Texts:
    tokens = np.arange(1, 2 * N_TOKENS + 1, dtype=np.uint32)  # no word of a text is in the other, but equal facts
    for begin, own in ((0, a), (N_TOKENS, b)):
        for token, value in own:
            tokens[begin + token] = 1000 + value if value >= 0 else 2000 - value
    return Texts.alone(tokens, np.array([0, N_TOKENS, 2 * N_TOKENS]))._replace(
        numbers=np.array([*a, *b], NUMERAL),
        number_begin=np.array([0, len(a)]),
        number_end=np.array([len(a), len(a) + len(b)]),
    )


def facts(numbers: Numbers, span: tuple[int, int], others: Numbers, other: tuple[int, int]) -> tuple[list[int], int]:
    """Runs of facts as one, of numbers without zeros; and how many words the other text's span has nearby, too."""
    near = MAX_EDGE + abs((span[1] - span[0]) - (other[1] - other[0]))
    inside, n_shared = [], 0
    for token, value in numbers:
        if span[0] <= token < span[1]:
            places = [at - other[0] for at, one in others if value < 0 and one == value and other[0] <= at < other[1]]
            if any(abs(place - (token - span[0])) <= near for place in places):
                n_shared += 1
            else:
                inside.append((token, value))
    found = []
    for _, run in groupby(enumerate(inside), lambda item: item[1][0] - item[0]):
        key = 0
        for _, (_, value) in run:
            digits = str(value).replace("0", "") if value > 0 else ""
            key = key * 10 ** len(digits) + int(digits or 0) + min(value, 0)
        found.append(key)
    return found, n_shared


@given(numbers, numbers, spans, spans)
def test_facts_are_compared_in_their_order(
    a: Numbers, b: Numbers, in_a: tuple[int, int], in_b: tuple[int, int]
) -> None:
    passage = np.array([(*in_a, *in_b, 0, 1)], PASSAGE)[0]
    found = facts_of(texts_with(a, b), 0, 1, passage, ANY_FACT)
    at_head, at_foot = max(in_a[0], in_b[0]) <= MAX_EDGE, N_TOKENS - min(in_a[1], in_b[1]) <= MAX_EDGE
    edged_a, edged_b = ((0 if at_head else span[0], N_TOKENS if at_foot else span[1]) for span in (in_a, in_b))
    of_a, n_shared_a = facts(a, edged_a, b, edged_b)
    of_b, n_shared_b = facts(b, edged_b, a, edged_a)
    n_same = LCSseq.similarity(of_a, of_b)
    if a and b:
        assert found == (min(len(of_a), len(of_b)) - n_same, n_same + min(n_shared_a, n_shared_b))
    else:
        assert found == (0, 0)


@pytest.mark.parametrize(
    ("a", "b", "n_other"),
    [
        ([(9, 12)], [(9, 21)], 1),
        ([(9, 12), (10, 0)], [(9, 12000)], 0),
        ([(9, 2), (10, 70)], [(9, 2), (10, 7)], 0),
        ([(9, 3), (10, 1)], [(9, 1), (10, 3)], 1),
        ([(9, -7)], [(9, -8)], 1),
    ],
    ids=["another number", "thousands", "decimals", "a score", "a word"],
)
def test_what_is_another_fact(a: Numbers, b: Numbers, n_other: int) -> None:
    passage = np.array([(6, 20, 6, 20, 14, 1)], PASSAGE)[0]
    assert facts_of(texts_with(a, b), 0, 1, passage, ANY_FACT).n_other == n_other


def test_a_word_in_a_slot_that_both_have_there_is_no_other_fact() -> None:
    """Which slots a form has other copies show, and of two copies of one filling they may show it in one only."""
    passage = np.array([(6, 20, 6, 20, 13, 1)], PASSAGE)[0]
    texts = texts_with([(9, -7), (10, 12)], [(10, 12)])
    assert facts_of(texts, 0, 1, passage, ANY_FACT) == (1, 0)
    texts.tokens[N_TOKENS + 9] = texts.tokens[9]
    assert facts_of(texts, 0, 1, passage, ANY_FACT) == (0, 1)


@pytest.mark.parametrize(
    ("other", "same", "n_words", "is_form"),
    [
        (5, 0, 40, True),
        (2, 0, 40, False),
        (3, 2, 48, True),
        (3, 2, 60, False),
        (1, 0, 20, False),
        (2, 0, 20, True),
        (4, 9, 70, False),
        (4, 9, 30, True),
        (12, 3, 200, True),
        (5, 5, 150, False),
    ],
    ids=[
        "weather",
        "two figures",
        "market",
        "update",
        "correction",
        "two figures of a sentence",
        "story with figures",
        "table",
        "long",
        "prose",
    ],
)
def test_a_form_has_other_facts_every_few_words(other: int, same: int, n_words: int, *, is_form: bool) -> None:
    assert is_filled_in_again(Facts(other, same), n_words) == is_form


def change(a: str, b: str, kind: str = "word") -> Change:
    return Change((0, len(a)), (0, len(b)), a, b, kind)


def test_a_template_names_its_facts_numbers_first() -> None:
    edits = [
        change("Jeddah", "Riyadh"),
        change("12", "21", "number"),
        change("", "of"),
        change("Kim", "Kym", "spelling"),
    ]
    assert reasons_below("template", edits) == ("a template, one form with other facts: 12 -> 21, Jeddah -> Riyadh",)


@pytest.mark.parametrize("edits", [[], [change("", "of")], [change("w " * 40, "v " * 40)]])
def test_without_facts_to_name_it_is_a_form(edits: list[Change]) -> None:
    assert reasons_below("template", edits) == ("a template, one form filled in twice",)


def test_reuse_has_no_reason_against_it() -> None:
    assert reasons_below("partial", [change("12", "21", "number")]) == ()
    assert reasons_below("quote", []) == ("what is shared is a quotation, a post or a caption",)
    assert reasons_below("boilerplate", [change("12", "21", "number")]) == ("what is shared is formula",)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 900))
def test_an_explanation_names_as_many_facts_as_a_form_takes(other: int, same: int, n_words: int) -> None:
    facts = Facts(other, same)
    dense = other >= MIN_FACTS and (other - 1) * WORDS_A_FACT >= n_words
    is_form = dense and (other >= same or other * WORDS_AN_ENTRY >= n_words)
    assert (other >= facts_needed(facts, n_words)) == is_form
    assert is_filled_in_again(facts, n_words) == (other >= facts_needed(facts, n_words))
