"""Text of articles on a terminal: whatever it holds, it stays text."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from dedup.output.visible import FSI, MAX_MARKS, PDI, clipped, isolated, visible, word_end, word_start

ANY_TEXT = st.text(st.characters(exclude_categories=[]))
TURNING = {"\u061c", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}


@given(ANY_TEXT)
@example("\x1b]0;title\x07\x9b31m \u202eevil\u202c \ud800")
def test_nothing_reaches_the_terminal_that_steers_it(text):
    shown = visible(text)
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not TURNING & set(shown)
    shown.encode()


@given(ANY_TEXT)
def test_letters_and_digits_all_stay(text):
    def letters(text: str) -> list[str]:
        return [char for char in text if unicodedata.category(char)[0] in "LN"]

    assert letters(visible(text)) == letters(text)


def test_arabic_persian_and_indic_words_stay_as_they_are():
    for text in ("قدماً «بقوة»، إنّه", "می\u200cخواهم", "क्\u200dष"):
        assert visible(text) == text


def test_white_space_becomes_single_spaces_and_control_characters_become_pictures():
    assert visible("Flood\r\n\n in\u2028Basel\x1b[2J\x00") == "Flood in Basel␛[2J␀"


def test_marks_that_pile_up_are_cut_to_a_few():
    assert visible("a" + "\u0301" * 100_000) == "a" + "\u0301" * MAX_MARKS


def test_only_text_from_right_to_left_is_isolated():
    assert isolated("Reuters 12") == "Reuters 12"
    assert isolated("رويترز 12") == f"{FSI}رويترز 12{PDI}"


@given(ANY_TEXT, st.integers(10, 60))
def test_clipped_text_is_no_longer_than_asked_for_and_says_that_it_was_cut(text, limit):
    shown = clipped(text, limit)
    assert len(shown) <= limit
    assert shown.endswith("…") or shown == visible(text)


def test_clipping_cuts_between_words_where_words_have_spaces():
    assert clipped("بوتين يدعو زعيم كوريا الشمالية", 18) == "بوتين يدعو زعيم …"
    assert clipped("彼は昨日東京で開かれた記者会見で発表した", 12) == "彼は昨日東京で開かれ …"


@given(ANY_TEXT, st.integers(0, 50))
def test_the_bounds_of_words_lie_in_the_text(text, at):
    at = min(at, len(text))
    assert at <= word_start(text, at) <= len(text)
    assert 0 <= word_end(text, at) <= at
