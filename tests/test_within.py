"""What repeats inside one article, on the seeds and on pages of every shape."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.results import Repeat
from dedup.text.folding import fold
from dedup.within import repeats, repeats_of

SEEDS = Path(__file__).parents[1] / "seeds"


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
    assert first.startswith("سيتم التوقيع على “وثائق مهمة للغاية”") and "شراكة استراتيجية" in first
    assert second.startswith('سيتم التوقيع على "وثائق مهمة" خلال الزيارة') and "شراكة استراتيجية" in second
    assert len(found) == 2


@pytest.mark.parametrize("number", [0, 2, 3])
def test_articles_that_repeat_nothing(number: int) -> None:
    assert repeats(seed(number)) == []
