"""Families: the graph of copies on the driver, its pairs confirmed by the cluster; and the matches that come of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.pairs import join, split
from dedup.candidates.sorting import contains, distinct, sort
from dedup.corpus.texts import Texts
from dedup.families.inside import among_duplicates, family_origins
from dedup.judge.judged import Judged
from dedup.origin.order import crawled_outlets, origin_times
from dedup.spark.arrow import Batches, Schema, as_bytes, as_table, numbers, records_as_bytes, rows
from dedup.spark.cluster import Cluster
from dedup.spark.confirming import Confirmed
from dedup.spark.pairs import JUDGED, judged_in

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

MATCHED: Schema = {**JUDGED, "family": "bigint"}
"""A match; `family` is the origin where one of the two is the origin of the family of both, else missing."""


class Members(NamedTuple):
    """The members of families and all that have exact duplicates, on the driver: 32 bytes each.

    `number` int64[M] in order; `representative`, `origin`, `family_size` int64[M].
    """

    number: NDArray[np.int64]
    representative: NDArray[np.int64]
    origin: NDArray[np.int64]
    family_size: NDArray[np.int64]


def crawled(cluster: Cluster, articles: DataFrame) -> frozenset[str]:
    """The outlets whose times are those of a crawler (`origin.crawled_outlets`)."""
    there = articles.select("outlet", "source", "published").repartition(cluster.n, "outlet")
    return frozenset(row[0] for row in cluster.run(there, _crawled, {"source": "string"}).collect())


def _crawled(batches: Batches) -> Iterator[pa.RecordBatch]:
    table = as_table(batches, ("outlet", "source", "published"))
    if table.num_rows:
        source = table["source"].combine_chunks().dictionary_encode()
        names, of = source.dictionary.to_pylist(), source.indices.to_numpy(zero_copy_only=False)
        found = crawled_outlets(numbers(table, "published"), of.astype(np.int32), names)
        yield from rows({"source": "string"}, {"source": sorted(found)})


def families(
    cluster: Cluster, articles: DataFrame, confirmed: Confirmed, crawled: frozenset[str], now: datetime
) -> Members:
    """The families of all articles."""
    from pyspark.sql import functions as fn

    a, b = confirmed.copies()
    same = articles.groupBy("representative").agg(fn.count("*").alias("n")).where("n > 1").select("representative")
    wanted = cluster.spread(representative=np.unique(np.concatenate([a, b]))).unionByName(same).distinct()
    chosen = articles.select("number", "representative", "source", "published", "n_tokens")
    chosen = chosen.join(wanted, "representative", "left_semi")
    found = cluster.collected(
        cluster.run(chosen, _ranked, _RANKED, crawled=crawled, now=now), "number", "representative", "time", "n_tokens"
    )
    by_number = np.argsort(found["number"])
    number, representative, time, n_tokens = (found[name][by_number] for name in _RANKED)
    order = np.empty(len(number), np.int64)
    order[np.lexsort((-n_tokens, time))] = np.arange(len(number))
    of = np.searchsorted(number, representative)
    copies = sort(join(np.searchsorted(number, a), np.searchsorted(number, b)))

    def confirm(pairs: NDArray[np.uint64]) -> NDArray[np.bool_]:
        nonlocal copies
        new = pairs[~contains(copies, pairs)]
        if len(new):
            first, second = split(distinct(sort(new.copy())))
            more = confirmed.confirm(number[first], number[second])
            more_pairs = join(*(np.searchsorted(number, side) for side in more))
            copies = sort(np.concatenate([copies, more_pairs]))
        return contains(copies, pairs)

    origins = family_origins(of, copies, order, confirm)
    return Members(number, representative, number[origins], np.bincount(origins, minlength=len(origins))[origins])


_RANKED: Schema = {"number": "bigint", "representative": "bigint", "time": "double", "n_tokens": "bigint"}


def _ranked(batches: Batches, *, crawled: frozenset[str], now: datetime) -> Iterator[pa.RecordBatch]:
    """By which time each article is ranked as an origin."""
    for batch in batches:
        source = batch["source"].dictionary_encode()
        names, of = source.dictionary.to_pylist(), source.indices.to_numpy(zero_copy_only=False).astype(np.int32)
        time = origin_times(numbers(batch, "published"), of, names, crawled=crawled, now=now)
        columns = {name: batch[name] for name in ("number", "representative", "n_tokens")}
        yield from rows(_RANKED, columns | {"time": time})


def matched(cluster: Cluster, articles: DataFrame, judged: DataFrame, members: Members) -> DataFrame:
    """All matches, each pair of exact duplicates as its own (MATCHED)."""
    firsts, n_same = np.unique(members.representative, return_counts=True)
    doubled = articles.where("number = representative").select("number", "tokens")
    own = cluster.run(doubled, _with_themselves, JUDGED, chosen=firsts[n_same > 1])
    both = judged.select(*JUDGED).unionByName(own)
    return cluster.run(both, _among_duplicates, MATCHED, members=members)


def _with_themselves(batches: Batches, *, chosen: NDArray[np.int64]) -> Iterator[pa.RecordBatch]:
    """Each of the chosen articles with itself: what all pairs of its exact duplicates share."""
    from dedup.spark.arrow import lists
    from dedup.spark.pairs import judged_rows

    for batch in batches:
        tokens, n = lists(batch, "tokens", np.uint32)
        own = numbers(batch, "number")
        at = np.flatnonzero(np.isin(own, chosen))
        texts = Texts.alone(tokens, np.append(0, np.cumsum(n)))
        yield from judged_rows(Judged.with_themselves(texts, at), own)


def _among_duplicates(batches: Batches, *, members: Members) -> Iterator[pa.RecordBatch]:
    by_text = np.argsort(members.representative, kind="stable")
    sorted_texts = members.representative[by_text]
    for batch in batches:
        texts = np.unique(np.concatenate([numbers(batch, side) for side in "ab"]))
        first, last = (np.searchsorted(sorted_texts, texts, side) for side in ("left", "right"))
        same = [by_text[i:j] for i, j in zip(first.tolist(), last.tolist(), strict=True) if i < j]
        known = np.unique(np.concatenate([np.empty(0, np.int64), *same]))
        origins = members.origin[known]
        own = np.unique(np.concatenate([texts, members.number[known], origins]))
        representative, origin = np.arange(len(own)), np.arange(len(own))
        sizes = np.ones(len(own), np.int64)
        at = np.searchsorted(own, members.number[known])
        representative[at] = np.searchsorted(own, members.representative[known])
        origin[at], sizes[at] = np.searchsorted(own, origins), members.family_size[known]
        judged = judged_in(_as_table(batch), own)
        a, b, row = among_duplicates(judged.pairs, representative, origin, sizes)
        yield from _matches(
            judged, row, (own[a], own[b]), np.where(origin[a] == b, own[b], np.where(origin[b] == a, own[a], -1))
        )


def _as_table(batch: pa.RecordBatch) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_batches([batch])


def _matches(
    judged: Judged,
    row: NDArray[np.int64],
    sides: tuple[NDArray[np.int64], NDArray[np.int64]],
    family: NDArray[np.int64],
) -> Iterator[pa.RecordBatch]:
    from dedup.records import Ragged

    found = judged.alignments
    passages = Ragged(found.passages, found.offsets).chosen(row)
    columns = {
        "a": sides[0],
        "b": sides[1],
        "relation": judged.relations[row],
        "scores": records_as_bytes(judged.scores[row]),
        "evidence": records_as_bytes(found.evidence[row]),
        "passages": as_bytes(passages.values, passages.lengths),
        "family": family,
    }
    yield from rows(MATCHED, columns)
