"""Articles that are kept come back as they were, from memory and from the file."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.articles import Articles
from dedup.corpus import kept
from dedup.corpus.kept import KeptArticles

TEMPORARY_FILE = tempfile.TemporaryFile
FLOOD = "ارتفع منسوب النهر ليلاً وغمرت المياه أحياء في شرق المدينة، وقال رئيس البلدية إن أحداً لم يصب بأذى."


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "IN_MEMORY", 2000)
    monkeypatch.setattr(kept, "_BUFFER", 1500)


def some(n: int) -> list[Article]:
    time = datetime(2015, 7, 21, tzinfo=UTC)
    return [
        Article(f"a{i}", f"{i} {FLOOD}", title="Flood", source="spa", published=time if i % 2 else None)
        for i in range(n)
    ]


@given(texts=st.lists(st.text(st.characters(), max_size=300), max_size=40))
def test_every_article_comes_back(texts: list[str]) -> None:
    articles = [Article(str(number), text) for number, text in enumerate(texts)]
    found = KeptArticles()
    for number, article in enumerate(articles):
        found.append(Articles.of([article]))
        assert found[number] == article
    assert [found[number] for number in range(len(found))] == articles


def test_what_is_beyond_the_limit_is_not_in_memory() -> None:
    found = KeptArticles()
    for article in some(100):
        found.append(Articles.of([article]))
    assert found._n_in_memory < 10
    assert found._n_written > 10_000
    assert [found[number] for number in range(100)] == some(100)


class Full:
    """A file on a disk that is full after some bytes."""

    def __init__(self, n_free: int) -> None:
        self._file = TEMPORARY_FILE(buffering=0)  # closed by whoever has it
        self._n_free = n_free

    def write(self, data: Any) -> int:
        if self._n_free == 0:
            raise OSError(28, "No space left on device")
        n = self._file.write(bytes(data[: self._n_free]))
        self._n_free -= n
        return n

    def fileno(self) -> int:
        return self._file.fileno()

    def close(self) -> None:
        self._file.close()


@pytest.mark.parametrize("n_free", [0, 1, 4000, 10_000])
def test_on_a_full_disk_everything_is_in_memory(n_free: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept.tempfile, "TemporaryFile", lambda buffering: Full(n_free))
    found = KeptArticles()
    for article in some(100):
        found.append(Articles.of([article]))
    assert [found[number] for number in range(100)] == some(100)
    assert found._n_in_memory == 100


def test_where_no_file_can_be_made_everything_is_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(buffering: int) -> None:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(kept.tempfile, "TemporaryFile", refused)
    found = KeptArticles()
    for article in some(50):
        found.append(Articles.of([article]))
    assert [found[number] for number in range(50)] == some(50)
