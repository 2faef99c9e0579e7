"""Scale, counted and not timed: how many pairs are aligned, and what must hold however many print a story."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from itertools import takewhile

import pytest

from dedup import Article, scan
from dedup.scanning.report import Report
from tests.newsroom import ENGLISH, edited, story

pytestmark = pytest.mark.heavy

N_OUTLETS = 5_000


def published(day: int, minute: int = 0) -> datetime:
    return datetime(2015, 7, 1, 0, 1) + timedelta(days=day, minutes=minute)


@pytest.fixture(scope="module")
def wire_story() -> Report:
    rng = random.Random(1)
    text = story(rng, 150)
    texts = [text] + [edited(rng, text, 0.04) for _ in range(N_OUTLETS - 1)]
    return scan(Article(f"{n:05d}", one, published=published(0, n)) for n, one in enumerate(texts))


def test_a_wire_story_in_5000_outlets_costs_work_linear_in_them(wire_story: Report) -> None:
    """Each band links an article to one other and each fingerprint to two, and most of those are the same few."""
    assert wire_story.counts["aligned"] <= 20 * N_OUTLETS


def test_a_wire_story_in_5000_outlets_stays_one_family(wire_story: Report) -> None:
    (cluster,) = wire_story.clusters
    assert len(cluster.members) == N_OUTLETS
    assert cluster.origin == "00000"
    assert {member.relation for member in cluster.members} <= {"origin", "exact", "reprint"}


def test_every_member_of_a_large_family_has_a_match_with_the_origin(wire_story: Report) -> None:
    (cluster,) = wire_story.clusters
    assert cluster.origin == min(wire_story.articles), "so that its matches come first"
    with_origin = [match.b for match in takewhile(lambda match: match.a == cluster.origin, wire_story.matches)]
    assert {cluster.origin, *with_origin} == {member.id for member in cluster.members}


def test_a_story_with_a_closing_of_each_outlet_s_own_stays_one_family() -> None:
    rng = random.Random(10)
    words = story(rng, 100).split()
    texts = [" ".join([*words[:85], *story(rng, 15).split()]) for _ in range(200)]
    report = scan(Article(f"{n:03d}", text, published=published(0, n)) for n, text in enumerate(texts))
    assert [len(cluster.members) for cluster in report.clusters] == [200]


def test_5000_exact_duplicates_collapse_before_any_work() -> None:
    text = story(random.Random(2), 120)
    report = scan(Article(f"{n:05d}", text, published=published(n % 30)) for n in range(N_OUTLETS))
    assert (report.counts["unique"], report.counts["candidates"], report.counts["aligned"]) == (1, 0, 0)
    (cluster,) = report.clusters
    assert len(cluster.members) == N_OUTLETS
    assert {member.relation for member in cluster.members} == {"origin", "exact"}
    assert N_OUTLETS - 1 <= len(report.matches) <= 2 * N_OUTLETS


def test_exact_duplicates_of_edited_copies_stay_linear_too() -> None:
    rng = random.Random(3)
    text = story(rng, 120)
    versions = [text, *(edited(rng, text, 0.05) for _ in range(9))]
    report = scan(Article(f"{n:05d}", versions[n % 10], published=published(0, n)) for n in range(2_000))
    (cluster,) = report.clusters
    assert len(cluster.members) == 2_000
    assert len(report.matches) <= 60 * 2_000


CITIES = [
    f"{first} {second}"
    for first in ("الرياض", "جدة", "مكة", "الدمام", "أبها", "تبوك", "حائل", "نجران")
    for second in ("الشمالية", "الجنوبية", "الشرقية", "الغربية", "القديمة", "الجديدة", "العليا", "السفلى")
]
FORMS = {
    "weather": "حالة الطقس في {city} ليوم {day} سماء صافية والعظمى {x} والصغرى {y} والرطوبة {z} والرياح شمالية خفيفة",
    "prayers": "مواقيت الصلاة في {city} يوم {day} الفجر 4:{x} الظهر 12:{y} العصر 3:{z} المغرب 6:{y} العشاء 8:{x}",
    "prices": "Gold prices in {city} on day {day}: 24 carat {x}{y}.{z}, 21 carat {z}{x}.{y}, ounce 12{x}{y} dollars",
    "near-empty": "صورة {day}",
}


@pytest.mark.parametrize("form", FORMS)
def test_forms_filled_in_2000_times_do_not_blow_up(form: str) -> None:
    rng = random.Random(4)
    texts = [
        FORMS[form].format(
            city=rng.choice(CITIES), day=n, x=rng.randint(10, 59), y=rng.randint(10, 59), z=rng.randint(10, 59)
        )
        for n in range(2_000)
    ]
    report = scan(Article(f"{n}", text, published=published(n)) for n, text in enumerate(texts))
    assert report.counts["aligned"] <= 10 * len(texts)


def hosts(n: int, rng: random.Random, extra: str, *, at_foot: bool, n_days: int = 60) -> list[Article]:
    """Unrelated articles of so many days and of many outlets, each with the same passage inside or below."""
    articles = []
    for number in range(n):
        words = story(rng, rng.randint(120, 260)).split()
        cut = len(words) if at_foot else rng.randint(20, len(words) - 20)
        text = " ".join([*words[:cut], extra, *words[cut:]])
        articles.append(
            Article(f"{number:04d}", text, source=f"outlet-{number % 14}", published=published(number % n_days))
        )
    return articles


def pairs_of(report: Report) -> list[tuple[str, str]]:
    """The ids of every match."""
    return [(match.a, match.b) for match in report.matches]


def components(report: Report) -> list[set[str]]:
    """Which articles are connected through matches."""
    root = {article: article for article in report.articles}

    def find(article: str) -> str:
        while root[article] != article:
            root[article] = article = root[root[article]]
        return article

    for a, b in pairs_of(report):
        root[find(a)] = find(b)
    found: dict[str, set[str]] = {}
    for article in report.articles:
        found.setdefault(find(article), set()).add(article)
    return sorted(found.values(), key=len, reverse=True)


def test_a_passage_of_100_words_in_1000_hosts_connects_them_all() -> None:
    rng = random.Random(6)
    report = scan(hosts(1_000, rng, story(rng, 100), at_foot=False, n_days=2))
    assert len(components(report)[0]) == 1_000
    assert report.counts["aligned"] <= 10 * 1_000
    assert report.relation_counts()["partial"] >= 999


def test_a_footer_under_1000_articles_connects_none() -> None:
    footer = (
        "All rights reserved. Reproduction in whole or in part without written permission of the publisher is"
        " prohibited. Subscribe to our newsletter to receive the most important"
        " news of the day in your inbox every morning."
    )
    report = scan(hosts(1_000, random.Random(7), footer, at_foot=True))
    assert report.counts["aligned"] <= 10 * 1_000
    assert len(report.matches) == 0


def test_two_thousand_strangers_are_hardly_aligned_at_all() -> None:
    rng = random.Random(8)
    texts = [story(rng, 150, ENGLISH if n % 2 else story(rng, 1).split() + ENGLISH) for n in range(2_000)]
    report = scan(texts)
    assert report.counts["aligned"] <= len(texts)
    assert len(report.matches) == 0
