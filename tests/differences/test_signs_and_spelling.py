"""Signs between words and two spellings of one word."""

import numpy as np
import pytest

from dedup.differences.signs import signs
from dedup.differences.spelling import spelling
from dedup.text.tokens import tokenize


def signs_in(text):
    tokens = tokenize([text])
    return list(signs(text, tokens.starts, tokens.ends).values())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tonight −5 degrees", ["-"]),
        ("tonight -5 degrees", ["-"]),
        ("von 3 – 1 auf 3-1", ["-", "-"]),
        ("the well-known mayor - of Tolvik - said", []),
        ("up ▲ 1.2 ﹪", ["▲", ".", "%"]),
        ("درجة ٪12", ["%"]),
        ("$12 and €12", ["$", "€"]),
        ("10² metres", ["^2"]),
        ("Really？", ["?"]),
        ("«Quoted», (in brackets); and so on.", []),
        ("", []),
    ],
)
def test_signs_say_something_punctuation_does_not(text, found):
    assert signs_in(text) == found


def test_a_text_with_lone_surrogates_has_signs_too():
    assert signs("\ud800 −5", np.array([3], np.int32), np.array([4], np.int32)) == {0: "-"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organise", "organize"),
        ("colour", "color"),
        ("travelled", "traveled"),
        ("favourably", "favorably"),
        ("مسؤول", "مسئول"),
    ],
)
def test_two_spellings_by_rule_are_the_same(one, other):
    assert spelling(one) & spelling(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("four", "for"),
        ("hour", "hor"),
        ("legal", "illegal"),
        ("Iran", "Iraq"),
        ("Hansen", "Jansen"),
        ("sixteen", "sixty"),
        ("rise", "rize"),
    ],
)
def test_words_that_only_look_alike_are_not(one, other):
    assert not spelling(one) & spelling(other)
