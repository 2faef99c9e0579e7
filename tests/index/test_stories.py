"""The story of an article among those of an index: which fold into one origin, and what is uncertain."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import dedup
from dedup.article import Article
from dedup.index import Index
from tests.newsroom import ENGLISH, edited, story

_RNG = random.Random(41)
NOON = datetime(2015, 7, 21, 12, tzinfo=UTC)
WIRE, OWN = story(_RNG, 90, ENGLISH), story(_RNG, 120, ENGLISH)
NEWS = [
    Article("wire", f"BASEL (Reuters) - {WIRE}", source="courier", published=NOON),
    Article("copy", edited(_RNG, WIRE, 0.03), source="tide", published=NOON + timedelta(hours=1)),
    Article("later", edited(_RNG, WIRE, 0.03), source="herald", published=NOON + timedelta(hours=2)),
    Article("visit", f"{OWN} {WIRE}", source="daily", published=NOON + timedelta(hours=3)),
    Article("other", story(_RNG, 90, ENGLISH), source="daily", published=NOON),
]


def told(found):
    return (
        {origin.name: {one.article for one in origin.articles} for origin in found.origins},
        {one.article for one in found.uncertain},
    )


def test_reprints_of_an_agencys_report_are_one_origin(location):
    with Index(location) as index:
        index.add_many(NEWS)
        for article in NEWS[:4]:
            found = index.story(article)
            assert found.id == article.id
            assert told(found) == ({"reuters": {"wire", "copy", "later"}}, {"visit"})


def test_the_story_is_that_of_a_report_on_all(location):
    new = Article("new", edited(_RNG, WIRE, 0.03), source="star", published=NOON + timedelta(hours=5))
    with Index(location) as index:
        index.add_many(NEWS)
        assert told(index.story(new)) == told(dedup.scan([*NEWS, new]).story("new"))
        assert len(index) == len(NEWS)


def test_an_article_that_shares_nothing_is_an_origin_by_itself():
    with Index(":memory:") as index:
        index.add_many(NEWS)
        assert told(index.story(NEWS[4])) == ({"daily": {"other"}}, set())
        assert told(index.story({"id": "x", "text": "Nobody has written this before, says the baker."})) == (
            {"x": {"x"}},
            set(),
        )


def test_within_keeps_to_articles_of_those_days():
    late = Article("late", WIRE, source="star", published=NOON + timedelta(days=60))
    with Index(":memory:") as index:
        index.add_many(NEWS)
        assert told(index.story(late, within="30d"))[0] == {"star": {"late"}}
