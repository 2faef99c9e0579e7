"""Seeds of rewritten passages: segments of two texts that share telling words in any order, and their clusters."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import kernel

MIN_COSINE = 0.25
MIN_DICE = 0.25
"""How alike two segments are at least, by weighted words (cosine) and by mere words (Dice): a quarter. Sentences that
went through a translation and back keep more; chance meetings of a few rare words have less of one or of the other."""

MAX_PARTNERS = 8
"""Segments that one segment is paired with at most, the most alike first: bounds the work where a text repeats
itself."""

MAX_LEAP = 4
"""Segments between two seeds of one cluster, on both sides at most: what is moved, left out or put in between."""


@kernel("void(int32[::1], int32[::1], int64, int32[::1], int32[::1])")
def _postings_kernel(
    words: NDArray[np.int32],
    starts: NDArray[np.int32],
    n_shared: int,
    offsets: NDArray[np.int32],
    segments: NDArray[np.int32],
) -> None:
    """List for each shared word its segments, each once, at `segments[offsets[word]:offsets[word + 1]]`."""
    last = np.full(n_shared, -1, np.int32)
    offsets[:] = 0
    for segment in range(len(starts) - 1):
        for i in range(starts[segment], starts[segment + 1]):
            word = words[i]
            if word >= 0 and last[word] != segment:
                last[word] = segment
                offsets[word + 1] += 1
    for word in range(n_shared):
        offsets[word + 1] += offsets[word]
    free = offsets[:n_shared].copy()
    last[:] = -1
    for segment in range(len(starts) - 1):
        for i in range(starts[segment], starts[segment + 1]):
            word = words[i]
            if word >= 0 and last[word] != segment:
                last[word] = segment
                segments[free[word]] = segment
                free[word] += 1


@kernel("void(int32[::1], float32[::1], int32[::1], int64, float32[::1], int32[::1])")
def _size_kernel(
    words: NDArray[np.int32],
    weights: NDArray[np.float32],
    starts: NDArray[np.int32],
    n_shared: int,
    squares: NDArray[np.float32],
    counts: NDArray[np.int32],
) -> None:
    """Fill the sum of squared weights and the number of the words of each segment; a shared word counts once."""
    last = np.full(n_shared, -1, np.int32)
    squares[:] = 0
    counts[:] = 0
    for segment in range(len(starts) - 1):
        for i in range(starts[segment], starts[segment + 1]):
            word = words[i]
            if word >= 0:
                if last[word] == segment:
                    continue
                last[word] = segment
            squares[segment] += weights[i] * weights[i]
            counts[segment] += 1


@kernel("int32[:, ::1](int32[::1], int32[::1], float32[::1], float32[::1], int32[::1], int32[::1], int64)")
def seed_kernel(
    words_a: NDArray[np.int32],
    words_b: NDArray[np.int32],
    weights_a: NDArray[np.float32],
    weights_b: NDArray[np.float32],
    starts_a: NDArray[np.int32],
    starts_b: NDArray[np.int32],
    n_shared: int,
) -> NDArray[np.int32]:
    """The pairs (segment of a, segment of b) that are alike, int32[n, 2], in order."""
    n_a, n_b = len(starts_a) - 1, len(starts_b) - 1
    offsets, segments = np.empty(n_shared + 1, np.int32), np.empty(len(words_b), np.int32)
    _postings_kernel(words_b, starts_b, n_shared, offsets, segments)
    squares_a, counts_a = np.empty(n_a, np.float32), np.empty(n_a, np.int32)
    squares_b, counts_b = np.empty(n_b, np.float32), np.empty(n_b, np.int32)
    _size_kernel(words_a, weights_a, starts_a, n_shared, squares_a, counts_a)
    _size_kernel(words_b, weights_b, starts_b, n_shared, squares_b, counts_b)
    product, common = np.zeros(n_b, np.float32), np.zeros(n_b, np.int32)
    touched = np.empty(n_b, np.int32)
    last = np.full(n_shared, -1, np.int32)
    best, best_cosine = np.empty(MAX_PARTNERS, np.int32), np.empty(MAX_PARTNERS, np.float32)
    seeds = np.empty((n_a * MAX_PARTNERS, 2), np.int32)
    n = 0
    for segment in range(n_a):
        n_touched = 0
        for i in range(starts_a[segment], starts_a[segment + 1]):
            word = words_a[i]
            if word < 0 or last[word] == segment:
                continue
            last[word] = segment
            for k in range(offsets[word], offsets[word + 1]):
                other = segments[k]
                if common[other] == 0:
                    touched[n_touched] = other
                    n_touched += 1
                common[other] += 1
                product[other] += weights_a[i] * weights_a[i]
        n_best = 0
        for t in range(n_touched):
            other = touched[t]
            cosine = np.float32(product[other] / math.sqrt(squares_a[segment] * squares_b[other] + 1e-9))
            dice = 2 * common[other] / (counts_a[segment] + counts_b[other])
            product[other] = 0
            common[other] = 0
            if cosine < MIN_COSINE or dice < MIN_DICE:
                continue
            place = min(n_best, MAX_PARTNERS - 1)
            if n_best == MAX_PARTNERS and cosine <= best_cosine[place]:
                continue
            while place > 0 and best_cosine[place - 1] < cosine:
                best[place], best_cosine[place] = best[place - 1], best_cosine[place - 1]
                place -= 1
            best[place], best_cosine[place] = other, cosine
            n_best = min(n_best + 1, MAX_PARTNERS)
        for k in range(n_best):
            seeds[n, 0], seeds[n, 1] = segment, best[k]
            n += 1
    return seeds[:n]


@kernel("int32[:, ::1](int32[:, ::1])")
def cluster_kernel(seeds: NDArray[np.int32]) -> NDArray[np.int32]:
    """Join seeds that lie near each other on both sides; rows (first and last segment in a, first and last in b)."""
    n = len(seeds)
    parent = np.arange(n)
    for k in range(n):
        for p in range(k - 1, -1, -1):
            if seeds[k, 0] - seeds[p, 0] > MAX_LEAP:
                break
            if abs(seeds[k, 1] - seeds[p, 1]) <= MAX_LEAP:
                root, other = k, p
                while parent[root] != root:
                    parent[root] = parent[parent[root]]
                    root = parent[root]
                while parent[other] != other:
                    parent[other] = parent[parent[other]]
                    other = parent[other]
                parent[max(root, other)] = min(root, other)
    hulls = np.empty((n, 4), np.int32)
    place = np.full(n, -1, np.int32)
    n_hulls = 0
    for k in range(n):
        root = k
        while parent[root] != root:
            root = parent[root]
        i, j = seeds[k, 0], seeds[k, 1]
        if place[root] < 0:
            place[root] = n_hulls
            hulls[n_hulls, 0], hulls[n_hulls, 1], hulls[n_hulls, 2], hulls[n_hulls, 3] = i, i, j, j
            n_hulls += 1
        hull = place[root]
        hulls[hull, 0], hulls[hull, 1] = min(hulls[hull, 0], i), max(hulls[hull, 1], i)
        hulls[hull, 2], hulls[hull, 3] = min(hulls[hull, 2], j), max(hulls[hull, 3], j)
    return hulls[:n_hulls]
