"""dedup itself, with its default settings: `dedup.scan` from strings to families with passages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.peers.found import Found
from dedup import Report, scan

PACKAGES = ("numpy", "numba", "rapidfuzz")
SETTINGS = {
    "config": "Config(), the default; dedup.scan(texts)",
    "threads": "its default: all cores",
    "time": "until scan returns; passages stand in columns then, and reading them all out as objects is not timed",
}


def find(texts: Sequence[str], work: Path) -> Found:
    """Families and confirmed pairs."""
    report = scan(texts)
    return Found(seconds=dict(report.seconds), counts=dict(report.counts), read=partial(read, report, len(texts)))


def read(report: Report, n: int) -> Found:
    """The report as arrays, for counting recall."""
    labels = np.arange(n)
    for cluster in report.clusters:
        members = [int(member.id) for member in cluster.members]
        labels[members] = min(members)
    ids = np.array([int(one) for one in report.articles], dtype=np.int64)
    matched = report.match_pairs()
    pairs = np.sort(np.stack([ids[matched["a"]], ids[matched["b"]]], axis=1), axis=1)
    return Found(labels=labels, pairs=pairs)
