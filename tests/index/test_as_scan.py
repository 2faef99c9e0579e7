"""What the index says of an article is what a scan of the same collection says of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

import dedup
from dedup.article import Article
from dedup.index import Index
from dedup.results import Match
from dedup.scanning.report import Report
from tests.newsroom import ENGLISH, collection, edited, story


def of_scan(report: Report) -> dict[str, dict[str, Match]]:
    """The matches of each article by the id of the other."""
    found: dict[str, dict[str, Match]] = {article_id: {} for article_id in report.articles}
    for match in report.matches:
        found[match.a][match.b] = found[match.b][match.a] = match
    return found


def of_index(index: Index, article: Article) -> dict[str, Match]:
    return {match.b if match.a == article.id else match.a: match for match in index.check(article)}


def wire(seed: int) -> list[Article]:
    """Stories in English, their copies, cuts and mixtures, over a month."""
    rng = random.Random(seed)
    start = datetime(2015, 7, 1)
    articles = []
    for number in range(12):
        text = story(rng, rng.randint(60, 180), ENGLISH)
        words = text.split()
        versions = [text, edited(rng, text, 0.05), " ".join(words[: len(words) // 2]), text]
        versions.append(story(rng, 70, ENGLISH) + " " + " ".join(words[5:45]) + " " + story(rng, 50, ENGLISH))
        for version, body in enumerate(versions):
            published = start + timedelta(days=2 * number, hours=version)
            articles.append(Article(f"{number}-{version}", body, source=f"outlet {version}", published=published))
    return articles


COLLECTIONS = {
    "a newsroom": collection(25, seed=0),
    "another newsroom": collection(25, seed=3),
    "an English wire": wire(1),
}


def check_against(articles: Sequence[Article], index: Index) -> None:
    """Every match of a scan is found, the same in every field, and no other.

    But for pairs that the scan compared only because both belong to one family or share a passage with a third article:
    they may be left out. So may articles edited throughout, whose bigrams an index does not look up.
    """
    report = dedup.scan(articles, every_relation=True)
    neighbours = {identity: matches.keys() for identity, matches in of_scan(report).items()}
    report = dedup.scan(articles)
    expected = of_scan(report)
    family = {member.id: cluster.id for cluster in report.clusters for member in cluster.members}
    for article in articles:
        found, matches = of_index(index, article), expected.get(article.id, {})
        assert found.items() <= matches.items()
        for other in matches.keys() - found.keys():
            alike = other in family and family[other] == family.get(article.id)
            edited = all(passage.kind == "edited" for passage in matches[other].passages)
            assert alike or edited or neighbours[other] & neighbours[article.id]


@pytest.mark.parametrize("articles", COLLECTIONS.values(), ids=COLLECTIONS)
def test_each_article_checked_against_all_others_matches_what_a_scan_finds(articles, location):
    with Index(location) as index:
        index.add_many(articles)
        check_against(articles, index)
        assert sum(len(index.check(article)) for article in articles) > len(articles) // 2


def test_what_is_removed_and_revised_counts_for_nothing():
    articles, others = collection(10, seed=4), collection(10, seed=5)
    with Index(":memory:") as index:
        index.add_many(articles)
        index.add_many(Article(article.id, article.text) for article in others)  # many have the ids of the first
        for article in articles:
            index.add(article)
        for article in others:
            if article.id not in {one.id for one in articles}:
                index.remove(article.id)
        rebuilt = sorted(index, key=lambda article: article.id)
        assert rebuilt == sorted(articles, key=lambda article: article.id)
        report = dedup.scan(articles)
        expected = of_scan(report)
        for article in articles:
            assert {other: match.relation for other, match in of_index(index, article).items()}.items() <= {
                other: match.relation for other, match in expected.get(article.id, {}).items()
            }.items()


def test_an_article_not_stored_is_checked_as_if_it_were_part_of_the_scan():
    articles = wire(2)
    expected = of_scan(dedup.scan(articles))
    newest = articles[-1]
    with Index(":memory:") as index:
        index.add_many(articles[:-1])
        assert of_index(index, newest) == expected[newest.id]


def test_two_processes_see_what_the_other_adds_and_removes(location):
    articles = wire(3)
    with Index(location) as one, Index(location) as other:
        for number, article in enumerate(articles):
            (one if number % 2 else other).add(article)
        check_against(articles, one)
        check_against(articles, other)
        for article in articles[::3]:
            one.remove(article.id)
        left = [article for number, article in enumerate(articles) if number % 3]
        check_against(left, other)
        check_against(left, one)
