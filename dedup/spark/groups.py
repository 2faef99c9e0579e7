"""Groups: pairs that are connected, one with the other, sent to one task; the tasks get equal shares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dedup.families.grouping import component_kernel
from dedup.spark.arrow import Batches, Schema, numbers
from dedup.spark.cluster import Cluster

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame


def in_groups(cluster: Cluster, pairs: DataFrame, schema: Schema) -> DataFrame:
    """Pairs with the `part` of their connected group, an address.

    Groups are told on the driver: 16 bytes a pair, and for each article 16 that go with the tasks.
    """
    pairs = pairs.select(*schema)
    members, parts = parts_of(cluster.collected(pairs, "a", "b"), cluster.addresses)
    return cluster.run(pairs, _placed, {"part": "bigint", **schema}, members=members, parts=parts)


def parts_of(
    pairs: dict[str, NDArray[np.int64]], addresses: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The articles of pairs, in order, and the part to which their connected group goes, the largest group first."""
    own, place = np.unique(np.concatenate([pairs["a"], pairs["b"]]), return_inverse=True)
    if not len(own):
        return own, own
    first, second = place[: len(pairs["a"])], place[len(pairs["a"]) :]
    roots = np.arange(len(own), dtype=np.int64)
    component_kernel(np.ascontiguousarray(first, np.int64), np.ascontiguousarray(second, np.int64), roots)
    n_pairs = np.bincount(roots[first], minlength=len(own))
    load, home = np.zeros(len(addresses), np.int64), np.zeros(len(own), np.int64)
    for root in np.argsort(-n_pairs, kind="stable")[: np.count_nonzero(n_pairs)].tolist():
        home[root] = np.argmin(load)
        load[home[root]] += n_pairs[root]
    return own, addresses[home[roots]]


def _placed(batches: Batches, *, members: NDArray[np.int64], parts: NDArray[np.int64]) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    for batch in batches:
        part = pa.array(parts[np.searchsorted(members, numbers(batch, "a"))])
        yield pa.RecordBatch.from_arrays([part, *batch.columns], names=["part", *batch.schema.names])
