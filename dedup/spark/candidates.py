"""Candidates: which pairs are worth aligning, found where the postings of a key come together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.bands import band_kernel, estimate_kernel
from dedup.candidates.bigrams import (
    MAX_HOLDERS,
    MIN_SHARE,
    MIN_SHARED,
    bigram_postings,
    held_kernel,
    link_from_kernel,
)
from dedup.candidates.nominate import CAPPED, NEAR, SIMILAR, Groups, groups_of, postings_of
from dedup.candidates.pairs import ARTICLE_BITS, ARTICLE_MASK, KEY_MASK, LinkLimits, join, link, split
from dedup.candidates.rare_words import rare_kernel
from dedup.config import Config
from dedup.sketch.sketches import FingerprintLists, TokenLists
from dedup.spark.arrow import BLOB, Batches, as_table, by_kind, lists, numbers, packed, rows, unpacked
from dedup.spark.cluster import Cluster
from dedup.spark.pairs import ARTICLES, PAIR, PAIRS, beside, in_shares, needed_by, pairs_in, with_articles

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

FINGERPRINTS = -1
"""Stands in place of the number of a band with the postings of fingerprints."""

BIGRAMS = -2
"""The same with the postings of bigrams."""


def candidates(cluster: Cluster, unique: DataFrame, config: Config) -> DataFrame:
    """The candidate pairs among `unique` articles, each once (PAIR); not kept yet."""
    of_bands = cluster.run(
        unique.select("number", "signatures"), _bands, BLOB, config=config, addresses=cluster.addresses
    )
    similar = in_shares(cluster, _linked(cluster, of_bands).distinct())
    there = with_articles(cluster, similar, needed_by(similar), unique.select("number", "signatures"))
    groups = _groups(cluster.collected(cluster.run(there, _near, _NEAR, config=config), "a", "b", "similarity"))
    followers = cluster.spread(a=groups["leader"], b=groups["follower"], place=groups["place"])
    prints = unique.select("number", "fingerprints")
    own = cluster.run(prints, _prints, BLOB, followers=np.sort(groups["follower"]), addresses=cluster.addresses)
    theirs = cluster.run(beside(cluster, followers, prints), _prints_beside, BLOB, addresses=cluster.addresses)
    sharing = _linked(cluster, own.unionByName(theirs))
    alike = _sharing_bigrams(cluster, unique.select("number", "tokens"))
    return similar.select("a", "b").unionByName(sharing).unionByName(alike).distinct()


def _sharing_bigrams(cluster: Cluster, texts: DataFrame) -> DataFrame:
    """The pairs that share enough bigrams (PAIR)."""
    from pyspark.sql import functions as fn

    held = cluster.run(texts, _n_bigrams, {"number": "bigint", "held": "bigint"})
    postings = cluster.run(texts, _bigrams, BLOB, addresses=cluster.addresses)
    shared = cluster.run(cluster.together(postings, "part", "kind"), _link_bigrams, {**PAIR, "n": "bigint"})
    pairs = shared.groupBy("a", "b").agg(fn.sum("n").alias("n")).where(f"n >= {MIN_SHARED}")
    for side in "ab":
        pairs = pairs.join(held.select(fn.col("number").alias(side), fn.col("held").alias(f"held_{side}")), side)
    fewer = fn.least("held_a", "held_b").cast("double")
    return pairs.where(fn.col("n") >= fn.lit(MIN_SHARE) * fewer).select("a", "b")


_NEAR = {**PAIR, "similarity": "double"}


def _groups(near: dict[str, NDArray[np.int64]]) -> dict[str, NDArray[np.int64]]:
    """Who leaves out the fingerprints of whom, by groups of near-duplicates, and at which place in the group."""
    own = np.unique(np.concatenate([near["a"], near["b"]]))
    pairs = join(np.searchsorted(own, near["a"]), np.searchsorted(own, near["b"]))
    order = np.argsort(pairs)
    found = groups_of(pairs[order], near["similarity"][order].astype(np.float32), len(own))
    chosen = np.flatnonzero(found.places >= SIMILAR.max_all)
    return {"follower": own[chosen], "leader": own[found.leaders[chosen]], "place": found.places[chosen]}


def _dealt(
    postings: NDArray[np.uint64], own: NDArray[np.int64], band: int, addresses: NDArray[np.int64]
) -> Iterator[pa.RecordBatch]:
    """Postings, whose articles are places in `own`, sent to where those of their key come together."""
    keys, articles = postings & KEY_MASK, own[(postings & ARTICLE_MASK).astype(np.int64)]
    # by the lowest bits of keys: winnowing keeps the smallest hashes, so that upper bits are no equal shares
    place = ((keys >> np.uint64(ARTICLE_BITS)) % np.uint64(len(addresses))).astype(np.int64)
    order = np.argsort(place, kind="stable")
    bounds = np.searchsorted(place[order], np.arange(len(addresses) + 1))
    here = [part for part in range(len(addresses)) if bounds[part] < bounds[part + 1]]
    chosen = [order[bounds[part] : bounds[part + 1]] for part in here]
    columns = {
        "part": addresses[here],
        "kind": np.full(len(here), band),
        "at": np.zeros(len(here), np.int64),
        "data": [packed(keys=keys[at], articles=articles[at]) for at in chosen],
    }
    if here:
        yield from rows(BLOB, columns)


def _bands(batches: Batches, *, config: Config, addresses: NDArray[np.int64]) -> Iterator[pa.RecordBatch]:
    table = as_table(batches, ("number", "signatures"))
    own = numbers(table, "number")
    signatures = lists(table, "signatures", np.uint32)[0].reshape(-1, config.n_slots)
    postings = np.empty(len(own), np.uint64)
    for band in range(config.n_bands if len(own) else 0):
        band_kernel(signatures, np.arange(len(own)), band, config.n_rows, postings)
        yield from _dealt(postings, own, band, addresses)


def _prints(
    batches: Batches, *, followers: NDArray[np.int64], addresses: NDArray[np.int64]
) -> Iterator[pa.RecordBatch]:
    """The postings of the fingerprints of all articles that leave out none."""
    for batch in batches:
        own = numbers(batch, "number")
        chosen = np.flatnonzero(~np.isin(own, followers))
        alone = Groups(np.arange(len(own)), np.zeros(len(own), np.int64))
        yield from _dealt(postings_of(_fingerprints(batch), chosen, alone), own, FINGERPRINTS, addresses)


def _prints_beside(batches: Batches, *, addresses: NDArray[np.int64]) -> Iterator[pa.RecordBatch]:
    """The postings of the fingerprints of articles (b) that leave out those of the leaders (a) of their groups."""
    kinds = by_kind(batches)
    if PAIRS not in kinds:
        return
    own = numbers(kinds[ARTICLES], "number")
    leader, follower = split(pairs_in(kinds[PAIRS], own))
    groups = Groups(np.arange(len(own)), np.zeros(len(own), np.int64))
    groups.leaders[follower], groups.places[follower] = leader, numbers(kinds[PAIRS], "place").astype(np.int64)
    postings = postings_of(_fingerprints(kinds[ARTICLES]), np.sort(follower), groups)
    yield from _dealt(postings, own, FINGERPRINTS, addresses)


def _n_bigrams(batches: Batches) -> Iterator[pa.RecordBatch]:
    """How many bigrams of the sample each article has."""
    for batch in batches:
        own = numbers(batch, "number")
        held = np.zeros(len(own), np.int64)
        held_kernel(_bigrams_of(batch, len(own)), held)
        yield from rows({"number": "bigint", "held": "bigint"}, {"number": own, "held": held})


def _bigrams(batches: Batches, *, addresses: NDArray[np.int64]) -> Iterator[pa.RecordBatch]:
    """The postings of the bigrams of all articles."""
    for batch in batches:
        own = numbers(batch, "number")
        yield from _dealt(_bigrams_of(batch, len(own)), own, BIGRAMS, addresses)


def _bigrams_of(batch: pa.RecordBatch, n_articles: int) -> NDArray[np.uint64]:
    tokens, n = lists(batch, "tokens", np.uint32)
    ends = np.cumsum(n)
    return bigram_postings(TokenLists(tokens, ends - n, ends), np.arange(n_articles))


def _link_bigrams(batches: Batches) -> Iterator[pa.RecordBatch]:
    """The pairs that share bigrams, and how many of this part."""
    for table in by_kind(batches).values():
        own, postings = _postings(table)
        postings = postings[: rare_kernel(postings, MAX_HOLDERS)]
        n_linked = np.zeros(len(own), np.int64)
        pairs = np.empty(link_from_kernel(postings, 0, len(own), np.empty(0, np.uint64), n_linked), np.uint64)
        if len(pairs):
            link_from_kernel(postings, 0, len(own), pairs, n_linked)
        pairs, n = np.unique(pairs, return_counts=True)
        a, b = split(pairs)
        yield from rows({**PAIR, "n": "bigint"}, {"a": own[a], "b": own[b], "n": n})


def _fingerprints(table: pa.Table | pa.RecordBatch) -> FingerprintLists:
    values, n = lists(table, "fingerprints", np.uint64)
    return FingerprintLists(values, np.cumsum(n) - n, np.cumsum(n))


def _linked(cluster: Cluster, postings: DataFrame) -> DataFrame:
    """The pairs that postings (BLOB) nominate; some stand several times."""
    return cluster.run(cluster.together(postings, "part", "kind"), _link, PAIR)


def _link(batches: Batches) -> Iterator[pa.RecordBatch]:
    for kind, table in by_kind(batches).items():
        own, postings = _postings(table)
        limits: LinkLimits = CAPPED if kind == FINGERPRINTS else SIMILAR
        a, b = split(link(postings, limits))
        yield from rows(PAIR, {"a": own[a], "b": own[b]})


def _postings(table: pa.Table) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """The articles that postings (BLOB) name, and the sorted postings by their places."""
    columns = unpacked(table["data"].to_pylist())
    own, place = np.unique(columns["articles"], return_inverse=True)
    if len(own) > 1 << ARTICLE_BITS:
        raise OverflowError(f"{len(own):,} articles share keys of one partition: cut the work into more partitions")
    keys: NDArray[np.uint64] = columns["keys"]
    return own, np.sort(np.bitwise_or(keys, place.astype(np.uint64)))


def _near(batches: Batches, *, config: Config) -> Iterator[pa.RecordBatch]:
    """The pairs of near-duplicates, as alike as their signatures say."""
    kinds = by_kind(batches)
    if PAIRS not in kinds:
        return
    own = numbers(kinds[ARTICLES], "number")
    signatures = lists(kinds[ARTICLES], "signatures", np.uint32)[0].reshape(-1, config.n_slots)
    pairs = pairs_in(kinds[PAIRS], own)
    similarities = np.empty(len(pairs), np.float32)
    estimate_kernel(signatures, pairs, similarities)
    near = similarities >= NEAR
    a, b = split(pairs[near])
    yield from rows(_NEAR, {"a": own[a], "b": own[b], "similarity": similarities[near].astype(np.float64)})
