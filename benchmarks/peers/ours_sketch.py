"""dedup's first stage alone, on one core: from strings to signatures and fingerprints."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.found import Found
from dedup.sketch.sketches import sketch

PACKAGES = ("numpy", "numba")
SETTINGS = {"config": "sketch(texts, threads=1): 128-slot signatures and winnowed fingerprints; no pairs yet"}


def find(texts: Sequence[str], work: Path) -> Found:
    """Nothing: sketches are not compared."""
    sketches = sketch(texts, threads=1)
    return Found(counts={"articles": len(sketches)})
