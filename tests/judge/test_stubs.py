"""Stubs and chrome: the same words under titles of other things."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

import dedup
from dedup import Article
from dedup.index import Index

STUBS = {  # a text, a title, another one, and that one as others write it
    "English": (
        "Click here for the photo gallery.",
        "Harbour festival opens",
        "Snow closes the pass",
        "Snow Closes the Pass!",
    ),
    "Arabic": (
        "اضغط هنا لمشاهدة معرض الصور",
        "افتتاح مهرجان الميناء",
        "الثلوج تغلق الممر الجبلي",
        "الثُّلوج تُغلق الممر الجبلي",
    ),
    "Turkish": ("Foto galeri için tıklayınız.", "Liman şenliği başladı", "Kar geçidi kapattı", "KAR GEÇİDİ KAPATTI"),
    "Persian": ("برای دیدن عکس‌ها کلیک کنید", "جشنواره بندر آغاز شد", "برف گردنه را بست", "برف گردنه را بست."),
    "Chinese": ("点击这里查看更多精彩图片。", "港口音乐节今日开幕", "大雪封锁山口公路", "大雪封锁山口公路！"),
    "Russian": (
        "Смотрите фотогалерею на сайте.",
        "Открылся праздник гавани",
        "Снег закрыл перевал",
        "снег закрыл перевал",
    ),
}
NOTICE = (
    "This article is for subscribers. Please log in or choose one of our offers to go on reading. With a digital "
    "subscription you have access to all articles, the newspaper as a facsimile and our archive back to 1948."
)
NOTICE_TR = (
    "Bu haber abonelerimize özeldir. Okumaya devam etmek için lütfen giriş yapın veya size uygun bir paket seçin. "
    "Dijital abonelik ile bütün haberlere, gazetenin baskısına ve arşivimize sınırsız olarak ulaşabilirsiniz."
)
NOTICE_ZH = "本文仅供订阅用户阅读。请登录您的账户，或选择一种订阅方案后继续阅读。数字订阅用户可以不受限制地浏览全部报道以及电子版和历史档案。"
OTHERS = {
    NOTICE: ["Flood in Tolvik", "Bank leaves rate alone", "Ferry aground off Merra", "Glass museum opens again"],
    NOTICE_TR: ["Tolvik'te sel", "Banka faizi değiştirmedi", "Feribot karaya oturdu", "Cam müzesi yeniden açıldı"],
    NOTICE_ZH: ["河水泛滥淹没旧城", "央行维持利率", "渡轮搁浅", "玻璃博物馆重开"],
}
STORY = (
    "The river rose by two metres overnight and flooded the old market of Tolvik, the mayor told reporters on Monday. "
    "Schools stay closed until the water has gone."
)
HEADLINES = [
    "River floods old market",
    "Tolvik market flooded",
    "Mayor: schools closed",
    "Water in Tolvik, schools shut",
]


def printed(text: str, titles: list[str], source: str = "daily") -> list[Article]:
    start = datetime(2015, 7, 1, 8)
    return [
        Article(f"{k}", text, title, source, f"https://daily.example/{k}", published=start + timedelta(hours=k))
        for k, title in enumerate(titles)
    ]


def relations(articles: list[Article], **options: object) -> dict[tuple[str, str], str]:
    return {(match.a, match.b): match.relation for match in dedup.scan(articles, **options).matches}  # type: ignore[arg-type]


def asked(articles: list[Article]) -> dict[tuple[str, str], str]:
    """What an index of all says of each."""
    with Index(":memory:") as index:
        for article in articles:
            index.add(article)
        found = [match for article in articles for match in index.check(article)]
    return {(min(match.a, match.b), max(match.a, match.b)): match.relation for match in found}


@pytest.mark.parametrize("language", STUBS)
def test_of_a_stub_the_title_decides(language: str) -> None:
    text, *titles = STUBS[language]
    articles = printed(text, titles)
    assert relations(articles) == asked(articles) == {("1", "2"): "exact"}
    assert {family.origin for family in dedup.scan(articles).clusters} == {"1"}


@pytest.mark.parametrize("text", OTHERS)
@pytest.mark.parametrize("source", ["daily", ""])
def test_what_stands_under_many_other_titles_is_no_copy(text: str, source: str) -> None:
    articles = printed(text, OTHERS[text], source)
    assert relations(articles) == asked(articles) == {}
    assert not dedup.clean(articles).removed
    assert relations(articles, rewritten=True) == {}
    assert set(relations(articles, every_relation=True).values()) <= {"boilerplate"}


def test_a_clean_removes_a_notice_under_the_same_title() -> None:
    articles = printed(NOTICE, [*OTHERS[NOTICE], "Flood in Tolvik | Daily"])
    assert [(removal.article, removal.kept) for removal in dedup.clean(articles).removed] == [("4", "0")]


def test_copies_of_a_stub_need_not_stand_side_by_side() -> None:
    text, first, second, _ = STUBS["English"]
    articles = printed(text, [first, second] * 3)
    assert relations(articles) == {
        (f"{a}", f"{b}"): "exact" for a in range(6) for b in range(a + 1, 6) if a % 2 == b % 2
    }


@pytest.mark.parametrize("source", ["daily", ""])
def test_a_story_under_other_headlines_is_a_copy(source: str) -> None:
    articles = printed(STORY, HEADLINES, source)
    assert len(relations(articles)) == 6
    assert relations(articles) == asked(articles)


def test_two_outlets_may_call_a_story_what_they_like() -> None:
    titles = OTHERS[NOTICE]
    articles = [Article(f"{k}", STORY, title, f"outlet {k}") for k, title in enumerate(titles)]
    assert set(relations(articles).values()) == {"exact"}


def test_without_titles_a_longer_text_is_not_told_apart() -> None:
    assert len(relations(printed(NOTICE, [""] * 4))) == 6


@pytest.mark.parametrize("text", [NOTICE, STUBS["Arabic"][0]])
def test_one_title_tells_nothing_apart(text: str) -> None:
    assert len(relations(printed(text, ["Flood in Tolvik", "", "", ""]))) == 6


def test_a_stub_is_no_evidence_in_a_longer_text() -> None:
    text, first, second, _ = STUBS["English"]
    articles = [*printed(text, [first, second]), Article("9", f"{STORY} {text}", "River floods old market", "daily")]
    assert relations(articles) == asked(articles) == {}


def test_many_titles_take_no_longer_than_they_must() -> None:
    titles = [f"{chr(0x4E00 + 7 * k)}{chr(0x5E00 + 3 * k)} {k}" for k in range(300)]
    assert relations(printed(NOTICE, titles)) == {}


@pytest.mark.parametrize(
    "prompt", ["Devamı için tıklayınız", "Click here to continue", "اضغط هنا للمتابعة", "点击这里继续阅读"]
)
def test_a_prompt_of_several_articles_without_titles_is_no_copy(prompt):
    articles = [Article(str(k), prompt) for k in range(3)]
    assert dedup.scan(articles).clusters == []
    assert dedup.clean(articles).counts()["removed"] == 0
    story = "The river rose by two metres overnight, and the mayor of Tolvik closed the schools until Friday."
    assert dedup.clean([Article(str(k), story) for k in range(3)]).counts()["removed"] == 2


def test_two_articles_of_a_few_words_are_copies():
    assert dedup.clean([Article(str(k), "Click here to continue") for k in range(2)]).counts()["removed"] == 1
