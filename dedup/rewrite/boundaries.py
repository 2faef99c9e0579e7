"""Boundaries of rewritten passages: two stretches, one in each text, that are made of each other's words.

A stretch is placed where the share of its words found in the other stretch differs most from the share around it: the
maximum of a likelihood ratio, as in Kulldorff's spatial scan statistic (1997), reached by Kadane's sweep and
repetition. Both sides move at once, so neither text is the one that the other is measured by.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from dedup.rewrite.side import Box, Counts, Side
from dedup.runtime.kernels import inlined, kernel

SENTENCE_BONUS = 2.0
"""What a boundary is worth where a sentence begins or ends, in rare words: who rewrites mostly takes whole
sentences."""

MARGIN = 60
"""Words beyond its own length by which a stretch may grow at a step: two to three sentences."""

MAX_STEPS = 5
"""Steps after which boundaries that still move are taken as they are."""


@inlined
def threshold(inside: float, outside: float) -> float:
    """The share of matched words above which a stretch looks more like `inside` than like `outside`."""
    high = min(max(inside, 0.02), 0.98)
    low = max(min(max(outside, 0.02), high - 0.01), 0.005)
    gain, loss = math.log(high / low), math.log((1 - low) / (1 - high))
    return loss / (gain + loss)


@inlined
def likelihood_ratio(inside: float, outside: float, weight: float) -> float:
    """How much more likely words of `weight` are to match at the rate `inside` than `outside` (log, 0 or more)."""
    high, low = min(inside, 0.98), max(outside, 0.02)
    ratio = 0.0
    if high > low:
        ratio = weight * (high * math.log(high / low) + (1 - high) * math.log((1 - high) / (1 - low)))
    return ratio


@inlined
def count_words(words: NDArray[np.int32], begin: int, end: int, counts: NDArray[np.int32]) -> None:
    """Add the shared words of a stretch to `counts`."""
    for i in range(begin, end):
        if words[i] >= 0:
            counts[words[i]] += 1


@inlined
def forget_words(words: NDArray[np.int32], begin: int, end: int, counts: NDArray[np.int32]) -> None:
    """Set the counts of a stretch's words back to 0."""
    for i in range(begin, end):
        if words[i] >= 0:
            counts[words[i]] = 0


@kernel("void(Side, int64, int64, int64, int64, Counts)")
def match_kernel(side: Side, begin: int, end: int, low: int, high: int, counts: Counts) -> None:
    """Fill how far each word in `[low, high)` is matched by the words of the stretch that are counted `there`.

    A word that stands more often in `[begin, end)` than there is matched in part: a topic's word said over and over is
    not copied over and over.
    """
    words = side.words
    count_words(words, begin, end, counts.own)
    for i in range(low, high):
        word = words[i]
        if word < 0 or counts.there[word] == 0:
            counts.matched[i] = 0
        else:
            n = counts.own[word] if begin <= i < end else counts.own[word] + 1
            counts.matched[i] = min(1.0, counts.there[word] / n)
    forget_words(words, begin, end, counts.own)


@kernel("UniTuple(float64, 2)(float32[::1], float32[::1], int64, int64)")
def rate_kernel(
    weights: NDArray[np.float32], matched: NDArray[np.float32], begin: int, end: int
) -> tuple[float, float]:
    """The weight of the matched words of a stretch, and of all its words."""
    found, total = 0.0, 1e-6
    for i in range(begin, end):
        found += weights[i] * matched[i]
        total += weights[i]
    return found, total


@kernel("UniTuple(int64, 2)(Side, float32[::1], int64, int64, float64)")
def sweep_kernel(side: Side, matched: NDArray[np.float32], low: int, high: int, level: float) -> tuple[int, int]:
    """The stretch of `[low, high)` that exceeds the rate `level` by the largest sum, sentence bounds preferred."""
    bonus = SENTENCE_BONUS * (1 - level)
    best, best_begin, best_end = 0.0, low, low
    total, begin = -1e9, low
    for i in range(low, high):
        fresh = bonus if side.edges[i] else 0.0
        if total <= fresh:
            total, begin = fresh, i
        total += side.weights[i] * (matched[i] - level)
        closed = total + bonus if side.edges[i + 1] else total
        if closed > best + 1e-9:
            best, best_begin, best_end = closed, begin, i + 1
    return best_begin, best_end


@kernel("UniTuple(int64, 2)(Side, int64, int64, Counts)")
def _step_kernel(side: Side, begin: int, end: int, counts: Counts) -> tuple[int, int]:
    """Move the bounds of one stretch, where the words of the stretch in the other text are counted `there`."""
    reach = MARGIN + end - begin
    low, high = max(0, begin - reach), min(len(side.words), end + reach)
    match_kernel(side, begin, end, low, high, counts)
    found, total = rate_kernel(side.weights, counts.matched, begin, end)
    found_around, total_around = rate_kernel(side.weights, counts.matched, low, high)
    outside = (found_around - found) / max(total_around - total, 1e-6)
    return sweep_kernel(side, counts.matched, low, high, threshold(found / total, outside))


@kernel("UniTuple(int64, 4)(Side, Side, UniTuple(int64, 4), Counts)")
def extend_kernel(a: Side, b: Side, box: Box, counts: Counts) -> Box:
    """Move the bounds of the two stretches of a box until they stand; all 0 where nothing is left."""
    begin_a, end_a, begin_b, end_b = box
    for _ in range(MAX_STEPS):
        count_words(b.words, begin_b, end_b, counts.there)
        next_begin_a, next_end_a = _step_kernel(a, begin_a, end_a, counts)
        forget_words(b.words, begin_b, end_b, counts.there)
        count_words(a.words, begin_a, end_a, counts.there)
        next_begin_b, next_end_b = _step_kernel(b, begin_b, end_b, counts)
        forget_words(a.words, begin_a, end_a, counts.there)
        if next_end_a <= next_begin_a or next_end_b <= next_begin_b:
            return 0, 0, 0, 0
        stands = next_begin_a == begin_a and next_end_a == end_a and next_begin_b == begin_b and next_end_b == end_b
        begin_a, end_a, begin_b, end_b = next_begin_a, next_end_a, next_begin_b, next_end_b
        if stands:
            break
    return begin_a, end_a, begin_b, end_b


@kernel("UniTuple(float64, 4)(Side, Side, UniTuple(int64, 4), Counts)")
def support_kernel(a: Side, b: Side, box: Box, counts: Counts) -> tuple[float, float, float, float]:
    """Weight of the matched words of a's stretch and of all its words, then the same for b's."""
    begin_a, end_a, begin_b, end_b = box
    count_words(b.words, begin_b, end_b, counts.there)
    match_kernel(a, begin_a, end_a, begin_a, end_a, counts)
    forget_words(b.words, begin_b, end_b, counts.there)
    found_a, total_a = rate_kernel(a.weights, counts.matched, begin_a, end_a)
    count_words(a.words, begin_a, end_a, counts.there)
    match_kernel(b, begin_b, end_b, begin_b, end_b, counts)
    forget_words(a.words, begin_a, end_a, counts.there)
    found_b, total_b = rate_kernel(b.weights, counts.matched, begin_b, end_b)
    return found_a, total_a, found_b, total_b
