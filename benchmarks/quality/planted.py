"""Planted pairs, whose right relations are known."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from benchmarks.quality.found import relations_of
from benchmarks.quality.labels import rows_of
from dedup import read, scan


def planted(collection: Path, truth: Path) -> dict[str, tuple[int, int]]:
    """Of each kind of planted pair, how many have one of the relations that are right, and how many there are."""
    rows = rows_of(truth)
    pairs = [frozenset((row["a"], row["b"])) for row in rows]
    found = relations_of(scan(read(collection), every_relation=True), pairs)
    kinds: dict[str, list[bool]] = defaultdict(list)
    for row, pair in zip(rows, pairs, strict=True):
        kinds[row["kind"]].append(found.get(pair, "none") in row["expected"].split(","))
    return {kind: (sum(right), len(right)) for kind, right in sorted(kinds.items())}
