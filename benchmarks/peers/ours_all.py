"""dedup, keeping pairs that share formula only: what both channels nominate and the alignment finds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.peers import ours
from benchmarks.peers.found import Found
from dedup import scan

PACKAGES = ours.PACKAGES
SETTINGS = {**ours.SETTINGS, "config": "Config(), the default; dedup.scan(texts, every_relation=True)"}


def find(texts: Sequence[str], work: Path) -> Found:
    """Families and all pairs with a shared passage."""
    report = scan(texts, every_relation=True)
    return Found(seconds=dict(report.seconds), counts=dict(report.counts), read=partial(ours.read, report, len(texts)))
