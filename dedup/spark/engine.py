"""The engine on Spark: from sketched articles to confirmed pairs and families, as `scanning.engine` has it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from dedup.config import Config
from dedup.spark.boilerplate import repeated
from dedup.spark.candidates import candidates
from dedup.spark.cluster import Cluster
from dedup.spark.confirming import Confirmed
from dedup.spark.days import Days
from dedup.spark.families import Members, crawled, families
from dedup.spark.intake import numbered
from dedup.spark.weighing import weighed

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


class Found(NamedTuple):
    """What the engine found: `articles` by number, the `candidates` among them, what was `confirmed`, and families.

    `crawled` are the outlets whose times are those of a crawler.
    """

    articles: DataFrame
    candidates: DataFrame
    confirmed: Confirmed
    members: Members
    crawled: frozenset[str]

    @property
    def unique(self) -> DataFrame:
        """The articles but for all exact duplicates of one that stands here."""
        return self.articles.where("number = representative")


def find_reuse(cluster: Cluster, sketched: DataFrame, config: Config, now: datetime) -> Found:
    """What is reused among articles (`intake.READ`), each of which has words and an id of its own."""
    with cluster.stage("order"):
        articles = numbered(cluster, sketched, config)
        of_crawlers, days = crawled(cluster, articles), Days.of(cluster, articles)
    unique = articles.where("number = representative")
    with cluster.stage("nominate"):
        pairs = candidates(cluster, unique, config)
    with cluster.stage("weigh"):
        boilerplate = repeated(cluster, articles, days, config)
        texts = cluster.keep(weighed(cluster, unique, boilerplate, days, config))
    confirmed = Confirmed(cluster, texts)
    with cluster.stage("align"):
        confirmed.confirm_with_forms(pairs)
        pairs = confirmed.tried
    with cluster.stage("align neighbours"):
        confirmed.confirm_with_forms(confirmed.neighbours())
    with cluster.stage("families"):
        members = families(cluster, articles, confirmed, of_crawlers, now)
    return Found(articles, pairs, confirmed, members, of_crawlers)
