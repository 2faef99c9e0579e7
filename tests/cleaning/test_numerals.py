"""Numbers in words are numbers."""

from __future__ import annotations

import pytest

from dedup.cleaning.numerals import value_of, values_in


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("Twelve", 12),
        ("mln", 10**6),
        ("ثلاثين", 30),
        ("وعشرة", 10),
        ("٣٠", 30),
        ("30", 30),
        ("one", None),
        ("وليد", None),
    ],
)
def test_the_value_of_a_word(word: str, value: int | None) -> None:
    assert value_of(word) == value


def test_the_numbers_of_a_text_and_how_often_each_stands_there() -> None:
    assert values_in("Two billion in 1987, قال ثمانية وزراء, 2") == {2: 2, 10**9: 1, 1987: 1, 8: 1}
