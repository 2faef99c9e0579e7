"""Rarity: in how many articles a 4-gram stands, so that formulas count for little."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from dedup.confirm.anchors import gram_kernel
from dedup.kernels import kernel

COMMON = 8
"""Articles that may share a 4-gram before it counts less: a story that several outlets wrote is no formula yet."""

WEIGHTS = np.minimum(1.0, COMMON / np.maximum(np.arange(256), 1)).astype(np.float32)
"""The weight of a word by the document frequency of the rarest 4-gram it stands in, float32[256]."""


@kernel("void(uint32[::1], int64[::1], int64[::1], int64[::1], uint32, uint32, uint32[::1], uint8[::1])")
def count_kernel(
    tokens: NDArray[np.uint32],
    begin: NDArray[np.int64],
    end: NDArray[np.int64],
    articles: NDArray[np.int64],
    part: np.uint32,
    n_parts: np.uint32,
    grams: NDArray[np.uint32],
    counts: NDArray[np.uint8],
) -> None:
    """Count the 4-grams of `articles` whose place in `counts` falls in `part` of `n_parts`; 255 means 255 or more.

    `grams` is work space for the longest article. No two parts share a place: threads that add to one lose counts.
    """
    mask = np.uint32(len(counts) - 1)
    first, last = len(counts) * part // n_parts, len(counts) * (part + 1) // n_parts
    for k in range(len(articles)):
        for i in range(gram_kernel(tokens[begin[articles[k]] : end[articles[k]]], grams)):
            slot = np.int64(grams[i] & mask)
            if first <= slot < last:
                counts[slot] += counts[slot] < np.uint8(255)


@kernel("void(uint32[::1], int64[::1], int64[::1], int64, int64, uint32[::1], uint8[::1], uint8[::1])")
def look_up_kernel(
    tokens: NDArray[np.uint32],
    begin: NDArray[np.int64],
    end: NDArray[np.int64],
    first: int,
    last: int,
    grams: NDArray[np.uint32],
    counts: NDArray[np.uint8],
    frequencies: NDArray[np.uint8],
) -> None:
    """Fill in `frequencies` the count of the 4-gram that begins at each token of the articles `first` to `last`."""
    mask = np.uint32(len(counts) - 1)
    for article in range(first, last):
        for i in range(gram_kernel(tokens[begin[article] : end[article]], grams)):
            frequencies[begin[article] + i] = counts[grams[i] & mask]


def gram_frequencies(
    tokens: NDArray[np.uint32],
    spans: tuple[NDArray[np.int64], NDArray[np.int64]],
    articles: NDArray[np.int64],
    threads: int,
) -> NDArray[np.uint8]:
    """In how many of `articles` the 4-gram that begins at each token stands, uint8[n_tokens], cut off at 255.

    `spans` are the begin and end of every article's tokens, those outside `articles` too; where no 4-gram fits before
    an article's end the value is 0. 4-grams are counted by their hash in a table with room for all, so that few
    strangers meet in one place; where they do, both seem more common than they are, and count less. A gram that an
    article repeats counts every time. Each thread counts in its own part of the table, so their number changes nothing.
    """
    begin, end = spans
    n_tokens = int((end - begin)[articles].sum())
    counts = np.zeros(max(1 << 16, 1 << n_tokens.bit_length()), np.uint8)
    frequencies = np.zeros(len(tokens), np.uint8)
    bounds = np.linspace(0, len(begin), threads + 1).astype(np.int64)

    longest = int((end - begin).max(initial=0))

    def count(part: int) -> None:
        grams = np.empty(longest, np.uint32)
        count_kernel(tokens, begin, end, articles, np.uint32(part), np.uint32(threads), grams, counts)

    def look_up(part: int) -> None:
        grams = np.empty(longest, np.uint32)
        look_up_kernel(tokens, begin, end, bounds[part], bounds[part + 1], grams, counts, frequencies)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(count, range(threads)))
        list(pool.map(look_up, range(threads)))
    return frequencies
