"""Precision, recall, F1, accuracy: what labelled pairs say of a set of claimed ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from benchmarks.quality.labels import Labelled

Claims = Mapping[frozenset[str], str]
"""The relation of each pair that is claimed to be reuse."""

SAME = {"exact": "reprint"}
"""Relations that labels call by another name."""

KINDS = ("reprint", "contained", "partial")
"""Labels that say which relation is right; others only say whether there is reuse."""


class Scores(NamedTuple):
    """Shares in [0, 1]; `weighted_f1` is the mean F1 of reuse and of no reuse, each weighed by its pairs."""

    precision: float
    recall: float
    f1: float
    accuracy: float
    weighted_f1: float


class Counts(NamedTuple):
    """Labelled pairs, each counted by its weight: claimed or not, and right or wrong in it."""

    right: float
    wrong: float
    missed: float
    left: float

    def scores(self) -> Scores:
        """What they amount to."""
        right, wrong, missed, left = self
        precision, recall = right / max(right + wrong, 1e-9), right / max(right + missed, 1e-9)
        f1, f1_left = 2 * right / max(2 * right + wrong + missed, 1e-9), 2 * left / max(2 * left + wrong + missed, 1e-9)
        total = max(sum(self), 1e-9)
        weighted = (f1 * (right + missed) + f1_left * (left + wrong)) / total
        return Scores(*(round(x, 4) for x in (precision, recall, f1, (right + left) / total, weighted)))


def count(labels: Sequence[Labelled], claimed: Collection[frozenset[str]], strata: Mapping[str, int] | None) -> Counts:
    """The pairs of each kind; with `strata` a label stands for its share of the pairs of its stratum."""
    n_labelled = Counter(one.stratum for one in labels)
    sums: Counter[tuple[bool, bool]] = Counter()
    for one in labels:
        weight = strata[one.stratum] / n_labelled[one.stratum] if strata else 1
        sums[one.reuse, one.pair in claimed] += weight  # type: ignore[assignment]  # a Counter takes fractions
    return Counts(sums[True, True], sums[False, True], sums[True, False], sums[False, False])


def relation_right(labels: Sequence[Labelled], claims: Claims) -> tuple[int, int]:
    """How many of the pairs rightly claimed have the labelled relation, and how many such pairs there are."""
    found = [(one.label, claims[one.pair]) for one in labels if one.label in KINDS and one.pair in claims]
    return sum(label == _kind(relation) for label, relation in found), len(found)


def errors(labels: Sequence[Labelled], claims: Claims) -> list[str]:
    """The pairs that are wrong, each in a few words."""
    return [
        f"{one.name} {one.a} {one.b} {one.stratum}: {one.label}, claimed {claims.get(one.pair, 'nothing')}"
        for one in labels
        if one.reuse != (one.pair in claims) or (one.label in KINDS and one.label != _kind(claims[one.pair]))
    ]


def _kind(relation: str) -> str:
    return SAME.get(relation, relation)
