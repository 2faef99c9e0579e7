"""Bigrams: articles that share a tenth of their pairs of neighbouring words become candidates.

Bands and fingerprints need longer runs. Who changes a word here and there leaves none of five words, but most words
still stand beside those that they stood beside; strangers share the names and set phrases of a language only, most of
which many articles have. As a sample the bigrams that begin with one word of four are enough, chosen by its hash, so
that they are the same in every article (Manber, "Finding similar files in a large file system", 1994).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.nominate import CAPPED, WHOLE, Part
from dedup.candidates.pairs import ARTICLE_BITS, ARTICLE_MASK, KEY_MASK, sides_of
from dedup.candidates.rare_words import rare_kernel
from dedup.candidates.sorting import distinct, sort
from dedup.runtime.kernels import inlined, kernel
from dedup.sketch.shingles import BASE, mix
from dedup.sketch.sketches import Sketches, TokenLists
from dedup.text.scripts import units_of

MIN_SHARED = 4
"""Bigrams of the sample that two articles share: some sixteen of all."""

MIN_SHARE = 0.1
"""Share of the bigrams of the shorter article that they are. With every fourth word changed a half is left, every third
a third; some stand in too many articles to count. Of news articles of 60 words and more in which every fourth word was
changed 97 to 99 % share a tenth (Arabic, American, Turkish), every third 87 to 97 %, and so do of other pairs that no
other channel nominates .06 an article in 31,030 Arabic ones, .2 in 680 American ones on one event and .06 in 3,600
Turkish ones. Six rare words, wherever they stand, find 80, 91 and 100 % for .07, 8 and 1.4 pairs an article."""

BIGRAM_UNITS = 120
"""What the tokens of a bigram count at least (`text.scripts`): two words, less what three ideographs lack of them, so
that some are left where one of every four characters is changed."""

MAX_PAIRS = 1 << 22
"""Pairs that a thread sorts at a time, 32 MB and as much again as work space."""

MAX_HOLDERS = CAPPED.max_all
"""Articles that have a bigram at most: what more have is a set phrase, or a story that the other channels find."""

_SAMPLE = np.uint32(3)
_COUNT_ONLY = np.empty(0, np.uint64)


@inlined
def bigram_at(tokens: NDArray[np.uint32], at: int, end: int) -> np.uint64:
    """The hash of the bigram that begins at a token; 0 where the text ends before it does."""
    value, units, last = np.uint64(1), 0, at
    while units < BIGRAM_UNITS and last < end:
        value = value * BASE + np.uint64(tokens[last])
        units += units_of(tokens[last])
        last += 1
    return mix(value) if units >= BIGRAM_UNITS else np.uint64(0)


@kernel("int64(TokenLists, int64[::1], Part, uint64[::1])")
def bigram_kernel(tokens: TokenLists, articles: NDArray[np.int64], part: Part, postings: NDArray[np.uint64]) -> int:
    """Write a posting for each bigram of `articles` in the sample whose first word falls in a part; return how many.

    With an empty `postings` it only counts.
    """
    n = 0
    for article in articles:
        end = tokens.end[article]
        for i in range(tokens.begin[article], end):
            token = tokens.values[i]
            if token & _SAMPLE == 0 and np.uint64(token >> np.uint32(2)) % part.n_parts == part.number:
                value = bigram_at(tokens.values, i, end) if len(postings) > 0 else np.uint64(1)
                if value != 0:
                    if len(postings) > 0:
                        postings[n] = (value & KEY_MASK) | np.uint64(article)
                    n += 1
    return n


@kernel("void(uint64[::1], int64[::1])")
def held_kernel(postings: NDArray[np.uint64], n_held: NDArray[np.int64]) -> None:
    """Count the postings of each article."""
    for posting in postings:
        n_held[posting & ARTICLE_MASK] += 1


@kernel("int64(uint64[::1], int64, int64, uint64[::1], int64[::1])")
def link_from_kernel(
    postings: NDArray[np.uint64], first: int, last: int, pairs: NDArray[np.uint64], n_linked: NDArray[np.int64]
) -> int:
    """Write the pairs of articles with a common key whose smaller number is in `[first, last)`; return how many.

    With an empty `pairs` it only counts them, `n_linked` those of each smaller number.
    """
    n = 0
    begin = 0
    while begin < len(postings):
        end = begin + 1
        while end < len(postings) and postings[end] & KEY_MASK == postings[begin] & KEY_MASK:
            end += 1
        for i in range(begin, end - 1):
            a = np.int64(postings[i] & ARTICLE_MASK)
            if first <= a < last:
                if len(pairs) > 0:
                    for j in range(i + 1, end):
                        pairs[n + j - i - 1] = (np.uint64(a) << np.uint64(32)) | (postings[j] & ARTICLE_MASK)
                else:
                    n_linked[a] += end - 1 - i
                n += end - 1 - i
        begin = end
    return n


@kernel("int64(uint64[::1], int64[::1])")
def alike_kernel(pairs: NDArray[np.uint64], n_held: NDArray[np.int64]) -> int:
    """Move one of each of the sorted `pairs` that stand often enough to the front; return how many."""
    n = 0
    begin = 0
    while begin < len(pairs):
        end = begin + 1
        while end < len(pairs) and pairs[end] == pairs[begin]:
            end += 1
        a, b = sides_of(pairs[begin])
        if end - begin >= max(MIN_SHARED, MIN_SHARE * min(n_held[a], n_held[b])):
            pairs[n] = pairs[begin]
            n += 1
        begin = end
    return n


def bigram_postings(tokens: TokenLists, articles: NDArray[np.int64], part: Part = WHOLE) -> NDArray[np.uint64]:
    """The postings of the bigrams of `articles` in the sample whose first word falls in a part, each once, sorted."""
    postings = np.empty(bigram_kernel(tokens, articles, part, _COUNT_ONLY), np.uint64)
    if len(postings):
        postings = postings[: bigram_kernel(tokens, articles, part, postings)]
    return distinct(sort(postings, ARTICLE_BITS))


def sharing_bigrams(sketches: Sketches, articles: NDArray[np.int64], jobs: int = 1) -> NDArray[np.uint64]:
    """The pairs among `articles` (ascending, no exact duplicates) that share enough bigrams: uint64, sorted."""

    def rare(part: int) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        postings = bigram_postings(sketches.token_lists, articles, Part(np.uint64(part), np.uint64(jobs)))
        n_held = np.zeros(len(sketches), np.int64)
        held_kernel(postings, n_held)
        return postings[: rare_kernel(postings, MAX_HOLDERS)].copy(), n_held

    with ThreadPoolExecutor(jobs) as pool:
        parts = list(pool.map(rare, range(jobs)))
        postings, n_held = np.concatenate([part[0] for part in parts]), np.sum([part[1] for part in parts], 0)
        n_linked = np.zeros(len(sketches), np.int64)
        link_from_kernel(postings, 0, len(sketches), _COUNT_ONLY, n_linked)

        def alike(first: int, last: int) -> NDArray[np.uint64]:
            pairs = np.empty(int(n_linked[first:last].sum()), np.uint64)
            if len(pairs):
                link_from_kernel(postings, first, last, pairs, n_linked)
            pairs = sort(pairs)
            return pairs[: alike_kernel(pairs, n_held)].copy()

        bounds = np.searchsorted(np.cumsum(n_linked), np.arange(MAX_PAIRS, n_linked.sum(), MAX_PAIRS)).tolist()
        return np.concatenate(list(pool.map(alike, [0, *bounds], [*bounds, len(sketches)])))
