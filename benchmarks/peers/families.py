"""From the hits of an index to pairs and families, for the peers that leave this to the user."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components


def families(n: int, pairs: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """int64[n]: a number for the family that each article belongs to through any chain of pairs."""
    links = coo_array((np.ones(len(pairs), np.bool_), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    labels: npt.NDArray[np.int64] = connected_components(links, directed=False)[1].astype(np.int64)
    return labels


def distinct_pairs(hits: Iterable[tuple[int, Iterable[int]]]) -> npt.NDArray[np.int64]:
    """int64[m, 2] with a < b, from each article's hits, which include itself and name every pair from both sides."""
    found = array("q")
    for a, others in hits:
        for b in others:
            if a < b:
                found.append(a)
                found.append(b)
    return np.array(found, dtype=np.int64).reshape(-1, 2)
