from __future__ import annotations

import base64
import gzip
import json
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from dedup import Article, compare, scan
from dedup.cli import main
from dedup.errors import MissingExtra
from dedup.output.html import write_comparison, write_page
from dedup.output.html.choice import Limits, choose, survey
from dedup.output.html.contents import title_of
from dedup.output.html.evidence import evidence_from, evidence_of, seen
from dedup.output.html.packing import encoded, packed, packed_json, packed_texts
from tests.newsroom import collection

STORY = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday morning."


def unpacked(data: str) -> tuple[dict[str, list[int]], bytes]:
    """What the page's script makes of a block."""
    content = gzip.decompress(base64.b64decode(data))
    at = 4 + int.from_bytes(content[:4], "little")
    columns = {}
    for name, length in json.loads(content[4:at]).items():
        planes = [content[at + k * length : at + (k + 1) * length] for k in range(4)]
        columns[name] = [int.from_bytes(four, "little", signed=True) for four in zip(*planes, strict=True)]
        at += 4 * length
    return columns, content[at:]


def block(page: Path, name: str) -> tuple[dict[str, list[int]], bytes]:
    return unpacked(re.search(f'id="data-{name}">([^<]*)<', page.read_text("utf-8"))[1])


def index(page: Path) -> dict[str, Any]:
    return json.loads(block(page, "index")[1])


numbers = st.lists(st.integers(-(2**31), 2**31 - 1))


@given(st.dictionaries(st.text(), numbers), st.binary())
def test_what_is_packed_comes_out_again_and_holds_no_markup(columns, rest):
    data = packed("x", {name: np.array(column, np.int64) for name, column in columns.items()}, rest).data
    assert re.fullmatch("[A-Za-z0-9+/=]*", data)
    assert unpacked(data) == (columns, rest)


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_values_are_packed_as_json(value):
    assert json.loads(unpacked(packed_json("x", value).data)[1]) == value


def test_texts_stand_one_after_the_other():
    columns, rest = unpacked(packed_texts("x", ["نهر", "", "river"]).data)
    assert (columns, rest.decode()) == ({"bytes": [6, 0, 5]}, "نهرriver")


def test_half_a_surrogate_pair_keeps_its_place():
    assert encoded("a\ud800b").decode() == "a\ufffdb"


def test_an_article_without_a_title_is_called_by_its_first_line():
    assert title_of(Article("1", "\n\n  The   river rose \nand fell")) == "The river rose"


def test_columns_and_objects_tell_the_same():
    report = scan(collection(20), jobs=1)
    known = survey(report)
    choice = choose(report, known, Limits())
    by_columns = evidence_of(report, choice, known)
    by_objects = evidence_from([report.matches[place] for place in choice.matches], known.ids)
    assert len(by_columns) > 10
    assert by_columns.relations.tolist() == by_objects.relations.tolist()
    columns, objects = by_columns.table, by_objects.table
    assert columns.articles.tolist() == objects.articles.tolist()
    for lists in ("passages", "changes", "aligned"):
        one, other = getattr(columns, lists), getattr(objects, lists)
        assert one.lengths.tolist() == other.lengths.tolist(), lists
        names = [name for name in one.values.dtype.names if name != "similarity"]
        assert one.values[names].tolist() == other.values[names].tolist(), lists
    for name in columns.scores.dtype.names:
        assert abs(columns.scores[name] - objects.scores[name]).max() <= 1e-4
    for name, counts in columns.figures().items():
        assert counts.tolist() == objects.figures()[name].tolist() == by_columns.columns()[name].tolist(), name


def test_the_share_seen_counts_each_character_once():
    report = scan(collection(20), jobs=1)
    articles = list(report.articles.values())
    lengths = np.array([len(article.text) for article in articles])
    evidence = evidence_from(list(report.matches), list(report.articles))
    for before in (False, True):
        covered = [set() for _ in articles]
        for match in report.matches:
            for side, other in (("a", "b"), ("b", "a")):
                if not before or match.origin == other:
                    place = [article.id for article in articles].index(getattr(match, side))
                    covered[place].update(i for one in match.passages for i in range(*getattr(one, side)))
        shares = [round(1000 * len(found) / length) for found, length in zip(covered, lengths, strict=True)]
        assert seen(evidence, lengths, before=before) == pytest.approx(shares, abs=1)


def test_the_same_report_gives_the_same_page(tmp_path):
    articles = collection(5)
    for name in ("1.html", "2.html"):
        report = scan(articles, jobs=1)
        write_page(report, tmp_path / name)
    assert (tmp_path / "1.html").read_bytes() == (tmp_path / "2.html").read_bytes()


def test_two_copies_of_one_file_stay_apart(tmp_path):
    one = Article("same", STORY, published=datetime(2026, 3, 1, tzinfo=UTC))
    write_comparison(compare(one, one), one, replace(one, text=STORY), tmp_path / "pair.html")
    assert index(tmp_path / "pair.html")["articles"]["id"] == ["a", "b"]


def test_two_strangers_make_a_page_without_a_match(tmp_path):
    write_comparison(None, Article("1", STORY), Article("2", "Rates stay."), tmp_path / "pair.html")
    assert block(tmp_path / "pair.html", "columns")[0]["match_a"] == []


def test_the_command_writes_a_page_and_nothing_else(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY)
    page = tmp_path / "report.html"
    done = CliRunner().invoke(main, ["report", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--html", str(page)])
    assert (done.exit_code, done.stdout) == (0, "")
    assert len(block(page, "columns")[0]["family_sizes"]) == 1


def test_without_jinja_the_extra_is_named_before_anything_is_read(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtra, match=r"dedup-news\[html\]"):
        write_page(scan([STORY], jobs=1), tmp_path / "report.html")
    assert not list(tmp_path.iterdir())


def test_reasons_name_articles_by_number_and_agencies_by_id(tmp_path):
    wire = Article("wire", STORY, source="afp", published=datetime(2025, 9, 3, 12, tzinfo=UTC))
    copy = Article("copy", f"(AFP) - {STORY}", source="Post", declared_origin="https://gazette.example/\u202ex")
    write_page(scan([wire, copy]), tmp_path / "page.html")
    assert index(tmp_path / "page.html")["family_reasons"] == [[
        [0, " credits ", ["afp"], ", whose article ", 1, " is"],
        [0, " declares another origin, ", "https://gazette.example/x"],
    ]]  # fmt: skip
    verdicts = json.loads(block(tmp_path / "page.html", "verdicts")[1])
    assert [reason[0] for reason in verdicts["matches"][0][2]] == [0, 0]
