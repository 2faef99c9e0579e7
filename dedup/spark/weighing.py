"""Weighing: what is known of the words of each article, counted over the whole collection in an exchange of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dedup.config import Config
from dedup.corpus.texts import Texts
from dedup.spark.arrow import BLOB, Batches, Schema, as_bytes, as_table, by_kind, numbers, packed, rows, unpacked
from dedup.spark.cluster import Cluster
from dedup.spark.days import Days
from dedup.spark.intake import sketches_in
from dedup.weigh.apart import Known, Listed, count_in_slots, grams_of, listed, mark, quotations
from dedup.weigh.marks import REPEATED, flag_kernel, flag_speech
from dedup.weigh.quoted import n_slots_of as n_quoted_slots_of
from dedup.weigh.rarity import min_count_of, n_slots_of

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

TEXT: Schema = {
    "number": "bigint", "tokens": "binary", "marks": "binary", "n_own": "bigint", "text_digest": "bigint",
    "day": "bigint", "outlet": "bigint", "numbers": "binary",
}  # fmt: skip
"""A text as the stages after the candidates see it (`corpus.texts.Texts`)."""

BLOCK = 1024
"""Articles whose 4-grams are listed together: a few hundred thousand words, of which many stand there twice."""

DEALT_BITS = 12
"""Lower bits of a 4-gram that say where it is counted; the tables of both counts have as many slots at least."""

_READ = ("part", "number", "local", "n_tokens", "digest", "day", "outlet", "is_stub", "tokens", "speeches", "numbers")


def weighed(cluster: Cluster, unique: DataFrame, boilerplate: DataFrame, days: Days, config: Config) -> DataFrame:
    """The texts of `unique` articles with their marks (TEXT); `boilerplate` has columns number, part, begin and end."""
    from pyspark.sql import functions as fn

    unique = unique.select(*_READ)
    day, of = np.unique(days.day[days.n_unique > 0], return_inverse=True)
    n_of_day = np.bincount(of, days.n_unique[days.n_unique > 0]).astype(np.int64)
    min_count = min_count_of(day, n_of_day) if len(day) else 256
    facts_of_counts = {
        "mask": n_slots_of(int(days.n_words.sum())) - 1,
        "quoted_mask": n_quoted_slots_of(int(days.n_quoted.sum())) - 1,
    }
    asked = cluster.run(unique, _asks, BLOB, config=config, addresses=cluster.addresses)
    answers = cluster.run(cluster.together(asked, "part", "kind", "at"), _answers, BLOB, **facts_of_counts)
    joined = (
        unique.withColumn("kind", fn.lit(-1))
        .unionByName(answers, allowMissingColumns=True)
        .unionByName(boilerplate.withColumn("kind", fn.lit(-2)), allowMissingColumns=True)
    )
    return cluster.run(
        cluster.together(joined, "part", "kind", "number", "begin"),
        _marked,
        TEXT,
        config=config,
        min_count=min_count,
    )


def _spoken(table: pa.Table, config: Config) -> Texts:
    """The texts of articles, what is speech marked in them."""
    sketches = sketches_in(table.select(["digest", "tokens", "speeches", "numbers"]), config)
    of_days = numbers(table, "day"), numbers(table, "outlet")
    texts = Texts.of(sketches, np.zeros(len(sketches.tokens), np.uint8), sketches.n_tokens, of_days)
    flag_speech(texts.marks, texts.begin, sketches.layout)
    return texts


def _blocks(table: pa.Table) -> Iterator[tuple[int, int, pa.Table]]:
    """Articles some at a time in their order, with the part and the block that they are of."""
    if not table.num_rows:
        return
    table = table.sort_by("number").combine_chunks()
    part, block = numbers(table, "part"), numbers(table, "local") // BLOCK
    is_new = np.append(True, (part[1:] != part[:-1]) | (block[1:] != block[:-1]))
    begins = np.flatnonzero(is_new)
    for begin, end in zip(begins.tolist(), [*begins[1:].tolist(), table.num_rows], strict=True):
        yield int(part[begin]), int(block[begin]), table.slice(begin, end - begin)


def _asks(batches: Batches, *, config: Config, addresses: NDArray[np.int64]) -> Iterator[pa.RecordBatch]:
    """The 4-grams of each block, sent to where they are counted."""
    table = as_table(batches, _READ)
    for home, block, some in _blocks(table):
        texts = _spoken(some, config)
        found = listed(grams_of(texts), texts.days)
        place = (found.grams & np.uint32((1 << DEALT_BITS) - 1)).astype(np.int64) * len(addresses) >> DEALT_BITS
        parts = [(here, np.flatnonzero(place == here)) for here in range(len(addresses))]
        parts = [(here, at) for here, at in parts if len(at)]
        columns: dict[str, Any] = {
            "part": [int(addresses[here]) for here, _ in parts],
            "kind": [block] * len(parts),
            "at": [home] * len(parts),
            "data": [packed(**{name: column[at] for name, column in found._asdict().items()}) for _, at in parts],
        }
        if parts:
            yield from rows(BLOB, columns)


def _answers(batches: Batches, *, mask: int, quoted_mask: int) -> Iterator[pa.RecordBatch]:
    """What the counts of 4-grams are, sent back to each block that asked."""
    table = as_table(batches, list(BLOB))
    if not table.num_rows:
        return
    blobs, blocks, homes = table["data"].to_pylist(), table["kind"].to_pylist(), table["at"].to_pylist()
    whole = Listed(**unpacked(blobs))
    slots, counts = count_in_slots(whole, mask)
    quoted_slots, is_quotation = quotations(whole, quoted_mask)
    for blob, block, home in zip(blobs, blocks, homes, strict=True):
        grams = np.unique(unpacked([blob])["grams"])
        at = np.searchsorted(slots, grams.astype(np.uint64) & np.uint64(mask))
        quoted = is_quotation[np.searchsorted(quoted_slots, grams.astype(np.uint64) & np.uint64(quoted_mask))]
        data = packed(grams=grams, counts=counts[at], is_quotation=quoted)
        yield from rows(BLOB, {"part": [home], "kind": [block], "at": [block], "data": [data]})


def _marked(batches: Batches, *, config: Config, min_count: int) -> Iterator[pa.RecordBatch]:
    """The texts of a part with their marks."""
    kinds = by_kind(batches)
    if -1 not in kinds:
        return
    table, repeated = kinds[-1], kinds.get(-2)
    for _, block, some in _blocks(table):
        texts, own = _spoken(some, config), numbers(some, "number")
        if block in kinds:
            known = unpacked(kinds[block]["data"].to_pylist())
            order = np.argsort(known["grams"])
            sorted_by_gram = Known(**{name: column[order] for name, column in known.items()})
            mark(texts.marks, grams_of(texts), sorted_by_gram, min_count)
        n_repeated = np.zeros(len(own), np.int64)
        if repeated is not None:
            number, begin, end = (numbers(repeated, name) for name in ("number", "begin", "end"))
            article = np.minimum(np.searchsorted(own, number), len(own) - 1)
            here = own[article] == number  # others are of another block, or of copies, which are not weighed
            article, begin, end = article[here], begin[here].astype(np.int32), end[here].astype(np.int32)
            flag_kernel(texts.marks, texts.begin, article, begin, end, REPEATED)
            n_repeated = np.bincount(article, end - begin, len(own)).astype(np.int64)
        is_stub = numbers(some, "is_stub")
        stubs = np.flatnonzero(is_stub)
        ends = texts.n_tokens[stubs].astype(np.int32)
        flag_kernel(texts.marks, texts.begin, stubs, np.zeros(len(stubs), np.int32), ends, REPEATED)
        columns = {name: some[name].combine_chunks() for name in ("number", "tokens", "day", "outlet", "numbers")}
        columns |= {
            "marks": as_bytes(texts.marks, texts.n_tokens),
            "n_own": np.where(is_stub, 0, texts.n_tokens - n_repeated),
            "text_digest": np.where(is_stub, own, texts.digests.view(np.int64)),
        }
        yield from rows(TEXT, columns)
