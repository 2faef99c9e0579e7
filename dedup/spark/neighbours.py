"""Neighbours: pairs that share a passage with a third article, found where what that one shares comes together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from dedup.candidates.pairs import split
from dedup.corpus.texts import Texts
from dedup.matches.neighbours import SIDES, held_on, neighbours_among, projected
from dedup.spark.arrow import Batches, by_kind, lists, numbers, rows
from dedup.spark.cluster import Cluster
from dedup.spark.pairs import ARTICLES, PAIR, PAIRS, articles_of, judged_in, with_articles

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame


def neighbours(cluster: Cluster, judged: DataFrame, texts: DataFrame) -> DataFrame:
    """The pairs that the passages of judged pairs (`aligning.ALIGNED`) speak for (PAIR)."""
    from pyspark.sql import functions as fn

    sides = [judged.withColumn("side", fn.lit(side)).withColumn("part", cluster.hashed("ab"[side])) for side in (0, 1)]
    placed = sides[0].unionByName(sides[1])
    holder = fn.when(fn.col("side") == 0, fn.col("a")).otherwise(fn.col("b"))
    needed = placed.select("part", holder.alias("number")).distinct()
    there = with_articles(cluster, placed, needed, texts.select("number", "marks"))
    return cluster.run(there, _neighbours, PAIR).distinct()


def _neighbours(batches: Batches) -> Iterator[pa.RecordBatch]:
    """The pairs that the passages of the articles of a part speak for."""
    kinds = by_kind(batches)
    if PAIRS not in kinds:
        return
    table, holders = kinds[PAIRS], numbers(kinds[ARTICLES], "number")
    own = articles_of(table)
    days, outlets, begin, n_tokens = (np.zeros(len(own), np.int64) for _ in range(4))
    for side in "ab":
        at = np.searchsorted(own, numbers(table, side))
        days[at], outlets[at] = numbers(table, f"day_{side}"), numbers(table, f"outlet_{side}")
    marks, n = lists(kinds[ARTICLES], "marks", np.uint8)
    at = np.searchsorted(own, holders)
    begin[at], n_tokens[at] = np.cumsum(n) - n, n
    none = np.empty(0, np.uint32)
    texts = Texts.alone(none, np.zeros(len(own) + 1, np.int64), marks)._replace(
        begin=begin, n_tokens=n_tokens, days=days, outlets=outlets
    )
    judged, side_of = judged_in(table, own), numbers(table, "side")
    held = [held_on(judged.selected(side_of == place), side) for place, side in enumerate(SIDES)]
    a, b = split(projected(texts, neighbours_among(held)))
    yield from rows(PAIR, {"a": own[a], "b": own[b]})
