"""`dedup.spark.clean`: what `dedup.clean` plans, for a table of Spark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dedup.arguments import require_ids
from dedup.cleaning.policy import DROPS, Policy
from dedup.cleaning.ranking import require_outlets
from dedup.config import Config
from dedup.dates import as_utc
from dedup.errors import InputError
from dedup.families.inside import MAX_FAMILY
from dedup.spark.arrow import Batches
from dedup.spark.cluster import Cluster
from dedup.spark.deciding import NO_FAMILY, REMOVED_SCHEMA, SHARING, removed, sharing_enough
from dedup.spark.engine import Found, find_reuse
from dedup.spark.families import matched
from dedup.spark.groups import in_groups
from dedup.spark.intake import articles_in, columns_named
from dedup.spark.pairs import JUDGED, needed_by, with_articles
from dedup.spark.taken import Taken
from dedup.tables.schemas import Column
from dedup.tables.table import arrow_batches, arrow_schema

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

ARTICLE = (
    Column("id", "text", "its id"),
    Column("text", "text", "its text"),
    Column("title", "text", "its title"),
    Column("source", "text", "its outlet"),
    Column("url", "text", "its address"),
    Column("author", "text", "its author"),
    Column("published", "time", "when it was published", may_lack=True),
)
"""The columns of the articles that stay."""


def clean(
    df: DataFrame,
    policy: Policy | None = None,
    *,
    drop: Sequence[str] | str = DROPS,
    keep: str | Sequence[str] = "origin",
    keep_ids: Iterable[str] = (),
    id: str | None = None,
    text: str | None = None,
    source: str | None = None,
    published: str | None = None,
    title: str | None = None,
    url: str | None = None,
    author: str | None = None,
    config: Config | None = None,
    date_format: str = "",
    partitions: int | None = None,
    work_dir: str | None = None,
) -> SparkPlan:
    """Plan which articles of a table of Spark can go because kept ones have their content: those of `dedup.clean`.

    `policy`, `drop`, `keep` and `keep_ids` are those of `dedup.clean`, the others those of `dedup.spark.scan`. Nothing
    is cut from articles that stay. As rows have no order, of two published at the same time "first" and "last" keep one
    by its content.

    Raises `InputError` for an unknown policy, for one that cuts, and for outlets and ids that no article has.
    """
    policy, kept_ids = Policy.given(policy, drop, keep, ()), require_ids("keep_ids", keep_ids)
    if policy.strip:
        raise InputError(f"strip: on Spark nothing is cut from articles, and {', '.join(policy.strip)} is asked for")
    given = dict(id=id, text=text, source=source, published=published, title=title, url=url, author=author)
    config, names = Config.of(config), columns_named(df, given, date_format)
    cluster = Cluster.of(df, partitions, work_dir)
    return SparkPlan(cluster, Taken.of(cluster, df, names, config, date_format), policy, kept_ids, config)


class SparkPlan:
    """Which articles of a table of Spark go and which stay, as tables of Spark.

    `counts` says how many articles there are, how many stay and go, and in how many rounds that was found: what is left
    is scanned again until nothing more goes.
    """

    removed: DataFrame
    """The articles that go, a row each: `deciding.REMOVED`, and `lost`, where words stand that the kept one lacks."""

    def __init__(
        self, cluster: Cluster, taken: Taken, policy: Policy, keep_ids: frozenset[str], config: Config
    ) -> None:
        self.policy = policy
        self._cluster, self._taken, self._now = cluster, taken, datetime.now(UTC)
        self._require(keep_ids)
        found = find_reuse(cluster, taken.with_words, config, self._now)
        self._articles = found.articles
        facts = {"policy": policy, "keep_ids": keep_ids, "crawled": found.crawled}
        with cluster.stage("decide"):
            pairs, n_rounds = cluster.keep(self._sharing(found, 0)), 1
            self.removed, goes_on = self._decided(pairs, facts), True
        while goes_on:
            found = find_reuse(cluster, self._left(taken.with_words), config, self._now)
            with cluster.stage("decide"):
                more = self._sharing(found, n_rounds).join(pairs, list(SHARING), "left_anti")
                pairs, n_before, n_rounds = cluster.keep(pairs.unionByName(more)), pairs.count(), n_rounds + 1
                goes_on = pairs.count() > n_before
                if goes_on:
                    before, self.removed = self.removed, self._decided(pairs, facts)
                    goes_on = not self._is_same(before, self.removed)
        counted = cluster.counts({"articles": self._articles, "removed": self.removed})
        n, gone = counted["articles"], counted["removed"]
        self.counts = {"articles": n, "kept": n - gone, "removed": gone, "rounds": n_rounds}

    @cached_property
    def kept(self) -> DataFrame:
        """The articles that stay, a row each, as they were read: id, text, title, source, url, author, published."""
        schema = {one.name: "timestamp" if one.kind == "time" else "string" for one in ARTICLE}
        return self._cluster.run(self._left(self._taken.articles).select("article"), _as_rows, schema)

    @cached_property
    def skipped(self) -> DataFrame:
        """The rows that were left out, and why."""
        return self._taken.skipped

    def _require(self, keep_ids: frozenset[str]) -> None:
        """Raises `InputError` where a policy or ids that are to be kept name what is not there."""
        from pyspark.sql import functions as fn

        if self.policy.sources:
            wanted = self._taken.with_words.where(fn.col("source").isin(list(self.policy.sources)))
            require_outlets(self.policy, {row[0] for row in wanted.select("source").distinct().collect()})
        if keep_ids and self._taken.with_words.where(fn.col("id").isin(list(keep_ids))).isEmpty():
            raise InputError("no article has one of the ids that are to be kept: give ids as a report shows them")

    def _left(self, articles: DataFrame) -> DataFrame:
        """The articles (with a column id) that stay so far."""
        return articles.join(self.removed.selectExpr("article AS id"), "id", "left_anti")

    def _sharing(self, found: Found, n_rounds: int) -> DataFrame:
        """What shares something in a scan (SHARING), by the numbers of the first scan."""
        from pyspark.sql import functions as fn

        cluster, members = self._cluster, found.members
        wanted = cluster.run(found.confirmed.judged.select(*JUDGED), sharing_enough, JUDGED)
        pairs = matched(cluster, found.articles, wanted, members).select("a", "b")
        is_large = (members.family_size > MAX_FAMILY) & (members.number != members.origin)
        large = cluster.spread(a=members.number[is_large], b=members.origin[is_large])
        both = pairs.withColumn("family", fn.lit(NO_FAMILY)).unionByName(large.withColumn("family", fn.lit(n_rounds)))
        if n_rounds:
            first = self._articles.selectExpr("id", "number AS first")
            number = found.articles.select("id", "number").join(first, "id").select("number", "first")
            for side in "ab":
                renamed = number.selectExpr(f"number AS {side}", f"first AS first_{side}")
                both = both.join(renamed, side).drop(side).withColumnRenamed(f"first_{side}", side)
        return both.select(*SHARING).distinct()

    def _decided(self, pairs: DataFrame, facts: Mapping[str, Any]) -> DataFrame:
        cluster = self._cluster
        placed = in_groups(cluster, pairs, SHARING)
        articles = self._articles.select("number", "id", "n_tokens", "published", "article")
        there = with_articles(cluster, placed, needed_by(placed), articles)
        return cluster.keep(cluster.run(there, removed, REMOVED_SCHEMA, **facts))

    @staticmethod
    def _is_same(before: DataFrame, after: DataFrame) -> bool:
        """Whether the same articles go."""
        ids = before.select("article"), after.select("article")
        return bool(ids[0].exceptAll(ids[1]).isEmpty() and ids[1].exceptAll(ids[0]).isEmpty())


def _as_rows(batches: Batches) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        made = (
            (one.id, one.text, one.title, one.source, one.url, one.author, as_utc(one.published))
            for one in articles_in(batch)
        )
        yield from arrow_batches(made, arrow_schema(ARTICLE))
