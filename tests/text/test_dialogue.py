"""Speech that lines show, without quotation marks."""

from __future__ import annotations

import pytest

from dedup.sketch.sketches import sketch
from dedup.text.speech import MARKED, UNMARKED
from dedup.text.tokens import tokenize


def said(text: str, kind: int) -> list[str]:
    """What a text has as speech of a kind."""
    tokens = tokenize([text])
    speeches = sketch([text]).layout.speeches
    return [text[tokens.starts[begin] : tokens.ends[end - 1]] for begin, end, found in speeches if found == kind]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("— Река поднимется, — сказал мэр. — Мы готовы.", ["Река поднимется", "Мы готовы"]),
        ("—El río subirá —dijo el alcalde—. Estamos listos.", ["El río subirá", "Estamos listos"]),
        ("— O rio vai subir — disse o autarca.", ["O rio vai subir"]),
        ("– Nehir yükselecek, – dedi başkan.", ["Nehir yükselecek"]),
        ("— سيرتفع النهر — قال رئيس البلدية.", ["سيرتفع النهر"]),
        ("— Le fleuve montera, a dit le maire.", []),
        ("— Fluss: zwei Meter, Regen: viel", []),
    ],
)
def test_a_second_dash_shows_that_the_first_opens_speech(line: str, words: list[str]) -> None:
    assert said(f"Tolvik\n{line}\nEnd of it", MARKED) == words


def test_lines_with_dashes_that_ask_are_an_interview() -> None:
    once = "Tolvik\n— И что теперь, — спросил мэр, — друзья?\n— Ждать, — сказал отец. — Долго."
    assert said(once, MARKED) == ["И что теперь", "друзья", "Ждать", "Долго"]
    assert said(f"{once}\n— И чего ждать?", MARKED) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rain fell. The mayor said:\nThe river rose. It will fall.\nHe left.", ["The river rose. It will fall"]),
        ("هطل المطر. وجاء في البيان:\n\nارتفع النهر. سينخفض غدا.\n\nوغادر.", ["ارتفع النهر. سينخفض غدا"]),
        ("下雨了。市长说：\n河水上涨了。明天会退。\n他走了。", ["河水上涨了。明天会退"]),
        ("Rain fell. He wrote:\nThe river, which\nhas no banks,\nrose. It fell.\nHe left.", None),
        ("Von Ines Talhof:\nDer Fluss stieg. Er fällt.", []),
    ],
)
def test_a_paragraph_below_a_colon_is_speech_once_a_sentence_has_ended(text: str, words: list[str] | None) -> None:
    if words is None:
        words = ["The river, which\nhas no banks,\nrose. It fell"]
    assert max(said(text, UNMARKED), key=len, default="") == (words[0] if words else "")
