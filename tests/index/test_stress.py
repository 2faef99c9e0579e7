"""Many processes at once, and processes killed at any moment: briefly here, for long by `python -m benchmarks.index_stress`."""

from __future__ import annotations

import sqlite3
from multiprocessing import get_context

import pytest

from dedup.index import Index
from tests.index.stress import killed, together
from tests.index.stress.made import story
from tests.index.stress.soundness import unsound


@pytest.mark.heavy
def test_processes_that_share_an_index_lose_double_and_disturb_nothing(location):
    found = together.run(location, n_processes=4, seconds=2.0)
    assert found["wrong"] == []
    assert found["articles"] > 0


@pytest.mark.heavy
def test_what_was_acknowledged_survives_a_kill_and_nothing_is_there_by_halves(location):
    found = killed.run(location, n_kills=8, longest=0.3)
    assert found["wrong"] == []
    assert found["steps_acknowledged"] > 0


def add_elsewhere(place, article_id):
    """Another process opens the index, adds an article and closes it."""
    process = get_context("spawn").Process(target=_add, args=(place, article_id))
    process.start()
    process.join()
    assert process.exitcode == 0


def _add(place, article_id):
    with Index(place) as index:
        index.add(story(article_id))


def test_opening_an_index_twice_in_a_process_takes_no_lock_from_the_first(tmp_path):
    # A process that opens and closes the file by itself loses SQLite's locks on it, and the log under its feet.
    location = tmp_path / "seen.sqlite"
    first = Index(location)
    first.add(story("sabq-1"))
    Index(location).close()
    add_elsewhere(location, "sabq-2")
    first.add(story("sabq-3"))
    add_elsewhere(location, "sabq-4")
    assert [article.id for article in first] == ["sabq-1", "sabq-2", "sabq-3", "sabq-4"]
    first.close()
    with Index(location) as index:
        assert [article.id for article in index] == ["sabq-1", "sabq-2", "sabq-3", "sabq-4"]


def test_what_one_process_removes_or_revises_the_other_no_longer_counts(location):
    flood, fire = story("flood"), story("fire")
    with Index(location) as one, Index(location) as other:
        one.add_many([flood, fire])
        assert other.check(story("web", "flood"))[0].relation == "exact"
        assert one.remove("flood")
        one.add(story("fire", "strike"))
        assert list(other.check(story("web", "flood"))) == []
        assert list(other.check(story("web", "fire"))) == []
        assert other.check(story("web", "strike"))[0].b == "web"
    assert unsound(location) == []


@pytest.mark.parametrize(
    "wrong", ["DELETE FROM dedup_runs", "UPDATE dedup_state SET n_articles = 7", "DELETE FROM dedup_articles"]
)
def test_an_index_that_lacks_something_is_called_unsound(tmp_path, wrong):
    place = tmp_path / "seen.sqlite"
    with Index(place) as index:
        index.add_many([story("flood"), story("fire")])
    assert unsound(str(place)) == []
    with sqlite3.connect(place) as connection:
        connection.execute(wrong)
    connection.close()
    assert unsound(str(place)) != []
