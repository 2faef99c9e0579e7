"""A report from Python in all its forms: JSON Lines, a page, a cell of a notebook, and pickled."""

from __future__ import annotations

import json
import pickle
from html.parser import HTMLParser

import numpy as np
import polars
import pytest

import dedup

FLOOD = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday."
HOSTILE = "</td><script>alert(1)</script>\u202eevil"
NEWS = [
    {"id": "wire", "title": HOSTILE, "source": "Reuters", "text": f"TOLVIK (Reuters) - {FLOOD} {HOSTILE}", "date": "2025-09-01T08:00Z"},
    {"id": HOSTILE, "title": HOSTILE, "source": HOSTILE, "text": f"{FLOOD} {HOSTILE}", "date": "2025-09-01T09:00Z"},
    {"id": "bank", "text": "أبقى البنك المركزي سعر الفائدة الرئيسي دون تغيير."},
    {"id": "empty", "text": " "},
]  # fmt: skip


class _Seen(HTMLParser):
    """The elements of a piece of HTML, and its words."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.words, self.open = [], "", []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data + " "


def test_a_cell_shows_counts_families_and_a_match_and_nothing_of_it_is_markup():
    seen = _Seen(dedup.scan(NEWS)._repr_html_())

    assert not seen.open
    assert set(seen.elements) == {"div", "p", "b", "br", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    for words in (
        "3 articles",
        "1 family",
        "1 match",
        "1 reprint",
        "Reuters",
        "The river rose two metres",
        "<script>alert(1)",
    ):
        assert words in seen.words
    assert "\u202e" not in seen.words


def test_a_cell_of_an_empty_report():
    assert "0 articles" in _Seen(dedup.scan([])._repr_html_()).words


def test_json_lines_as_text_and_in_a_file(tmp_path):
    report = dedup.scan(NEWS)
    text = report.to_json()
    report.to_json(tmp_path / "report.jsonl")
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["type"] for line in lines][:3] == ["summary", "match", "cluster"]
    assert (tmp_path / "report.jsonl").read_text("utf-8") == text


def test_a_page_is_written(tmp_path):
    dedup.scan(NEWS).write_html(tmp_path / "page.html", name="three articles")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "three articles" in page
    assert "<script>alert(1)" not in page


WAYS = {
    "a list": lambda tmp_path: dedup.scan(NEWS),
    "an iterator": lambda tmp_path: dedup.scan(iter(NEWS)),
    "files": lambda tmp_path: dedup.scan(dedup.read("seeds")),
    "a work folder": lambda tmp_path: dedup.scan(iter(NEWS), work_dir=tmp_path),
    "a frame": lambda tmp_path: dedup.scan(polars.DataFrame(NEWS)),
    "with rewritten text": lambda tmp_path: dedup.scan(NEWS, rewritten=True),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("used", [False, True])
def test_a_report_is_pickled_whole(way, used, tmp_path):
    report = WAYS[way](tmp_path)
    if used:
        report.to_json()
    found = pickle.loads(pickle.dumps(report))
    for name, table in report.tables().items():
        assert getattr(found, name) == table, name
    assert list(found.articles.items()) == list(report.articles.items())
    assert (found.counts, found.config, found.reading, found.fields_used) == (
        report.counts,
        report.config,
        report.reading,
        report.fields_used,
    )
    assert np.array_equal(found.match_table().scores, report.match_table().scores)
    assert found.to_json() == report.to_json()
    assert found._repr_html_() == report._repr_html_()


def test_a_large_report_is_pickled_without_what_it_was_read_from():
    texts = [f"{number} {FLOOD} " + " ".join(f"word{number}x{k}" for k in range(200)) for number in range(1500)]
    report = dedup.scan(texts[number % 900] for number in range(1500))
    raw = pickle.dumps(report)
    found = pickle.loads(raw)
    assert len(found.matches) == len(report.matches) > 500
    assert found.matches[-1] == report.matches[-1]
    assert found.clusters == report.clusters
    pickle.dumps(list(found.matches))


def test_other_results_are_pickled():
    plan = dedup.clean(NEWS, strip=["repeats"])
    why = dedup.why(NEWS[0], NEWS[2])
    with dedup.Index(":memory:") as index:
        index.add(NEWS[0])
        found = index.check({"id": "copy", "text": FLOOD})
        added = index.add({"id": "copy", "text": FLOOD})
        again = pickle.loads(pickle.dumps([found, added]))
        stats = index.stats()
    assert [list(one) for one in again] == [list(found), list(added)]
    assert (again[0].n_candidates, again[0].relations, again[1].outcome) == (
        found.n_candidates,
        found.relations,
        "added",
    )
    for one in (why, stats, dedup.compare(*NEWS[:2])):
        assert pickle.loads(pickle.dumps(one)) == one
    restored = pickle.loads(pickle.dumps(plan))
    assert (restored.removed, restored.counts(), list(restored.apply())) == (
        plan.removed,
        plan.counts(),
        list(plan.apply()),
    )
