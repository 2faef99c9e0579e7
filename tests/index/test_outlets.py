"""A check knows what an outlet repeats under its articles, as a scan knows it."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta

import dedup
from dedup.article import Article
from dedup.index import Index
from dedup.index.outlets import Outlets
from tests.index.test_as_scan import check_against
from tests.newsroom import ENGLISH, story

START = datetime(2015, 7, 1, tzinfo=UTC)
FOOTER = "Follow our newsroom on all channels and send us your pictures of the storm by the usual address"
MASTHEAD = "The Harbour Gazette, founded by the port workers of the northern quay"


def outlet(n_articles: int = 40) -> list[Article]:
    """Articles of two outlets; one prints a masthead, and a footer whose end differs."""
    rng = random.Random(2)
    articles = []
    for number in range(n_articles):
        text = story(rng, rng.randint(40, 90), ENGLISH)
        if number % 2:
            text = f"{MASTHEAD}\n{text}\n{FOOTER} {story(rng, 3, ENGLISH)}"
        if number % 9 == 0 and number:
            text += "\n" + " ".join(articles[-1].text.split()[20:50])
        source = "gazette" if number % 2 else "courier"
        articles.append(
            Article(f"{source}-{number}", text, source=source, published=START + timedelta(days=number / 2))
        )
    return articles


def test_each_article_with_boilerplate_is_judged_as_in_a_scan(location):
    articles = outlet()
    assert {one.text[:10] for one in dedup.scan(articles).boilerplate} == {MASTHEAD[:10], FOOTER[:10]}
    with Index(location) as index:
        index.add_many(articles)
        check_against(articles, index)
        assert sum(len(index.check(article)) for article in articles) >= 4
        found = index.check(articles[1], every_relation=True)
        assert "partial" not in {match.relation for match in found if match.a[:7] == match.b[:7] == "gazette"}


def test_what_was_learnt_is_there_when_the_counts_were_saved(tmp_path, monkeypatch):
    monkeypatch.setattr("dedup.index.commonness.MIN_UNSAVED", 1)
    articles = outlet()
    place = tmp_path / "seen.sqlite"
    with Index(place) as index:
        index.add_many(articles)
        learnt = index._memory.commonness.outlets
    assert {one.source for one in learnt.wordings} == {"gazette"}
    with Index(place) as index:
        check_against(articles, index)
        assert index._memory.commonness.outlets.wordings == learnt.wordings


def test_outlets_survive_as_json():
    with Index(":memory:") as index:
        index.add_many(outlet())
        index.check(outlet()[0])
        learnt = index._memory.commonness.outlets
    assert learnt.wordings
    assert Outlets.from_json(json.loads(json.dumps(learnt.as_json()))).as_json() == learnt.as_json()


def test_what_sister_sites_print_is_boilerplate_in_whichever_of_them_an_article_comes_from(location):
    rng = random.Random(5)
    invitation = f"Our newsletter {story(rng, 40, ENGLISH).replace('.', '')}"
    sisters = [
        Article(f"{number:02}", f"{story(rng, 70, ENGLISH)}\n{invitation}", source=f"paper {number % 14}")
        for number in range(21)
    ]
    *stored, known = sisters
    assert [(one.text, one.n_articles) for one in dedup.scan(sisters).boilerplate] == [(invitation, 21)]
    with Index(location) as index:
        index.add_many(stored)
        for new in (known, Article("new", f"{story(rng, 70, ENGLISH)}\n{invitation}", source="paper 99")):
            assert [match.relation for match in index.check(new)] == []
            assert {match.relation for match in index.check(new, every_relation=True)} == {"boilerplate"}
