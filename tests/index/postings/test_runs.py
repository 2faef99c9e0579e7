"""However runs are merged, held in memory or read block by block: a check finds the same."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from dedup.article import Article
from dedup.index import Index
from dedup.index.postings import merging, runs
from tests.index.stress.soundness import unsound
from tests.newsroom import edited, story

START = datetime(2015, 7, 1, tzinfo=UTC)
RNG = random.Random(11)
STORIES = [story(RNG, 50) for _ in range(12)]
ARTICLES = [
    Article(f"{number}", edited(RNG, STORIES[number % 12], 0.05), published=START + timedelta(hours=7 * number))
    for number in range(150)
]


def answers(index: Index) -> list[tuple[list[str], int, int]]:
    found = [index.check(Article("new", text, published=START + timedelta(days=20))) for text in STORIES]
    found += [index.check(Article("new", text, published=START), within=timedelta(days=9)) for text in STORIES]
    return [([match.a for match in check], check.n_left_out, check.n_hot) for check in found]


def sizes(index: Index) -> list[int]:
    return [run.n_articles for run in index._store.read(lambda rows: rows.runs.all())]


@pytest.fixture(scope="module")
def due():
    with Index(":memory:") as index:
        index.add_many(ARTICLES)
        return answers(index)


def test_articles_added_one_by_one_are_in_few_runs_and_found_as_if_added_at_once(location, due):
    with Index(location) as index:
        for article in ARTICLES:
            index.add(article)
        assert answers(index) == due
        assert sizes(index) == [64, 64, 8, 8, 1, 1, 1, 1, 1, 1]
    assert unsound(location) == []


def test_runs_too_large_for_memory_are_read_block_by_block(location, due, monkeypatch):
    monkeypatch.setattr(runs, "HELD_BYTES", 0)
    monkeypatch.setattr(runs, "FIRST_BLOCKS", 1)
    with Index(location) as index:
        index.add_many(ARTICLES, batch=40)
        assert answers(index) == due
        assert not index._memory.runs._held


def test_a_run_is_in_memory_once_it_was_asked_about_often_enough(location, due, monkeypatch):
    with Index(location) as index:
        index.add_many(ARTICLES)
        [run] = index._store.read(lambda rows: rows.runs.all())
        monkeypatch.setattr(runs, "BYTES_A_CHECK", run.n_bytes // 10)
        index.check(ARTICLES[0])
        assert not index._memory.runs._held  # an index opens at once
        assert answers(index) == due
        assert list(index._memory.runs._held) == [run.number]
        assert answers(index) == due


def test_runs_are_merged_in_parts_that_fit_into_memory(location, due, monkeypatch):
    monkeypatch.setattr(merging, "MAX_POSTINGS", 500)
    with Index(location) as index:
        index.add_many(ARTICLES, batch=9)
        assert len(sizes(index)) < 10
        assert answers(index) == due
    assert unsound(location) == []


def test_what_is_removed_is_not_found_and_its_postings_go_when_they_are_many(location):
    with Index(location) as index, Index(":memory:") as fresh:
        index.add_many(ARTICLES)
        for number in range(0, 60, 2):
            index.remove(str(number))
        assert sizes(index) == [150]
        fresh.add_many(article for article in ARTICLES if int(article.id) >= 60 or int(article.id) % 2)
        assert [found for found, _, _ in answers(index)] == [found for found, _, _ in answers(fresh)]
        for number in range(60, 80, 2):
            index.remove(str(number))
        assert sizes(index) == [112]
        for article in ARTICLES:
            index.remove(article.id)
        assert sizes(index) == []
    assert unsound(location) == []
