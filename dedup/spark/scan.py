"""`dedup.spark.scan`: what `dedup.scan` finds, in a table of Spark, as tables of Spark."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from dedup.config import Config
from dedup.errors import InputError
from dedup.judge.relation import PARTIAL
from dedup.spark import tables
from dedup.spark.boilerplate import repeated
from dedup.spark.candidates import candidates
from dedup.spark.cluster import Cluster, require_spark
from dedup.spark.confirming import Confirmed
from dedup.spark.families import crawled, families, matched
from dedup.spark.intake import SAME_ID, numbered, read_articles, unique_ids
from dedup.spark.pairs import beside
from dedup.spark.weighing import weighed

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
    require_spark()
    if not hasattr(df, "mapInArrow"):
        raise InputError(f"a table of Spark is asked for, not {type(df).__name__}: pass spark.createDataFrame(...)")
    if partitions is not None and partitions < 1:
        raise InputError(f"partitions must be 1 or more, is {partitions}")
    given = dict(id=id, text=text, source=source, published=published, title=title, url=url, author=author)
    names = {part: name for part, name in given.items() if name is not None}
    n = partitions or int(df.sparkSession.conf.get("spark.sql.shuffle.partitions") or 200)
    temporary = None
    if work_dir is None:
        if not str(df.sparkSession.conf.get("spark.master", "")).startswith("local"):
            raise InputError(
                "the executors are on other machines: name a folder that all reach, work_dir='hdfs:///tmp/dedup'"
            )
        temporary = TemporaryDirectory(prefix="dedup-spark-")
    work = temporary.name if temporary else f"{str(work_dir).rstrip('/')}/{uuid4().hex}"
    report = SparkReport(Cluster(df.sparkSession, n, work), df, names, config or Config(), every_relation, date_format)
    report._temporary = temporary  # goes with the report
    return report


class SparkReport:
    """What was found in a table of Spark, as tables of Spark with the columns of `dedup.Report.tables`.

    `counts` says how many articles, candidates and alignments there were. Tables are made when they are used, of what
    stands in the work folder, which is there as long as the report if it is a temporary one.
    """

    _temporary: TemporaryDirectory[str] | None = None

    def __init__(
        self, cluster: Cluster, df: DataFrame, names: dict[str, str], config: Config, every_relation: bool, dates: str
    ) -> None:
        self._cluster, self._now = cluster, datetime.now(UTC)
        read = cluster.keep(read_articles(cluster, df, names, config, dates))
        good, doubles = unique_ids(read.where("reason IS NULL"))
        self._read, self._good, self._doubles = read, good, doubles
        self._articles = numbered(cluster, good.where("n_tokens > 0"), config)
        self._crawled = crawled(cluster, self._articles)
        unique = self._articles.where("number = representative")
        pairs = candidates(cluster, unique, config)
        boilerplate = repeated(cluster, self._articles, config)
        confirmed = Confirmed(cluster, cluster.keep(weighed(cluster, unique, boilerplate, config)))
        confirmed.confirm_with_forms(pairs)
        confirmed.confirm_with_forms(confirmed.neighbours())
        members = families(cluster, self._articles, confirmed, self._crawled, self._now)
        wanted = confirmed.judged if every_relation else confirmed.judged.where(f"relation <= {PARTIAL}")
        self._matched = cluster.keep(matched(cluster, self._articles, wanted, members))
        self.counts = {
            "articles": self._articles.count(),
            "unique": unique.count(),
            "candidates": pairs.count(),
            "aligned": confirmed.tried.count(),
            "matches": self._matched.count(),
        }

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
        own = self._matched.where("family >= 0")
        together = beside(self._cluster, own, self._texts, self._cluster.hashed("family"))
        return self._table("clusters", tables.clusters, together)

    @cached_property
    def credits(self) -> DataFrame:
        """The places where articles name agencies, a row each."""
        return self._cluster.run(self._texts.select("article"), tables.credits, tables.schema_of("credits"))

    @cached_property
    def repeats(self) -> DataFrame:
        """The occurrences of text that repeats inside an article, a row each; repeats are numbered by article."""
        from pyspark.sql import functions as fn

        cluster = self._cluster
        by_id = self._articles.select("id", "article").repartitionByRange(cluster.n, "id").sortWithinPartitions("id")
        found = cluster.run(by_id, tables.repeats, tables.schema_of("repeats"))
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
        from pyspark.sql import functions as fn

        left_out = [
            self._read.where("reason IS NOT NULL").select("id", "reason"),
            self._doubles.select("id", fn.lit(SAME_ID).alias("reason")),
            self._good.where("n_tokens = 0").select("id", fn.lit("no words").alias("reason")),
        ]
        both = left_out[0].unionByName(left_out[1]).unionByName(left_out[2])
        return both.select("id", fn.lit("").alias("path"), "reason")

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
