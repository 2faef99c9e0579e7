"""A scan on Spark beside the same scan in memory: whether all rows are equal, and how long both take.

    python -m benchmarks.spark news.jsonl --partitions 1 2 7 --master "local-cluster[2,1,2048]" --articles 3000

Prints one JSON object for each number of partitions. The processor must have room for what the master says.
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

TABLES = ("matches", "passages", "clusters", "credits", "repeats")
COLUMNS = ("id", "text", "title", "source", "url", "author", "published")


def session(master: str, memory: str) -> Any:
    """A Spark session whose executors run this Python."""
    import pyspark
    from pyspark.sql import SparkSession

    os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    builder = SparkSession.builder.master(master).config("spark.driver.memory", memory)
    builder = builder.config("spark.ui.enabled", "false").config("spark.executor.memory", "2g")
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


def counted(rows: Any) -> Counter[tuple[Any, ...]]:
    """Rows in any order, times in UTC."""
    return Counter(tuple(map(_plain, row)) for row in rows)


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).replace(tzinfo=None)
    return value


def main() -> None:
    """Compare both on the articles of a file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    import dedup.spark

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path")
    parser.add_argument("--articles", type=int)
    parser.add_argument("--partitions", type=int, nargs="+", default=[1, 2, 7])
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--driver-memory", default="1g")
    asked = parser.parse_args()
    rows = rows_of(asked.path, asked.articles)
    begin = time.perf_counter()
    expected = {name: counted(table.rows()) for name, table in dedup.scan(rows).tables().items() if name in TABLES}
    in_memory = time.perf_counter() - begin
    spark = session(asked.master, asked.driver_memory)
    with tempfile.TemporaryDirectory() as folder:
        schema = pa.schema([(name, pa.string()) for name in COLUMNS])
        pq.write_table(pa.Table.from_pylist(rows, schema), f"{folder}/news.parquet", row_group_size=2000)
        for n in asked.partitions:
            spark.conf.set("spark.sql.shuffle.partitions", n)
            begin = time.perf_counter()
            report = dedup.spark.scan(spark.read.parquet(folder), partitions=n)
            differing = {}
            for name in TABLES:
                found = counted(getattr(report, name).collect())
                differing[name] = (found - expected[name]).total() + (expected[name] - found).total()
            seconds = {"spark": round(time.perf_counter() - begin, 1), "in_memory": round(in_memory, 1)}
            print(json.dumps({"partitions": n, **report.counts, "rows_that_differ": differing, "seconds": seconds}))


if __name__ == "__main__":
    main()
