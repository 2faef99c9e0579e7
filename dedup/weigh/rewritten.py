"""What rewritten passages weigh in a collection: the words that both sides have, each by its rarity.

Of copied runs the rarest 4-gram around a word counts, and long ones are no formula. Forms filled in with other names
and figures (weather, markets, congratulations) look like rewritten text, and any 4-gram with a name in it is rare. So
here a word counts by how seldom the collection uses it at all, and by the most common 4-gram around it.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.pairs import sides_of
from dedup.candidates.sorting import sort_keys_kernel
from dedup.corpus.texts import Texts
from dedup.records import EDITED, PassageRecord, PassageRecords
from dedup.runtime.kernels import inlined, kernel
from dedup.text.grams import GRAM
from dedup.weigh.marks import REPEATED
from dedup.weigh.rarity import COMMON, LASTING_WEIGHTS

FUNCTION_WORD = 300
"""Words of text among which a function word stands: what is as common says nothing of what a text is about."""


_MARKS = np.arange(256)
GRAM_WEIGHTS = np.where(_MARKS & int(REPEATED), 0, np.tile(LASTING_WEIGHTS, 8)).astype(np.float32)
"""What a 4-gram counts by the mark of the token it begins at, float32[256]: nothing if it is spread over many days, or
repeated by the outlet."""


class WordRarity(NamedTuple):
    """How rare the words of a collection are.

    `counts` uint32[2^k]: how often each word stands there, at its hash modulo the length; strangers seldom meet there.
    A word that stands `commonest` times weighs nothing. `gram_weights` float32[256]: what a 4-gram counts, by the mark
    of the token it begins at.
    """

    counts: NDArray[np.uint32]
    commonest: float
    gram_weights: NDArray[np.float32]


@kernel("void(Texts, int64[::1], uint32[::1])")
def count_words_kernel(texts: Texts, articles: NDArray[np.int64], counts: NDArray[np.uint32]) -> None:
    """Count the words of `articles` at their place in `counts`, whose length is a power of two."""
    mask = np.uint32(len(counts) - 1)
    for article in articles:
        for i in range(texts.begin[article], texts.begin[article] + texts.n_tokens[article]):
            counts[texts.tokens[i] & mask] += np.uint32(1)


def word_rarity(texts: Texts, articles: NDArray[np.int64]) -> WordRarity:
    """How rare words are among `articles`."""
    n_tokens = int(texts.n_tokens[articles].sum())
    counts = np.zeros(min(max(1 << 16, 1 << n_tokens.bit_length()), 1 << 24), np.uint32)
    count_words_kernel(texts, articles, counts)
    return WordRarity(counts, float(counts.sum() / FUNCTION_WORD), GRAM_WEIGHTS)


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
    sort_keys_kernel(keys)
    return keys


@kernel("float64(Texts, int64, int64, PassageRecord, WordRarity)")
def shared_weight(texts: Texts, begin_a: int, begin_b: int, passage: PassageRecord, rarity: WordRarity) -> float:
    """The words that both sides of a passage have, in any order, each weighted by its rarity in [0, 1].

    `begin_a` and `begin_b` are where the two texts begin.
    """
    counts, marks, weights = rarity.counts, texts.marks, rarity.gram_weights
    mask = np.uint32(len(counts) - 1)
    first_a, last_a = np.int64(begin_a + passage.begin_a), np.int64(begin_a + passage.end_a)
    first_b, last_b = np.int64(begin_b + passage.begin_b), np.int64(begin_b + passage.end_b)
    keys_a, keys_b = _sorted_places(texts.tokens, first_a, last_a), _sorted_places(texts.tokens, first_b, last_b)
    scale = math.log(max(rarity.commonest / COMMON, 2.0))
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
            rare = 1.0 - math.log(max(count / COMMON, 1.0)) / scale
            place_a = np.int64(keys_a[i] & np.uint64(0xFFFFFFFF))
            place_b = np.int64(keys_b[j] & np.uint64(0xFFFFFFFF))
            around_a = _around(marks, place_a, first_a, last_a, weights)
            around_b = _around(marks, place_b, first_b, last_b, weights)
            total += max(min(rare, around_a, around_b), 0.0)
            i += 1
            j += 1
    return total


@kernel("void(Texts, uint64[::1], PassageRecords, int64[::1], WordRarity, float32[::1])")
def passage_weight_kernel(
    texts: Texts,
    pairs: NDArray[np.uint64],
    passages: PassageRecords,
    offsets: NDArray[np.int64],
    rarity: WordRarity,
    passage_weights: NDArray[np.float32],
) -> None:
    """Fill what each rewritten passage or summary of the pairs weighs, 0 for the others."""
    for k in range(len(pairs)):
        a, b = sides_of(pairs[k])
        begin_a, begin_b = texts.begin[a], texts.begin[b]
        for row in range(offsets[k], offsets[k + 1]):
            passage_weights[row] = 0
            if passages[row].kind > EDITED:
                passage_weights[row] = shared_weight(texts, begin_a, begin_b, passages[row], rarity)
