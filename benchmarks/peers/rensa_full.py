"""rensa, full shingle sets: RMinHash and RMinHashLSH through its batch calls.

https://github.com/beowolx/rensa
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rensa import RMinHash, RMinHashLSH

from benchmarks.peers.families import distinct_pairs, families
from benchmarks.peers.found import Found, shingles

PACKAGES = ("rensa",)
BATCH = 10_000
SETTINGS = {
    "shingles": "word 3-grams, text.lower().split(), as in its own benchmark",
    "signatures": f"RMinHash.from_token_sets(num_perm=128, seed=42), {BATCH} articles a call to hold fewer shingles",
    "index": "RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32).insert_pairs",
    "query": "query_all; what the index returns counts, without a check of the estimate",
    "threads": "its default: all cores",
}


def find(texts: Sequence[str], work: Path) -> Found:
    """Pairs of articles that share one of 32 bands."""
    filled = [i for i, text in enumerate(texts) if text.strip()]
    index = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    signatures = []
    for at in range(0, len(filled), BATCH):
        sets = [shingles(texts[i]) for i in filled[at : at + BATCH]]
        signatures += RMinHash.from_token_sets(sets, num_perm=128, seed=42)
    index.insert_pairs(zip(filled, signatures, strict=True))
    pairs = distinct_pairs(zip(filled, index.query_all(signatures), strict=True))
    return Found(labels=families(len(texts), pairs), pairs=pairs)
