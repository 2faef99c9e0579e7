"""Whether the channels propose to compare two articles: what their signatures and fingerprints have in common."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.bands import candidate_probability
from dedup.candidates.nominate import CAPPED
from dedup.candidates.pairs import KEY_MASK
from dedup.config import Config
from dedup.explaining.found import Bands, Fingerprints
from dedup.sketch.sketches import Sketches


def bands_of(sketches: Sketches, a: int, b: int, config: Config) -> Bands:
    """How the signatures of two articles agree."""
    same = sketches.signatures[a] == sketches.signatures[b]
    in_bands = same[: config.n_bands * config.n_rows].reshape(config.n_bands, config.n_rows)
    similarity = float(same.mean())
    return Bands(
        similarity=round(similarity, 4),
        n_agree=int(in_bands.all(axis=1).sum()),
        n_bands=config.n_bands,
        chance=round(candidate_probability(similarity, config.n_bands, config.n_rows), 4),
    )


def fingerprints_of(sketches: Sketches, a: int, b: int) -> Fingerprints:
    """Which fingerprints two articles have in common, and how many of these are hot in the collection."""
    keys = sketches.fingerprints & KEY_MASK
    begin, end = sketches.fingerprint_begin, sketches.fingerprint_end
    of_a, of_b = (np.unique(keys[begin[one] : end[one]]) for one in (a, b))
    common = np.intersect1d(of_a, of_b)
    places = np.flatnonzero(np.isin(keys, common))
    by_begin = np.argsort(begin, kind="stable")
    article = by_begin[np.searchsorted(begin[by_begin], places, "right") - 1]
    held = np.unique(np.stack([np.searchsorted(common, keys[places]), article]), axis=1)
    n_articles = np.bincount(held[0], minlength=len(common))
    return Fingerprints(len(of_a), len(of_b), len(common), int((n_articles > CAPPED.max_all).sum()))


def longest_run(a: list[int], b: list[int]) -> int:
    """The words of the longest run that two articles, given as tokens, both have."""
    words = np.unique(np.array([*a, -1, *b], np.int64), return_inverse=True)[1]
    blocks = [words]  # of 1, 2, 4 ... words from each place on, each by a number of its own, of the smallest
    while 2 ** len(blocks) <= min(len(a), len(b)):
        step = 2 ** (len(blocks) - 1)
        blocks.append(_numbered(blocks[-1][:-step], blocks[-1][step:]))
    n_words, runs = 0, np.zeros(len(a) + 1 + len(b), np.int64)
    for power in reversed(range(len(blocks))):  # a run of n words holds one of each smaller number of words
        size = len(blocks[power]) - n_words
        if size > 0:
            longer = _numbered(runs[:size], blocks[power][n_words:])
            in_a = np.zeros(size + 1, np.bool_)
            in_a[longer[: max(len(a) - n_words - 2**power + 1, 0)]] = True
            if in_a[longer[len(a) + 1 :]].any():
                n_words, runs = n_words + 2**power, longer
    return n_words


def _numbered(first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.int64]:
    """A number for each pair of small numbers, from 0 on, equal where the pairs are."""
    pairs = first * (second.max() + 1) + second
    order = np.argsort(pairs)
    numbers = np.empty(len(order), np.int64)
    numbers[order] = np.cumsum(np.diff(pairs[order], prepend=pairs[order[0]]) != 0)
    return numbers
