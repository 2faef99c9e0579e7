"""Tables of other libraries as collections: the same articles as from a list, texts left where they are."""

from __future__ import annotations

import datetime as dt
import sys
import tracemalloc

import datasets
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dedup
from dedup.errors import InputError
from dedup.fields.frames import frame_of
from dedup.fields.names import Names

FLOOD = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday."
NEWS = [
    {"guid": "wire", "Outlet": "Reuters", "pub_date": dt.datetime(2025, 9, 1, 8, tzinfo=dt.UTC), "body": FLOOD, "n": 1},
    {"guid": "copy", "Outlet": "Morning Tide", "pub_date": dt.datetime(2025, 9, 1, 9, 30, tzinfo=dt.UTC), "body": f"Update. {FLOOD}", "n": 2},
    {"guid": "خبر", "Outlet": "الجزيرة", "pub_date": None, "body": "أعلنت الوزارة اليوم افتتاح ثلاث مدارس جديدة في المدينة قبل بداية العام الدراسي.", "n": 3},
]  # fmt: skip

COLUMNS = {name: [row[name] for row in NEWS] for name in NEWS[0]}


def _arrow() -> pa.Table:
    return pa.table(COLUMNS)


def _pandas() -> pd.DataFrame:
    return pd.DataFrame(NEWS)


TABLES = {
    "pandas": _pandas,
    "pandas with categories": lambda: _pandas().astype({"Outlet": "category"}),
    "pandas on objects": lambda: _pandas().astype({"body": object, "guid": object}),
    "pandas on Arrow": lambda: _pandas().convert_dtypes(dtype_backend="pyarrow"),
    "pandas with ids as index": lambda: _pandas().set_index("guid"),
    "polars": lambda: pl.DataFrame(NEWS),
    "polars with categories": lambda: pl.DataFrame(NEWS).with_columns(pl.col("Outlet").cast(pl.Categorical)),
    "arrow": _arrow,
    "arrow in chunks": lambda: pa.concat_tables([_arrow().slice(0, 1), _arrow().slice(1, 0), _arrow().slice(1)]),
    "arrow batch": lambda: _arrow().to_batches()[0],
    "arrow reader": lambda: _arrow().to_reader(),
    "arrow large strings": lambda: _arrow().set_column(3, "body", _arrow()["body"].cast(pa.large_string())),
    "arrow string views": lambda: _arrow().set_column(3, "body", pa.array(_arrow()["body"].to_pylist(), pa.string_view())),
    "arrow dictionary": lambda: _arrow().set_column(1, "Outlet", _arrow()["Outlet"].dictionary_encode()),
    "arrow times in a zone": lambda: _arrow().set_column(2, "pub_date", _arrow()["pub_date"].cast(pa.timestamp("ns", "Asia/Riyadh"))),
    "duckdb": lambda: duckdb.from_arrow(_arrow()),
    "duckdb query": lambda: duckdb.from_arrow(_arrow()).filter("n < 9").project("guid, Outlet, pub_date, body"),
    "hugging face": lambda: datasets.Dataset.from_list(NEWS),
    "hugging face in another order": lambda: datasets.Dataset.from_list(NEWS[::-1]).select([2, 1, 0]),
}  # fmt: skip


def _seen(articles):
    return [(one.id, one.text, one.source, one.published and one.published.astimezone(dt.UTC)) for one in articles]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_the_same_collection_as_a_list_of_its_rows(name):
    expected = dedup.scan(NEWS)

    found = dedup.scan(TABLES[name]())

    assert _seen(found.articles.values()) == _seen(expected.articles.values())
    assert list(found.matches) == list(expected.matches) != []
    assert found.fields_used["text"] == ("body",)
    assert not found.skipped


@pytest.mark.parametrize("name", TABLES)
def test_other_ways_in_take_tables_too(name):
    with dedup.Index(":memory:") as index:
        assert index.add_many(TABLES[name]()).n_added == 3
        assert _seen(index) == _seen(dedup.Article.from_mapping(row) for row in NEWS)
    plan = dedup.clean(TABLES[name](), keep="longest")
    assert [one.article for one in plan.removed] == ["wire"]
    assert [article.id for article in plan.apply()] == ["copy", "خبر"]
    assert [article.id for article in dedup.read(TABLES[name]())] == ["wire", "copy", "خبر"]
    assert dedup.why("wire", "copy", TABLES[name]()).relation == "reprint"
    assert [(one.article, one.kept) for one in dedup.clean([NEWS[1]], against=TABLES[name]()).removed] == [
        ("copy", "copy")
    ]


def test_a_table_goes_through_the_files_of_a_scan_beyond_memory(tmp_path):
    found = dedup.scan(_arrow().to_reader(), work_dir=tmp_path)

    assert list(found.matches) == list(dedup.scan(NEWS).matches)
    assert _seen(found.articles.values()) == _seen(dedup.scan(NEWS).articles.values())


def test_columns_are_named_by_the_caller_and_early_articles_not_shown():
    table = pl.DataFrame({"inhalt": [FLOOD, FLOOD, None], "tag": ["01/09/2025", "31/12/2024", "30/08/2025"]})

    reader = dedup.read(table, fields={"text": "inhalt", "published": "tag"})
    report = dedup.scan(reader, since=dt.datetime(2025, 6, 1))

    assert [one.published for one in report.articles.values()] == [dt.datetime(2025, 9, 1), dt.datetime(2024, 12, 31)]
    assert (report.n_shown, report.n_earlier) == (1, 1)
    assert [(one.id, one.reason) for one in report.skipped] == [("2", "no text: inhalt is empty")]
    assert reader.reading.date_orders == {"tag": "day first"}
    assert [article.id for article in reader] == ["0", "1"]


def test_a_row_without_an_id_is_called_by_its_number_or_by_its_label():
    texts = [FLOOD, "The bank left its main rate unchanged.", "Three schools open in autumn."]
    assert [one.id for one in dedup.read(pl.DataFrame({"text": texts}))] == ["0", "1", "2"]
    assert [one.id for one in dedup.read(pl.DataFrame({"id": ["7", None, "0"], "text": texts}))] == ["7", "#1", "0"]
    assert [one.id for one in dedup.read(pd.DataFrame({"text": texts}, index=[40, 7, 12]))] == ["40", "7", "12"]
    assert [one.id for one in dedup.read(pd.DataFrame({"text": texts}, index=[1, 1, 2]))] == ["0", "1", "2"]
    assert [one.id for one in dedup.read(pd.DataFrame({"id": [7.0, None, 9.0], "text": texts}))] == ["7", "#1", "9"]


def test_the_first_of_two_rows_with_one_id_stays():
    report = dedup.scan(pl.DataFrame({"id": [1, 1, 2], "text": [FLOOD, "Another story of three schools.", FLOOD]}))
    assert list(report.articles) == ["1", "2"]
    assert [(one.id, one.reason) for one in report.skipped] == [
        ("1", "another article has the same id; the first is kept")
    ]


def test_other_columns_are_not_even_looked_at():
    class Broken:
        def __arrow_array__(self, type=None):
            raise RuntimeError("cannot be converted")

    frame = pd.DataFrame({"text": [FLOOD, f"Update. {FLOOD}"], "vector": [Broken(), 7]})
    assert len(dedup.scan(frame).matches) == 1
    doubled = pa.table([pa.array([FLOOD]), pa.array(["another"])], names=["text", "text"])
    assert [article.text for article in dedup.read(doubled)] == [FLOOD]


@pytest.mark.parametrize(
    "column", [pl.Series([FLOOD, FLOOD]), pd.Series([FLOOD, FLOOD]), pa.chunked_array([[FLOOD], [FLOOD]])]
)
def test_a_column_of_texts_is_a_collection(column):
    assert [(match.a, match.b, match.relation) for match in dedup.scan(column).matches] == [("0", "1", "exact")]


@pytest.mark.parametrize(
    "table",
    [
        pl.DataFrame({"text": []}),
        pd.DataFrame({"text": []}),
        pa.table({"text": pa.array([], pa.string())}),
        datasets.Dataset.from_dict({"text": []}),
    ],
)
def test_an_empty_table_is_an_empty_collection(table):
    assert len(dedup.scan(table).articles) == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (pd.DataFrame({"id": [1], "inhalt": ["x"]}), r"no column for the text among id, inhalt: .* dedup.read\(table, fields="),
        (pl.DataFrame({"id": [1]}), "no column for the text among id"),
        (pa.table({}), "no column for the text among none"),
        (pl.LazyFrame({"text": ["x"]}), "what its collect\\(\\) returns"),
        (datasets.DatasetDict({"train": datasets.Dataset.from_dict({"text": ["x"]})}), "pass one of them, such as that of 'train'"),
        (pl.Series([1, 2]), "a column of int64: articles are texts"),
        ({"id": "a", "text": FLOOD}, "one mapping: put the articles into a list"),
        ({"text": [FLOOD], "id": ["a"]}, "a mapping of columns: make a table of it"),
        (FLOOD, "one text: put it into a list"),
        (dedup.Article("a", FLOOD), "Article: put the articles into a list"),
        (7, "int: put the articles into a list"),
        (None, "NoneType: put"),
        ([("a", FLOOD), ("b", FLOOD)], r"none of the 2 items is an article: .* dict\(zip\(names, row\)\)"),
    ],
)  # fmt: skip
def test_what_is_no_collection_says_what_to_pass(given, said, tmp_path):
    for way in (dedup.scan, dedup.clean, lambda one: dedup.scan(one, work_dir=tmp_path)):
        with pytest.raises(InputError, match=said):
            way(given)


def test_a_path_is_no_collection(tmp_path):
    with pytest.raises(InputError, match=r"a path: pass dedup.read\('"):
        dedup.scan(tmp_path)
    with pytest.raises(InputError, match=r"a path: pass dedup.read\('"), dedup.Index(":memory:") as index:
        index.add_many(tmp_path)


def test_a_stream_that_was_read_says_so():
    reader = dedup.read(_arrow().to_reader())
    assert len(list(reader)) == 3
    with pytest.raises(InputError, match="gives its rows only once"):
        list(reader)


def test_an_index_wants_ids():
    with dedup.Index(":memory:") as index:
        with pytest.raises(InputError, match="no column for ids or addresses among text"):
            index.add_many(pl.DataFrame({"text": [FLOOD]}))
        report = index.add_many(pl.DataFrame({"id": ["a", None], "text": [FLOOD, FLOOD]}))
        assert index.add_many(pd.DataFrame({"url": ["https://courier.example/7"], "text": [FLOOD]})).n_added == 1
        assert "https://courier.example/7" in index
    assert report.n_added == 1
    assert [one.reason.partition(":")[0] for one in report.skipped] == ["no id field"]


def test_texts_stay_in_the_buffers_of_the_table():
    table = pl.DataFrame({"text": [f"{FLOOD} Line {number}." for number in range(100)]})
    rows = frame_of(table, Names()).kept()
    addresses = {
        buffer.address for chunk in rows._columns[0].chunks for buffer in chunk.buffers() if buffer is not None
    }
    exported = {
        buffer.address
        for chunk in pa.chunked_array(table["text"]).chunks
        for buffer in chunk.buffers()
        if buffer is not None
    }
    assert addresses & exported


def _held(articles):
    """Bytes that Python holds once the articles are scanned, and the report."""
    tracemalloc.start()
    try:
        report = dedup.scan(articles)
        return tracemalloc.get_traced_memory()[0], report
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("make", [pl.DataFrame, pd.DataFrame, pa.table, datasets.Dataset.from_dict])
def test_a_scan_keeps_no_texts_beside_those_of_the_table(make):
    texts = [
        f"{number} {FLOOD} " + f"Sentence {number} of a long story that nobody else prints. " * 40
        for number in range(300)
    ]
    table = make({"text": texts})
    dedup.scan(make({"text": texts}))  # what is loaded and kept once, whatever is scanned

    beside, report = _held(table)
    kept, expected = _held({"text": f" {text}"[1:]} for text in texts)  # texts of its own, which nobody else keeps

    assert list(report.matches) == list(expected.matches)
    assert kept - beside > 0.9 * sum(map(len, texts))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.none() | st.text(max_size=4), st.none() | st.text(max_size=30)), max_size=8))
def test_any_rows_are_the_same_from_every_library(rows):
    schema = pa.schema([("id", pa.string()), ("text", pa.string())])
    table = pa.table({"id": [one for one, _ in rows], "text": [text for _, text in rows]}, schema)

    expected = _seen(dedup.read(table))

    assert _seen(dedup.read(pl.from_arrow(table))) == expected
    assert _seen(dedup.read(table.to_pandas())) == expected
    assert _seen(dedup.read(table.to_pandas().astype(object))) == expected
    assert [text for _, text, *_ in expected] == [article.text for _, text in rows for article in _accepted(text)]


def _accepted(text):
    try:
        return [dedup.Article.from_mapping({"text": text}, default_id="any")]
    except InputError:
        return []


def test_without_pyarrow_pandas_goes_in_and_others_name_the_extra(monkeypatch):
    frames = pd.DataFrame(NEWS).astype({"body": object, "guid": object}), pl.DataFrame(NEWS)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert [article.id for article in dedup.read(frames[0])] == ["wire", "copy", "خبر"]
    with pytest.raises(
        dedup.MissingExtra, match=r"a table of articles needs an extra: pip install 'dedup-news\[tables\]'"
    ):
        dedup.read(frames[1])
