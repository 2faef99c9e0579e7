"""Boundaries of rewritten passages: two stretches, one in each text, that are made of each other's words.

A stretch is placed where the share of its words found in the other stretch differs most from the share around it: the
maximum of a likelihood ratio, as in Kulldorff's spatial scan statistic (1997), reached by Kadane's sweep and
repetition. Both sides move at once, so neither text is the one that the other is measured by.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

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


@kernel("void(int32[::1], int64, int64, int64, int64, int32[::1], int32[::1], float32[::1])")
def match_kernel(
    words: NDArray[np.int32],
    begin: int,
    end: int,
    low: int,
    high: int,
    other: NDArray[np.int32],
    own: NDArray[np.int32],
    matched: NDArray[np.float32],
) -> None:
    """Fill how far each word in `[low, high)` is matched, in [0, 1].

    `other` counts the words of the stretch on the other side. A word that stands more often here than there is
    matched in part: a topic's word said over and over is not copied over and over. `own` is work space, all 0 before
    and after.
    """
    count_words(words, begin, end, own)
    for i in range(low, high):
        word = words[i]
        if word < 0 or other[word] == 0:
            matched[i] = 0
        else:
            n = own[word] if begin <= i < end else own[word] + 1
            matched[i] = min(1.0, other[word] / n)
    forget_words(words, begin, end, own)


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


@kernel("UniTuple(int64, 2)(float32[::1], float32[::1], boolean[::1], int64, int64, float64)")
def sweep_kernel(
    weights: NDArray[np.float32],
    matched: NDArray[np.float32],
    edges: NDArray[np.bool_],
    low: int,
    high: int,
    level: float,
) -> tuple[int, int]:
    """The stretch of `[low, high)` that exceeds the rate `level` by the largest sum, sentence bounds preferred."""
    bonus = SENTENCE_BONUS * (1 - level)
    best, best_begin, best_end = 0.0, low, low
    total, begin = -1e9, low
    for i in range(low, high):
        fresh = bonus if edges[i] else 0.0
        if total <= fresh:
            total, begin = fresh, i
        total += weights[i] * (matched[i] - level)
        closed = total + bonus if edges[i + 1] else total
        if closed > best + 1e-9:
            best, best_begin, best_end = closed, begin, i + 1
    return best_begin, best_end


@kernel(
    "UniTuple(int64, 2)(int32[::1], float32[::1], boolean[::1], int64, int64, int32[::1], int32[::1], float32[::1])"
)
def _step_kernel(
    words: NDArray[np.int32],
    weights: NDArray[np.float32],
    edges: NDArray[np.bool_],
    begin: int,
    end: int,
    other: NDArray[np.int32],
    own: NDArray[np.int32],
    matched: NDArray[np.float32],
) -> tuple[int, int]:
    """Move the bounds of one stretch, given the words of the stretch on the other side."""
    reach = MARGIN + end - begin
    low, high = max(0, begin - reach), min(len(words), end + reach)
    match_kernel(words, begin, end, low, high, other, own, matched)
    found, total = rate_kernel(weights, matched, begin, end)
    found_around, total_around = rate_kernel(weights, matched, low, high)
    outside = (found_around - found) / max(total_around - total, 1e-6)
    return sweep_kernel(weights, matched, edges, low, high, threshold(found / total, outside))


@kernel(
    "UniTuple(int64, 4)(int32[::1], int32[::1], float32[::1], float32[::1], boolean[::1], boolean[::1],"
    " UniTuple(int64, 4), int32[::1], int32[::1], float32[::1])"
)
def extend_kernel(
    words_a: NDArray[np.int32],
    words_b: NDArray[np.int32],
    weights_a: NDArray[np.float32],
    weights_b: NDArray[np.float32],
    edges_a: NDArray[np.bool_],
    edges_b: NDArray[np.bool_],
    box: tuple[int, int, int, int],
    counts: NDArray[np.int32],
    own: NDArray[np.int32],
    matched: NDArray[np.float32],
) -> tuple[int, int, int, int]:
    """Move the bounds of a pair of stretches `box` = (begin and end in a, begin and end in b) until they stand.

    All 0 where nothing is left. `counts`, `own` and `matched` are work space, the first two all 0 before and after.
    """
    begin_a, end_a, begin_b, end_b = box
    for _ in range(MAX_STEPS):
        count_words(words_b, begin_b, end_b, counts)
        next_begin_a, next_end_a = _step_kernel(words_a, weights_a, edges_a, begin_a, end_a, counts, own, matched)
        forget_words(words_b, begin_b, end_b, counts)
        count_words(words_a, begin_a, end_a, counts)
        next_begin_b, next_end_b = _step_kernel(words_b, weights_b, edges_b, begin_b, end_b, counts, own, matched)
        forget_words(words_a, begin_a, end_a, counts)
        if next_end_a <= next_begin_a or next_end_b <= next_begin_b:
            return 0, 0, 0, 0
        stands = next_begin_a == begin_a and next_end_a == end_a and next_begin_b == begin_b and next_end_b == end_b
        begin_a, end_a, begin_b, end_b = next_begin_a, next_end_a, next_begin_b, next_end_b
        if stands:
            break
    return begin_a, end_a, begin_b, end_b


@kernel(
    "UniTuple(float64, 4)(int32[::1], int32[::1], float32[::1], float32[::1],"
    " UniTuple(int64, 4), int32[::1], int32[::1], float32[::1])"
)
def support_kernel(
    words_a: NDArray[np.int32],
    words_b: NDArray[np.int32],
    weights_a: NDArray[np.float32],
    weights_b: NDArray[np.float32],
    box: tuple[int, int, int, int],
    counts: NDArray[np.int32],
    own: NDArray[np.int32],
    matched: NDArray[np.float32],
) -> tuple[float, float, float, float]:
    """Weight of the matched words of a's stretch and of all its words, then the same for b's."""
    begin_a, end_a, begin_b, end_b = box
    count_words(words_b, begin_b, end_b, counts)
    match_kernel(words_a, begin_a, end_a, begin_a, end_a, counts, own, matched)
    forget_words(words_b, begin_b, end_b, counts)
    found_a, total_a = rate_kernel(weights_a, matched, begin_a, end_a)
    count_words(words_a, begin_a, end_a, counts)
    match_kernel(words_b, begin_b, end_b, begin_b, end_b, counts, own, matched)
    forget_words(words_a, begin_a, end_a, counts)
    found_b, total_b = rate_kernel(weights_b, matched, begin_b, end_b)
    return found_a, total_a, found_b, total_b
