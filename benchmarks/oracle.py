"""Who truly repeats whom: exact all-pairs answers that recall is counted against.

Three kinds of pairs, over the words of `dedup.text.tokens` (so folding is the same) and nothing else of `dedup`:
`runs`, articles that share a verbatim run of 12 words; `alike`, articles whose sets of word 3-grams have a Jaccard
similarity of at least 0.5; `close`, those at 0.8 or more, near what most peers are set up for. Grams are 64-bit hashes
of the words' 32-bit hashes: among 10 million the chance of any collision is below 0.001 %. Nothing is sampled or
capped; an article of fewer words than a gram has no pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.text.tokens import tokenize

RUN = 12
GRAM = 3
MIN_JACCARD, CLOSE = 0.5, 0.8

_ODD = np.uint64(0x9E3779B97F4A7C15)
_BUFFER = 1 << 25


@dataclass(frozen=True, slots=True)
class Truth:
    """Pairs of positions, int64[m, 2] with a < b, sorted."""

    runs: npt.NDArray[np.int64]
    alike: npt.NDArray[np.int64]
    close: npt.NDArray[np.int64]


def truth(texts: Sequence[str]) -> Truth:
    """The exact answers for a collection."""
    words, offsets = _words(texts)
    pairs, jaccard = alike(words, offsets)
    return Truth(runs=sharing_a_run(words, offsets), alike=pairs, close=pairs[jaccard >= CLOSE])


def sharing_a_run(
    words: npt.NDArray[np.uint32], offsets: npt.NDArray[np.int64], run: int = RUN
) -> npt.NDArray[np.int64]:
    """All pairs of articles that have `run` consecutive words in common."""
    grams, articles = _grams(words, offsets, run)
    return _pairs(_distinct(_together(*_once_an_article(grams, articles))))


def alike(
    words: npt.NDArray[np.uint32],
    offsets: npt.NDArray[np.int64],
    gram: int = GRAM,
    min_jaccard: float = MIN_JACCARD,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """All pairs of articles whose sets of word `gram`-grams are at least `min_jaccard` alike, and how alike they are.

    By prefix filtering (Chaudhuri et al. 2006): two sets that are that alike share one of each one's rarest
    |x| - ceil(min_jaccard * |x|) + 1 grams. Every pair that shares one is then compared exactly.
    """
    grams, articles = _once_an_article(*_grams(words, offsets, gram))
    _, rank, frequency = np.unique(grams, return_inverse=True, return_counts=True)
    order = np.lexsort((rank, frequency[rank], articles))  # each article's grams, rarest first
    rank, articles = rank[order], articles[order]
    bounds = np.searchsorted(articles, np.arange(len(offsets)))
    sizes = np.diff(bounds)
    prefix = sizes - np.ceil(min_jaccard * sizes).astype(np.int64) + 1
    nearby = np.arange(len(rank)) - bounds[articles] < prefix[articles]
    by_gram = np.argsort(rank[nearby], kind="stable")
    candidates = _pairs(_distinct(_together(rank[nearby][by_gram], articles[nearby][by_gram])))
    a, b = candidates.T
    candidates = candidates[np.minimum(sizes[a], sizes[b]) >= min_jaccard * np.maximum(sizes[a], sizes[b])]
    sets = {int(i): rank[bounds[i] : bounds[i + 1]] for i in np.unique(candidates)}
    jaccard = np.array([_jaccard(sets[a], sets[b]) for a, b in candidates.tolist()], dtype=np.float64)
    return candidates[jaccard >= min_jaccard], jaccard[jaccard >= min_jaccard]


def _words(texts: Sequence[str], batch: int = 10_000) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    """The hashes of all words in a row, and where each article's begin."""
    hashes, offsets = [], [np.zeros(1, np.int64)]
    for at in range(0, len(texts), batch):
        tokens = tokenize(texts[at : at + batch])
        hashes.append(tokens.hashes)
        offsets.append(tokens.offsets[1:] + offsets[-1][-1])
    return np.concatenate(hashes), np.concatenate(offsets)


def _grams(
    words: npt.NDArray[np.uint32], offsets: npt.NDArray[np.int64], n: int
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    """The hash of every `n` consecutive words inside one article, and that article."""
    articles = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    spread = words.astype(np.uint64) * _ODD
    spread ^= spread >> np.uint64(29)
    grams = np.zeros(max(len(words) - n + 1, 0), np.uint64)
    for i in range(n):
        grams = grams * _ODD + spread[i : i + len(grams)]
        grams ^= grams >> np.uint64(31)
    inside = articles[: len(grams)] == articles[n - 1 :][: len(grams)]
    return grams[inside], articles[: len(grams)][inside]


def _once_an_article(
    grams: npt.NDArray[np.uint64], articles: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    """Sorted by gram, then article, each combination once."""
    order = np.lexsort((articles, grams))
    grams, articles = grams[order], articles[order]
    first = np.ones(len(grams), np.bool_)
    first[1:] = (grams[1:] != grams[:-1]) | (articles[1:] != articles[:-1])
    return grams[first], articles[first]


def _together(keys: npt.NDArray[np.generic], articles: npt.NDArray[np.int64]) -> Iterator[npt.NDArray[np.int64]]:
    """Groups of articles that have a key in common, int64[groups, size] by size; a group comes up once."""
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1], [True])))
    sizes = np.diff(starts)
    for size in np.unique(sizes[sizes > 1]):
        rows = starts[:-1][sizes == size][:, None] + np.arange(size)
        yield np.unique(articles[rows], axis=0)


def _distinct(groups: Iterator[npt.NDArray[np.int64]]) -> npt.NDArray[np.uint64]:
    """All pairs inside the groups, each once, as a << 32 | b, sorted."""
    found = np.zeros(0, np.uint64)
    waiting: list[npt.NDArray[np.uint64]] = []
    for group in groups:
        left, right = np.triu_indices(group.shape[1], 1)
        step = max(_BUFFER // len(left), 1)
        for at in range(0, len(group), step):
            rows = group[at : at + step].astype(np.uint64)
            waiting.append(np.unique(rows[:, left] << np.uint64(32) | rows[:, right]))
            if sum(map(len, waiting)) > _BUFFER:
                found, waiting = np.unique(np.concatenate((found, *waiting))), []
    return np.unique(np.concatenate((found, *waiting)))


def _pairs(keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    return np.stack((keys >> np.uint64(32), keys & np.uint64(0xFFFFFFFF)), axis=1).astype(np.int64)


def _jaccard(a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> float:
    both = len(np.intersect1d(a, b, assume_unique=True))
    return both / (len(a) + len(b) - both)
