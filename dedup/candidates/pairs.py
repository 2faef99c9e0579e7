"""Pairs from postings: articles that hold the same key nominate each other.

A posting is one uint64: the upper 40 bits of a key above the 24-bit number of the article that holds it. Sorted, equal
keys stand in runs; a run of few articles nominates all its pairs, a run of many links each to a few representatives, so
that a story in n outlets costs work linear in n and none of them is lost.

A pair is one uint64: the smaller number above the larger, 32 bits each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.sorting import distinct, sort
from dedup.runtime.kernels import inlined, kernel

ARTICLE_BITS = 24
MAX_ARTICLES = 1 << ARTICLE_BITS
ARTICLE_MASK = np.uint64(MAX_ARTICLES - 1)
KEY_MASK = ~ARTICLE_MASK


@dataclass(frozen=True, slots=True)
class LinkLimits:
    """Up to `max_all` articles with one key are linked all with all; more, each to the first `n_representatives`."""

    max_all: int
    n_representatives: int


@inlined
def sides_of(pair: np.uint64) -> tuple[Any, Any]:
    """The two numbers of a pair."""
    return np.int64(pair >> np.uint64(32)), np.int64(pair & np.uint64(0xFFFFFFFF))


@kernel("int64(uint64[::1], int64, int64, uint64[::1])")
def link_kernel(postings: NDArray[np.uint64], max_all: int, n_representatives: int, pairs: NDArray[np.uint64]) -> int:
    """Write the pairs that sorted distinct `postings` nominate; return how many.

    A run of up to `max_all` articles nominates all its pairs; a longer one each article with the first
    `n_representatives`. With an empty `pairs` it only counts.
    """
    n = 0
    begin = 0
    while begin < len(postings):
        key = postings[begin] & KEY_MASK
        end = begin + 1
        while end < len(postings) and postings[end] & KEY_MASK == key:
            end += 1
        n_partners = end - begin if end - begin <= max_all else n_representatives
        for later in range(begin + 1, end):
            for earlier in range(begin, min(later, begin + n_partners)):
                if len(pairs) > 0:
                    pairs[n] = ((postings[earlier] & ARTICLE_MASK) << np.uint64(32)) | (postings[later] & ARTICLE_MASK)
                n += 1
        begin = end
    return n


_COUNT_ONLY = np.empty(0, np.uint64)


def link(postings: NDArray[np.uint64], limits: LinkLimits) -> NDArray[np.uint64]:
    """The pairs that `postings` (uint64, ascending by article; used as work space) nominate, each once, sorted.

    >>> key = 7 << 24
    >>> pairs = link(np.array([key | 0, key | 1, key | 2], np.uint64), LinkLimits(max_all=2, n_representatives=1))
    >>> [(int(pair) >> 32, int(pair) & 0xFFFFFFFF) for pair in pairs]
    [(0, 1), (0, 2)]
    """
    postings = distinct(sort(postings, ARTICLE_BITS))
    pairs = np.empty(link_kernel(postings, limits.max_all, limits.n_representatives, _COUNT_ONLY), np.uint64)
    if len(pairs):
        link_kernel(postings, limits.max_all, limits.n_representatives, pairs)
    return distinct(sort(pairs))


def split(pairs: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The smaller and the larger article numbers of pairs, int64 each."""
    return (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)


def join(first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Pairs from article numbers in either order."""
    return (np.minimum(first, second).astype(np.uint64) << np.uint64(32)) | np.maximum(first, second).astype(np.uint64)
