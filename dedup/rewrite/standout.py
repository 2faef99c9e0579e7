"""Stretches that only show as a whole: decides what stands out in one text as drawn from the other.

One direction at a time: `classify_standout` looks at a stretch of the first text given; the caller asks for both.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.rewrite.boundaries import count_words, extend_kernel, forget_words, likelihood_ratio, support_kernel
from dedup.rewrite.found import (
    CONTAINMENT,
    COPIED,
    EVIDENCE,
    KIND,
    MIN_CONTAINMENT,
    MIN_EVIDENCE,
    MIN_WORDS,
    STANDALONE_MIN,
    evidence_of,
)
from dedup.rewrite.summary import (
    MAX_COPIED,
    MIN_CONTRAST,
    MIN_MATCHED,
    MIN_RATIO,
    MIN_REST_RATIO,
    MIN_REST_RATIO_BESIDE_COPY,
    MIN_REST_SHARE,
    MIN_SPREAD,
    MIN_TELLING,
    explained_kernel,
    hull_kernel,
    standout_kernel,
)
from dedup.runtime.kernels import kernel

NOTHING, REWRITTEN_THERE, SUMMARY_THERE = 0, 1, 2


@kernel(
    "Tuple((int64, UniTuple(int64, 4), float64))(int32[::1], int32[::1], float32[::1], float32[::1],"
    " boolean[::1], boolean[::1], float64[:, ::1], int64, int32[::1], int32[::1], float32[::1])"
)
def classify_standout(
    words: NDArray[np.int32],
    other_words: NDArray[np.int32],
    weights: NDArray[np.float32],
    other_weights: NDArray[np.float32],
    edges: NDArray[np.bool_],
    other_edges: NDArray[np.bool_],
    found: NDArray[np.float64],
    column: int,
    counts: NDArray[np.int32],
    own: NDArray[np.int32],
    matched: NDArray[np.float32],
) -> tuple[int, tuple[int, int, int, int], float]:
    """What stands out in a text as drawn from the other: nothing, a rewritten passage, or a summary.

    `found` are the passages known so far, whose spans in this text stand in `column` (0 or 2) and the next. Returns
    what it is, its bounds (here, then there), and its weight as evidence.
    """
    nothing = (NOTHING, (0, 0, 0, 0), 0.0)
    count_words(other_words, 0, len(other_words), counts)
    begin, end, known, total, outside, ratio = standout_kernel(words, weights, edges, counts, matched)
    forget_words(other_words, 0, len(other_words), counts)
    if known < MIN_MATCHED * total or known / total - outside < MIN_CONTRAST or ratio < MIN_RATIO:
        return nothing
    all_total = 0.0
    for i in range(len(words)):
        all_total += weights[i]

    # the one part of the other text that accounts for most of the stretch
    count_words(words, begin, end, counts)
    there_begin, there_end, _, _, _, _ = standout_kernel(other_words, other_weights, other_edges, counts, matched)
    forget_words(words, begin, end, counts)
    explained = 0.0
    box = (0, 0, 0, 0)
    evidence = 0.0
    if there_end > there_begin:
        explained = explained_kernel(words, other_words, weights, begin, end, there_begin, there_end, counts)
        box = extend_kernel(
            words, other_words, weights, other_weights, edges, other_edges,
            (begin, end, there_begin, there_end), counts, own, matched,
        )  # fmt: skip
        if box[1] > box[0]:
            support = support_kernel(words, other_words, weights, other_weights, box, counts, own, matched)
            evidence, containment = evidence_of(support)
            if (
                evidence < MIN_EVIDENCE
                or containment < MIN_CONTAINMENT
                or min(box[1] - box[0], box[3] - box[2]) < MIN_WORDS
            ):
                evidence = 0.0
            else:
                explained = max(
                    explained, explained_kernel(words, other_words, weights, begin, end, box[2], box[3], counts)
                )

    # what passages already found account for
    there = 2 - column
    by_found, by_copies = 0.0, 0.0
    for row in range(len(found)):
        first, last = max(begin, int(found[row, column])), min(end, int(found[row, column + 1]))
        if last <= first:
            continue
        weight = explained_kernel(
            words, other_words, weights, first, last,
            int(found[row, there]), int(found[row, there + 1]), counts,
        )  # fmt: skip
        if found[row, KIND] == COPIED:
            by_copies += weight
        if found[row, KIND] == COPIED or (
            found[row, EVIDENCE] >= STANDALONE_MIN[0] and found[row, CONTAINMENT] >= STANDALONE_MIN[1]
        ):
            by_found += weight
    explained = max(explained, by_found)

    rest = total - explained
    rest_rate = (known - explained) / max(rest, 1e-6)
    rest_ratio = likelihood_ratio(rest_rate, outside, rest)
    needed = max(MIN_REST_RATIO if by_copies == 0 else MIN_REST_RATIO_BESIDE_COPY, MIN_REST_SHARE * ratio)
    drawn_from_all_over = (
        end - begin >= MIN_WORDS
        and 2 * total <= all_total  # a text has to say other things too for a stretch to stand out in it
        and rest_ratio >= needed
        and rest_rate - outside >= MIN_CONTRAST
        and (by_copies == 0 or rest_ratio >= MIN_TELLING * rest)
        and by_copies <= MAX_COPIED * known
    )
    if drawn_from_all_over:
        there_begin, there_end = hull_kernel(words, other_words, other_weights, begin, end, counts)
        if there_end - there_begin >= MIN_SPREAD * (end - begin):
            return SUMMARY_THERE, (begin, end, there_begin, there_end), ratio
    if evidence > 0:
        return REWRITTEN_THERE, box, evidence
    return nothing
