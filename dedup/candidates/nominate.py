"""Both channels together: from sketches to the candidate pairs of a collection."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.bands import estimate_kernel, similar_pairs
from dedup.candidates.pairs import KEY_MASK, link
from dedup.candidates.sorting import distinct, sort
from dedup.config import Config
from dedup.kernels import kernel
from dedup.sketch.sketches import Sketches

NEAR = 0.7
"""Estimated Jaccard similarity from which two articles count as one for nominating."""

GROUP_REPRESENTATIVES = 4
"""Members of a group of near-duplicates that nominate with all their fingerprints; the others with what is new in them."""

MAX_ALL = 24
"""Articles that may share a fingerprint before they are linked through representatives instead of all with all. Words
in 24 articles weigh a third of rare ones, so a passage of them must run to 48 words to count by itself."""

MAX_COMPARED = 1024
"""Fingerprints of an article up to which it is compared with its leader's, one by one."""

HOT_REPRESENTATIVES = 2
"""Representatives that each article of a more common fingerprint is linked to: the first in content order."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What was nominated: `pairs` uint64 of article numbers, sorted; `leaders`, the articles that stand for all, int64.

    `leaders` holds one article of each group of near-duplicates: document frequencies count these.
    """

    pairs: NDArray[np.uint64]
    leaders: NDArray[np.int64]


@kernel("void(uint64[::1], float32[::1], float32, int64[::1], int64[::1])")
def group_kernel(
    pairs: NDArray[np.uint64],
    similarities: NDArray[np.float32],
    min_similarity: float,
    leaders: NDArray[np.int64],
    places: NDArray[np.int64],
) -> None:
    """Give each article the first near one that leads a group as its leader, and its place in the group (0: leader).

    `leaders` is 0, 1, 2, ... and `places` 0 at first; `pairs` are sorted, so that leaders are settled before they lead.
    """
    sizes = np.ones(len(leaders), np.int64)
    for k in range(len(pairs)):
        a, b = np.int64(pairs[k] >> np.uint64(32)), np.int64(pairs[k] & np.uint64(0xFFFFFFFF))
        if similarities[k] >= min_similarity and leaders[a] == a and leaders[b] == b and sizes[b] == 1:
            leaders[b] = a
            places[b] = sizes[a]
            sizes[a] += 1


@kernel("int64(uint64[::1], int64[::1], int64[::1], int64[::1], int64[::1], int64[::1], int64, uint64[::1])")
def posting_kernel(
    fingerprints: NDArray[np.uint64],
    begin: NDArray[np.int64],
    end: NDArray[np.int64],
    articles: NDArray[np.int64],
    leaders: NDArray[np.int64],
    places: NDArray[np.int64],
    n_representatives: int,
    postings: NDArray[np.uint64],
) -> int:
    """Write the postings of `articles` (ascending); return how many.

    An article whose place in its group is `n_representatives` or more leaves out what its leader has, unless comparing
    the two would take longer than aligning them.
    """
    n = 0
    for k in range(len(articles)):
        article = articles[k]
        leader = leaders[article]
        whole = places[article] < n_representatives or end[article] - begin[article] > MAX_COMPARED
        for i in range(begin[article], end[article]):
            known = False
            if not whole:
                for j in range(begin[leader], end[leader]):
                    known = known or fingerprints[i] == fingerprints[j]
            if not known:
                postings[n] = (fingerprints[i] & KEY_MASK) | np.uint64(article)
                n += 1
    return n


def nominate(sketches: Sketches, articles: NDArray[np.int64], config: Config) -> Candidates:
    """The candidate pairs among `articles` (ascending, no exact duplicates among them)."""
    similar = similar_pairs(sketches.signatures, articles, config, GROUP_REPRESENTATIVES, 1)
    similarities = np.empty(len(similar), np.float32)
    estimate_kernel(sketches.signatures, similar, similarities)
    leaders, places = np.arange(len(sketches), dtype=np.int64), np.zeros(len(sketches), np.int64)
    group_kernel(similar, similarities, NEAR, leaders, places)
    n_fingerprints = int((sketches.fingerprint_end - sketches.fingerprint_begin)[articles].sum())
    postings = np.empty(n_fingerprints, np.uint64)
    n = posting_kernel(
        sketches.fingerprints, sketches.fingerprint_begin, sketches.fingerprint_end,
        articles, leaders, places, GROUP_REPRESENTATIVES, postings,
    )  # fmt: skip
    sharing = link(postings[:n], MAX_ALL, HOT_REPRESENTATIVES)
    return Candidates(distinct(sort(np.concatenate([similar, sharing]))), articles[leaders[articles] == articles])


def representatives(sketches: Sketches) -> NDArray[np.int64]:
    """For texts in order of their digests: the first text with the same tokens as each, int64[N]."""
    same = np.zeros(len(sketches), np.bool_)
    for i in np.flatnonzero(sketches.digests[1:] == sketches.digests[:-1]) + 1:
        a = sketches.tokens[sketches.begin[i - 1] : sketches.end[i - 1]]
        same[i] = np.array_equal(a, sketches.tokens[sketches.begin[i] : sketches.end[i]])
    numbers = np.arange(len(sketches), dtype=np.int64)
    return np.maximum.accumulate(np.where(same, 0, numbers)) if len(numbers) else numbers


