"""Seeds of rewritten passages: segments of two texts that share telling words in any order, and their clusters."""

from __future__ import annotations

import math
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from dedup.rewrite.side import Side
from dedup.runtime.kernels import kernel

MIN_COSINE = 0.25
MIN_DICE = 0.25
"""How alike two segments are at least, by weighted words (cosine) and by mere words (Dice): a quarter. Sentences that
went through a translation and back keep more; chance meetings of a few rare words have less of one or of the other."""

MAX_PARTNERS = 8
"""Segments that one segment is paired with at most, the most alike first: bounds the work where a text repeats
itself."""

MAX_MEETINGS = 64
"""Meetings of segments by their words, for each word of the two texts, from which the commonest words are passed over.
Texts of 64 segments, some 1,000 words, never have more, and news seldom: on all data of `benchmarks.quality`, the
documents of PAN 2013 among them, 64, 256 and thousands give the same figures. Where a text says the same ten
words over and over, each of its segments would meet every segment of the other."""

MAX_LEAP = 4
"""Segments between two seeds of one cluster, on both sides at most: what is moved, left out or put in between."""


SEED = np.dtype([("segment_a", np.int32), ("segment_b", np.int32)])
"""A segment of a and one of b that are alike."""
SeedRecords = Annotated[NDArray[Any], SEED]

HULL = np.dtype([(name, np.int32) for name in ("first_a", "last_a", "first_b", "last_b")])
"""The first and the last segment of a cluster of seeds, in a and in b."""
HullRecords = Annotated[NDArray[Any], HULL]


@kernel("void(Side, int64, int32[::1], int32[::1])")
def _postings_kernel(side: Side, n_shared: int, offsets: NDArray[np.int32], segments: NDArray[np.int32]) -> None:
    """List for each shared word its segments, each once, at `segments[offsets[word]:offsets[word + 1]]`."""
    words, starts = side.words, side.starts
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


@kernel("Tuple((float32[::1], int32[::1]))(Side, int64)")
def _size_kernel(side: Side, n_shared: int) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """The sum of squared weights and the number of the words of each segment; a shared word counts once."""
    n_segments = len(side.starts) - 1
    squares, counts = np.zeros(n_segments, np.float32), np.zeros(n_segments, np.int32)
    last = np.full(n_shared, -1, np.int32)
    for segment in range(n_segments):
        for i in range(side.starts[segment], side.starts[segment + 1]):
            word = side.words[i]
            if word >= 0:
                if last[word] == segment:
                    continue
                last[word] = segment
            squares[segment] += side.weights[i] * side.weights[i]
            counts[segment] += 1
    return squares, counts


@kernel("int64(int32[::1], int32[::1], int64, int64)")
def _commonest(of_a: NDArray[np.int32], of_b: NDArray[np.int32], n_segments: int, n_words: int) -> int:
    """The number of segments of b up to which a word's are met, for at most `MAX_MEETINGS` a word of the two texts."""
    most = n_segments
    while most > MAX_PARTNERS:
        work = 0
        for word in range(len(of_a) - 1):
            n_b = of_b[word + 1] - of_b[word]
            work += np.int64(of_a[word + 1] - of_a[word]) * n_b if n_b <= most else 0
        if work <= MAX_MEETINGS * n_words:
            break
        most //= 2
    return most


@kernel("SeedRecords(Side, Side, int64)")
def seed_kernel(a: Side, b: Side, n_shared: int) -> SeedRecords:
    """The segments of two texts that are alike, SEED[n], in order."""
    n_a, n_b = len(a.starts) - 1, len(b.starts) - 1
    offsets, segments = np.empty(n_shared + 1, np.int32), np.empty(len(b.words), np.int32)
    offsets_a = np.empty(n_shared + 1, np.int32)
    _postings_kernel(a, n_shared, offsets_a, np.empty(len(a.words), np.int32))
    _postings_kernel(b, n_shared, offsets, segments)
    most = _commonest(offsets_a, offsets, n_b, len(a.words) + len(b.words))
    squares_a, counts_a = _size_kernel(a, n_shared)
    squares_b, counts_b = _size_kernel(b, n_shared)
    product, common = np.zeros(n_b, np.float32), np.zeros(n_b, np.int32)
    touched = np.empty(n_b, np.int32)
    last = np.full(n_shared, -1, np.int32)
    best, best_cosine = np.empty(MAX_PARTNERS, np.int32), np.empty(MAX_PARTNERS, np.float32)
    seeds = np.empty(n_a * MAX_PARTNERS, SEED)
    n = 0
    for segment in range(n_a):
        n_touched = 0
        for i in range(a.starts[segment], a.starts[segment + 1]):
            word = a.words[i]
            if word < 0 or last[word] == segment:
                continue
            last[word] = segment
            if offsets[word + 1] - offsets[word] > most:
                continue
            for k in range(offsets[word], offsets[word + 1]):
                other = segments[k]
                if common[other] == 0:
                    touched[n_touched] = other
                    n_touched += 1
                common[other] += 1
                product[other] += a.weights[i] * a.weights[i]
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
            seeds[n].segment_a, seeds[n].segment_b = segment, best[k]
            n += 1
    return seeds[:n]


@kernel("HullRecords(SeedRecords)")
def cluster_kernel(seeds: SeedRecords) -> HullRecords:
    """Join seeds that lie near each other on both sides, HULL[n]."""
    n = len(seeds)
    parent = np.arange(n)
    for k in range(n):
        for p in range(k - 1, -1, -1):
            if seeds[k].segment_a - seeds[p].segment_a > MAX_LEAP:
                break
            if abs(seeds[k].segment_b - seeds[p].segment_b) <= MAX_LEAP:
                root, other = k, p
                while parent[root] != root:
                    parent[root] = parent[parent[root]]
                    root = parent[root]
                while parent[other] != other:
                    parent[other] = parent[parent[other]]
                    other = parent[other]
                parent[max(root, other)] = min(root, other)
    hulls = np.empty(n, HULL)
    place = np.full(n, -1, np.int32)
    n_hulls = 0
    for k in range(n):
        root = k
        while parent[root] != root:
            root = parent[root]
        i, j = seeds[k].segment_a, seeds[k].segment_b
        if place[root] < 0:
            place[root] = n_hulls
            new = hulls[n_hulls]
            new.first_a, new.last_a, new.first_b, new.last_b = i, i, j, j
            n_hulls += 1
        hull = hulls[place[root]]
        hull.first_a, hull.last_a = min(hull.first_a, i), max(hull.last_a, i)
        hull.first_b, hull.last_b = min(hull.first_b, j), max(hull.last_b, j)
    return hulls[:n_hulls]
