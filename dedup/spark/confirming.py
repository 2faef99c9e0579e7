"""Confirming: pairs aligned and judged where their texts come together, as `scanning.engine.Confirmed` has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.align import align
from dedup.candidates.pairs import split
from dedup.candidates.sorting import sort
from dedup.corpus.texts import Texts
from dedup.families.grouping import component_kernel
from dedup.judge.forms import MIN_FILLINGS, beside_forms, fillings, with_slots
from dedup.judge.judged import Judged, are_other_fillings, judge
from dedup.judge.relation import CONTAINED, EXACT, TEMPLATE
from dedup.matches.neighbours import SIDES, held_on, neighbours_among, projected
from dedup.records import NUMERAL
from dedup.spark.arrow import Batches, Schema, as_bytes, as_table, by_kind, lists, numbers, rows
from dedup.spark.cluster import Cluster, Task
from dedup.spark.pairs import (
    ARTICLES,
    JUDGED,
    PAIR,
    PAIRS,
    beside,
    in_shares,
    judged_in,
    judged_rows,
    pairs_in,
    texts_in,
    told_in,
    with_articles,
)

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

DATED: Schema = {**JUDGED, "day_a": "bigint", "day_b": "bigint", "outlet_a": "bigint", "outlet_b": "bigint"}
"""A judged pair with the days and outlets of both sides."""


class Confirmed:
    """The pairs confirmed so far; no pair is aligned twice.

    `texts` are those of `weighing`. On the driver stand the numbers of articles that are fillings of forms, and, while
    forms are told, the pairs of these.
    """

    def __init__(self, cluster: Cluster, texts: DataFrame) -> None:
        self._cluster = cluster
        self._texts, self._told = texts, _told(texts)
        self._judged: DataFrame | None = None
        self._tried: DataFrame | None = None
        self._slotted = self._is_filling = np.empty(0, np.int64)

    @property
    def judged(self) -> DataFrame:
        """The pairs that share passages (DATED)."""
        if self._judged is None:
            raise ValueError("nothing was confirmed")
        return self._judged

    @property
    def tried(self) -> DataFrame:
        """All pairs that were aligned (PAIR)."""
        if self._tried is None:
            raise ValueError("nothing was confirmed")
        return self._tried

    def confirm(self, pairs: DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Those of the pairs (PAIR), aligned now if they were not before, that copy a whole article; judged with what
        is known of forms.
        """
        cluster = self._cluster
        there = self._beside_texts(pairs, self._told)
        found = cluster.keep(cluster.run(there, _align_beside_forms, DATED, is_filling=self._is_filling))
        self._judged = self._added(self._judged, found)
        return self._whole(found)

    def confirm_with_forms(self, pairs: DataFrame) -> None:
        """Confirm the pairs, and tell the forms among all that is confirmed."""
        cluster = self._cluster
        self._judged = self._added(self._judged, self._aligned(pairs))
        self._told, self._slotted = self._texts_with_slots()
        told = cluster.keep(self._told_again(self._judged))
        self._is_filling = self._fillings(told)
        self._judged = cluster.keep(self._with_fillings(told))

    def copies(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The pairs confirmed so far that copy a whole article."""
        return self._whole(self.judged)

    def neighbours(self) -> DataFrame:
        """The pairs that share a passage with a third article (PAIR)."""
        from pyspark.sql import functions as fn

        sides = [
            self.judged.withColumn("side", fn.lit(side)).withColumn("part", self._cluster.hashed("ab"[side]))
            for side in (0, 1)
        ]
        placed = sides[0].unionByName(sides[1])
        holder = fn.when(fn.col("side") == 0, fn.col("a")).otherwise(fn.col("b"))
        needed = placed.select("part", holder.alias("number")).distinct()
        there = with_articles(self._cluster, placed, needed, self._texts.select("number", "marks"))
        return self._cluster.run(there, _neighbours, PAIR).distinct()

    @staticmethod
    def _added(known: DataFrame | None, more: DataFrame) -> DataFrame:
        return more if known is None else known.unionByName(more)

    def _aligned(self, pairs: DataFrame) -> DataFrame:
        """Those of the pairs that share passages and were not tried before, judged without forms (DATED)."""
        return self._cluster.keep(self._cluster.run(self._beside_texts(pairs, self._texts), _align, DATED))

    def _beside_texts(self, pairs: DataFrame, texts: DataFrame) -> DataFrame:
        """Those of the pairs that were not tried before, with their texts; they count as tried from now on."""
        from pyspark.sql import functions as fn

        new = pairs if self._tried is None else pairs.join(self._tried, ["a", "b"], "left_anti")
        placed = in_shares(self._cluster, new)
        self._tried = self._added(self._tried, placed.select("a", "b"))
        needed = placed.select("part", fn.explode(fn.array("a", "b")).alias("number")).distinct()
        return with_articles(self._cluster, placed, needed, texts)

    def _whole(self, pairs: DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        found = self._cluster.collected(pairs.where(f"relation <= {CONTAINED}").select("a", "b"), "a", "b")
        return found["a"], found["b"]

    def _texts_with_slots(self) -> tuple[DataFrame, NDArray[np.int64]]:
        """The texts with the words in slots of forms among their numbers, and the numbers of those that have some.

        What copies of a form show of each other stands in one connected group of them, which one task looks at.
        """
        from pyspark.sql import functions as fn

        cluster = self._cluster
        filled = cluster.keep(cluster.run(self.judged.select(*JUDGED), _fillings, JUDGED))
        group, part = _groups(cluster, cluster.collected(filled.select("a", "b"), "a", "b"))
        if not len(group):
            return _told(self._texts), group
        placed = cluster.keep(cluster.run(filled, _in_groups, {"part": "bigint", **JUDGED}, members=group, parts=part))
        needed = placed.select("part", fn.explode(fn.array("a", "b")).alias("number")).distinct()
        there = with_articles(cluster, placed, needed, self._texts)
        schema = {"number": "bigint", "told": "binary"}
        slots = cluster.keep(cluster.run(there, _slots, schema))
        told = self._texts.join(slots, "number", "left").withColumn("told", fn.coalesce("told", "numbers"))
        return cluster.keep(told), np.sort(cluster.collected(slots.select("number"), "number")["number"])

    def _told_again(self, pairs: DataFrame) -> DataFrame:
        """The pairs, those with a text that has slots judged again: what is a template then is one."""
        return self._judged_again(pairs, self._slotted, "either", _retell)

    def _with_fillings(self, pairs: DataFrame) -> DataFrame:
        """The pairs, those of two fillings that have other facts called templates."""
        return self._judged_again(pairs, self._is_filling, "both", _other_fillings)

    def _judged_again(
        self, pairs: DataFrame, members: NDArray[np.int64], how: Literal["either", "both"], task: Task
    ) -> DataFrame:
        """The pairs, those of which either side, or both, are members seen by a task beside their texts."""
        if not len(members):
            return pairs
        cluster, facts = self._cluster, {"members": members, "how": how}
        rest = cluster.run(pairs, _chosen, DATED, **facts, inside=False)
        again = cluster.run(pairs, _chosen, DATED, **facts, inside=True)
        return rest.unionByName(cluster.run(beside(cluster, again, self._told), task, DATED))

    def _fillings(self, pairs: DataFrame) -> NDArray[np.int64]:
        """The texts that are templates beside several others, and reuse of no more than as many."""
        from pyspark.sql import functions as fn

        sides = pairs.select(fn.explode(fn.array("a", "b")).alias("number"), "relation")
        counts = sides.groupBy("number").agg(
            fn.sum((fn.col("relation") == TEMPLATE).cast("bigint")).alias("templates"),
            fn.sum((fn.col("relation") < TEMPLATE).cast("bigint")).alias("reuse"),
        )
        chosen = counts.where(f"templates >= {MIN_FILLINGS} AND templates >= reuse")
        return np.sort(self._cluster.collected(chosen.select("number"), "number")["number"])


def _told(texts: DataFrame) -> DataFrame:
    """Texts of which no slots are known."""
    from pyspark.sql import functions as fn

    return texts.withColumn("told", fn.col("numbers"))


def _groups(cluster: Cluster, pairs: dict[str, NDArray[np.int64]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The articles of pairs, in order, and the part to which their connected group goes: parts get equal shares."""
    own, place = np.unique(np.concatenate([pairs["a"], pairs["b"]]), return_inverse=True)
    first, second = place[: len(pairs["a"])], place[len(pairs["a"]) :]
    roots = np.arange(len(own), dtype=np.int64)
    component_kernel(np.ascontiguousarray(first, np.int64), np.ascontiguousarray(second, np.int64), roots)
    n_pairs = np.bincount(roots[first], minlength=len(own))
    load, home = np.zeros(cluster.n, np.int64), np.zeros(len(own), np.int64)
    for root in np.argsort(-n_pairs, kind="stable")[: np.count_nonzero(n_pairs)].tolist():
        home[root] = np.argmin(load)
        load[home[root]] += n_pairs[root]
    return own, cluster.addresses[home[roots]] if len(own) else own


def _align(batches: Batches) -> Iterator[pa.RecordBatch]:
    kinds = by_kind(batches)
    if PAIRS in kinds:
        own, texts = texts_in(kinds[ARTICLES])
        yield from _dated(judge(align(texts, sort(pairs_in(kinds[PAIRS], own))), texts), own, texts)


def _align_beside_forms(batches: Batches, *, is_filling: NDArray[np.int64]) -> Iterator[pa.RecordBatch]:
    """The same, judged with the slots and the fillings that are known."""
    kinds = by_kind(batches)
    if PAIRS in kinds:
        own, texts = texts_in(kinds[ARTICLES])
        judged = judge(align(texts, sort(pairs_in(kinds[PAIRS], own))), texts)
        judged = beside_forms(judged, told_in(kinds[ARTICLES], texts), np.isin(own, is_filling))
        yield from _dated(judged, own, texts)


def _dated(judged: Judged, own: NDArray[np.int64], texts: Texts) -> Iterator[pa.RecordBatch]:
    a, b = split(judged.pairs)
    more = {f"day_{side}": texts.days[at] for side, at in (("a", a), ("b", b))}
    more |= {f"outlet_{side}": texts.outlets[at] for side, at in (("a", a), ("b", b))}
    yield from judged_rows(judged, own, more, DATED)


def _neighbours(batches: Batches) -> Iterator[pa.RecordBatch]:
    """The pairs that the passages of the articles of a part speak for."""
    kinds = by_kind(batches)
    if PAIRS not in kinds:
        return
    table, holders = kinds[PAIRS], numbers(kinds[ARTICLES], "number")
    own = _articles_of(table)
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


def _fillings(batches: Batches) -> Iterator[pa.RecordBatch]:
    """The pairs that differ as two fillings of a form do."""
    table = as_table(batches, list(JUDGED))
    if table.num_rows:
        own = _articles_of(table)
        judged = judged_in(table, own)
        chosen = np.isin(judged.pairs, fillings(judged.alignments).pairs)
        yield from judged_rows(judged.selected(chosen), own)


def _articles_of(table: pa.Table) -> NDArray[np.int64]:
    found: NDArray[np.int64] = np.unique(np.concatenate([numbers(table, side) for side in "ab"]))
    return found


def _in_groups(batches: Batches, *, members: NDArray[np.int64], parts: NDArray[np.int64]) -> Iterator[pa.RecordBatch]:
    """Pairs with the part of their group."""
    schema = {"part": "bigint", **JUDGED}
    for batch in batches:
        columns = {name: batch[name] for name in JUDGED}
        yield from rows(schema, columns | {"part": parts[np.searchsorted(members, numbers(batch, "a"))]})


def _slots(batches: Batches) -> Iterator[pa.RecordBatch]:
    """The numbers of texts in which slots of forms were found."""
    kinds = by_kind(batches)
    if PAIRS not in kinds:
        return
    own, texts = texts_in(kinds[ARTICLES])
    told = with_slots(texts, fillings(judged_in(kinds[PAIRS], own).alignments))
    changed = np.flatnonzero(told.number_begin >= len(texts.numbers))
    lengths = (told.number_end - told.number_begin)[changed]
    values = [np.empty(0, NUMERAL), *(told.numbers[told.number_begin[k] : told.number_end[k]] for k in changed)]
    yield from rows(
        {"number": "bigint", "told": "binary"},
        {"number": own[changed], "told": as_bytes(np.concatenate(values), lengths)},
    )


def _chosen(batches: Batches, *, members: NDArray[np.int64], how: str, inside: bool) -> Iterator[pa.RecordBatch]:
    """The pairs of which either side, or both, are among the members; or the others."""
    import pyarrow as pa

    for batch in batches:
        a, b = (np.isin(numbers(batch, side), members) for side in "ab")
        keep = (a | b) if how == "either" else (a & b)
        yield batch.select(list(DATED)).filter(pa.array(keep == inside))


def _retell(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Pairs judged again: what is a template now is one."""
    kinds = by_kind(batches)
    if PAIRS in kinds:
        own, texts = texts_in(kinds[ARTICLES])
        judged = judged_in(kinds[PAIRS], own)
        again = judge(judged.alignments, told_in(kinds[ARTICLES], texts)).relations == TEMPLATE
        yield from _called(judged, again, own, kinds[PAIRS])


def _other_fillings(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Pairs of fillings: those that are reuse so far and have other facts are templates."""
    kinds = by_kind(batches)
    if PAIRS in kinds:
        own, texts = texts_in(kinds[ARTICLES])
        judged = judged_in(kinds[PAIRS], own)
        asked = (judged.relations > EXACT) & (judged.relations < TEMPLATE)
        told = told_in(kinds[ARTICLES], texts)
        asked[asked] = are_other_fillings(judged.alignments.selected(asked), told)
        yield from _called(judged, asked, own, kinds[PAIRS])


def _called(
    judged: Judged, chosen: NDArray[np.bool_], own: NDArray[np.int64], table: pa.Table
) -> Iterator[pa.RecordBatch]:
    relations = np.where(chosen, TEMPLATE, judged.relations).astype(np.int8)
    more = {name: table[name].combine_chunks() for name in DATED if name not in JUDGED}
    yield from judged_rows(replace(judged, relations=relations), own, more, DATED)
