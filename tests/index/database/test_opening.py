"""What is no index, is damaged, full or read-only is refused with its reason, and nothing is lost."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from dedup.article import Article
from dedup.errors import DedupError, InputError
from dedup.index import Index
from tests.newsroom import collection

ARTICLES = collection(8)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An index in a file."""
    path = tmp_path / "seen.sqlite"
    with Index(path) as index:
        index.add_many(ARTICLES)
    return path


def refusal(place: object) -> str:
    with pytest.raises(DedupError) as caught:
        list(Index(place))
    return str(caught.value)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.9])
def test_a_file_that_was_cut_off_is_refused(place, share):
    whole = place.read_bytes()
    place.write_bytes(whole[: int(len(whole) * share)])
    assert str(place) in refusal(place)
    assert "was cut off" in refusal(place)


def test_a_file_of_another_kind_is_refused_and_left_alone(tmp_path):
    place = tmp_path / "articles.jsonl"
    place.write_text('{"id": "1"}\n' * 50)
    assert "is no index: not an SQLite file" in refusal(place)
    assert place.read_text() == '{"id": "1"}\n' * 50


def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path):
    place = tmp_path / "places.sqlite"
    with sqlite3.connect(place) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    before = place.read_bytes()
    assert "is an SQLite file of another program" in refusal(place)
    assert place.read_bytes() == before


def test_an_empty_file_becomes_an_index(tmp_path):
    place = tmp_path / "new.sqlite"
    place.touch()
    with Index(place) as index:
        assert len(index) == 0


def test_a_damaged_page_is_told(place):
    whole = bytearray(place.read_bytes())
    whole[4096:] = bytes(len(whole) - 4096)
    place.write_bytes(whole)
    assert "is damaged" in refusal(place)


def test_tables_of_a_newer_version_are_refused(place):
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE dedup_settings SET value = '99' WHERE name = 'schema'")
    assert "version 99" in refusal(place)
    assert "install a newer one" in refusal(place)


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("", "is a folder: an index is a file"),
        ("no/such/folder/seen.sqlite", "there is no such folder"),
        ("mysql://host/db", "an index is a file or a postgresql:// address"),
    ],
)
def test_a_place_that_cannot_be_is_refused(tmp_path, where, reason):
    with pytest.raises(InputError, match=reason):
        Index(where if "://" in where else tmp_path / where)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("put", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")], ids=["pipe", "device"])
def test_what_is_no_file_is_not_opened(tmp_path, put, read_only):
    put(tmp_path / "seen.sqlite")
    with pytest.raises(InputError, match=r"seen\.sqlite: not a file"):
        Index(tmp_path / "seen.sqlite", read_only=read_only)


def test_a_server_that_is_not_there_is_named_without_the_password():
    with pytest.raises(DedupError) as caught:
        Index("postgresql://me:secret@127.0.0.1:1/news")
    assert "127.0.0.1" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_full_disk_is_told_and_nothing_is_lost(place):
    """A limit on the pages of the file stands for the disk; SQLite says the same of both."""
    with Index(place) as index:
        connection = index._store._link.connection
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DedupError, match="the disk is full: nothing of this transaction was stored"):
            index.add_many(Article(f"new-{number}", article.text) for number, article in enumerate(ARTICLES * 5))
        assert list(index) == ARTICLES
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        assert index.add(Article("new", ARTICLES[0].text)).outcome == "added"


def test_a_file_that_became_read_only_is_told(place):
    with Index(place) as index:
        index._store._link.connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(DedupError, match="read-only"):
            index.add(Article("new", "The river rose two metres overnight."))
    with Index(place) as index:
        assert list(index) == ARTICLES


def test_the_remedy_works_on_an_index_whose_counts_are_lost(place):
    with sqlite3.connect(place) as connection:
        connection.execute("DELETE FROM dedup_runs")
    assert Index.rebuild(place) == len(ARTICLES)
    with Index(place) as index, Index(":memory:") as fresh:
        fresh.add_many(ARTICLES)
        for article in ARTICLES:
            assert list(index.check(article)) == list(fresh.check(article))
