"""A newsroom for the tests: stories, what outlets make of them, and the slow way to measure what a match claims."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rapidfuzz.distance import LCSseq

from dedup.article import Article
from dedup.results import Match, Span
from dedup.scanning.report import Report
from dedup.text.folding import fold

SEEDS = Path(__file__).parents[1] / "seeds"

_ARABIC = (
    "أعلن وزير المالية أمس خلال مؤتمر صحفي عقد بالعاصمة عن خطة جديدة لدعم قطاع الزراعة والصناعة وأكد أن"
    " الحكومة ستخصص مبالغ إضافية لبناء مدارس ومستشفيات قبل نهاية العام المقبل كما أوضح رئيس البلدية أن أعمال"
    " الصيانة في الجسر القديم تبدأ الأسبوع القادم وتستمر شهرين وذكر شهود عيان سقوط أمطار غزيرة على القرى"
    " الجبلية وقالت الشرطة إنها أوقفت ثلاثة أشخاص بتهمة تهريب آثار نادرة وطالب نواب المعارضة بجلسة عاجلة"
    " لمناقشة أسعار الوقود والكهرباء بينما توقع خبراء ارتفاع صادرات التمور والزيتون نحو أسواق آسيوية وأضاف"
    " البيان الصادر فجر السبت أن فرق الإنقاذ وصلت متأخرة بسبب الضباب الكثيف وانقطاع الطريق الساحلي وشارك لاعبو"
    " المنتخب في تدريب أخير استعدادا لمباراة الحسم أمام ضيفه"
)

_ENGLISH = (
    "minister announced yesterday during briefing capital new plan support farmers industry government will"
    " spend more building schools hospitals before year ends mayor explained repairs old bridge begin next"
    " week and last two months witnesses reported heavy rain over mountain villages police said they arrested"
    " three people accused of smuggling rare antiquities opposition deputies demanded urgent session about"
    " fuel electricity prices while analysts expected exports dates olives toward asian markets statement"
    " issued dawn saturday added rescue teams arrived late because thick fog"
)
ARABIC, ENGLISH = _ARABIC.split(), _ENGLISH.split()

FLOOD = (
    "The Wahran river burst its banks on Tuesday night after three days of heavy rain, flooding more than four hundred "
    "homes in the old quarter of Sarrat. Rescue teams brought sixty families to a school on the hill, where volunteers "
    "handed out blankets and soup. Mayor Leila Haddad said the pumping station had failed shortly before midnight "
    "because its generator was under water. Engineers expect the level to fall by Friday if the forecast holds."
)
FLOOD_REWORDED = (
    "After heavy rain for three days the Wahran river burst banks on Tuesday night and flooded more than four hundred "
    "houses of Sarrat's old quarter. Sixty families were brought by rescue teams to the school on a hill; volunteers "
    "there handed them soup and blankets. The pumping station failed shortly before midnight, mayor Leila Haddad said, "
    "since water had covered its generator. If the forecast holds, engineers expect a falling level by Friday."
)


LETTERS = ("abdefgiklmnoprstuvz", "ابتجدرسعفقكلمنهوي")
"""Letters of two scripts to make words of."""


def invented(rng: random.Random, n_words: int, letters: str) -> list[str]:
    """So many words of no language, each another."""
    words: dict[str, None] = {}
    while len(words) < n_words:
        words["".join(rng.choices(letters, k=6))] = None
    return list(words)


def story(rng: random.Random, n_words: int, vocabulary: Sequence[str] = ARABIC) -> str:
    """A text of so many words, in sentences, that shares nothing but single words with any other."""
    words = rng.choices(vocabulary, k=n_words)
    ends = {i + rng.randint(8, 18) for i in range(0, n_words, 18)} | {n_words - 1}
    return " ".join(word + "." if i in ends else word for i, word in enumerate(words))


_LETTERS = str.maketrans("0123456789", "ابتثجحخدذر")
"""An editor's words have no digits: other numbers make a template of a text."""


def edited(rng: random.Random, text: str, share: float) -> str:
    """The text after an editor has replaced, dropped or added about this share of its words."""
    words = []
    for word in text.split():
        hand = rng.random()
        if hand >= share:
            words.append(word)
        elif hand < share / 2:
            words.append("تعديل" + str(rng.randrange(10**6)).translate(_LETTERS))
        elif hand < share * 3 / 4:
            words += [word, f"إضافة{rng.randrange(10**6)}"]
    return " ".join(words)


def seed(number: int) -> Article:
    """One of the five articles in seeds/."""
    path = next(SEEDS.glob(f"{number:03}_*.txt"))
    return Article(path.name, path.read_text(encoding="utf-8"))


def words_in(text: str, span: Span | None = None) -> list[str]:
    """The folded words of a text, or of a span of it."""
    return fold(text[slice(*span)] if span else text).split()


def measured(match: Match, text_a: str, text_b: str) -> tuple[float, float, float]:
    """Similarity and both containments of a match, from its passages and the texts alone."""
    n_a, n_b = len(words_in(text_a)), len(words_in(text_b))
    copied_a = copied_b = common = 0
    for passage in match.passages:
        in_a, in_b = words_in(text_a, passage.a), words_in(text_b, passage.b)
        copied_a, copied_b = copied_a + len(in_a), copied_b + len(in_b)
        common += LCSseq.similarity(in_a, in_b)
    return 2 * common / (n_a + n_b), copied_a / n_a, copied_b / n_b


def seen_from_the_other_side(match: Match) -> dict[str, Any]:
    """What a match says of its texts, with the sides swapped."""
    return {
        "relation": match.relation,
        "similarity": match.similarity,
        "containment": (match.containment_b, match.containment_a),
        "passages": sorted((one.swapped() for one in match.passages), key=lambda one: one.a),
        "changes": sorted((one.swapped() for one in match.changes), key=lambda one: (one.a, one.b)),
    }


def seen_as_is(match: Match) -> dict[str, Any]:
    """What a match says of its texts."""
    return {
        "relation": match.relation,
        "similarity": match.similarity,
        "containment": (match.containment_a, match.containment_b),
        "passages": list(match.passages),
        "changes": sorted(match.changes, key=lambda one: (one.a, one.b)),
    }


def dump(report: Report, *, everything: bool = True) -> dict[str, Any]:
    """All that a report says, as JSON would have it; without `everything` only what comes of comparing articles."""
    names = ("matches", "clusters", "skipped") + (("repeats", "credits", "shared") if everything else ())
    found: dict[str, Any] = {name: [dataclasses.asdict(one) for one in getattr(report, name)] for name in names}
    return found | {"counts": dict(report.counts), "articles": list(report.articles)}


def collection(n_stories: int, seed: int = 1) -> list[Article]:
    """Stories of several days with all that outlets make of them: copies, cuts, mixtures, forms, duplicates."""
    rng = random.Random(seed)
    articles = []

    def publish(text: str, day: int) -> None:
        outlet = rng.choice(["alhayat", "alriyadh", "okaz", "sabq"])
        when = datetime(2015, 7, 1) + timedelta(days=day, minutes=rng.randrange(1440))
        dated = rng.random() < 0.8
        article_id = f"{outlet}-{len(articles):05d}"
        articles.append(Article(article_id, text, source=outlet, published=when if dated else None))

    for number in range(n_stories):
        text, day = story(rng, rng.randint(40, 200)), rng.randrange(30)
        words = text.split()
        publish(text, day)
        for _ in range(rng.choice([0, 0, 1, 1, 2, 6])):
            publish(edited(rng, text, rng.choice([0, 0.02, 0.1, 0.3])), day + rng.randrange(3))
        if number % 3 == 0:
            publish(" ".join(words[: len(words) // 2]), day)
            publish(story(rng, 80) + " " + text + " " + story(rng, 120), day + 1)
        if number % 4 == 0:
            publish(story(rng, 90) + " " + " ".join(words[5:45]) + " " + story(rng, 60), day + 2)
        city = rng.choice(["الرياض", "جدة", "أبها", "تبوك"])
        publish(
            f"حالة الطقس في {city} اليوم: العظمى {rng.randint(30, 48)} والصغرى {rng.randint(15, 29)} والرياح خفيفة", day
        )
        if number % 5 == 0:
            publish("تم", day)
    return articles
