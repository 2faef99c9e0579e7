"""Confirming: pairs aligned and judged where their texts come together, as `scanning.engine.Confirmed` has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dedup.judge.relation import CONTAINED
from dedup.spark.aligning import ALIGNED, aligned, aligned_beside_forms
from dedup.spark.cluster import Cluster
from dedup.spark.forms import fillings_among, judged_again, slots_of, with_fillings
from dedup.spark.neighbours import neighbours
from dedup.spark.pairs import in_shares, needed_by, with_articles

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


class Confirmed:
    """The pairs confirmed so far; no pair is aligned twice.

    `texts` are those of `weighing`. On the driver stand the numbers of articles that are fillings of forms or have
    slots, and, while forms are told, the pairs of these.
    """

    def __init__(self, cluster: Cluster, texts: DataFrame) -> None:
        from pyspark.sql import functions as fn

        self._cluster = cluster
        self._texts, self._told = texts, texts.withColumn("told", fn.col("numbers"))
        self._judged: DataFrame | None = None
        self._tried: DataFrame | None = None
        self._slotted = self._is_filling = np.empty(0, np.int64)

    @property
    def judged(self) -> DataFrame:
        """The pairs that share passages (ALIGNED)."""
        if self._judged is None:
            raise ValueError("nothing was confirmed")
        return self._judged

    @property
    def tried(self) -> DataFrame:
        """All pairs that were aligned, each once (PAIR)."""
        if self._tried is None:
            raise ValueError("nothing was confirmed")
        return self._tried.distinct()

    def confirm(self, a: NDArray[np.int64], b: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Those of a few pairs in order, aligned now if they were not before, that copy a whole article; judged with
        what is known of forms.
        """
        cluster = self._cluster
        shares = np.arange(len(a)) * cluster.n // len(a)
        pairs = cluster.spread(a=a, b=b, part=cluster.addresses[shares])
        there = self._beside_texts(self._new(pairs), self._told)
        self._tried = _added(self._tried, pairs.select("a", "b"))
        found = cluster.keep(cluster.run(there, aligned_beside_forms, ALIGNED, is_filling=self._is_filling))
        self._judged = _added(self._judged, found)
        return self._whole(found)

    def confirm_with_forms(self, pairs: DataFrame) -> None:
        """Confirm the pairs, and tell the forms among all that is confirmed."""
        from pyspark.sql import functions as fn

        cluster = self._cluster
        placed = in_shares(cluster, self._new(pairs))
        found = cluster.keep(cluster.run(self._beside_texts(placed, self._texts), aligned, ALIGNED))
        self._tried = _added(self._tried, placed.select("a", "b"))
        judged = _added(self._judged, found)
        slots = slots_of(cluster, judged, self._texts)
        told = self._texts.join(slots, "number", "left")
        self._told = told.withColumn("told", fn.coalesce("told", "numbers"))
        before, self._slotted = self._slotted, cluster.collected(slots, "number")["number"]
        again = np.union1d(before, self._slotted)  # also what was told of slots that are none any more
        judged = judged_again(cluster, judged, self._told, again)
        self._is_filling = fillings_among(cluster, judged)
        self._judged = with_fillings(cluster, judged, self._is_filling)

    def copies(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The pairs confirmed so far that copy a whole article."""
        return self._whole(self.judged)

    def neighbours(self) -> DataFrame:
        """The pairs that share a passage with a third article (PAIR)."""
        return neighbours(self._cluster, self.judged, self._texts)

    def _new(self, pairs: DataFrame) -> DataFrame:
        """Those of the pairs that were not tried before."""
        return pairs if self._tried is None else pairs.join(self._tried, ["a", "b"], "left_anti")

    def _beside_texts(self, placed: DataFrame, texts: DataFrame) -> DataFrame:
        return with_articles(self._cluster, placed, needed_by(placed), texts)

    def _whole(self, pairs: DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        found = self._cluster.collected(pairs.where(f"relation <= {CONTAINED}"), "a", "b")
        return found["a"], found["b"]


def _added(known: DataFrame | None, more: DataFrame) -> DataFrame:
    return more if known is None else known.unionByName(more)
