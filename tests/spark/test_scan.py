"""A scan on Spark finds what a scan in memory finds, row for row; run on a real session on this machine."""

import shutil
import sys
from collections import Counter

import pyarrow
import pytest

import dedup
from dedup.errors import DedupError, InputError, MissingExtra
from tests.newsroom import FLOOD
from tests.spark.rows import counted, newsroom, table

pytest.importorskip("pyspark", reason="there is no pyspark: pip install 'dedup-news[spark]'")
pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # of pyspark's own: about pandas, sockets and threads
    pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java: apt install default-jre-headless"),
]

TABLES = ("matches", "passages", "clusters", "credits", "repeats")


def found_on_spark(report, name):
    return counted(getattr(report, name).collect())


@pytest.fixture(scope="module")
def expected():
    return dedup.scan(dedup.read(pyarrow.Table.from_pylist(newsroom())), every_relation=True)


def test_every_table_has_the_rows_that_a_scan_in_memory_gives(spark, expected):
    import dedup.spark

    report = dedup.spark.scan(table(spark, newsroom()), partitions=3, every_relation=True)
    assert {"exact", "reprint", "contained", "partial", "template"} <= set(expected.relation_counts())
    for name in TABLES:
        wanted = getattr(expected, name)
        assert len(wanted) > 0, f"{name}: nothing to compare"
        assert tuple(getattr(report, name).columns) == wanted.columns
        assert found_on_spark(report, name) == counted(wanted.rows()), name
    for name in ("articles", "unique", "candidates", "aligned"):
        assert report.counts[name] == expected.counts[name], name
    reasons = Counter(one.reason.replace("the first is kept", "one of them is kept") for one in expected.skipped)
    assert Counter(row["reason"] for row in report.skipped.collect()) == reasons
    assert {row["id"] for row in report.skipped.collect()} == {"none", "blank", "marks", "stub-1"}


def test_a_row_without_an_id_is_no_article():
    from dedup.reading.fields import Fields
    from dedup.reading.records import Record
    from dedup.spark.intake import NO_ID, _article

    assert _article(Fields({}, "field"), Record({"id": None, "text": FLOOD}, 1)) == ("", NO_ID)
    assert _article(Fields({}, "field"), Record({"id": 7, "text": FLOOD}, 1)).id == "7"


def test_a_missing_column_or_a_wrong_argument_is_one_clear_error(spark):
    import dedup.spark

    df = spark.createDataFrame([("1", FLOOD)], "id string, content string")
    with pytest.raises(InputError, match='there is no column "body" for text, there are id, content'):
        dedup.spark.scan(df, text="body")
    with pytest.raises(InputError, match="no column for the id among key, content"):
        dedup.spark.scan(df.withColumnRenamed("id", "key"))
    with pytest.raises(InputError, match="a table of Spark is asked for, not list"):
        dedup.spark.scan([])
    stream = spark.readStream.format("rate").load().selectExpr("value AS id", "'a' AS text")
    with pytest.raises(InputError, match="a table with an end is asked for, not a stream"):
        dedup.spark.scan(stream)
    twice = df.selectExpr("id", "content", "content AS Content")
    with pytest.raises(InputError, match='2 columns are called "content"'):
        dedup.spark.scan(twice, text="content")


WRONG = {
    "id": ["", 7, ["id"]],
    "text": [" ", b"content"],
    "config": ["default", {"min_run": 10}],
    "date_format": ["somehow", None, 3],
    "partitions": [0, -1, 1.5, "4", True, 10**30],
    "work_dir": ["", 5, b"work", "a\0b"],
}


@pytest.mark.parametrize(("name", "given"), [(name, given) for name, those in WRONG.items() for given in those])
def test_a_wrong_value_is_named_before_any_job_begins(spark, monkeypatch, name, given):
    import dedup.spark

    monkeypatch.setattr("dedup.spark.cluster._addresses", lambda *_: pytest.fail("a job was begun"))
    df = spark.createDataFrame([("1", FLOOD)], "id string, content string")
    for work in (dedup.spark.scan, dedup.spark.clean):
        with pytest.raises(InputError) as error:
            work(df, **{"text": "content", name: given})
        assert name in str(error.value) or "somehow" in str(error.value)
        assert "\n" not in str(error.value)


def test_a_work_folder_that_cannot_be_made_is_one_clear_error(spark, tmp_path):
    import dedup.spark

    df = spark.createDataFrame([("1", FLOOD)], "id string, text string")
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match=r"work_dir: no folder can be made in it: .+; name one that all executors"):
        dedup.spark.scan(df, work_dir=tmp_path / "file")
    with pytest.raises(InputError, match=r"work_dir: no folder can be made in it: .+; name one that all executors"):
        dedup.spark.scan(df, work_dir="nowhere://bucket/work")


def test_a_column_may_have_any_name(spark):
    import dedup.spark

    df = spark.createDataFrame([("1", FLOOD), ("2", FLOOD)], "`the id` string, `a.text``of` string")
    found = dedup.spark.scan(df, id="the id", text="a.text`of", partitions=1)
    assert found.counts["matches"] == 1


def test_an_absent_or_old_pyspark_is_named(monkeypatch):
    import pyspark

    from dedup.spark.cluster import require_spark

    monkeypatch.setattr(pyspark, "__version__", "3.3.1")
    with pytest.raises(DedupError, match=r"needs Spark 3\.5 or later, this is 3\.3\.1"):
        require_spark()
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(MissingExtra, match=r"dedup-news\[spark\]"):
        require_spark()
