"""How much of the truth a system found, and how."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.peers.found import Found


def recall(true: npt.NDArray[np.int64], found: Found) -> dict[str, float]:
    """Shares of the true pairs, each in [0, 1]: one is part of the next.

    `direct`: the pair itself was reported. `family`: or both stand in one cluster. `linked`: or a reported pair joins
    their two clusters, so one leads to the other through representatives. A system that only flags articles has
    `flagged`: both are flagged, the most it can have found.
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
            hit |= np.isin(_keys(found.labels[true]), _keys(found.labels[found.pairs]))
            shares["linked"] = float(hit.mean())
    return shares


def sound(found: Found, true: npt.NDArray[np.int64]) -> dict[str, float | int]:
    """How many pairs of articles the clusters hold, and what share of these is true: chains of links join strangers."""
    if found.labels is None:
        return {}
    sizes = np.bincount(np.unique(found.labels, return_inverse=True)[1])
    n_pairs = int((sizes * (sizes - 1) // 2).sum())
    together = int(np.sum(found.labels[true[:, 0]] == found.labels[true[:, 1]]))
    return {
        "clusters": int(np.sum(sizes > 1)),
        "largest": int(sizes.max(initial=0)),
        "cluster_pairs": n_pairs,
        "true_share": together / n_pairs if n_pairs else 1.0,
    }


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
    return pairs.min(axis=1) << 32 | pairs.max(axis=1)
