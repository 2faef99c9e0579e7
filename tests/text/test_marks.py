"""The table of marks says what Unicode says, for every character."""

from __future__ import annotations

import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from dedup.text import marks
from dedup.text.marks import mark_table

BASIC_PLANE = [chr(code) for code in range(0x10000) if unicodedata.category(chr(code)) != "Cn"]


def those_with(unicode_property: str) -> set[str]:
    found = regex.compile(rf"\p{{{unicode_property}}}")
    return {char for char in BASIC_PLANE if found.fullmatch(char)}


@pytest.mark.parametrize(
    ("name", "unicode_property", "more", "less"),
    [
        ("ENDS", "Sentence_Terminal", "…‥།༎\u037e", "၊"),
        ("QUOTES", "Quotation_Mark", "﴾﴿", ""),
        ("DASHES", "Pd", "", "֊־᐀᠆‐‑⸗゠"),
        ("LINE_BREAKS", "Sentence_Break=Sep", "\n\r\v\f\x1c\x1d\x1e", ""),
    ],
)
def test_a_class_is_a_property_of_unicode_but_for_a_few_characters(
    name: str, unicode_property: str, more: str, less: str
) -> None:
    assigned = {char for char in getattr(marks, name) if unicodedata.category(char) != "Cn"}
    assert assigned == (those_with(unicode_property) | set(more)) - set(less)


def test_commas_and_semicolons_are_where_sentences_go_on() -> None:
    assert those_with("Sentence_Break=SContinue") <= set(marks.PAUSES + marks.COLONS + marks.DASHES + marks.FULL_STOPS)


@given(st.characters(max_codepoint=marks.N_CODE_POINTS - 1))
def test_the_table_agrees_with_unicode(char: str) -> None:
    kind, category = int(mark_table()[ord(char)]), unicodedata.category(char)
    assert (kind >= marks.ZERO) == (category == "Nd")
    if category == "Nd":
        assert kind - marks.ZERO == unicodedata.decimal(char)
    assert (kind in (marks.SPACE, marks.LINE_BREAK)) == char.isspace()
    assert (kind == marks.LINE_BREAK) == (len(f"a{char}b".splitlines()) == 2)
    assert (kind == marks.LOWER) == (char.islower() and char not in marks.PAUSES)
    assert (kind == marks.UPPER) == char.isupper()
    if kind in (marks.OPENING, marks.OPENING_BRACKET):
        assert category in ("Pi", "Ps")
    if kind in (marks.CLOSING, marks.CLOSING_BRACKET):
        assert category in ("Pf", "Pe")
    if category in ("Pi", "Ps", "Pf", "Pe"):
        assert marks.OPENING <= kind <= marks.CLOSING_BRACKET


def test_a_bracket_opens_if_its_twin_closes() -> None:
    for char in marks.OPENING_BRACKETS + marks.CLOSING_BRACKETS:
        mirrored = unicodedata.mirrored(char) or unicodedata.category(char) in ("Ps", "Pe")
        assert mirrored


@pytest.mark.parametrize("name", ["FULL_STOPS", "SENTENCE_ENDS", "PAUSES", "COLONS", "QUOTES", "DASHES", "LINE_BREAKS"])
def test_no_character_stands_twice(name: str) -> None:
    characters = getattr(marks, name)
    assert len(set(characters)) == len(characters)


def test_classes_for_regular_expressions_match_their_marks_and_no_others() -> None:
    brackets = regex.compile(marks.any_of(marks.OPENING_BRACKETS, marks.CLOSING_BRACKETS, "-^"))
    assert all(brackets.fullmatch(char) for char in "[]^-({")
    assert not brackets.fullmatch("\\\\")
