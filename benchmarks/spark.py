"""A scan, or a clean as well, on Spark beside the same in memory: whether all rows are equal, and how long both take.

    python -m benchmarks.spark news.jsonl --partitions 1 2 7 --master "local-cluster[2,1,2048]" --articles 3000

Prints a JSON object for the scan in memory and one for each number of partitions, with what each stage cost: its jobs,
its tasks and their seconds, the bytes that were shuffled and those that reached the driver. The processor must have
room for what the master says; `--conf` passes any setting of Spark.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import dedup
from benchmarks.spark_events import costs_of
from benchmarks.spark_processes import Killer, processor_seconds

REMOVED = ("article", "relation", "kept", "containment", "n_words", "n_lost")
"""What is compared of the articles that a clean removes."""

TABLES = ("matches", "passages", "clusters", "credits", "repeats")
COLUMNS = ("id", "text", "title", "source", "url", "author", "published")


def session(asked: argparse.Namespace, log: str) -> Any:
    """A Spark session whose executors run this Python."""
    import pyspark
    from pyspark.sql import SparkSession

    os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    builder = SparkSession.builder.master(asked.master).config("spark.driver.memory", asked.driver_memory)
    for name, _, value in (one.partition("=") for one in asked.conf):
        builder = builder.config(name, value)
    builder = builder.config("spark.eventLog.enabled", "true").config("spark.eventLog.dir", log)
    builder = builder.config("spark.eventLog.compress", "false").config("spark.eventLog.rolling.enabled", "false")
    builder = (
        builder.config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.executor.memory", "2g")
    )
    spark = builder.config("spark.sql.session.timeZone", "UTC").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def rows_of(path: str, n: int | None) -> Iterator[dict[str, str | None]]:
    """The articles of a file as rows of texts."""
    articles = (one for one in dedup.read(path) if isinstance(one, dedup.Article))
    for one in islice(articles, n):
        row = {name: getattr(one, name) for name in COLUMNS[:-1]}
        yield row | {"published": None if one.published is None else one.published.isoformat()}


def with_copies(rows: list[dict[str, str | None]], n: int) -> list[dict[str, str | None]]:
    """The rows, the last n replaced by copies of one of usual length, each lacking two words of its own: a story."""
    words = sorted((row["text"] or "" for row in rows), key=len)[len(rows) // 2].split()
    copies = []
    for k, row in enumerate(rows[len(rows) - n :]):
        first, second = k % len(words), k // len(words) % len(words)
        text = " ".join(word for place, word in enumerate(words) if place not in (first, second))
        copies.append(row | {"text": text, "title": None})
    return rows[: len(rows) - n] + copies


def counted(rows: Iterable[Any], key: Callable[[Any], Any]) -> Counter[Any]:
    """Rows in any order, times in UTC."""
    return Counter(key(tuple(map(_plain, row))) for row in rows)


def stored(rows: Iterable[dict[str, str | None]], path: Path) -> int:
    """Write the articles to a Parquet file, some thousand at a time; how many they are."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema, n, rows = pa.schema([(name, pa.string()) for name in COLUMNS]), 0, iter(rows)
    with pq.ParquetWriter(path, schema) as writer:
        while batch := list(islice(rows, 2000)):
            writer.write_table(pa.Table.from_pylist(batch, schema))
            n += len(batch)
    return n


def rows_in(path: Path) -> Iterator[tuple[Any, ...]]:
    """The rows of a Parquet file, or of all in a folder, some thousand at a time."""
    from pyarrow.dataset import ParquetFileFormat, dataset

    times = ParquetFileFormat(coerce_int96_timestamp_unit="us")  # as Spark writes them
    for batch in dataset(path, format=times).to_batches(batch_size=10_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def articles_in(path: Path) -> Iterator[dict[str, str | None]]:
    """The articles that were `stored`."""
    return (dict(zip(COLUMNS, row, strict=True)) for row in rows_in(path))


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).replace(tzinfo=None)
    return value


def in_memory(path: Path, asked: argparse.Namespace) -> tuple[dict[str, Counter[Any]], Mapping[str, int]]:
    """The rows of each table of a scan in memory, and of what a clean removes; and the scan's counts."""
    report = dedup.scan(articles_in(path))
    expected = {name: counted(getattr(report, name).rows(), asked.key) for name in asked.tables}
    if asked.clean:
        plan = dedup.clean(articles_in(path))
        removed = (tuple(getattr(one, name) for name in REMOVED) for one in plan.removed)
        expected["removed"] = counted(removed, asked.key)
    return expected, report.counts


def compared(path: Path, expected: dict[str, Counter[Any]], asked: argparse.Namespace, n: int) -> None:
    """Scan the articles in a folder, cut into n partitions, and print what came of it."""
    import dedup.spark

    with tempfile.TemporaryDirectory() as log, tempfile.TemporaryDirectory() as out:
        spark = session(asked, log)
        spark.conf.set("spark.sql.shuffle.partitions", n)
        before = processor_seconds()
        begin, killer = time.perf_counter(), Killer(asked.kill_after)
        report = dedup.spark.scan(spark.read.parquet(str(path)), partitions=n)
        seconds = {
            "scan": round(time.perf_counter() - begin, 1),
            "processor_scan": round(processor_seconds() - before, 1),
        }
        differing, examples = {}, {}
        for name, wanted in ((name, expected[name]) for name in asked.tables):
            spark.sparkContext.setJobDescription(f"table: {name}")
            folder = Path(out) / name
            table = getattr(report, name)
            table.write.mode("overwrite").parquet(str(folder))  # by the executors: the driver holds no rows
            found = counted(rows_in(folder), asked.key)
            more, fewer = found - wanted, wanted - found
            differing[name] = more.total() + fewer.total()
            examples[name] = {"spark": list(more)[: asked.examples], "memory": list(fewer)[: asked.examples]}
        if "removed" in expected:
            spark.sparkContext.setJobDescription("clean")
            plan = dedup.spark.clean(spark.read.parquet(str(path)), partitions=n)
            found = counted(plan.removed.select(*REMOVED).toLocalIterator(), asked.key)
            differing["removed"] = (found - expected["removed"]).total() + (expected["removed"] - found).total()
        killer.stop()
        seconds["with_tables"] = round(time.perf_counter() - begin, 1)
        seconds["processor_with_tables"] = round(processor_seconds() - before, 1)
        spark.stop()
        line = {
            "master": asked.master,
            "partitions": n,
            **report.counts,
            "rows_that_differ": differing,
            **({"examples": examples} if asked.examples else {}),
            "killed": len(killer.killed),
            "seconds": seconds,
        }
        print(json.dumps(line | {"stages": costs_of(Path(log))}, default=str), flush=True)


def main() -> None:
    """Compare both on the articles of a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path")
    parser.add_argument("--articles", type=int)
    parser.add_argument("--partitions", type=int, nargs="+", default=[1, 2, 7])
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--driver-memory", default="1g")
    parser.add_argument("--copies", type=int, default=0, help="that many of the articles are copies of one of them")
    parser.add_argument("--kill-after", type=float, nargs="+", default=[], metavar="SECONDS", help="of local-cluster")
    parser.add_argument("--tables", nargs="*", choices=TABLES, default=TABLES, help="to compare; none: counts alone")
    parser.add_argument("--clean", action="store_true", help="compare what a clean removes as well")
    parser.add_argument("--examples", type=int, default=0, help="of the rows that differ, in each table")
    parser.add_argument("--conf", action="append", default=[], metavar="NAME=VALUE")
    asked = parser.parse_args()
    asked.key = tuple if asked.examples else hash  # a row itself, or eight bytes of it: of a million articles
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.parquet"
        articles = rows_of(asked.path, asked.articles)
        n_articles = stored(with_copies(list(articles), asked.copies) if asked.copies else articles, path)
        begin = time.perf_counter()
        expected, counts = in_memory(path, asked)
        seconds = round(time.perf_counter() - begin, 1)
        print(json.dumps({"master": None, "articles": n_articles, "counts": counts, "seconds": seconds}), flush=True)
        for n in asked.partitions:
            compared(path, expected, asked, n)


if __name__ == "__main__":
    main()
