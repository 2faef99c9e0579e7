"""`dedup.spark.scan`: what `dedup.scan` finds, in a table of Spark, as tables of Spark."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dedup.config import Config
from dedup.judge.relation import PARTIAL
from dedup.spark import tables
from dedup.spark.cluster import Cluster
from dedup.spark.clusters import clusters
from dedup.spark.engine import find_reuse
from dedup.spark.families import matched
from dedup.spark.intake import columns_named
from dedup.spark.pairs import beside
from dedup.spark.taken import Taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyspark.sql import DataFrame


def scan(
    df: DataFrame,
    *,
    id: str | None = None,
    text: str | None = None,
    source: str | None = None,
    published: str | None = None,
    title: str | None = None,
    url: str | None = None,
    author: str | None = None,
    config: Config | None = None,
    every_relation: bool = False,
    date_format: str = "",
    partitions: int | None = None,
    work_dir: str | None = None,
) -> SparkReport:
    """Find reuse among the articles of a table of Spark: the same matches, passages and families as `dedup.scan`.

    `id` to `author` name the columns with the parts of an article where they have other names than usual; ids and texts
    there must be. A row without an id, or without words, is left out and listed in `skipped`; so are all but one of
    several with the same id. `config` and `every_relation` are those of `dedup.scan`, `date_format` that of
    `dedup.read`. The work is cut into `partitions`, by default as many as Spark's shuffles; they do not change the
    result. What the stages find is kept in the folder `work_dir`, which all executors must reach and which stays; on a
    machine of one's own it is a temporary one without it.

    Raises `MissingExtra` without the extra `spark`, and `InputError` where a column is missing.
    """
    given = dict(id=id, text=text, source=source, published=published, title=title, url=url, author=author)
    config, names = Config.of(config), columns_named(df, given, date_format)
    cluster = Cluster.of(df, partitions, work_dir)
    return SparkReport(cluster, df, names, config, every_relation, date_format)


class SparkReport:
    """What was found in a table of Spark, as tables of Spark with the columns of `dedup.Report.tables`.

    `counts` says how many articles, candidates and alignments there were. Tables are made when they are used, of what
    stands in the work folder, which is there as long as the report if it is a temporary one.
    """

    def __init__(
        self, cluster: Cluster, df: DataFrame, names: dict[str, str], config: Config, every_relation: bool, dates: str
    ) -> None:
        self._cluster, self._now = cluster, datetime.now(UTC)
        self._taken = Taken.of(cluster, df, names, config, dates)
        found = find_reuse(cluster, self._taken.with_words, config, self._now)
        self._articles, self._crawled = found.articles, found.crawled
        with cluster.stage("match"):
            judged = found.confirmed.judged
            wanted = judged if every_relation else judged.where(f"relation <= {PARTIAL}")
            self._matched = cluster.keep(matched(cluster, found.articles, wanted, found.members))
            counted = {
                "articles": found.articles, "unique": found.unique, "candidates": found.candidates,
                "aligned": found.confirmed.tried, "matches": self._matched,
            }  # fmt: skip
            self.counts = cluster.counts(counted)

    @cached_property
    def matches(self) -> DataFrame:
        """The matches, a row each."""
        return self._table("matches", tables.matches, self._beside)

    @cached_property
    def passages(self) -> DataFrame:
        """The passages of all matches, a row each."""
        return self._table("passages", tables.passages, self._beside)

    @cached_property
    def clusters(self) -> DataFrame:
        """The members of families, a row each."""
        return clusters(self._cluster, self._matched, self._texts, crawled=self._crawled, now=self._now)

    @cached_property
    def credits(self) -> DataFrame:
        """The places where articles name agencies, a row each."""
        return self._cluster.run(self._texts.select("article"), tables.credits, tables.schema_of("credits"))

    @cached_property
    def repeats(self) -> DataFrame:
        """The occurrences of text that repeats inside an article, a row each; repeats are numbered by article."""
        from pyspark.sql import functions as fn

        cluster = self._cluster
        schema = tables.schema_of("repeats")
        found = cluster.keep(cluster.run(self._texts.select("article"), tables.repeats, schema))
        by_id = found.repartitionByRange(cluster.n, "article").sortWithinPartitions("article", "repeat")
        found = cluster.run(by_id, tables.repeats_in_order, schema)
        found = cluster.keep(found.withColumn("place", fn.spark_partition_id()))
        n, before = found.groupBy("place").agg(fn.max("repeat").alias("last")).orderBy("place").collect(), 0
        offset = fn.lit(0)
        for row in n:
            offset = fn.when(fn.col("place") == row["place"], fn.lit(before)).otherwise(offset)
            before += row["last"] + 1
        return found.withColumn("repeat", fn.col("repeat") + offset).drop("place")

    @cached_property
    def skipped(self) -> DataFrame:
        """The rows that were left out, and why."""
        return self._taken.skipped

    def tables(self) -> dict[str, DataFrame]:
        """All that was found, by the names of the tables."""
        names = ("matches", "clusters", "passages", "credits", "repeats", "skipped")
        return {name: getattr(self, name) for name in names}

    @cached_property
    def _texts(self) -> DataFrame:
        return self._articles.select("number", "article")

    @cached_property
    def _beside(self) -> DataFrame:
        return beside(self._cluster, self._matched, self._texts)

    def _table(self, name: str, task: Callable[..., Any], together: DataFrame) -> DataFrame:
        return self._cluster.run(together, task, tables.schema_of(name), crawled=self._crawled, now=self._now)
