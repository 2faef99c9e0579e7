"""Days: how much each outlet printed on each day, counted once for all stages that ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.spark.cluster import Cluster

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


class Days(NamedTuple):
    """The days of each outlet, on the driver: int64[days] each.

    `n` counts the articles, `n_unique` those that are no exact duplicate of an earlier one; `n_words` are the words of
    the latter, `n_quoted` those in quotation marks.
    """

    outlet: NDArray[np.int64]
    day: NDArray[np.int64]
    n: NDArray[np.int64]
    n_unique: NDArray[np.int64]
    n_words: NDArray[np.int64]
    n_quoted: NDArray[np.int64]

    @classmethod
    def of(cls, cluster: Cluster, articles: DataFrame) -> Days:
        """The days of articles by number."""
        from pyspark.sql import functions as fn

        is_unique = (fn.col("number") == fn.col("representative")).cast("bigint")
        sums = {
            "n_unique": is_unique,
            "n_words": is_unique * fn.col("n_tokens"),
            "n_quoted": is_unique * fn.col("n_quoted"),
        }
        counted = articles.groupBy("outlet", "day").agg(
            fn.count("*").alias("n"), *(fn.sum(one).alias(name) for name, one in sums.items())
        )
        return cls(**cluster.collected(counted, *cls._fields))
