"""Spark for the command: a session on this machine, or where spark-submit says, and files as a table of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from dedup.errors import InputError
from dedup.runtime.threads import n_processors
from dedup.spark.cluster import require_spark
from dedup.spark.scan import scan

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from dedup.article import Article
    from dedup.reading import Reader

COLUMNS = ("id", "text", "title", "source", "url", "author", "declared_origin", "published")

AT_ONCE = 2_000
"""Articles that are written at a time: some 8 MB of news."""

PART = 25_000
"""Articles of a part, of which each task holds one: some 200 MB with their sketches."""


def write_report(reader: Reader, folder: str, *, every_relation: bool, jobs: int | None) -> tuple[list[Path], int]:
    """Scan what a reader reads on Spark, and write each table as a folder of Parquet files into `folder`.

    The folders, and how many articles there were. Raises `MissingExtra` without the extra `spark`.
    """
    require_spark()
    Path(folder).mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="dedup-spark-") as work, _session(jobs) as spark:
        n_read = _write_articles(reader, Path(work) / "articles.parquet")
        if not n_read:
            return [], 0
        n_parts = max(jobs or n_processors(), -(-n_read // PART))
        articles = spark.read.parquet(f"{work}/articles.parquet").repartition(n_parts)
        spark.conf.set("spark.sql.shuffle.partitions", n_parts)
        found = scan(
            articles,
            every_relation=every_relation,
            date_format="day-first",
            partitions=n_parts,
            work_dir=f"{work}/stages",
        )
        tables = found.tables()
        tables["skipped"] = tables["skipped"].unionByName(_skipped(spark, reader))
        files = [Path(folder) / f"{name}.parquet" for name in tables]
        for file, table in zip(files, tables.values(), strict=True):
            table.write.mode("overwrite").parquet(str(file))
        return files, found.counts["articles"]


@contextmanager
def _session(jobs: int | None) -> Iterator[SparkSession]:
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("dedup").config("spark.sql.session.timeZone", "UTC")
    if SparkConf().get("spark.master") is None:  # not from spark-submit
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        builder = builder.master(f"local[{jobs or '*'}]").config("spark.ui.enabled", "false")
    elif not str(SparkConf().get("spark.master")).startswith("local"):
        raise InputError("--engine spark is for one machine: on a cluster call dedup.spark.scan (docs/spark.md)")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    try:
        yield spark
    finally:
        spark.stop()


def _write_articles(read: Iterable[Article], file: Path) -> int:
    """Write articles into one file; how many."""
    import pyarrow as pa
    import pyarrow.parquet

    schema, n, articles = pa.schema([(name, pa.string()) for name in COLUMNS]), 0, iter(read)
    with pyarrow.parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while some := list(islice(articles, AT_ONCE)):
            writer.write_batch(pa.RecordBatch.from_pylist(list(map(_row, some)), schema))
            n += len(some)
    return n


def _row(article: Article) -> dict[str, Any]:
    row: dict[str, Any] = {  # half a surrogate pair, which JSON can hold and UTF-8 cannot, is replaced
        name: getattr(article, name).encode("utf-8", "replace").decode() for name in COLUMNS[:-1]
    }
    time = article.published  # written as it was read: a time without a zone is less certain than one with it
    return row | {"published": None if time is None else time.isoformat()}


def _skipped(spark: SparkSession, reader: Reader) -> DataFrame:
    rows = [(one.id, one.path, one.reason) for one in reader.skipped]
    return spark.createDataFrame(rows, "id string, path string, reason string")
