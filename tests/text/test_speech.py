"""What stands between the words: lines, and whose words they are, in every script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.sketch.sketches import sketch
from dedup.text.speech import FIRST, MARKED, UNMARKED
from dedup.text.tokens import tokenize


def parts(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """The first word of each line, and each speech with its kind, as they stand in the text."""
    layout = sketch([text]).layout
    tokens = tokenize([text])
    lines = [text[tokens.starts[at] : tokens.ends[at]] for at in layout.lines]
    spans = [(kind, text[tokens.starts[begin] : tokens.ends[end - 1]]) for begin, end, kind in layout.speeches]
    return lines, [(kind, words) for kind, words in spans if kind != FIRST]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “the river rose” on Monday.", ["the river rose"]),
        ('"The river rose," he said, "and fell."', ["The river rose", "and fell"]),
        ("قال إن «السد صمد» أمس", ["السد صمد"]),
        ('طالبت الوزارة ب"حماية القدس" فورا', ["حماية القدس"]),
        ("„Der Fluss steigt“, sagte er.", ["Der Fluss steigt"]),
        ("»Floden stiger« siger han", ["Floden stiger"]),
        ("Selon lui, « le fleuve monte ». Fin", ["le fleuve monte"]),
        ("Он сказал: «Вода поднялась», и ушёл", ["Вода поднялась"]),
        ("他说“河水上涨”，然后离开", ["河水上涨"]),
        ("知事は「川が増水した」と述べた", ["川が増水した"]),
        ('ראש צה"ל אמר "הנהר עלה" אתמול', ["הנהר עלה"]),
        ("‘I don’t know,’ he said of the workers’ day.", ["I don’t know"]),
        ('He said "they called it "a disaster" twice" on Monday', ['they called it "a disaster" twice']),
        (
            "“The first paragraph goes on\n“and so does the second.” He left",
            ["The first paragraph goes on", "and so does the second"],
        ),
        ('A line of a wire may break "inside what\nsomebody says" and go on', ["inside what\nsomebody says"]),
        ("An “opened quotation\nmay never close. “Another” does", ["opened quotation", "Another"]),
        ("The 5\" pipe and the 3' wall", []),
        ("No one is quoted here, it’s the mayor’s report.", []),
    ],
)
def test_quotation_marks_of_all_scripts(text: str, quoted: list[str]) -> None:
    assert [words for kind, words in parts(text)[1] if kind == MARKED] == quoted


def test_a_colon_opens_speech_to_the_end_of_the_sentence_but_not_in_the_dateline() -> None:
    text = "Basel - Reuters: The river rose. The mayor added: It will fall soon. At 10:30 it did.\nShe said: good"
    assert parts(text)[1] == [(UNMARKED, "It will fall soon"), (UNMARKED, "good")]


def test_a_colon_opens_speech_in_chinese() -> None:
    assert (UNMARKED, "河水上涨了") in parts("今天下雨。市长说：河水上涨了。他走了。")[1]


def test_lines_begin_where_words_follow_a_line_break() -> None:
    text = "\n\nالخبر الأول\r\n\r\n  — \nSecond line\n. . .\n三"
    assert parts(text)[0] == ["الخبر", "Second", "三"]
    assert parts("")[0] == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("12 dead, 21 hurt in 2015", [12, 21, 2015]),
        ("قتل ١٢ شخصا و20 جريحا في ۲۰۱۵", [12, 20, 2015]),
        ("لـ18 عاما", [18]),
        ("Profit fell 3.5% to 1,200", [3, 5, 1200]),
        ("死者１２人、4日", [12, 4]),
        ("no number, one least of all", []),
        ("a B2B fair", [2]),
    ],
)
def test_numbers_of_all_scripts(text: str, numbers: list[int]) -> None:
    assert sketch([text]).layout.numbers["value"].tolist() == numbers


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The river rose by 3.5 metres. “Nobody was hurt,” said Dr. Ray. “Go home.”", ["Nobody", "Go"]),
        ("A headline\n\nThe first paragraph is\nbroken at a width. It ends", ["The", "It"]),
        ("ارتفع النهر. قال رئيس البلدية: لا خوف. «عودوا»", ["قال", "عودوا"]),
        ("河水上涨了。市长说没有人受伤。", ["市"]),
        ("", []),
    ],
)
def test_the_words_that_sentences_but_the_first_begin_with(text: str, words: list[str]) -> None:
    layout, tokens = sketch([text]).layout, tokenize([text])
    first = [at for at, _, kind in layout.speeches if kind == FIRST]
    assert [text[tokens.starts[at] : tokens.ends[at]] for at in first] == words


@given(st.text(alphabet='ab c.\n"“”«»‘’:「」', max_size=60))
def test_speech_is_never_empty_and_lines_cover_the_text(text: str) -> None:
    layout, n = sketch([text]).layout, len(tokenize([text]))
    assert layout.lines.tolist() == sorted(set(layout.lines.tolist()))
    assert (layout.lines[:1] == 0).all()
    for begin, end, _ in layout.speeches:
        assert 0 <= begin < end <= n
    assert (n == 0) == (len(layout.lines) == 0)
