"""What repeats inside one article, on the seeds and on pages of every shape."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.repeats import repeats, repeats_of
from dedup.results import Repeat
from dedup.text.folding import fold

SEEDS = Path(__file__).parents[2] / "seeds"


def seed(number: int) -> Article:
    path = next(SEEDS.glob(f"{number:03}_*.txt"))
    with path.open(encoding="utf-8", newline="") as file:
        return Article(path.name, file.read())


def of_kind(found: list[Repeat], kind: str) -> dict[str, int]:
    return {repeat.text: len(repeat.spans) for repeat in found if repeat.kind == kind}


def texts(article: Article, repeat: Repeat) -> list[str]:
    return [article.text[start:end] for start, end in repeat.spans]


def test_a_page_with_related_stories_repeats_headlines_captions_and_a_byline() -> None:
    found = repeats(seed(1))
    assert of_kind(found, "headline") == {
        "كوريا الشمالية تتباهى بعلاقات «لا تقهر» مع روسيا وسط أنباء عن زيارة وشيكة لبوتين": 2,
        "كيم جونغ أون: العلاقات «الودية» مع الصين يجب أن تمضي قدماً «بقوة»": 2,
    }
    assert of_kind(found, "caption") == {
        "بوتين وكيم خلال زيارة الأخير لروسيا في 13 سبتمبر (أ.ف.ب)": 4,
        "الزعيم الكوري الشمالي كيم جونغ أون خلال مراسم وضع الأزهار على ضريح ضحايا الحرب الكورية (د.ب.أ)": 4,
    }
    assert of_kind(found, "byline") == {"«الشرق الأوسط» (موسكو)": 3}
    assert len(found) == 5


def test_a_doubled_caption_without_agency_and_a_sentence_said_twice() -> None:
    found = repeats(seed(4))
    assert of_kind(found, "caption") == {"الرئيس الروسي فلاديمير بوتين": 2}
    (passage,) = (repeat for repeat in found if repeat.kind == "passage")
    first, second = texts(seed(4), passage)
    assert first.startswith("سيتم التوقيع على “وثائق مهمة للغاية”")
    assert second.startswith('سيتم التوقيع على "وثائق مهمة" خلال الزيارة')
    assert "شراكة استراتيجية" in first
    assert "شراكة استراتيجية" in second
    assert len(found) == 2


@pytest.mark.parametrize("number", [0, 2, 3])
def test_articles_that_repeat_nothing(number: int) -> None:
    assert repeats(seed(number)) == []


def only(text: str, title: str = "", author: str = "") -> tuple[str, list[str]]:
    """Kind and places of the one repeat of a text."""
    article = Article("page", text, title=title, author=author)
    (repeat,) = repeats(article)
    assert repeat.text == texts(article, repeat)[0]
    return repeat.kind, texts(article, repeat)


BODY = "The river rose two metres overnight and flooded the lower streets of the old town, firemen said on Friday."


def test_interleaved_captions_are_told_with_all_their_places() -> None:
    a, b = "Rescuers in the old town of Basel (AFP)", "The Rhine from the air (Reuters)"
    found = repeats(Article("page", f"{a}\n{b}\n{a}\n{b}"))
    assert of_kind(found, "caption") == {a: 2, b: 2}


@pytest.mark.parametrize(
    ("caption", "again"),
    [
        ("بوتين وكيم جونغ أون في بيونغ يانغ (أ.ف.ب)", "بوتين وكيم جونج أون في بيونج يانج (أ.ف.ب)"),
        (
            "Rescuers search the ruins of a school (AFP)",
            "Rescuers search the ruins of a school [Reuters]",
        ),
        ("Rescuers search the ruins of a school", "Rescuers search the ruins of a school (EPA)"),
        ("東京で会談する両首脳（共同）", "東京で会談する両首脳 （共同）"),
    ],
)
def test_a_caption_with_another_spelling_or_credit_is_the_same_caption(caption: str, again: str) -> None:
    assert only(f"{BODY}\n{caption}\n{again}") == ("caption", [caption, again])


@pytest.mark.parametrize(
    ("line", "parallel"),
    [
        ("The winner of the first race in Basel (AFP)", "The winner of the third race in Basel (AFP)"),
        ("Rescuers search the ruins on 12 March (AFP)", "Rescuers search the ruins on 13 March (AFP)"),
        ("«الشرق الأوسط» (موسكو)", "«الشرق الأوسط» (دمشق)"),
    ],
)
def test_lines_with_another_word_number_or_place_are_other_lines(line: str, parallel: str) -> None:
    assert repeats(Article("page", f"{line}\n{BODY}\n{parallel}")) == []


@pytest.mark.parametrize(
    "byline",
    [
        "By Lena Brandt and Omar Haddad",
        "«الشرق الأوسط» (موسكو)",
        "لندن: «الشرق الأوسط»",
        "كتب: أحمد سعد قاسم",
        "Von Lena Brandt",
    ],
)
def test_bylines(byline: str) -> None:
    assert only(f"{byline}\n{BODY}\n\n{byline}\nThe mayor thanked them.") == ("byline", [byline, byline])


def test_marks_of_direction_around_a_line_are_not_part_of_it() -> None:
    caption = "نهر الراين في بازل (رويترز)"
    assert only(f"\u200f{caption}\u200f\r\n{BODY}\r\n {caption} ") == ("caption", [caption, caption])


def test_a_line_that_names_the_author_is_a_byline() -> None:
    assert only(f"سارة محمود\n{BODY}\nسارة محمود", author="سارة محمود")[0] == "byline"


def test_a_headline_stands_first_or_equals_the_title_or_stands_over_a_picture_or_the_body() -> None:
    headline = "Flood hits old town of Basel"
    assert only(f"{headline}\n\n{headline}\n{BODY}")[0] == "headline"
    assert only(f"News\n{headline}\nHome\n{headline}\nShare", title=headline.upper())[0] == "headline"
    assert only(f"News\n{headline}\n{BODY}\n{headline}\nThe Rhine (AFP)")[0] == "headline"
    assert only(f"News\n{headline}\nHome\n{headline}\nShare")[0] == "line"


def test_a_sentence_said_twice_within_paragraphs_is_a_passage() -> None:
    sentence = "the dam upstream had been inspected only three weeks before the storm."
    text = f"Officials insisted {sentence} {BODY} Later the mayor repeated that {sentence}"
    assert only(text) == ("passage", [sentence, sentence])


def test_a_body_pasted_twice_is_one_passage() -> None:
    body = f"{BODY}\nNobody was hurt, but forty families had to leave their homes.\nThe water fell on Saturday."
    assert only(f"{body}\n\n{body}") == ("passage", [body, body])


def test_names_with_titles_and_filled_in_patterns_are_no_passages() -> None:
    name = "خادم الحرمين الشريفين الملك سلمان بن عبدالعزيز آل سعود"
    welcome = f"استقبل {name} في قصر السلام بجدة رئيس وزراء اليابان والوفد المرافق له أمس."
    talks = f"وأكد {name} عمق العلاقات بين البلدين الصديقين وسبل تطويرها في شتى المجالات."
    assert not repeats(Article("1", f"{welcome} {talks}"))
    pattern = "Shares worth {} million were traded in {} deals as prices of {} companies rose on the main market."
    assert not repeats(Article("2", pattern.format(77, 4094, 29) + " " + pattern.format(81, 3120, 125)))


@pytest.mark.parametrize("junk", ["TT", "A A", "***", "* * *", "Share", "- 200 g", "Method:", "1.5  2.5  3.5"])
def test_buttons_rules_labels_and_rows_are_not_told(junk: str) -> None:
    assert repeats(Article("page", f"{junk}\n{BODY}\n{junk}\nThe end.\n{junk}")) == []


def test_in_a_text_broken_at_a_width_a_line_is_no_unit() -> None:
    wire = (
        "Showers continued throughout the week in the cocoa zone,\n"
        "easing the drought since January and improving prospects\n"
        "for the coming crop, traders in London and New York said.\n"
        "    Some dealers warned it was too early to be certain of\n"
        "easing the drought since January and improving prospects\n"
        "because rivers are still low in most of the growing area."
    )
    assert {repeat.kind for repeat in repeats(Article("wire", wire))} <= {"passage"}


def test_a_batch_says_what_each_article_says_alone() -> None:
    articles = [seed(number) for number in range(5)]
    assert repeats_of(articles) == [repeat for article in articles for repeat in repeats(article)]
    assert repeats_of([]) == []


LINES = st.lists(
    st.sampled_from(
        [
            "",
            "TT",
            BODY,
            "The Rhine in Basel (AFP)",
            "The Rhine in Basle (AFP)",
            "Flood hits old town",
            "«الشرق الأوسط» (موسكو)",
        ]
    ),
    max_size=10,
)


@given(LINES)
def test_every_line_worth_telling_is_told_with_all_its_places(lines: list[str]) -> None:
    article = Article("page", "\n".join(lines))
    told = [span for repeat in repeats(article) for span in repeat.spans]  # also inside a longer passage
    starts = [sum(len(before) + 1 for before in lines[:i]) for i in range(len(lines))]
    for line in ("The Rhine in Basel (AFP)", "Flood hits old town", "«الشرق الأوسط» (موسكو)"):
        places = [start for start, text in zip(starts, lines, strict=True) if text == line]
        for start in places if len(places) > 1 else ():
            assert any(begin <= start and start + len(line) <= end for begin, end in told)


@given(
    st.lists(st.sampled_from([*"abcdefgh", ". ", "\n", "(AFP)", "12", "«", "漢字"]), max_size=80).map(" ".join)
    | st.text()
)
def test_spans_are_sorted_apart_inside_the_text_and_none_lies_in_another(text: str) -> None:
    article = Article("page", text + "\n" + text)
    found = repeats(article)
    for repeat in found:
        assert len(repeat.spans) > 1
        assert repeat.text == texts(article, repeat)[0]
        edges = [edge for span in repeat.spans for edge in span]
        assert edges == sorted(edges)
        assert edges[0] >= 0
        assert edges[-1] <= len(article.text)
        assert all(fold(place) and place == place.strip() for place in texts(article, repeat))
        for other in found:
            inside = (any(a <= start and end <= b for a, b in other.spans) for start, end in repeat.spans)
            assert other is repeat or not all(inside)
