"""One pair of texts at depth "rewrite": from copies, seeds and what stands out to passages that do not overlap."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.rewrite.boundaries import extend_kernel, support_kernel
from dedup.rewrite.copies import copy_kernel
from dedup.rewrite.found import (
    CONTAINMENT,
    COPIED,
    EVIDENCE,
    GONE,
    KIND,
    MIN_ADDED,
    MIN_ADDED_RATE,
    MIN_CONTAINMENT,
    MIN_EVIDENCE,
    N_COLUMNS,
    REWORDED,
    SUMMARISED,
    compact_kernel,
    evidence_of,
    join_kernel,
    overlap,
    part_kernel,
    split_transposed,
    weak_kernel,
)
from dedup.rewrite.seeds import cluster_kernel, seed_kernel
from dedup.rewrite.standout import NOTHING, SUMMARY_THERE, classify_standout
from dedup.rewrite.vocabulary import shared_kernel, weight_kernel
from dedup.runtime.kernels import inlined, kernel


@inlined
def _write(
    found: NDArray[np.float64],
    row: int,
    box: tuple[int, int, int, int],
    kind: int,
    strength: tuple[float, float],
) -> None:
    found[row, 0], found[row, 1], found[row, 2], found[row, 3] = box
    found[row, KIND], found[row, EVIDENCE], found[row, CONTAINMENT] = kind, strength[0], strength[1]


@kernel(
    "int64(float64[:, ::1], int64, int32[::1], int32[::1], float32[::1], float32[::1],"
    " int32[::1], int32[::1], float32[::1])"
)
def _choose_kernel(
    found: NDArray[np.float64],
    n: int,
    words_a: NDArray[np.int32],
    words_b: NDArray[np.int32],
    weights_a: NDArray[np.float32],
    weights_b: NDArray[np.float32],
    counts: NDArray[np.int32],
    own: NDArray[np.int32],
    matched: NDArray[np.float32],
) -> int:
    """Between a rewritten row and the copies inside it: keep the one or the others; return how many rows stay."""
    for row in range(n):
        if found[row, KIND] != REWORDED:
            continue
        length_a, length_b = found[row, 1] - found[row, 0], found[row, 3] - found[row, 2]
        inside_a, inside_b, one_sided_a, one_sided_b = 0.0, 0.0, 0.0, 0.0
        for other in range(n):
            if found[other, KIND] == COPIED:
                on_a, on_b = overlap(found, row, other, 0), overlap(found, row, other, 2)
                one_sided_a += on_a
                one_sided_b += on_b
                if on_a > 0 and on_b > 0:
                    inside_a += on_a
                    inside_b += on_b
        if inside_a == 0:
            if 2 * one_sided_a > length_a or 2 * one_sided_b > length_b:
                found[row, KIND] = GONE
            continue
        added_a, added_b = length_a - inside_a, length_b - inside_b
        if min(added_a, added_b) < MIN_ADDED:
            found[row, KIND] = GONE
            continue
        box = (int(found[row, 0]), int(found[row, 1]), int(found[row, 2]), int(found[row, 3]))
        support = support_kernel(words_a, words_b, weights_a, weights_b, box, counts, own, matched)
        rate_a = (support[0] / support[1] * length_a - inside_a) / added_a
        rate_b = (support[2] / support[3] * length_b - inside_b) / added_b
        if min(rate_a, rate_b) < MIN_ADDED_RATE:
            found[row, KIND] = GONE
            continue
        for other in range(n):
            if found[other, KIND] == COPIED and overlap(found, row, other, 0) > 0 and overlap(found, row, other, 2) > 0:
                found[other, KIND] = GONE
    return compact_kernel(found, n)


@kernel(
    "float64[:, ::1](uint32[::1], uint32[::1], uint64[::1], uint64[::1], int32[::1], int32[::1],"
    " int32[::1], int32[::1], boolean[::1], boolean[::1])"
)
def pair_kernel(
    a: NDArray[np.uint32],
    b: NDArray[np.uint32],
    keys_a: NDArray[np.uint64],
    keys_b: NDArray[np.uint64],
    starts_a: NDArray[np.int32],
    starts_b: NDArray[np.int32],
    segment_of_a: NDArray[np.int32],
    segment_of_b: NDArray[np.int32],
    edges_a: NDArray[np.bool_],
    edges_b: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """The passages of two texts as rows of `dedup.rewrite.found`, in the order of a; none overlap on either side."""
    copies = copy_kernel(a, b)
    words_a, words_b = np.empty(len(a), np.int32), np.empty(len(b), np.int32)
    n_shared = shared_kernel(keys_a, keys_b, words_a, words_b)
    weights_a, weights_b = np.empty(len(a), np.float32), np.empty(len(b), np.float32)
    n_segments = len(starts_a) + len(starts_b) - 2
    weight_kernel(
        keys_a, keys_b, segment_of_a, segment_of_b, words_a, words_b, n_shared, n_segments, weights_a, weights_b
    )
    counts, own = np.zeros(n_shared, np.int32), np.zeros(n_shared, np.int32)
    matched = np.empty(max(len(a), len(b)), np.float32)
    hulls = cluster_kernel(seed_kernel(words_a, words_b, weights_a, weights_b, starts_a, starts_b, n_shared))

    found = np.empty((len(copies) + len(hulls) + 3, N_COLUMNS), np.float64)
    n = 0
    for row in range(len(copies)):
        box = (
            int(copies[row, 0]), int(copies[row, 1]), int(copies[row, 2]), int(copies[row, 3])
        )  # fmt: skip
        support = support_kernel(words_a, words_b, weights_a, weights_b, box, counts, own, matched)
        _write(found, n, box, COPIED, evidence_of(support))
        n += 1
    for hull in range(len(hulls)):
        box = (
            int(starts_a[hulls[hull, 0]]), int(starts_a[hulls[hull, 1] + 1]),
            int(starts_b[hulls[hull, 2]]), int(starts_b[hulls[hull, 3] + 1]),
        )  # fmt: skip
        box = extend_kernel(words_a, words_b, weights_a, weights_b, edges_a, edges_b, box, counts, own, matched)
        if box[1] > box[0]:
            support = support_kernel(words_a, words_b, weights_a, weights_b, box, counts, own, matched)
            strength = evidence_of(support)
            if strength[0] >= MIN_EVIDENCE and strength[1] >= MIN_CONTAINMENT:
                _write(found, n, box, REWORDED, strength)
                n += 1
    n = join_kernel(found, weak_kernel(found, n))
    split_transposed(found, n)
    n = _choose_kernel(found, n, words_a, words_b, weights_a, weights_b, counts, own, matched)

    summary, summary_ratio = (0, 0, 0, 0), 0.0
    for column in (0, 2):
        if column == 0:
            kind, box, weight = classify_standout(
                words_a, words_b, weights_a, weights_b, edges_a, edges_b, found[:n], column, counts, own, matched
            )
        else:
            kind, box, weight = classify_standout(
                words_b, words_a, weights_b, weights_a, edges_b, edges_a, found[:n], column, counts, own, matched
            )
            box = (box[2], box[3], box[0], box[1])
        if kind == SUMMARY_THERE:
            if weight > summary_ratio:
                summary, summary_ratio = box, weight
        elif kind != NOTHING:
            _write(found, n, box, REWORDED, (weight, 0.0))
            alone = True
            for row in range(n):
                alone = alone and overlap(found, n, row, 0) == 0 and overlap(found, n, row, 2) == 0
            if alone:
                n += 1
    if summary_ratio > 0:
        _write(found, n, summary, SUMMARISED, (summary_ratio, 0.0))
        for row in range(n):
            if overlap(found, n, row, 0) > 0 or overlap(found, n, row, 2) > 0:
                found[row, KIND] = GONE
        n = compact_kernel(found, n + 1)
    n = part_kernel(found, n)
    return found[:n]
