"""rensa's rho pipeline, the one its README compares: sampled token positions, one flag an article.

https://github.com/beowolx/rensa, benchmarks/full_benchmark.py
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rensa import RMinHash, RMinHashLSH

from benchmarks.peers.found import Found, shingles

PACKAGES = ("rensa",)
BATCH = 10_000
SKETCH = {"num_perm": 128, "seed": 42, "probes": 4}
SETTINGS = {
    "shingles": "word 3-grams, text.lower().split(), as in its own benchmark",
    "signatures": "RMinHash.digest_matrix_from_token_sets_rho(num_perm=128, seed=42, probes=4); of articles "
    "read one by one the shingles are hashed in batches first (hash_token_sets), else 300k articles take 11 GB",
    "index": "RMinHashLSH(threshold=0.8, num_perm=128, num_bands=8).query_duplicate_flags_matrix_one_shot",
    "result": "one flag an article, no pairs: a pair counts as found when both are flagged, the most it can be",
    "threads": "its default: all cores",
}


def hashed(texts: Sequence[str], filled: list[int]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """The hashes of all shingles in a row, and where each article's begin; the same signatures come of them."""
    hashes, sizes = [], [0]
    for at in range(0, len(filled), BATCH):
        rows = RMinHash.hash_token_sets([shingles(texts[i]) for i in filled[at : at + BATCH]])
        sizes += map(len, rows)
        hashes.append(np.fromiter(chain.from_iterable(rows), np.uint64))
    return np.concatenate(hashes), np.cumsum(sizes, dtype=np.uint64)


def find(texts: Sequence[str], work: Path) -> Found:
    """Articles that have a duplicate."""
    filled = [i for i, text in enumerate(texts) if text.strip()]
    if isinstance(texts, list):
        sets = [shingles(texts[i]) for i in filled]
        matrix = RMinHash.digest_matrix_from_token_sets_rho(sets, **SKETCH)
    else:
        matrix = RMinHash.digest_matrix_from_flat_token_hashes_rho(*hashed(texts, filled), **SKETCH)
    index = RMinHashLSH(threshold=0.8, num_perm=128, num_bands=8)
    flagged = np.zeros(len(texts), dtype=np.bool_)
    flagged[filled] = index.query_duplicate_flags_matrix_one_shot(matrix)
    return Found(flagged=flagged)
