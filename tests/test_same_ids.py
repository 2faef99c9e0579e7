"""Articles of several outlets or files that have one id by chance are told apart; versions of one article are not."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import dedup
from dedup.article import Article
from dedup.articles import Articles
from dedup.same_ids import SameIds

FLOOD, BANK, SHIP = "The river Aster rose overnight.", "The central bank left its rate.", "A ferry ran aground."


def lines(path: Path, *records: dict[str, object]) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records))
    return path


def ids(*paths: Path) -> list[str]:
    return [article.id for article in dedup.read(*paths)]


def test_two_outlets_that_count_from_one(tmp_path: Path) -> None:
    lines(
        tmp_path / "north.jsonl",
        {"id": 1, "source": "north", "text": FLOOD},
        {"id": 2, "source": "north", "text": BANK},
    )
    lines(
        tmp_path / "south.jsonl",
        {"id": 1, "source": "south", "text": SHIP},
        {"id": 2, "source": "south", "text": FLOOD},
    )
    assert ids(tmp_path) == ["1", "2", "south.jsonl#1", "south.jsonl#2"]


def test_files_count_where_neither_outlet_nor_address_is_known(tmp_path: Path) -> None:
    lines(tmp_path / "a.jsonl", {"id": 1, "text": FLOOD})
    lines(tmp_path / "b.jsonl", {"id": 1, "text": SHIP})
    assert ids(tmp_path) == ["1", "b.jsonl#1"]


def test_addresses_count(tmp_path: Path) -> None:
    records = [
        {"id": 1, "source": "north", "url": f"https://north.example/{k}", "text": text}
        for k, text in enumerate((FLOOD, SHIP))
    ]
    assert ids(lines(tmp_path / "a.jsonl", *records)) == ["1", "a.jsonl#1"]


def test_a_later_version_and_the_same_text_are_the_same_article(tmp_path: Path) -> None:
    lines(tmp_path / "a.jsonl", {"id": 1, "source": "north", "text": FLOOD})
    lines(
        tmp_path / "b.jsonl",
        {"id": 1, "source": "north", "text": f"Update. {FLOOD}"},
        {"id": 1, "source": "south", "text": FLOOD},
    )
    report = dedup.scan(dedup.read(tmp_path))
    assert len(report.articles) == 1
    assert {one.reason for one in report.skipped} == {"another article has the same id; the first is kept"}


def test_it_is_said_once_with_an_example(tmp_path: Path) -> None:
    for name, text in (("a", FLOOD), ("b", BANK), ("c", SHIP)):
        lines(tmp_path / f"{name}.jsonl", {"id": 1, "source": name, "text": text})
    report = dedup.scan(dedup.read(tmp_path))
    assert (report.reading.n_told_apart, report.reading.id_example) == (2, "b.jsonl#1")
    assert [one for one in report.reading.sentences() if "b.jsonl#1" in one] == [
        "2 articles with the id of another outlet's article told apart, such as b.jsonl#1"
    ]


def test_mappings_go_by_their_outlet() -> None:
    items = [{"id": 1, "source": "north", "text": FLOOD}, {"id": 1, "source": "south", "text": SHIP}]
    assert sorted(dedup.scan(items).articles) == ["1", "south#1"]


def test_articles_without_a_file() -> None:
    same = SameIds()
    first = Articles.of([Article("1", FLOOD, url="https://north.example/1"), Article("2", BANK)])
    assert same.told_apart(first, "", [0, 1]) is first
    others = Articles.of([Article("1", SHIP, url="https://south.example/1"), Article("2", SHIP), Article("3", SHIP)])
    assert same.told_apart(others, "", [0, 2]).ids == ["south.example#1", "2", "3"]


@given(
    st.lists(
        st.builds(
            Article,
            st.sampled_from("123"),
            st.sampled_from([FLOOD, BANK]),
            source=st.sampled_from(["", "north", "south"]),
        )
    ),
    st.integers(1, 4),
)
def test_some_together_and_one_after_the_other(articles: list[Article], n: int) -> None:
    together, one_by_one = SameIds(), SameIds()
    parts = [Articles.of(articles[begin : begin + n]) for begin in range(0, len(articles), n)]
    assert [found for part in parts for found in together.told_apart(part, "", range(len(part))).ids] == [
        one_by_one.told_apart(Articles.of([article]), "", [0]).ids[0] for article in articles
    ]
    assert (together.n, together.example) == (one_by_one.n, one_by_one.example)
