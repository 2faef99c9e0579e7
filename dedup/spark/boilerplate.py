"""Boilerplate of outlets: the articles with lines that repeat come together in one task, which looks for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from dedup.boilerplate.criteria import MIN_NEIGHBOURS, OutletFacts, spans_windows
from dedup.boilerplate.find import find_boilerplate
from dedup.boilerplate.keys import lines_of
from dedup.config import Config
from dedup.corpus.days import NO_OUTLET
from dedup.spark.arrow import Batches, Schema, as_table, numbers, rows
from dedup.spark.cluster import Cluster
from dedup.spark.days import Days
from dedup.spark.intake import sketches_in

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

PLACE: Schema = {"number": "bigint", "part": "bigint", "begin": "int", "end": "int"}
"""A place of boilerplate in tokens of an article, whose part is given with it."""

_COLUMNS = ("number", "part", "outlet", "day", "digest", "tokens", "lines", "signatures")


def repeated(cluster: Cluster, articles: DataFrame, days: Days, config: Config) -> DataFrame:
    """Where boilerplate stands in articles (PLACE)."""
    from pyspark.sql import functions as fn

    articles = articles.select(*_COLUMNS)
    keys = cluster.run(articles.select("number", "digest", "tokens", "lines"), _keys, _KEY, config=config)
    often = keys.groupBy("key").agg(fn.sum("n").alias("n")).where(fn.col("n") >= MIN_NEIGHBOURS).select("key")
    chosen = articles.join(keys.join(often, "key", "left_semi").select("number").distinct(), "number", "left_semi")
    together = chosen.repartition(1).sortWithinPartitions("number")
    return cluster.run(together, _places, PLACE, config=config, days=days)


_KEY: Schema = {"key": "bigint", "number": "bigint", "n": "int"}


def _keys(batches: Batches, *, config: Config) -> Iterator[pa.RecordBatch]:
    """The keys of the lines of articles, and how many lines of each have one."""
    for batch in batches:
        sketches = sketches_in(batch, config)
        lines, keys = lines_of(sketches.token_lists, sketches.layout, np.arange(len(sketches)))
        own = numbers(batch, "number")[lines["article"]]
        for name in keys.dtype.names or ():
            has = keys[name] != 0
            columns = {"key": np.ascontiguousarray(keys[name][has]).view(np.int64), "number": own[has]}
            yield from rows(_KEY, columns | {"n": np.ones(int(has.sum()), np.int32)})


def _places(batches: Batches, *, config: Config, days: Days) -> Iterator[pa.RecordBatch]:
    table = as_table(batches, _COLUMNS)
    if not table.num_rows:
        return
    names, source = np.unique(days.outlet, return_inverse=True)
    n_articles = np.bincount(source, days.n).astype(np.int64)
    facts = OutletFacts(n_articles, spans_windows(source.astype(np.int32), days.day, len(names)), names != NO_OUTLET)
    own = np.searchsorted(names, numbers(table, "outlet")).astype(np.int32)
    found = find_boilerplate(sketches_in(table, config), own, numbers(table, "day"), facts)
    places = {name: numbers(table, name)[found.article] for name in ("number", "part")}
    yield from rows(PLACE, places | {"begin": found.begin, "end": found.end})
