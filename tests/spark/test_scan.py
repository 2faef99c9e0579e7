"""A scan on Spark finds what a scan in memory finds, row for row; run on a real session on this machine."""

import os
import shutil
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pyarrow
import pytest

import dedup
from dedup.errors import DedupError, InputError, MissingExtra
from tests.newsroom import FLOOD, collection

pytest.importorskip("pyspark", reason="there is no pyspark: pip install 'dedup-news[spark]'")
pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # of pyspark's own: about pandas, sockets and threads
    pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java: apt install default-jre-headless"),
]

TABLES = ("matches", "passages", "clusters", "credits", "repeats")
COLUMNS = ("id", "text", "title", "source", "url", "author", "published")


@pytest.fixture(scope="module")
def spark():
    import pyspark
    from pyspark.sql import SparkSession

    settings = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": str(Path(pyspark.__file__).parent)}
    settings |= {"PYSPARK_PYTHON": sys.executable, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        for name, value in settings.items():
            patch.setenv(name, value)
        builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        builder = builder.config("spark.sql.shuffle.partitions", 2).config("spark.driver.memory", "1g")
        builder = builder.config("spark.sql.session.timeZone", "UTC").config("spark.sql.warehouse.dir", folder)
        session = builder.config("spark.local.dir", folder).getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()


def newsroom():
    """Stories, copies, forms, boilerplate, credits, quotations and repeats, as rows."""
    rows = [
        {
            "id": one.id,
            "text": f"{one.text}\nتابعوا آخر الأخبار على موقعنا وصفحاتنا" if one.source == "okaz" else one.text,
            "source": one.source,
            "published": one.published and one.published.isoformat(),
        }
        for one in collection(14)
    ]
    for number, city in enumerate(("Sarrat", "Tabuk", "Abha", "Jeddah", "Yanbu", "Hail")):
        sky = ("sunny", "cloudy", "windy", "rainy", "foggy", "clear")[number]
        text = (
            f"The weather in {city} today will be {sky} with a high of {30 + number} and a low of {15 + number} degrees"
        )
        text += f", light winds from the north, and the sea {sky} off {city} in the evening hours of the day."
        rows.append({"id": f"weather-{number}", "text": text, "source": "daily", "published": f"2015-07-0{number + 1}"})
    wire = f"SARRAT (AFP) - {FLOOD}\nA photo (Reuters)\nA photo (Reuters)"
    rows.append({"id": "wire", "text": wire, "source": "AFP", "published": "2015-07-03T10:00:00"})
    rows.append({"id": "flood", "text": FLOOD, "source": "daily", "published": "2015-07-03T12:00:00"})
    rows += [
        {"id": f"stub-{n}", "text": "Click for the gallery", "title": t}
        for n, t in enumerate(("Cup final", "Fashion week"))
    ]
    rows += [{"id": "none", "text": None}, {"id": "blank", "text": "  "}, {"id": "marks", "text": "!"}, rows[-1]]
    return [{name: row.get(name) for name in COLUMNS} for row in rows]


def table(spark, rows):
    return spark.createDataFrame(
        [tuple(row[name] for name in COLUMNS) for row in rows], ", ".join(f"{n} string" for n in COLUMNS)
    )


def plain(value):
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).replace(tzinfo=None)
    return value


def counted(rows):
    return Counter(tuple(map(plain, row)) for row in rows)


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
    with pytest.raises(InputError, match="partitions must be 1 or more, is 0"):
        dedup.spark.scan(df, partitions=0)
    with pytest.raises(InputError, match="a table of Spark is asked for, not list"):
        dedup.spark.scan([])


def test_an_absent_or_old_pyspark_is_named(monkeypatch):
    import pyspark

    from dedup.spark.cluster import require_spark

    monkeypatch.setattr(pyspark, "__version__", "3.3.1")
    with pytest.raises(DedupError, match=r"needs Spark 3\.5 or later, this is 3\.3\.1"):
        require_spark()
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(MissingExtra, match=r"dedup-news\[spark\]"):
        require_spark()
