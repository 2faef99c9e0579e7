"""rensa's rho pipeline, the one its README compares: sampled token positions, one flag an article.

https://github.com/beowolx/rensa, benchmarks/full_benchmark.py
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rensa import RMinHash, RMinHashLSH

from benchmarks.peers.found import Found, shingles

PACKAGES = ("rensa",)
SETTINGS = {
    "shingles": "word 3-grams, text.lower().split(), as in its own benchmark",
    "signatures": "RMinHash.digest_matrix_from_token_sets_rho(num_perm=128, seed=42, probes=4)",
    "index": "RMinHashLSH(threshold=0.8, num_perm=128, num_bands=8).query_duplicate_flags_matrix_one_shot",
    "result": "one flag an article, no pairs: a pair counts as found when both are flagged, the most it can be",
    "threads": "its default: all cores",
}


def find(texts: Sequence[str], work: Path) -> Found:
    """Articles that have a duplicate."""
    filled = [i for i, text in enumerate(texts) if text.strip()]
    sets = [shingles(texts[i]) for i in filled]
    matrix = RMinHash.digest_matrix_from_token_sets_rho(sets, num_perm=128, seed=42, probes=4)
    index = RMinHashLSH(threshold=0.8, num_perm=128, num_bands=8)
    flagged = np.zeros(len(texts), dtype=np.bool_)
    flagged[filled] = index.query_duplicate_flags_matrix_one_shot(matrix)
    return Found(flagged=flagged)
