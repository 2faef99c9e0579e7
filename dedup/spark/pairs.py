"""Pairs of articles with what is known of both: rows as the stages take them, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.alignments import Alignments
from dedup.candidates.pairs import split
from dedup.corpus.texts import Texts
from dedup.judge.judged import Judged
from dedup.records import EVIDENCE, NUMERAL, PASSAGE, SCORES
from dedup.spark.arrow import Schema, as_bytes, lists, numbers, records_as_bytes, rows
from dedup.spark.cluster import Cluster

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

PAIR: Schema = {"a": "bigint", "b": "bigint"}
JUDGED: Schema = {**PAIR, "relation": "tinyint", "scores": "binary", "evidence": "binary", "passages": "binary"}
"""A pair of articles that share passages (`judge.judged.Judged`), of which a is the side a."""

ARTICLES, PAIRS = 0, 1
"""The kinds of rows that stand together in a task: articles, and the pairs among them."""


def beside(cluster: Cluster, pairs: DataFrame, articles: DataFrame) -> DataFrame:
    """Pairs and the articles of both sides in one partition: rows of the columns of both, with their `kind`.

    Pairs come together in equal shares: an article that very many are paired with is sent to several.
    """
    placed = in_shares(cluster, pairs)
    return with_articles(cluster, placed, needed_by(placed), articles)


def in_shares(cluster: Cluster, pairs: DataFrame) -> DataFrame:
    """Pairs with a `part`, an address: in the order of a and b, in equal shares."""
    from pyspark.sql import functions as fn

    pairs = pairs.repartitionByRange(cluster.n, "a", "b") if cluster.n > 1 else pairs.coalesce(1)
    return cluster.keep(pairs.withColumn("part", cluster.address(fn.spark_partition_id())))


def needed_by(placed: DataFrame) -> DataFrame:
    """The articles of both sides of pairs that have a `part`, once for each part."""
    from pyspark.sql import functions as fn

    return placed.select("part", fn.explode(fn.array("a", "b")).alias("number")).distinct()


def with_articles(cluster: Cluster, placed: DataFrame, needed: DataFrame, articles: DataFrame) -> DataFrame:
    """Rows that have a `part`, and the articles that are `needed` there."""
    from pyspark.sql import functions as fn

    there = needed.join(articles, "number").withColumn("kind", fn.lit(ARTICLES))
    joined = there.unionByName(placed.withColumn("kind", fn.lit(PAIRS)), allowMissingColumns=True)
    return cluster.together(joined, "part", "kind", "number", "a", "b")


def told_in(table: pa.Table, texts: Texts) -> Texts:
    """The texts of rows with a column `told`: their numbers with what is known of the slots of forms."""
    facts, n_facts = lists(table, "told", NUMERAL)
    ends = np.cumsum(n_facts)
    return texts._replace(numbers=facts, number_begin=ends - n_facts, number_end=ends)


def texts_in(table: pa.Table) -> tuple[NDArray[np.int64], Texts]:
    """The numbers of the texts of rows (`weighing.TEXT`), in order, and the texts by their places."""
    own = numbers(table, "number")
    tokens, n_tokens = lists(table, "tokens", np.uint32)
    facts, n_facts = lists(table, "numbers", NUMERAL)
    ends, fact_ends = np.cumsum(n_tokens), np.cumsum(n_facts)
    texts = Texts(
        tokens, ends - n_tokens, n_tokens, lists(table, "marks", np.uint8)[0], numbers(table, "n_own"),
        numbers(table, "text_digest").view(np.uint64), numbers(table, "day"), numbers(table, "outlet"),
        facts, fact_ends - n_facts, fact_ends,
    )  # fmt: skip
    return own, texts


def pairs_in(table: pa.Table, own: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The pairs of rows as places in the sorted numbers `own`, side a above side b, in the order of the rows."""
    a, b = (np.searchsorted(own, numbers(table, side)).astype(np.uint64) for side in "ab")
    found: NDArray[np.uint64] = (a << np.uint64(32)) | b
    return found


def articles_of(table: pa.Table) -> NDArray[np.int64]:
    """The articles of the pairs of rows by number, in order."""
    found: NDArray[np.int64] = np.unique(np.concatenate([numbers(table, side) for side in "ab"]))
    return found


def judged_in(table: pa.Table, own: NDArray[np.int64]) -> Judged:
    """The judged pairs of rows (JUDGED)."""
    passages, n_passages = lists(table, "passages", PASSAGE)
    offsets = np.append(0, np.cumsum(n_passages))
    found = Alignments(pairs_in(table, own), passages, offsets, lists(table, "evidence", EVIDENCE)[0])
    return Judged(found, numbers(table, "relation"), lists(table, "scores", SCORES)[0])


def judged_rows(
    judged: Judged, own: NDArray[np.int64], more: Mapping[str, Any] | None = None, schema: Schema = JUDGED
) -> Iterator[pa.RecordBatch]:
    """Judged pairs as rows, their articles by the numbers `own`; `more` are further columns of the schema."""
    a, b = split(judged.pairs)
    found = judged.alignments
    columns = {
        "a": own[a],
        "b": own[b],
        "relation": judged.relations,
        "scores": records_as_bytes(judged.scores),
        "evidence": records_as_bytes(found.evidence),
        "passages": as_bytes(found.passages, np.diff(found.offsets)),
    }
    yield from rows(schema, columns | dict(more or {}))
