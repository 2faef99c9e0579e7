"""Forms: what several copies of a form say of each other, told where a connected group of them comes together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dedup.judge.fillings import fillings
from dedup.judge.judged import judge
from dedup.judge.relation import BOILERPLATE, EXACT, TEMPLATE
from dedup.judge.slots import MIN_FILLINGS, texts_with_slots, with_slots
from dedup.records import NUMERAL
from dedup.spark.aligning import ALIGNED, have_other_facts
from dedup.spark.arrow import Batches, Schema, as_bytes, by_kind, numbers, rows
from dedup.spark.cluster import Cluster
from dedup.spark.groups import in_groups
from dedup.spark.pairs import (
    ARTICLES,
    JUDGED,
    PAIRS,
    judged_in,
    judged_rows,
    needed_by,
    texts_in,
    told_in,
    with_articles,
)

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

SLOTS: Schema = {"number": "bigint", "told": "binary"}
"""The numbers of a text with the words in its slots among them."""


def slots_of(cluster: Cluster, judged: DataFrame, texts: DataFrame) -> DataFrame:
    """The texts in which forms among the judged pairs have slots (SLOTS).

    What copies of a form show of each other stands in one connected group of them, which one task looks at.
    """
    filled = cluster.keep(judged.where("differs").select(*JUDGED))
    placed = in_groups(cluster, filled, JUDGED)
    return cluster.keep(cluster.run(with_articles(cluster, placed, needed_by(placed), texts), _slots, SLOTS))


def judged_again(cluster: Cluster, judged: DataFrame, texts: DataFrame, slotted: NDArray[np.int64]) -> DataFrame:
    """The pairs (ALIGNED), those with a `slotted` text judged with its slots: what is a template then is one."""
    if not len(slotted):
        return judged
    rest = cluster.run(judged, _chosen, ALIGNED, members=slotted, inside=False)
    again = cluster.run(judged, _chosen, ALIGNED, members=slotted, inside=True)
    there = with_articles(cluster, again, needed_by(again), texts)
    return cluster.keep(rest.unionByName(cluster.run(there, _judged_again, ALIGNED)))


def fillings_among(cluster: Cluster, judged: DataFrame) -> NDArray[np.int64]:
    """The texts that are templates beside several others, and reuse of no more than as many, by number."""
    from pyspark.sql import functions as fn

    is_form = fn.expr(f"relation = {TEMPLATE} OR (relation = {BOILERPLATE} AND may_be_short_form)").alias("is_form")
    sides = judged.select(fn.explode(fn.array("a", "b")).alias("number"), "relation", is_form)
    counts = sides.groupBy("number").agg(
        fn.sum(fn.col("is_form").cast("bigint")).alias("templates"),
        fn.sum((fn.col("relation") < TEMPLATE).cast("bigint")).alias("reuse"),
    )
    chosen = counts.where(f"templates >= {MIN_FILLINGS} AND templates >= reuse")
    return np.sort(cluster.collected(chosen, "number")["number"])


def with_fillings(cluster: Cluster, judged: DataFrame, is_filling: NDArray[np.int64]) -> DataFrame:
    """The pairs (ALIGNED), those of two fillings that have other facts called templates."""
    return cluster.run(judged, _called, ALIGNED, is_filling=is_filling) if len(is_filling) else judged


def _slots(batches: Batches) -> Iterator[pa.RecordBatch]:
    kinds = by_kind(batches)
    if PAIRS not in kinds:
        return
    own, texts = texts_in(kinds[ARTICLES])
    told = with_slots(texts, fillings(judged_in(kinds[PAIRS], own).alignments, texts))
    changed = np.flatnonzero(texts_with_slots(told, texts))
    lengths = (told.number_end - told.number_begin)[changed]
    values = [np.empty(0, NUMERAL), *(told.numbers[told.number_begin[k] : told.number_end[k]] for k in changed)]
    yield from rows(SLOTS, {"number": own[changed], "told": as_bytes(np.concatenate(values), lengths)})


def _chosen(batches: Batches, *, members: NDArray[np.int64], inside: bool) -> Iterator[pa.RecordBatch]:
    """The pairs of which a side is among the members, or the others."""
    import pyarrow as pa

    for batch in batches:
        a, b = (np.isin(numbers(batch, side), members) for side in "ab")
        yield batch.select(list(ALIGNED)).filter(pa.array((a | b) == inside))


def _judged_again(batches: Batches) -> Iterator[pa.RecordBatch]:
    kinds = by_kind(batches)
    if PAIRS in kinds:
        own, texts = texts_in(kinds[ARTICLES])
        told, judged = told_in(kinds[ARTICLES], texts), judged_in(kinds[PAIRS], own)
        is_template = judge(judged.alignments, told).relations == TEMPLATE
        judged = replace(judged, relations=np.where(is_template, TEMPLATE, judged.relations).astype(np.int8))
        more = {name: kinds[PAIRS][name].combine_chunks() for name in ALIGNED if name not in JUDGED}
        yield from judged_rows(judged, own, more | {"has_other_facts": have_other_facts(judged, told)}, ALIGNED)


def _called(batches: Batches, *, is_filling: NDArray[np.int64]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        a, b = (np.isin(numbers(batch, side), is_filling) for side in "ab")
        relations = numbers(batch, "relation")
        chosen = a & b & numbers(batch, "has_other_facts") & (relations > EXACT) & (relations < TEMPLATE)
        columns = {name: batch[name] for name in ALIGNED}
        yield from rows(ALIGNED, columns | {"relation": np.where(chosen, TEMPLATE, relations).astype(np.int8)})
