"""How many words a token counts as."""

import pytest

from dedup.text.scripts import UNIT, units_in
from dedup.text.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("The river rose by two metres.", 6, 6),
        ("ارتفع منسوب النهر مترين خلال الليل", 6, 6),
        ("台风昨夜登陆沿海", 5, 6),
        ("ありがとうございます", 2, 3),
        ("ฝนตกหนักทำให้น้ำท่วมตลาดเก่า", 5, 8),
        ("ភ្លៀងធ្លាក់ខ្លាំង", 2, 6),
        ("မိုးကြီးသဖြင့်", 1, 4),
        ("ຝົນຕົກໜັກ", 1, 3),
        ("Ban Ki-moon 반기문", 4, 4),
        ("12 345 人", 1, 2),
        ("", 0, 0),
    ],
)
def test_words_of_a_text(text: str, least: int, most: int) -> None:
    assert least <= units_in(tokenize([text]).hashes) / UNIT <= most


def test_a_text_and_its_translation_have_about_as_many_words() -> None:
    english = "All human beings are born free and equal in dignity and rights."
    for other in (
        "人人生而自由，在尊严和权利上一律平等。",
        "すべての人間は、生れながらにして自由であり、かつ、尊厳と権利とについて平等である。",
    ):
        n = units_in(tokenize([english]).hashes)
        assert 0.6 * n < units_in(tokenize([other]).hashes) < 1.7 * n
