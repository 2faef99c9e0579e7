"""Judgement in collections of every size: what decides is how a wording is spread, not how many carry it."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta

import pytest

from dedup import Article, scan
from dedup.scanning.report import Report
from tests.newsroom import ARABIC, ENGLISH, edited, story

pytestmark = pytest.mark.heavy

FIRST = datetime(2015, 7, 1)


def strangers(rng: random.Random, n: int, n_days: int, vocabulary: list[str]) -> list[Article]:
    """Unrelated articles of so many days."""
    return [
        Article(
            f"other-{k:04d}",
            story(rng, rng.randint(80, 200), vocabulary),
            source=f"outlet-{k % 9}",
            published=FIRST + timedelta(days=k % n_days, minutes=rng.randrange(1440)),
        )
        for k in range(n)
    ]


def containing(
    rng: random.Random, n: int, passage: str, days: list[int], *, at: str = "inside", vocabulary: list[str]
) -> list[Article]:
    """Distinct article bodies of so many outlets, each with the passage in it, published on these days in turn."""
    articles = []
    for k in range(n):
        words = story(rng, rng.randint(100, 240), vocabulary).split()
        cut = {"head": 0, "foot": len(words), "inside": rng.randint(10, len(words) - 10)}[at]
        text = " ".join([*words[:cut], passage, *words[cut:]])
        day = FIRST + timedelta(days=days[k % len(days)], minutes=rng.randrange(1440))
        articles.append(Article(f"containing-{k:04d}", text, source=f"paper-{k}", published=day))
    return articles


def connected(report: Report, kind: str = "containing") -> int:
    """How many articles with the passage the largest component of matches between them holds."""
    root = {one: one for one in report.articles if one.startswith(kind)}

    def find(one: str) -> str:
        while root[one] != one:
            one = root[one]
        return one

    for match in report.matches:
        assert match.a in root, "a stranger is matched"
        assert match.b in root, "a stranger is matched"
        root[find(match.a)] = find(match.b)
    return max(Counter(map(find, root)).values())


@pytest.mark.parametrize("vocabulary", [ARABIC, ENGLISH], ids=["ar", "en"])
@pytest.mark.parametrize("at", ["inside", "foot", "head"])
@pytest.mark.parametrize(("n_containing", "n_others"), [(5, 0), (50, 0), (5, 300), (50, 40), (50, 300)])
def test_a_wire_passage_in_any_number_of_outlets_within_two_days_is_reuse(
    n_containing: int, n_others: int, at: str, vocabulary: list[str]
) -> None:
    rng = random.Random(n_containing + n_others)
    passage = story(rng, 100, vocabulary)
    articles = containing(rng, n_containing, passage, [10, 11], at=at, vocabulary=vocabulary)
    report = scan([*articles, *strangers(rng, n_others, 30, vocabulary)])
    assert connected(report) == n_containing


@pytest.mark.parametrize("n_others", [0, 60, 1_500])
def test_in_five_hundred_outlets_too(n_others: int) -> None:
    rng = random.Random(5)
    articles = containing(rng, 500, story(rng, 100), [10, 11], vocabulary=ARABIC)
    assert connected(scan([*articles, *strangers(rng, n_others, 30, ARABIC)])) == 500


@pytest.mark.parametrize("vocabulary", [ARABIC, ENGLISH], ids=["ar", "en"])
@pytest.mark.parametrize(("n_containing", "n_others"), [(5, 0), (5, 300), (50, 0), (50, 300), (500, 0), (500, 500)])
def test_the_same_words_under_articles_of_unrelated_days_are_a_formula(
    n_containing: int, n_others: int, vocabulary: list[str]
) -> None:
    rng = random.Random(n_containing + n_others)
    days = [9 * k for k in range(min(n_containing, 40))]
    articles = containing(rng, n_containing, story(rng, 100, vocabulary), days, vocabulary=vocabulary)
    report = scan([*articles, *strangers(rng, n_others, 300, vocabulary)])
    assert len(report.matches) == 0


def test_a_formula_is_none_the_less_one_for_standing_twice_on_a_day() -> None:
    rng = random.Random(3)
    articles = containing(rng, 60, story(rng, 40), [k // 2 * 9 for k in range(60)], vocabulary=ARABIC)
    assert len(scan([*articles, *strangers(rng, 300, 300, ARABIC)]).matches) == 0


def test_one_late_article_makes_no_formula_of_a_story() -> None:
    rng = random.Random(8)
    articles = containing(rng, 40, story(rng, 60), [10] * 39 + [25], vocabulary=ARABIC)
    report = scan([*articles, *strangers(rng, 300, 30, ARABIC)])
    assert connected(report) >= 39


@pytest.mark.parametrize("apart", [0, 2])
@pytest.mark.parametrize("dated_among_others", [True, False])
def test_undated_copies_and_dated_originals_are_one_family(apart: int, dated_among_others: bool) -> None:
    """An unknown time is not a time long ago: 102 near copies without one, and two originals with one."""
    rng = random.Random(12)
    text = story(rng, 150)
    originals = [
        Article("wire-1", text, source="spa", published=FIRST),
        Article("wire-2", edited(rng, text, 0.02), source="was", published=FIRST + timedelta(days=apart)),
    ]
    copies = [Article(f"copy-{k:03d}", edited(rng, text, 0.03)) for k in range(102)]
    others = strangers(rng, 200, 40, ARABIC)
    if not dated_among_others:
        others = [Article(one.id, one.text) for one in others]
    (family,) = scan([*originals, *copies, *others]).clusters
    assert len(family.members) == 104
    assert family.origin == "wire-1"


def test_a_passage_under_undated_articles_is_judged_by_its_length() -> None:
    rng = random.Random(21)
    long, short = story(rng, 100), story(rng, 25)
    articles = [
        Article(one.id, one.text)
        for one in (
            *containing(rng, 60, long, [0], vocabulary=ARABIC),
            *(Article(f"short-{k}", f"{story(rng, 90)} {short} {story(rng, 60)}") for k in range(60)),
        )
    ]
    report = scan(articles)
    assert connected(report) == 60
