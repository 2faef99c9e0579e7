"""Families: articles joined by confirmed copies of the whole, each checked against the family's origin."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.pairs import join, split
from dedup.candidates.sorting import contains, distinct
from dedup.runtime.kernels import kernel

Confirm = Callable[[NDArray[np.uint64]], NDArray[np.bool_]]
"""Aligns further pairs and says of each whether it copies a whole article."""


@kernel("void(int64[::1], int64[::1], int64[::1])")
def component_kernel(first: NDArray[np.int64], second: NDArray[np.int64], roots: NDArray[np.int64]) -> None:
    """Union-find: make `roots` (0, 1, 2, ... at first) name the smallest article that each is connected to."""
    for k in range(len(first)):
        a, b = first[k], second[k]
        while roots[a] != a:
            roots[a] = roots[roots[a]]
            a = roots[a]
        while roots[b] != b:
            roots[b] = roots[roots[b]]
            b = roots[b]
        if a != b:
            roots[max(a, b)] = min(a, b)
    for article in range(len(roots)):
        roots[article] = roots[roots[article]]


def checked_origins(
    n_articles: int, copies: NDArray[np.uint64], order: NDArray[np.int64], confirm: Confirm
) -> NDArray[np.int64]:
    """The origin of each article's family, int64[n_articles]; an article without a family is its own.

    `copies` are the confirmed pairs that copy a whole article (exact, reprint, contained), sorted; `order[i]` ranks
    article i as an origin, lowest first. In each connected component the first in order is the origin, and the family
    is what is confirmed to be a copy against it. What only a chain of edits connects goes on to a round of its own,
    until no copies are left, so no chain joins strangers.
    """
    origins = np.arange(n_articles, dtype=np.int64)
    open_copies = copies
    while len(open_copies):
        first, second = split(open_copies)
        roots = np.arange(n_articles, dtype=np.int64)
        component_kernel(first, second, roots)
        members = distinct(np.sort(np.concatenate([first, second])))
        by_order = members[np.argsort(order[members], kind="stable")]
        origin_of_root = np.empty(n_articles, np.int64)
        origin_of_root[roots[by_order][::-1]] = by_order[::-1]  # the first in order is written last
        origin = origin_of_root[roots[members]]
        others = members != origin
        pairs = join(members[others], origin[others])
        confirmed = contains(copies, pairs)
        confirmed[~confirmed] = confirm(pairs[~confirmed])
        joined = members[others][confirmed]
        origins[joined] = origin[others][confirmed]
        done = np.zeros(n_articles, np.bool_)
        done[joined] = True
        done[origin] = True
        open_copies = open_copies[~(done[first] | done[second])]
    return origins


def shown_families(members: Mapping[int, NDArray[np.int64]], shown: NDArray[np.bool_]) -> dict[int, NDArray[np.int64]]:
    """The families with an article that is shown, bool[N]."""
    return {origin: of for origin, of in members.items() if shown[of].any()}


def members_by_origin(origins: NDArray[np.int64]) -> dict[int, NDArray[np.int64]]:
    """The families of more than one article: by origin, in their order, the numbers of all members, sorted.

    >>> members_by_origin(np.array([0, 3, 0, 3, 4]))
    {0: array([0, 2]), 3: array([1, 3])}
    """
    members = np.argsort(origins, kind="stable")
    sizes = np.bincount(origins, minlength=len(origins))
    ends = np.cumsum(sizes)
    return {
        origin: members[ends[origin] - sizes[origin] : ends[origin]] for origin in np.flatnonzero(sizes > 1).tolist()
    }
