"""What was taken in of a table: its articles, each with an id of its own, and the rows that were left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from dedup.config import Config
from dedup.spark.cluster import Cluster
from dedup.spark.intake import read_articles

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

SAME_ID = "another article has the same id; one of them is kept"


class Taken(NamedTuple):
    """The articles of a table with their sketches, `articles` (`intake.READ`); `left_out` has ids and reasons."""

    articles: DataFrame
    left_out: DataFrame

    @classmethod
    def of(cls, cluster: Cluster, df: DataFrame, names: Mapping[str, str], config: Config, dates: str) -> Taken:
        """Read and sketch the articles of a table."""
        from pyspark.sql import functions as fn

        with cluster.stage("sketch"):
            read = cluster.keep(read_articles(cluster, df, names, config, dates))
            good, doubles = _unique_ids(read.where("reason IS NULL"))
        left_out = read.where("reason IS NOT NULL").select("id", "reason")
        return cls(good, left_out.unionByName(doubles.select("id", fn.lit(SAME_ID).alias("reason"))))

    @property
    def with_words(self) -> DataFrame:
        """The articles that can be compared."""
        return self.articles.where("n_tokens > 0")

    @property
    def skipped(self) -> DataFrame:
        """The rows that a report lists as skipped, with the columns of that table."""
        from pyspark.sql import functions as fn

        without_words = self.articles.where("n_tokens = 0").select("id", fn.lit("no words").alias("reason"))
        return self.left_out.unionByName(without_words).select("id", fn.lit("").alias("path"), "reason")


def _unique_ids(table: DataFrame) -> tuple[DataFrame, DataFrame]:
    """One row of each id, and the others: which is kept is decided by its content, since rows have no order."""
    from pyspark.sql import Window
    from pyspark.sql import functions as fn

    several = table.groupBy("id").count().where("count > 1").select("id")
    if several.isEmpty():
        return table, table.where("false")
    alone = table.join(several, "id", "left_anti")
    rank = fn.row_number().over(Window.partitionBy("id").orderBy("digest", "article"))
    ranked = table.join(several, "id", "left_semi").withColumn("rank", rank)
    return alone.unionByName(ranked.where("rank = 1").drop("rank")), ranked.where("rank > 1").drop("rank")
