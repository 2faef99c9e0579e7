"""The table of clusters: each member described where its match stands, its family by what is counted of all members.

No family stands in one task: matches with origins go in equal shares, and an origin is sent to each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from dedup.dates import as_utc
from dedup.families.members import BesideOrigin, beside_origins, confidence, lost_credit, n_credits, support
from dedup.origin import agreed_agency, providers
from dedup.spark.arrow import Batches, as_table, by_kind, numbers, rows
from dedup.spark.cluster import Cluster
from dedup.spark.pairs import PAIRS, beside
from dedup.spark.tables import Part, schema_of, spark_schema
from dedup.tables.schemas import SCHEMAS, Column, Row
from dedup.tables.table import arrow_batches, arrow_schema

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

_AS_SHOWN = ("family", "article", "relation", "share", "source", "published")
_MEMBER = (
    Column("part", "count", "the address where it was described"),
    Column("number", "count", "the number of the origin"),
    *(one for one in SCHEMAS["clusters"].columns if one.name in _AS_SHOWN),
    Column("support", "score", "how much it speaks for the origin", may_lack=True),
    Column("lost", "text", "the credit that it lost beside the origin", may_lack=True),
    Column("n_credits", "count", "how many agencies it names"),
    Column("agency", "text", "the agency whose article it is", may_lack=True),
    Column("providers", "texts", "the agencies that provided its text"),
)
_OWN, _CREDITED = 0, 1
_FAMILIES, _MEMBERS = 0, 1
"""The kinds of rows that stand together in the last task."""


def clusters(
    cluster: Cluster, matched: DataFrame, texts: DataFrame, *, crawled: frozenset[str], now: datetime
) -> DataFrame:
    """The members of families, a row each, of all matches and the articles of both sides."""
    from pyspark.sql import functions as fn

    there = beside(cluster, matched.where("family >= 0"), texts)
    described = cluster.keep(cluster.run(there, _members, spark_schema(_MEMBER), crawled=crawled, now=now))
    is_origin = fn.col("relation") == "origin"
    members = described.where(~is_origin).unionByName(described.where(is_origin).dropDuplicates(["number"]))
    families = members.groupBy("number").agg(fn.min("support").alias("least"))
    agencies = _agencies(cluster, members).withColumnRenamed("agency", "family_agency")
    facts = families.join(agencies, "number", "left")
    needed = members.select("part", "number").distinct().join(facts, "number").withColumn("kind", fn.lit(_FAMILIES))
    both = members.withColumn("kind", fn.lit(_MEMBERS)).unionByName(needed, allowMissingColumns=True)
    schema = schema_of("clusters")
    return cluster.run(cluster.together(both, "part", "kind"), _whole, schema)


def _agencies(cluster: Cluster, members: DataFrame) -> DataFrame:
    """The agency that the members of each family agree on; families without one have no row."""
    from pyspark.sql import functions as fn

    own = members.where("agency IS NOT NULL").groupBy("number", "agency").agg(fn.count("*").alias("n"))
    credited = members.select("number", "source", fn.explode("providers").alias("agency")).distinct()
    credited = credited.groupBy("number", "agency").agg(fn.count("*").alias("n"))
    counts = own.withColumn("kind", fn.lit(_OWN)).unionByName(credited.withColumn("kind", fn.lit(_CREDITED)))
    together = cluster.together(counts.withColumn("part", cluster.hashed("number")), "number")
    return cluster.run(together, _agreed, {"number": "bigint", "agency": "string"})


def _agreed(batches: Batches) -> Iterator[pa.RecordBatch]:
    table = as_table(batches, ("number", "kind", "agency", "n"))
    counts: dict[int, tuple[dict[str, int], dict[str, int]]] = {}
    for row in table.to_pylist():
        counts.setdefault(row["number"], ({}, {}))[row["kind"]][row["agency"]] = row["n"]
    found = {number: agency for number, both in counts.items() if (agency := agreed_agency(*both)) is not None}
    yield from rows({"number": "bigint", "agency": "string"}, {"number": list(found), "agency": list(found.values())})


def _members(batches: Batches, *, crawled: frozenset[str], now: datetime) -> Iterator[pa.RecordBatch]:
    """The members of families whose matches with the origins are here, and these origins (_MEMBER)."""
    kinds = by_kind(batches)
    if PAIRS in kinds:
        part = Part(kinds, crawled, now)
        address = int(numbers(kinds[PAIRS], "part")[0])
        described = ((address, *one) for one in _described(part))
        yield from arrow_batches(described, arrow_schema(_MEMBER))


def _described(part: Part) -> Iterator[Row]:
    for origin in np.unique(part.origins).tolist():
        yield _member(part, origin, origin)
    beside = beside_origins(part.matches, part.origins, part.profiles, part.ids)
    for origin, one in zip(part.origins.tolist(), beside, strict=True):
        yield _member(part, origin, one.number, one)


def _member(part: Part, origin: int, number: int, one: BesideOrigin | None = None) -> Row:
    profile = part.profiles[number]
    relation, share, speaks, lost = (
        ("origin", None, None, None) if one is None else (one.relation, one.share, support(one.verdict), one.lost)
    )
    article, agency = profile.article, profile.provenance.agency
    n_named = n_credits(agency, profile.provenance.named)
    return (
        int(part.numbers[origin]), part.ids[origin], article.id, relation, share, article.source,
        as_utc(article.published), speaks, lost, n_named, agency, sorted(providers(profile)),
    )  # fmt: skip


def _whole(batches: Batches) -> Iterator[pa.RecordBatch]:
    """The rows of the table, of members and what is known of their families."""
    kinds = by_kind(batches)
    if _MEMBERS not in kinds:
        return
    facts = {row["number"]: (row["family_agency"], row["least"]) for row in kinds[_FAMILIES].to_pylist()}
    yield from arrow_batches(_rows(kinds[_MEMBERS].to_pylist(), facts), arrow_schema(SCHEMAS["clusters"].columns))


def _rows(members: Iterable[Mapping[str, Any]], facts: Mapping[int, tuple[str | None, float]]) -> Iterator[Row]:
    for one in members:
        agency, least = facts[one["number"]]
        removed = lost_credit(one["relation"], one["lost"], agency, one["n_credits"])
        yield (
            one["family"], one["article"], one["family"], confidence(least), one["relation"], one["share"],
            one["source"], one["published"], removed,
        )  # fmt: skip
