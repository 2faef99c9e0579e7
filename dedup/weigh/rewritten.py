"""What rewritten passages weigh in a collection: the words that both sides have, each by its rarity.

Of copied runs the rarest 4-gram around a word counts, and long ones are no formula. Forms filled in with other names
and figures (weather, markets, congratulations) look like rewritten text, and any 4-gram with a name in it is rare. So
here a word counts by how seldom the collection uses it at all, and by the most common 4-gram around it.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from dedup.records import EDITED
from dedup.runtime.kernels import inlined, kernel
from dedup.text.grams import GRAM
from dedup.weigh.rarity import COMMON

FUNCTION_WORD = 300
"""Words of text among which a function word stands: what is as common says nothing of what a text is about."""


@kernel("void(uint32[::1], int64[::1], int64[::1], int64[::1], uint32[::1])")
def count_words_kernel(
    tokens: NDArray[np.uint32],
    begin: NDArray[np.int64],
    end: NDArray[np.int64],
    articles: NDArray[np.int64],
    counts: NDArray[np.uint32],
) -> None:
    """Count the words of `articles` at their place in `counts`, whose length is a power of two."""
    mask = np.uint32(len(counts) - 1)
    for article in articles:
        for i in range(begin[article], end[article]):
            counts[tokens[i] & mask] += np.uint32(1)


def word_counts(
    tokens: NDArray[np.uint32], spans: tuple[NDArray[np.int64], NDArray[np.int64]], articles: NDArray[np.int64]
) -> NDArray[np.uint32]:
    """How often each word stands in `articles`, at its hash modulo the length, uint32; strangers seldom meet there."""
    begin, end = spans
    n_tokens = int((end - begin)[articles].sum())
    counts = np.zeros(min(max(1 << 16, 1 << n_tokens.bit_length()), 1 << 24), np.uint32)
    count_words_kernel(tokens, begin, end, articles, counts)
    return counts


@inlined
def _around(
    marks: NDArray[np.uint8], place: np.int64, begin: np.int64, end: np.int64, weights: NDArray[np.float32]
) -> float:
    """The weight of the most common 4-gram of `[begin, end)` that a word stands in."""
    weight = 1.0
    for gram in range(max(place - GRAM + 1, begin), min(place, end - GRAM) + 1):
        weight = min(weight, float(weights[marks[gram]]))
    return weight


@inlined
def _sorted_places(tokens: NDArray[np.uint32], begin: np.int64, end: np.int64) -> NDArray[np.uint64]:
    """The words of a passage in order, each with its place in the low half."""
    keys = np.empty(end - begin, np.uint64)
    for i in range(begin, end):
        keys[i - begin] = (np.uint64(tokens[i]) << np.uint64(32)) | np.uint64(i)
    keys.sort()
    return keys


@kernel("float64(uint32[::1], int64, int64, int64, int64, uint8[::1], float32[::1], uint32[::1], float64)")
def shared_weight(
    tokens: NDArray[np.uint32],
    begin_a: np.int64,
    end_a: np.int64,
    begin_b: np.int64,
    end_b: np.int64,
    marks: NDArray[np.uint8],
    weights: NDArray[np.float32],
    counts: NDArray[np.uint32],
    commonest: float,
) -> float:
    """The words that two passages share, in any order, each weighted by its rarity in [0, 1].

    A word that stands `commonest` times in the collection weighs nothing.
    """
    mask = np.uint32(len(counts) - 1)
    keys_a, keys_b = _sorted_places(tokens, begin_a, end_a), _sorted_places(tokens, begin_b, end_b)
    scale = math.log(max(commonest / COMMON, 2.0))
    total = 0.0
    i, j = 0, 0
    while i < len(keys_a) and j < len(keys_b):
        word_a, word_b = keys_a[i] >> np.uint64(32), keys_b[j] >> np.uint64(32)
        if word_a < word_b:
            i += 1
        elif word_b < word_a:
            j += 1
        else:
            count = max(float(counts[np.uint32(word_a) & mask]), 1.0)
            rarity = 1.0 - math.log(max(count / COMMON, 1.0)) / scale
            place_a = np.int64(keys_a[i] & np.uint64(0xFFFFFFFF))
            place_b = np.int64(keys_b[j] & np.uint64(0xFFFFFFFF))
            around_a = _around(marks, place_a, begin_a, end_a, weights)
            around_b = _around(marks, place_b, begin_b, end_b, weights)
            total += max(min(rarity, around_a, around_b), 0.0)
            i += 1
            j += 1
    return total


@kernel(
    "void(uint64[::1], int32[:, ::1], int64[::1], uint32[::1], int64[::1], uint8[::1], float32[::1], uint32[::1],"
    " float64, float32[::1])"
)
def passage_weight_kernel(
    pairs: NDArray[np.uint64],
    passages: NDArray[np.int32],
    offsets: NDArray[np.int64],
    tokens: NDArray[np.uint32],
    begin: NDArray[np.int64],
    marks: NDArray[np.uint8],
    weights: NDArray[np.float32],
    counts: NDArray[np.uint32],
    commonest: float,
    passage_weights: NDArray[np.float32],
) -> None:
    """Fill what each rewritten passage or summary weighs, 0 for the others.

    `weights` float32[256] is what a 4-gram counts by the mark of the token it begins at.
    """
    for k in range(len(pairs)):
        a, b = begin[np.int64(pairs[k] >> np.uint64(32))], begin[np.int64(pairs[k] & np.uint64(0xFFFFFFFF))]
        for row in range(offsets[k], offsets[k + 1]):
            passage_weights[row] = 0
            if passages[row, 5] > EDITED:
                passage_weights[row] = shared_weight(
                    tokens, a + passages[row, 0], a + passages[row, 1], b + passages[row, 2], b + passages[row, 3],
                    marks, weights, counts, commonest,
                )  # fmt: skip
