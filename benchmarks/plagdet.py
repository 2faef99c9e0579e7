"""PAN's measures of text alignment (Potthast et al., COLING 2010): precision, recall, granularity and plagdet.

A detection detects a case when they overlap in the suspicious and in the source document. Characters of both sides
count.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

Span = tuple[int, int]


class Reuse(NamedTuple):
    """A case or a detection: the pair of documents, and a half-open span of characters in each."""

    pair: Hashable
    suspicious: Span
    source: Span


class Scores(NamedTuple):
    """`plagdet` = F1(precision, recall) / log2(1 + granularity); `granularity` is detections per detected case."""

    plagdet: float
    precision: float
    recall: float
    granularity: float
    n_cases: int
    n_detections: int


def score(cases: Sequence[Reuse], detections: Sequence[Reuse]) -> Scores:
    """Measure detections against the cases, each weighing the same whatever its length."""
    cases_of_pair = defaultdict(list)
    for number, case in enumerate(cases):
        cases_of_pair[case.pair].append(number)
    hits_of_case: dict[int, list[tuple[Span, Span]]] = defaultdict(list)
    precisions = []
    for detection in detections:
        hits = []
        for number in cases_of_pair[detection.pair]:
            case = cases[number]
            hit = (_common(detection.suspicious, case.suspicious), _common(detection.source, case.source))
            if _length(hit[0]) and _length(hit[1]):
                hits.append(hit)
                hits_of_case[number].append(hit)
        precisions.append(_covered(hits) / (_length(detection.suspicious) + _length(detection.source)))
    recalls = [
        _covered(hits_of_case.get(number, ())) / (_length(case.suspicious) + _length(case.source))
        for number, case in enumerate(cases)
    ]
    precision, recall = _mean(precisions), _mean(recalls)
    granularity = _mean([len(hits) for hits in hits_of_case.values()]) or 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Scores(f1 / math.log2(1 + granularity), precision, recall, granularity, len(cases), len(detections))


def _common(a: Span, b: Span) -> Span:
    return max(a[0], b[0]), min(a[1], b[1])


def _length(span: Span) -> int:
    return max(span[1] - span[0], 0)


def _covered(hits: Iterable[tuple[Span, Span]]) -> int:
    """Characters of both sides that the hits cover together."""
    sides = list(zip(*hits, strict=True))
    return sum(map(_union, sides))


def _union(spans: Iterable[Span]) -> int:
    total, reach = 0, -1
    for begin, end in sorted(spans):
        total += max(0, end - max(begin, reach))
        reach = max(reach, end)
    return total


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
