"""Posts and captions: what a text embeds that is not its writer's, told by lines, handles and credits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.sketch.sketches import sketch
from dedup.text.layout import layout_of
from dedup.text.speech import MARKED
from dedup.text.tokens import tokenize

AFTER = "\nThe town hall opens again on Monday."


def embedded(text: str) -> list[str]:
    """What a text has that counts as somebody's in quotation marks."""
    tokens = tokenize([text])
    speeches = sketch([text]).layout.speeches
    return [text[tokens.starts[begin] : tokens.ends[end - 1]] for begin, end, found in speeches if found == MARKED]


@pytest.mark.parametrize(
    "caption",
    [
        "The mayor stands on the bridge in Tolvik, July 12. (AP Photo/Ines Talhof",
        "The mayor stands on the bridge in Tolvik. (J. Talhof / Associated Press",
        "The mayor stands on the bridge in Tolvik.(Photo by Ines Talhof",
        "Der Bürgermeister steht auf der Brücke. (Foto: Ines Talhof",
        "El alcalde está en el puente. (Fotografía de Ines Talhof",
        "Мэр стоит на мосту в Толвике. (Фото: Инес Тальхоф",
        "وقف رئيس البلدية على الجسر. (تصوير: إيناس تلهوف",
        "महापौर पुल पर खड़े हैं। (फोटो: इनेस",
        "市长站在桥上。（新华社记者李明摄",
        "시장이 다리에 서 있다. (사진=연합뉴스",
    ],
)
def test_a_line_that_a_pictures_credit_in_brackets_closes_is_a_caption(caption: str) -> None:
    closing = "）" if "（" in caption else ")"
    assert embedded(f"Tolvik\n{caption}{closing}{AFTER}") == [caption]
    assert embedded(f"Tolvik\n{caption}{closing} less{AFTER}") == [caption]


@pytest.mark.parametrize(
    "credit",
    [
        "(Ines Talhof / AP)",
        "Photo: Ines Talhof, AP",
        "Credit: The Associated Press",
        "INES TALHOF, AFP/Getty Images",
        "Foto: Ines Talhof",
        "تصوير: إيناس تلهوف",
        "Фото: РИА Новости",
    ],
)
def test_a_credit_on_the_line_below_makes_the_line_above_a_caption(credit: str) -> None:
    caption = "The mayor of Tolvik waves from the bridge on Monday evening."
    assert embedded(f"Tolvik\n{caption}\n{credit}{AFTER}") == [f"{caption}\n{credit.rstrip(')')}"]


@pytest.mark.parametrize(
    "text",
    [
        f"Rain fell. The mayor wants to lower the dues. (He has a tax credit.){AFTER}",
        f"Rain fell over the whole valley on Sunday night. (dpa/AFP){AFTER}",
        f"The trains run from Tolvik and/or Laufen (north/south of the river){AFTER}",
        f"The rate was 3.5 on Monday in Tolvik and Laufen.\n(17/07/2018){AFTER}",
        f"Lead, Carloads and Zinc in the whole of the country.\nLead, Del 38.50/44.00{AFTER}",
        f"Lead and zinc in the whole of the country, which has a\nbill, the Boren/Laufen one{AFTER}",
        "The mayor stood on the bridge for an hour on Monday. (Ines Talhof / DHA)",
        "The mayor stood on the bridge for an hour on Monday.\nPhoto: Ines Talhof",
    ],
)
def test_other_brackets_and_what_closes_the_text_are_no_credits_of_pictures(text: str) -> None:
    assert embedded(f"Tolvik\n{text}") == []


@pytest.mark.parametrize(
    ("post", "author"),
    [
        ("We are ready for the flood.", "— Ines Talhof (@talhof) July 15, 2018"),
        ("We are ready for the flood.", "-- Ines Talhof (@talhof)"),
        ("Wir sind auf die Flut vorbereitet.", "– Inés Talhof (@talhof) 15. Juli 2018"),
        ("نحن مستعدون للفيضان.", "— إيناس تلهوف (@talhof) ١٥ يوليو ٢٠١٨"),
        ("洪水への備えはできています。", "— イネス (@talhof) 2018年7月"),
    ],
)
def test_the_line_above_its_authors_handle_is_a_post(post: str, author: str) -> None:
    end = author.rstrip(")")
    assert embedded(f"Tolvik\nThe mayor wrote at noon.\n{post}\n{author}{AFTER}") == [f"{post}\n{end}"]
    assert embedded(f"Tolvik\nThe mayor wrote at noon.\n{post} {author}{AFTER}") == [f"{post} {end}"]


def test_a_byline_with_a_handle_is_no_post() -> None:
    assert embedded(f"Tolvik\nThe river rose overnight.\nBy Ines Talhof (@talhof){AFTER}") == []
    assert embedded(f"Tolvik\nThe river rose overnight.\nFollow her — on every day — at @talhof.{AFTER}") == []


def test_a_paragraph_is_too_long_to_be_a_post_or_a_caption() -> None:
    paragraph = "The river rose two metres overnight and flooded the old market. " * 12
    assert embedded(f"Tolvik\n{paragraph}(AP Photo/Ines Talhof){AFTER}") == []
    assert embedded(f"Tolvik\n{paragraph}\n— Ines Talhof (@talhof){AFTER}") == []


@given(st.text(alphabet=list('aÀ中ب1(（)@—-/:,.!\n" 摄'), max_size=60))
def test_whatever_the_text_speeches_stand_inside_it_and_fit_their_room(text: str) -> None:
    tokens = tokenize([text])
    found = layout_of([text], tokens).speeches
    assert len(found) <= 5 * len(tokens) + 1  # the room that `sketch.batches` gives them
    assert all(0 <= begin < end <= len(tokens) for begin, end, _ in found)
    assert found.tolist() == sketch([text]).layout.speeches.tolist()
