from __future__ import annotations

import base64
import gzip
import json
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from dedup import Article, compare, scan
from dedup.cli import main
from dedup.errors import MissingExtra
from dedup.output.html import write_comparison, write_page
from dedup.output.html.contents import title_of
from dedup.output.html.evidence import evidence_from, evidence_of, seen
from dedup.output.html.packing import packed
from tests.newsroom import collection

STORY = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday morning."


def block(page: Path, name: str) -> object:
    found = re.search(f'id="data-{name}">([^<]*)<', page.read_text("utf-8"))
    return json.loads(gzip.decompress(base64.b64decode(found[1])))


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_what_is_packed_comes_out_again_and_holds_no_markup(value):
    data = packed("x", value).data
    assert re.fullmatch("[A-Za-z0-9+/=]*", data)
    assert json.loads(gzip.decompress(base64.b64decode(data))) == value


def test_half_a_surrogate_pair_keeps_its_place():
    assert json.loads(gzip.decompress(base64.b64decode(packed("x", "a\ud800b").data))) == "a\ufffdb"


def test_an_article_without_a_title_is_called_by_its_first_line():
    assert title_of(Article("1", "\n\n  The   river rose \nand fell")) == "The river rose"


def test_columns_and_objects_tell_the_same():
    report = scan(collection(20), jobs=1)
    articles = list(report.articles.values())
    by_columns, by_objects = evidence_of(report, articles), evidence_from(list(report.matches), articles)
    assert len(by_columns) > 10
    for name in ("articles", "relations", "first", "passages", "passage_offsets", "changes", "change_offsets"):
        assert getattr(by_columns, name).tolist() == getattr(by_objects, name).tolist(), name
    assert abs(by_columns.shares - by_objects.shares).max() <= 1


def test_the_share_seen_counts_each_character_once():
    report = scan(collection(20), jobs=1)
    articles = list(report.articles.values())
    lengths = [len(article.text) for article in articles]
    evidence = evidence_from(list(report.matches), articles)
    for before in (False, True):
        covered = [set() for _ in articles]
        for match in report.matches:
            for side, other in (("a", "b"), ("b", "a")):
                here, there = (report.articles[getattr(match, one)].published for one in (side, other))
                if not before or (here is not None and there is not None and there < here):
                    place = [article.id for article in articles].index(getattr(match, side))
                    covered[place].update(i for one in match.passages for i in range(*getattr(one, side)))
        shares = [round(1000 * len(found) / length) for found, length in zip(covered, lengths, strict=True)]
        assert seen(evidence, lengths, before=before) == pytest.approx(shares, abs=1)


def test_the_same_report_gives_the_same_page(tmp_path):
    articles = collection(5)
    for name in ("1.html", "2.html"):
        report = scan(articles, jobs=1)
        report.seconds.clear()
        write_page(report, tmp_path / name)
    assert (tmp_path / "1.html").read_bytes() == (tmp_path / "2.html").read_bytes()


def test_two_copies_of_one_file_stay_apart(tmp_path):
    one = Article("same", STORY, published=datetime(2026, 3, 1, tzinfo=UTC))
    write_comparison(compare(one, one), one, replace(one, text=STORY), tmp_path / "pair.html")
    assert block(tmp_path / "pair.html", "index")["articles"]["id"] == ["a", "b"]


def test_two_strangers_make_a_page_without_a_match(tmp_path):
    write_comparison(None, Article("1", STORY), Article("2", "Rates stay."), tmp_path / "pair.html")
    assert block(tmp_path / "pair.html", "index")["matches"]["a"] == []


def test_the_command_writes_a_page_and_nothing_else(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY)
    page = tmp_path / "report.html"
    done = CliRunner().invoke(main, ["report", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--html", str(page)])
    assert (done.exit_code, done.stdout) == (0, "")
    assert len(block(page, "index")["families"]) == 1


def test_without_jinja_the_extra_is_named_before_anything_is_read(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtra, match=r"dedup-news\[html\]"):
        write_page(scan([STORY], jobs=1), tmp_path / "report.html")
    assert not list(tmp_path.iterdir())
