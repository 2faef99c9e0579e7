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


def rows_of(path: str, n: int | None) -> list[dict[str, str | None]]:
    """The articles of a file as rows of texts."""
    articles = (one for one in dedup.read(path) if isinstance(one, dedup.Article))
    return [
        {name: getattr(one, name) for name in COLUMNS[:-1]}
        | {"published": None if one.published is None else one.published.isoformat()}
        for one in islice(articles, n)
    ]


def with_copies(rows: list[dict[str, str | None]], n: int) -> list[dict[str, str | None]]:
    """The rows, the last n replaced by copies of one of usual length, each lacking two words of its own: a story."""
    if not n:
        return rows
    words = sorted((row["text"] or "" for row in rows), key=len)[len(rows) // 2].split()
    copies = []
    for k, row in enumerate(rows[len(rows) - n :]):
        first, second = k % len(words), k // len(words) % len(words)
        text = " ".join(word for place, word in enumerate(words) if place not in (first, second))
        copies.append(row | {"text": text, "title": None})
    return rows[: len(rows) - n] + copies


def counted(rows: Any) -> Counter[tuple[Any, ...]]:
    """Rows in any order, times in UTC."""
    return Counter(tuple(map(_plain, row)) for row in rows)


def written(table: Any, folder: str) -> Counter[tuple[Any, ...]]:
    """The rows of a table of Spark, which its executors write to a folder: the driver holds none."""
    import pyarrow.parquet as pq

    table.write.mode("overwrite").parquet(folder)
    found = pq.read_table(folder, coerce_int96_timestamp_unit="us")
    return counted(zip(*(found[name].to_pylist() for name in found.column_names), strict=True))


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).replace(tzinfo=None)
    return value


def compared(path: str, expected: dict[str, Counter[tuple[Any, ...]]], asked: argparse.Namespace, n: int) -> None:
    """Scan the articles in a folder, cut into n partitions, and print what came of it."""
    import dedup.spark

    with tempfile.TemporaryDirectory() as log, tempfile.TemporaryDirectory() as out:
        spark = session(asked, log)
        spark.conf.set("spark.sql.shuffle.partitions", n)
        before = processor_seconds()
        begin, killer = time.perf_counter(), Killer(asked.kill_after)
        report = dedup.spark.scan(spark.read.parquet(path), partitions=n)
        seconds = {
            "scan": round(time.perf_counter() - begin, 1),
            "processor_scan": round(processor_seconds() - before, 1),
        }
        differing, examples = {}, {}
        for name, wanted in ((name, expected[name]) for name in TABLES):
            spark.sparkContext.setJobDescription(f"table: {name}")
            found = written(getattr(report, name), f"{out}/{name}")
            more, fewer = found - wanted, wanted - found
            differing[name] = more.total() + fewer.total()
            examples[name] = {"spark": list(more)[: asked.examples], "memory": list(fewer)[: asked.examples]}
        if "removed" in expected:
            spark.sparkContext.setJobDescription("clean")
            plan = dedup.spark.clean(spark.read.parquet(path), partitions=n)
            found = counted(plan.removed.select(*REMOVED).collect())
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
    import pyarrow as pa
    import pyarrow.parquet as pq

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path")
    parser.add_argument("--articles", type=int)
    parser.add_argument("--partitions", type=int, nargs="+", default=[1, 2, 7])
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--driver-memory", default="1g")
    parser.add_argument("--copies", type=int, default=0, help="that many of the articles are copies of one of them")
    parser.add_argument("--kill-after", type=float, nargs="+", default=[], metavar="SECONDS", help="of local-cluster")
    parser.add_argument("--clean", action="store_true", help="compare what a clean removes as well")
    parser.add_argument("--examples", type=int, default=0, help="of the rows that differ, in each table")
    parser.add_argument("--conf", action="append", default=[], metavar="NAME=VALUE")
    asked = parser.parse_args()
    rows = with_copies(rows_of(asked.path, asked.articles), asked.copies)
    begin = time.perf_counter()
    report = dedup.scan(rows)
    expected = {name: counted(getattr(report, name).rows()) for name in TABLES}
    if asked.clean:
        plan = dedup.clean(rows)
        expected["removed"] = counted(tuple(getattr(one, name) for name in REMOVED) for one in plan.removed)
    seconds = round(time.perf_counter() - begin, 1)
    print(json.dumps({"master": None, "articles": len(rows), "counts": report.counts, "seconds": seconds}), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        schema = pa.schema([(name, pa.string()) for name in COLUMNS])
        pq.write_table(pa.Table.from_pylist(rows, schema), f"{folder}/news.parquet", row_group_size=2000)
        for n in asked.partitions:
            compared(folder, expected, asked, n)


if __name__ == "__main__":
    main()
