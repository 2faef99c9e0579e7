"""Numbers in words: the table reads what each language writes."""

import pytest

from dedup.differences.numerals import Numeral, languages, numerals_of, readings_of
from dedup.text.folding import folded_letters

NUMBERS = {
    "twelve": 12, "two hundred and thirty-two": 232, "nine hundred thousand": 900_000, "einundzwanzig": 21, "zweihundertfünf": 205,
    "quatre-vingt-dix-sept": 97, "veintidós mil": 22_000, "cinquanta": 50, "vinte e um": 21, "dwadzieścia jeden": 21, "двенадцать": 12,
    "пятидесяти": 50, "двадцять один": 21, "yirmi bir": 21, "onbeş": 15, "اثنا عشر": 12, "ثلاثين": 30, "مائتين": 200, "بیست و یک": 21,
    "עשרים ואחת": 21, "पंद्रह": 15, "dua puluh satu": 21, "hai mươi mốt": 21, "二十一": 21, "一万二千": 12_000, "이십일": 21, "ยี่สิบเอ็ด": 21,
    "huszonegy": 21, "kaksikymmentäyksi": 21, "tjugoett": 21, "halvtreds": 50, "είκοσι ένα": 21, "douăzeci şi unu": 21, "ishirini na moja": 21,
    "dvadeset i jedan": 21, "двадесет и едно": 21, "eenentwintig": 21, "dvacet jedna": 21, "kakskümmend üks": 21, "dvidešimt vienas": 21,
}  # fmt: skip


@pytest.mark.parametrize(("words", "value"), NUMBERS.items())
def test_numbers_in_words_come_to_their_value(words, value):
    assert Numeral(value) in numerals_of(folded_letters(words))


@pytest.mark.parametrize(("words", "value"), {"twenty-first": 21, "dritte": 3, "deuxième": 2, "beşinci": 5}.items())
def test_ordinals_are_not_their_cardinals(words, value):
    assert numerals_of(folded_letters(words)) == {Numeral(value, ordinal=True)}


@pytest.mark.parametrize(
    ("words", "value"),
    {"一百五": 150, "一百零五": 105, "两万三": 23_000, "二十万五": 205_000, "一千五": 1500, "十五": 15}.items(),
)
def test_a_last_digit_without_a_zero_before_it_stands_for_the_next_place_in_chinese(words, value):
    assert readings_of(folded_letters(words))["zh"] == Numeral(value)


@pytest.mark.parametrize("words", ["river", "thirty twenty", "مدينة", "", "town hall", "and"])
def test_other_words_are_no_numbers(words):
    assert not numerals_of(folded_letters(words))


def test_the_table_has_more_than_forty_languages():
    assert len(languages()) > 40
    for language, words in languages().items():
        assert set(range(2, 11)) <= set(words.adding.values()) | set(words.multiplying.values()), language
