"""Both channels together: from sketches to the candidate pairs of a collection."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.bands import estimate_kernel, similar_pairs
from dedup.candidates.pairs import KEY_MASK, LinkLimits, link
from dedup.candidates.sorting import distinct, sort
from dedup.config import Config
from dedup.runtime.kernels import kernel
from dedup.sketch.sketches import FingerprintLists, Sketches

NEAR = 0.7
"""Estimated Jaccard similarity from which two articles count as one for nominating."""

GROUP_REPRESENTATIVES = 4
"""Members of a group of near-duplicates that nominate with all their fingerprints; the others only with new ones."""

SIMILAR = LinkLimits(GROUP_REPRESENTATIVES, 1)
"""Articles that may share a band before they are linked through one: more are near-duplicates, which group."""

CAPPED = LinkLimits(max_all=24, n_representatives=2)
"""Articles that may share a fingerprint before they are linked through two representatives instead of all with all.
Words in 24 articles weigh a third of rare ones, so a passage of them must run to 48 words to count by itself."""

MAX_POSTINGS = 1 << 22
"""Postings that a thread sorts at a time, 32 MB and as much again as work space; their keys' upper bits part them."""

MAX_COMPARED = 1024
"""Fingerprints of an article and of its leader up to which the two are compared, one by one."""


class Groups(NamedTuple):
    """Groups of near-duplicates: the leader of each article's and its place there (0: leader), int64[N] each."""

    leaders: NDArray[np.int64]
    places: NDArray[np.int64]


class Part(NamedTuple):
    """Some of all keys: one of so many parts, by their upper bits."""

    number: np.uint64
    n_parts: np.uint64


WHOLE = Part(np.uint64(0), np.uint64(1))
"""All keys."""


@kernel("void(uint64[::1], float32[::1], float32, Groups)")
def group_kernel(
    pairs: NDArray[np.uint64],
    similarities: NDArray[np.float32],
    min_similarity: float,
    groups: Groups,
) -> None:
    """Put each article into the group of the first near one that leads one.

    `leaders` is 0, 1, 2, ... and `places` 0 at first; `pairs` are sorted, so that leaders are settled before they lead.
    """
    leaders, places = groups.leaders, groups.places
    sizes = np.ones(len(leaders), np.int64)
    for k in range(len(pairs)):
        a, b = np.int64(pairs[k] >> np.uint64(32)), np.int64(pairs[k] & np.uint64(0xFFFFFFFF))
        if similarities[k] >= min_similarity and leaders[a] == a and leaders[b] == b and sizes[b] == 1:
            leaders[b] = a
            places[b] = sizes[a]
            sizes[a] += 1


@kernel("int64(FingerprintLists, int64[::1], Groups, Part, uint64[::1])")
def posting_kernel(
    fingerprints: FingerprintLists,
    articles: NDArray[np.int64],
    groups: Groups,
    part: Part,
    postings: NDArray[np.uint64],
) -> int:
    """Write those postings of `articles` (ascending) whose key falls in a part; return how many.

    With an empty `postings` it only counts. An article whose place in its group is `GROUP_REPRESENTATIVES` or more
    leaves out what its leader has, unless comparing the two would take longer than aligning them.
    """
    values, begin, end = fingerprints.values, fingerprints.begin, fingerprints.end
    n = 0
    for k in range(len(articles)):
        article = articles[k]
        leader = groups.leaders[article]
        n_most = max(end[article] - begin[article], end[leader] - begin[leader])
        whole = groups.places[article] < GROUP_REPRESENTATIVES or n_most > MAX_COMPARED
        for i in range(begin[article], end[article]):
            if (values[i] >> np.uint64(56)) % part.n_parts != part.number:
                continue
            known = False
            if not whole:
                for j in range(begin[leader], end[leader]):
                    known = known or values[i] == values[j]
            if not known:
                if len(postings) > 0:
                    postings[n] = (values[i] & KEY_MASK) | np.uint64(article)
                n += 1
    return n


def groups_of(similar: NDArray[np.uint64], similarities: NDArray[np.float32], n_articles: int) -> Groups:
    """The groups of near-duplicates among `n_articles`, of which these sorted pairs are as alike as estimated."""
    groups = Groups(np.arange(n_articles, dtype=np.int64), np.zeros(n_articles, np.int64))
    group_kernel(similar, similarities, NEAR, groups)
    return groups


def postings_of(
    fingerprints: FingerprintLists, articles: NDArray[np.int64], groups: Groups, part: Part = WHOLE
) -> NDArray[np.uint64]:
    """The postings of the fingerprints of `articles` (ascending) whose keys fall in a part."""
    columns = (fingerprints, articles, groups, part)
    postings = np.empty(posting_kernel(*columns, np.empty(0, np.uint64)), np.uint64)
    if len(postings):
        posting_kernel(*columns, postings)
    return postings


def nominate(sketches: Sketches, articles: NDArray[np.int64], config: Config, jobs: int = 1) -> NDArray[np.uint64]:
    """The candidate pairs among `articles` (ascending, no exact duplicates among them): uint64, sorted."""
    similar = similar_pairs(sketches.signatures, articles, config, SIMILAR, jobs)
    similarities = np.empty(len(similar), np.float32)
    estimate_kernel(sketches.signatures, similar, similarities)
    groups = groups_of(similar, similarities, len(sketches))

    n_fingerprints = int((sketches.fingerprint_end - sketches.fingerprint_begin)[articles].sum())
    n_parts = max(jobs, min(n_fingerprints // MAX_POSTINGS + 1, 256))

    def sharing(part: int) -> NDArray[np.uint64]:
        own = Part(np.uint64(part), np.uint64(n_parts))
        return link(postings_of(sketches.fingerprint_lists, articles, groups, own), CAPPED)

    with ThreadPoolExecutor(jobs) as pool:
        return distinct(sort(np.concatenate([similar, *pool.map(sharing, range(n_parts))])))


def representatives(sketches: Sketches) -> NDArray[np.int64]:
    """For texts in order of their digests: the first text with the same tokens as each, int64[N]."""
    same = np.zeros(len(sketches), np.bool_)
    for i in np.flatnonzero(sketches.digests[1:] == sketches.digests[:-1]) + 1:
        a = sketches.tokens[sketches.begin[i - 1] : sketches.end[i - 1]]
        same[i] = np.array_equal(a, sketches.tokens[sketches.begin[i] : sketches.end[i]])
    numbers = np.arange(len(sketches), dtype=np.int64)
    return np.maximum.accumulate(np.where(same, 0, numbers)) if len(numbers) else numbers
