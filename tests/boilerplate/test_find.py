"""What an outlet prints under many articles of several days is told from what its articles say."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from dedup import Article, scan
from dedup.scanning.report import Report
from tests.newsroom import ENGLISH, edited, story

RELATED = "مقالات ذات صلة"
SHARE = "Share this story on Facebook and follow us for breaking news"
FIRST = datetime(2015, 7, 1)


def outlet(
    name: str, n: int, foot: str = "", *, head: str = "", step: float = 1, seed: int = 0, dated: bool = True
) -> list[Article]:
    """So many unrelated articles of an outlet, one every `step` days, with lines above and below each."""
    rng = random.Random(f"{name}{seed}")
    texts = [f"{head}\n{story(rng, 60)}\n{story(rng, 40)}\n{foot}".strip() for _ in range(n)]
    days = [FIRST + timedelta(days=k * step) if dated else None for k in range(n)]
    return [
        Article(f"{name}-{seed}-{k:03d}", text, source=name, published=day)
        for k, (text, day) in enumerate(zip(texts, days, strict=True))
    ]


def inside(articles: Sequence[Article], lines: str) -> list[Article]:
    """The articles with these lines between their first and their second paragraph."""
    return [replace(one, text=one.text.replace("\n", f"\n{lines}\n", 1)) for one in articles]


def wordings(report: Report) -> list[tuple[str, str, int]]:
    return [(one.source, one.text, one.n_articles) for one in report.boilerplate]


def test_a_line_under_many_articles_of_several_days_is_boilerplate() -> None:
    report = scan([*outlet("sabq", 12, RELATED), *outlet("okaz", 12)])
    assert wordings(report) == [("sabq", RELATED, 12)]
    [one] = report.boilerplate
    assert one.n_days == 12
    assert [place.id for place in one.places] == [f"sabq-0-{k:03d}" for k in range(12)]
    for place in one.places:
        assert report.articles[place.id].text[slice(*place.span)] == RELATED
        assert report.boilerplate_spans[place.id] == (place.span,)
    assert set(report.boilerplate_spans) == {place.id for place in one.places}
    assert "okaz-0-000" not in report.boilerplate_spans


def test_the_span_takes_the_marks_around_the_words_of_its_line() -> None:
    report = scan(outlet("aawsat", 10, "...المزيد »»", head="— عين اليوم : الرياض —"))
    assert {text for _, text, _ in wordings(report)} == {"...المزيد »»", "— عين اليوم : الرياض —"}


@pytest.mark.parametrize("mark", [SHARE, "شاهد أيضاً", "相关阅读", "Читайте также", "本記事の無断転載を禁じます"])
def test_no_language_is_needed(mark: str) -> None:
    assert wordings(scan(outlet("daily", 9, mark))) == [("daily", mark, 9)]


def test_a_fixed_beginning_goes_on_with_something_else_under_each_article() -> None:
    articles = outlet("alweeam", 20)
    foot = [f"رابط الخبر بصحيفة الوئام: {story(random.Random(k), 9)}" for k in range(20)]
    articles = [Article(one.id, f"{one.text}\n{line}", source=one.source, published=one.published) for one, line in zip(articles, foot, strict=True)]  # fmt: skip
    [(source, text, n)] = wordings(scan(articles))
    assert (source, text, n) == ("alweeam", "رابط الخبر بصحيفة الوئام:", 20)


def test_a_text_without_line_breaks_ends_alike() -> None:
    rng = random.Random(4)
    closing = "Reporting by our own correspondents for the Daily Basel Herald"
    articles = [
        Article(f"{k}", f"{story(rng, 80, ENGLISH)} {closing}", source="herald", published=FIRST + timedelta(days=k))
        for k in range(15)
    ]
    [(_, text, n)] = wordings(scan(articles))
    assert (text, n) == (closing, 15)


def test_the_lines_of_a_block_of_links_are_taken_with_it() -> None:
    rng = random.Random(9)
    links = [story(rng, 8).rstrip(".") for _ in range(8)]
    articles = []
    for k, one in enumerate(outlet("sabq", 16)):
        block = "\n".join([RELATED, links[k // 4], links[4 + k // 4]])
        articles.append(Article(one.id, f"{one.text}\n{block}", source="sabq", published=one.published))
    found = {text for _, text, _ in wordings(scan(articles))}
    assert found == {RELATED, *links}


NEWSLETTER = "Sign up for our morning newsletter and never miss a story of your town again"


@pytest.mark.parametrize("dated", [True, False])
@pytest.mark.parametrize(
    "mark", [SHARE, NEWSLETTER, "订阅我们的晨间通讯", "Аренда и реклама: звоните в редакцию", "© حقوق النشر محفوظة"]
)
def test_within_one_day_or_without_days_it_frames_the_articles_of_an_outlet(mark: str, *, dated: bool) -> None:
    for head, foot in ((mark, ""), ("", mark), ("", f"{mark}\n{RELATED}")):
        articles = [
            *outlet("sabq", 10, foot, head=head, step=0.01, dated=dated),
            *outlet("okaz", 10, step=0.01, dated=dated),
        ]
        report = scan(articles)
        assert mark in {text for source, text, _ in wordings(report) if source == "sabq"}
        assert not report.matches


def test_sister_sites_share_what_frames_their_articles() -> None:
    report = scan([one for name in "abc" for one in outlet(name, 5, NEWSLETTER, dated=False)])
    assert not report.matches
    assert sum(len(spans) for spans in report.boilerplate_spans.values()) == 15


def test_a_folder_of_texts_of_unknown_outlets() -> None:
    notes = [*outlet("", 14, NEWSLETTER, dated=False), *outlet("", 100, dated=False, seed=1)]
    assert [(text, n) for _, text, n in wordings(scan(notes))] == [(NEWSLETTER, 14)]


@pytest.mark.parametrize(
    "prompt", [NEWSLETTER, "SIGN UP\nBe the first to know.\nNo one covers your town as we do.", SHARE]
)
@pytest.mark.parametrize("names", ["a", "ab", "abc"])
def test_what_stands_between_the_paragraphs_of_any_story_is_no_part_of_it(prompt: str, names: str) -> None:
    """Prompts of a chain of outlets stand in the middle of articles, each time between other paragraphs."""
    articles = [one for name in names for one in inside(outlet(name, 6, dated=False), prompt)]
    report = scan(articles)
    assert {text for _, text, _ in wordings(report)} == {*prompt.split("\n")}
    assert not report.matches


def test_a_few_articles_of_many_share_what_frames_them() -> None:
    report = scan([*outlet("sabq", 6, SHARE, step=0), *outlet("sabq", 40, step=0, seed=1)])
    assert wordings(report) == [("sabq", SHARE, 6)]


def test_one_lead_with_a_few_endings_is_no_frame() -> None:
    """Versions of a story are alike beyond their first paragraph."""
    rng = random.Random(8)
    lead, body = story(rng, 60), story(rng, 120)
    versions = [Article(f"v{k}", f"{lead}\n{edited(rng, body, 0.05)}", source="sabq") for k in range(8)]
    report = scan(versions)
    assert not report.boilerplate
    assert {match.relation for match in report.matches} == {"reprint"}


def refused() -> dict[str, Sequence[Article]]:
    rng = random.Random(7)
    page = story(rng, 200)
    same_story = [
        Article(f"{k}", f"{edited(rng, page, 0.03)}\n{SHARE}", source="sabq", published=FIRST + timedelta(days=k))
        for k in range(20)
    ]
    greeting = "السلام عليكم ورحمة الله وبركاته"
    return {
        "few articles": outlet("sabq", 4, SHARE, step=3),
        "versions of one page": same_story,
        "a greeting in every outlet": [one for name in "abcd" for one in outlet(name, 10, greeting)],
        "few words under few of the articles of one day": [
            *outlet("sabq", 6, RELATED, step=0),
            *outlet("sabq", 40, step=0, seed=1),
        ],
        "few words inside the articles of one day": inside(outlet("sabq", 20, dated=False), RELATED),
        "what each outlet printed once": [
            one for name in "abcdefgh" for one in inside(outlet(name, 1, dated=False), NEWSLETTER)
        ],
        "what few articles of unknown outlets print": inside(outlet("", 8, dated=False), NEWSLETTER),
        "a long background under new stories": inside(outlet("sabq", 8, dated=False), story(rng, 90)),
        "paragraphs that are printed one after the other": inside(
            outlet("sabq", 8, dated=False), f"{story(rng, 20)}\n{story(rng, 80)}\n{story(rng, 20)}"
        ),
        "numbers of parts": [
            Article(one.id, one.text.replace("\n", "\nثانيا:\n", 1), source="sabq", published=one.published)
            for one in outlet("sabq", 20)
        ],
        "a phrase that some lines begin with": [
            Article(
                one.id,
                one.text + (f"\nقال مصدر في الشرطة {story(rng, 20)}" if k % 6 == 0 else ""),
                source="sabq",
                published=one.published,
            )
            for k, one in enumerate(outlet("sabq", 60))
        ],
    }


@pytest.mark.parametrize("case", list(refused()))
def test_what_is_no_boilerplate(case: str) -> None:
    assert wordings(scan(refused()[case])) == []


def test_articles_are_not_copies_because_their_outlet_frames_them_alike() -> None:
    """A long disclaimer under two short notes is most of both of them, and no reuse."""
    rng = random.Random(2)
    disclaimer = story(rng, 60)
    notes = [
        Article(f"{k:02d}", f"{story(rng, 30)}\n{disclaimer}", source="okaz", published=FIRST + timedelta(days=k // 2))
        for k in range(20)
    ]
    report = scan(notes)
    assert len(report.matches) == 0
    assert [one.text for one in report.boilerplate] == [disclaimer.rstrip(".") + "."]


def test_a_copy_is_a_reprint_whatever_its_outlet_prints_around_it() -> None:
    frame = story(random.Random(5), 60)
    rng = random.Random(6)
    wire = story(rng, 70)
    articles = [*outlet("sabq", 10, frame), Article("wire", wire, source="spa", published=FIRST)]
    articles.append(Article("sabq-copy", f"{wire}\n{frame}", source="sabq", published=FIRST))
    [match] = scan(articles).matches
    assert (match.a, match.b, match.relation) == ("sabq-copy", "wire", "reprint")
    assert match.containment_a < 0.6


def test_the_order_of_articles_changes_nothing() -> None:
    articles = [*outlet("sabq", 12, RELATED, head=SHARE), *outlet("okaz", 8, SHARE)]
    backwards = scan(articles[::-1])
    assert list(scan(articles).boilerplate) == list(backwards.boilerplate)
