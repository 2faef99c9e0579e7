"""How much of the truth a system found, and how."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.peers.found import Found


def recall(true: npt.NDArray[np.int64], found: Found) -> dict[str, float]:
    """Shares of the true pairs, each in [0, 1], one including the ones before.

    `direct`: the pair itself was reported. `family`: both stand in one cluster. `linked`: a reported pair joins their
    two clusters, or joins each of the two with the same third one, their common representative. A system that only
    flags articles has `flagged`: both are flagged, the most it can have found.
    """
    if not len(true):
        return {}
    a, b = true.T
    if found.flagged is not None:
        return {"flagged": float(np.mean(found.flagged[a] & found.flagged[b]))}
    shares = {}
    hit = np.zeros(len(true), np.bool_)
    if found.pairs is not None:
        hit |= np.isin(_keys(true), _keys(found.pairs))
        shares["direct"] = float(hit.mean())
    if found.labels is not None:
        hit |= found.labels[a] == found.labels[b]
        shares["family"] = float(hit.mean())
        if found.pairs is not None:
            hit[~hit] = _linked(found.labels[true[~hit]], found.labels[found.pairs])
            shares["linked"] = float(hit.mean())
    return shares


def _linked(true: npt.NDArray[np.int64], pairs: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which of the true pairs of clusters are joined by a pair, or by two with one cluster between."""
    around: defaultdict[int, set[int]] = defaultdict(set)
    for a, b in pairs.tolist():
        around[a] |= {a, b}
        around[b] |= {a, b}
    return np.array([not around[a].isdisjoint(around[b]) for a, b in true.tolist()], dtype=np.bool_)


def clusters(found: Found, true: npt.NDArray[np.int64] | None) -> dict[str, float | int]:
    """How many clusters there are, the largest, the pairs in them and the share of these that are true, where known.

    Chains of links that join strangers show in the last.
    """
    if found.labels is None:
        return {}
    sizes = np.unique(found.labels, return_counts=True)[1]
    n_pairs = int((sizes * (sizes - 1) // 2).sum())
    counted: dict[str, float | int] = {
        "clusters": int(np.sum(sizes > 1)),
        "largest": int(sizes.max(initial=0)),
        "pairs": n_pairs,
    }
    if true is not None and n_pairs:
        counted["true_share"] = int(np.sum(found.labels[true[:, 0]] == found.labels[true[:, 1]])) / n_pairs
    return counted


def made_pairs(path: Path) -> npt.NDArray[np.int64]:
    """Of a grown collection: each rewrite with its source."""
    made = np.load(path)
    rewrites = np.flatnonzero(made["source"] != np.arange(len(made["source"])))
    return np.stack((made["source"][rewrites], rewrites), axis=1)


def save(path: Path, found: Found) -> None:
    """Stores the arrays that were found."""
    arrays = {name: getattr(found, name) for name in ("labels", "pairs", "flagged")}
    np.savez_compressed(path, **{name: array for name, array in arrays.items() if array is not None})


def load(path: Path) -> Found:
    """The arrays that `save` stored."""
    with np.load(path) as stored:
        return Found(**{name: stored[name] for name in stored.files})


def _keys(pairs: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    keys: npt.NDArray[np.int64] = pairs.min(axis=1) << 32 | pairs.max(axis=1)
    return keys
