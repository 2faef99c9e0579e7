"""dedup itself, with its default settings: `dedup.scan` from strings to families with passages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

import dedup
from benchmarks.peers.found import Found

PACKAGES = ("numpy", "numba", "rapidfuzz")
SETTINGS = {"config": "Config(), the default", "threads": "its default: all cores"}


def find(texts: Sequence[str], work: Path) -> Found:
    """Families and every confirmed pair."""
    report = dedup.scan(texts)
    labels = np.arange(len(texts))
    for cluster in report.clusters:
        members = [int(member.id) for member in cluster.members]
        labels[members] = min(members)
    pairs = np.array([(int(match.a), int(match.b)) for match in report.matches], dtype=np.int64).reshape(-1, 2)
    return Found(labels=labels, pairs=pairs, seconds=dict(report.timings), counts=dict(report.counts))
