"""Everything that a report finds as tables: for Arrow, pandas, polars, DuckDB and files, also without rows."""

from __future__ import annotations

import csv
import json
import pickle
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dedup
from dedup.results import Credit, Skipped
from dedup.tables.schemas import SCHEMAS
from dedup.tables.table import Table, arrow_schema

PAGE = (Path(__file__).parents[2] / "docs" / "tables.md").read_text("utf-8")
FLOOD = (
    "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday, and 12 people"
    " were taken to hospital. Schools in the lower town stay closed until Thursday."
)
RATES = (
    "أبقى البنك المركزي سعر الفائدة الرئيسي دون تغيير عند خمسة في المئة، وقال إن التضخم يتراجع ببطء في معظم القطاعات."
)
NEWS = [
    {"id": "wire", "text": f"TOLVIK (Reuters) - {FLOOD}", "source": "Reuters", "date": "2025-09-01T08:00Z"},
    {"id": "=copy", "text": FLOOD.replace("12", "21") + "\nA photo (AFP)\nA photo (AFP)", "source": "Daily", "date": "2025-09-01T09:30+02:00"},
    {"id": "bank-1", "text": RATES, "date": "2025-09-02 10:00"},
    {"id": "bank-2", "text": f"{RATES} وأضاف أن القرار اتخذ بالإجماع."},
    {"id": "lone", "text": "The harbour at Tolvik said the tide was high and would fall by noon. The minister of works declined to comment."},
    {"id": "other", "text": "Asked about the harbour, the minister of works declined to comment. Nobody else was there to ask."},
    {"id": "wire", "text": "The same id once more."},
]  # fmt: skip


@pytest.fixture(scope="module")
def report():
    return dedup.scan(NEWS)


@pytest.fixture(scope="module")
def nothing():
    return dedup.scan([])


NAMES = list(SCHEMAS)


def _rows(table):
    """The rows as plain values, times in UTC."""
    return [tuple(row.values()) for row in table.to_pylist()]


@pytest.mark.parametrize("name", NAMES)
def test_a_table_says_what_its_objects_say(report, name):
    table = getattr(report, name)
    assert report.tables()[name] is table
    arrow = pa.table(table)
    assert arrow == table.to_arrow()
    assert _rows(arrow) == list(table.rows())
    assert arrow.schema == arrow_schema(SCHEMAS[name].columns)
    arrow.validate(full=True)


def test_the_rows_are_those_of_the_report(report):
    match = report.matches[0]
    first = report.matches.to_arrow().to_pylist()[0]
    assert {name: first[name] for name in ("a", "b", "relation", "similarity", "containment_b")} == {
        name: getattr(match, name) for name in ("a", "b", "relation", "similarity", "containment_b")
    }
    members = report.clusters.to_arrow().to_pylist()
    assert [(one["family"], one["article"], one["relation"], one["share"]) for one in members] == [
        (cluster.id, one.id, one.relation, one.share) for cluster in report.clusters for one in cluster.members
    ]
    shares = {(one.a, one.b): one for one in report.matches}
    for one in members:
        if one["relation"] != "origin":
            found = shares[min(one["article"], one["family"]), max(one["article"], one["family"])]
            assert one["share"] == found.seen_from(one["article"]).containment_a
    passages = [(one.a, one.b, passage) for one in report.matches for passage in one.passages]
    assert [(one.a, one.b, one.passage) for one in report.passages] == passages != []
    assert len(report.passages) == len(passages)
    assert [report.passages[place] for place in range(len(passages))] == list(report.passages)
    assert report.passages[-1] == list(report.passages)[-1]
    assert report.passages[:1] == list(report.passages)[:1]
    texts = {one["id"]: one["text"] for one in reversed(NEWS)}
    for one in report.credits.to_arrow().to_pylist():
        assert texts[one["article"]][one["begin"] : one["end"]] == one["name"]
    assert {one["repeat"] for one in report.repeats.to_arrow().to_pylist()} == set(range(len(report.repeats))) != set()
    for one in report.shared.to_arrow().to_pylist():
        assert texts[one["article"]][one["begin"] : one["end"]].casefold().split() == one["text"].casefold().split()
    assert [one["id"] for one in report.skipped.to_arrow().to_pylist()] == ["wire"]


@pytest.mark.parametrize("name", NAMES)
def test_without_rows_types_are_the_same(report, nothing, name):
    some, none = getattr(report, name), getattr(nothing, name)
    assert not len(none)
    assert none.to_arrow().schema == some.to_arrow().schema
    assert none.to_polars().schema == some.to_polars().schema
    if len(some):
        assert list(none.to_pandas().columns) == list(some.to_pandas().columns)


@pytest.mark.parametrize("name", NAMES)
def test_frames_have_the_same_cells(report, name):
    table = getattr(report, name)
    expected = table.to_arrow()
    assert table.to_polars().rows() == pl.DataFrame(expected).rows()
    assert (
        pa.Table.from_pandas(table.to_pandas(), expected.schema, preserve_index=False).to_pylist()
        == expected.to_pylist()
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("which", ["some", "none"])
def test_parquet_and_back(report, nothing, name, which, tmp_path):
    found = report if which == "some" else nothing
    written = {path.stem: path for path in found.write_tables(tmp_path / "out")}
    assert sorted(written) == sorted(NAMES)
    assert pyarrow.parquet.read_table(written[name]) == getattr(found, name).to_arrow()


def test_sql_over_the_tables_of_a_report(report):
    matches, clusters, passages = report.matches, report.clusters, report.passages  # noqa: F841 - named in the query
    assert duckdb.sql("select count(*) from matches").fetchall() == [(len(report.matches),)]
    found = duckdb.sql(
        "select family, count(*) n, max(share) from clusters join matches on article in (a, b) group by family order by family"
    ).fetchall()
    assert [(family, n) for family, n, _ in found] == [("bank-1", 2), ("wire", 2)]
    assert duckdb.sql("select sum(n_words) from passages").fetchall() == [
        (sum(one.passage.n_words for one in report.passages),)
    ]


def _in_csv(cell):
    if isinstance(cell, list):
        return json.dumps(cell, ensure_ascii=False)
    return "" if cell is None else str(cell.astimezone(UTC) if isinstance(cell, datetime) else cell)


@pytest.mark.parametrize("name", NAMES)
def test_csv_and_back(report, name, tmp_path):
    report.write_tables(tmp_path, "csv")
    with (tmp_path / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    table = getattr(report, name)
    assert tuple(head) == table.columns
    assert rows == [list(map(_in_csv, row)) for row in table.rows()]
    times = duckdb.read_csv(str(tmp_path / "clusters.csv")).project("published").fetchall()
    assert datetime(2025, 9, 1, 7, 30, tzinfo=UTC) in {time for (time,) in times}


def test_excel_keeps_texts_texts(report, tmp_path):
    report.write_tables(tmp_path, "xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "matches.xlsx").active
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]] == list(report.matches.columns)
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "inlineStr"}
    assert "=copy" in {row[0].value for row in rows}
    assert [row[3].value for row in rows[1:]] == [match.similarity for match in report.matches]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(), st.text(), st.text()), max_size=5))
def test_any_text_goes_into_every_form(tmp_path_factory, rows):
    table = Table([Skipped(reason, one, path) for reason, one, path in rows], SCHEMAS["skipped"])
    found = table.to_arrow()
    found.validate(full=True)
    clean = re.compile("[\ud800-\udfff]")
    assert _rows(found) == [tuple(clean.sub("\ufffd", cell) for cell in row) for row in table.rows()]
    assert pickle.loads(pickle.dumps(table)) == table
    from dedup.output.table_files import WRITERS

    folder = tmp_path_factory.mktemp("any")
    for form, write in WRITERS.items():
        with (folder / f"skipped.{form}").open("wb") as file:
            write(table, file)
    assert openpyxl.load_workbook(folder / "skipped.xlsx").active.max_row == len(rows) + 1


def test_an_unknown_form_is_an_error(report, tmp_path):
    with pytest.raises(dedup.InputError, match='written as csv, parquet, xlsx, not "ods"'):
        report.write_tables(tmp_path, "ods")


def test_without_a_package_the_error_names_what_brings_it(report, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(dedup.DedupError, match="to_polars needs polars: pip install polars"):
        report.matches.to_polars()
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(dedup.MissingExtra, match=r"writing Excel needs an extra: .*\[tables\]"):
        report.write_tables(tmp_path, "xlsx")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for way in (
        report.matches.to_arrow,
        lambda: report.write_tables(tmp_path),
        report.matches.__arrow_c_stream__,
    ):
        with pytest.raises(dedup.MissingExtra, match=r"dedup-news\[tables\]"):
            way()
    assert len(report.write_tables(tmp_path, "csv")) == len(NAMES)  # which needs nothing


def test_a_table_is_a_sequence_of_its_objects(report):
    credits = report.credits
    assert credits == list(credits)
    assert credits[:1] == list(credits)[:1]
    assert credits != list(credits)[1:]
    assert credits != "credits"
    assert isinstance(credits[0], Credit)
    assert credits[:1].to_arrow().num_rows == 1
    assert repr(credits) == f"<credits: {len(credits)}>"
    with pytest.raises(IndexError):
        credits[len(credits)]


def test_the_page_describes_every_table_as_it_is():
    for name, schema in SCHEMAS.items():
        section = PAGE.partition(f"### {name}\n")[2].partition("\n### ")[0].partition("\n## ")[0]
        assert f"One row is {schema.row}." in section, name
        documented = re.findall(r"^\| `(\w+)` \| ([^|]+) \| (.+) \|$", section, re.MULTILINE)
        kinds = [
            (one.name, KINDS[one.kind] + (", or missing" if one.may_lack else ""), one.meaning)
            for one in schema.columns
        ]
        assert documented == kinds, name


KINDS = {
    "text": "text",
    "texts": "list of texts",
    "count": "integer",
    "score": "number in [0, 1]",
    "time": "time in UTC",
}
