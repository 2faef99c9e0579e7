"""Pairs inside families and among exact duplicates: which are aligned, and which are matches of their own."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.pairs import join, split
from dedup.candidates.sorting import sort
from dedup.families.grouping import Confirm, checked_origins

MAX_FAMILY = 100
"""Members of a family up to which every pair in it is aligned; in a larger one each member with the origin and with its
nearest neighbours, those that nominated each other."""

MAX_SAME = 16
"""Pairs between the exact duplicates of two articles up to which each is a match of its own; of more, each duplicate is
matched with one representative of the others: the family's origin where it is among them."""


def family_origins(
    representative: NDArray[np.int64], copies: NDArray[np.uint64], order: NDArray[np.int64], confirm: Confirm
) -> NDArray[np.int64]:
    """The origin of each article's family, int64[N]; exact duplicates have one, and so are a family.

    `representative` int64[N] stands for an article's exact duplicates, and `copies` are pairs of these, as of
    `checked_origins`; `order` int64[N] ranks articles as origins. The pairs inside families are confirmed as well.
    """
    unique = np.flatnonzero(representative == np.arange(len(representative)))
    n_same = np.bincount(representative, minlength=len(representative))
    of_representatives = order.copy()  # the place of the first among their duplicates
    np.minimum.at(of_representatives, representative, order)
    by_representative = checked_origins(len(representative), copies, of_representatives, confirm)
    confirm(pairs_inside(by_representative[unique], unique, n_same))
    first_of = np.empty(len(representative), np.int64)  # of representatives: the first among their duplicates
    first_of[representative[np.argsort(-order)]] = np.argsort(-order)
    origins: NDArray[np.int64] = first_of[by_representative[representative]]
    return origins


@cache
def _all_pairs(n: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places i < j of all pairs of n things."""
    i, j = np.triu_indices(n, 1)
    return i, j


def pairs_inside(
    origins: NDArray[np.int64], articles: NDArray[np.int64], n_same: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """All pairs inside the families of 3 to `MAX_FAMILY` members; `n_same` counts each article's exact duplicates."""
    order = np.argsort(origins, kind="stable")
    bounds = np.flatnonzero(np.append(True, origins[order][1:] != origins[order][:-1]))
    sizes = np.diff(np.append(bounds, len(order)))
    found = [np.empty(0, np.uint64)]
    for begin, size in zip(bounds[sizes > 2], sizes[sizes > 2], strict=True):
        members = articles[order[begin : begin + size]]
        if n_same[members].sum() <= MAX_FAMILY:
            i, j = _all_pairs(int(size))
            found.append(join(members[i], members[j]))
    return sort(np.concatenate(found))


def among_duplicates(
    pairs: NDArray[np.uint64],
    representative: NDArray[np.int64],
    origins: NDArray[np.int64],
    family_sizes: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Each pair of representatives as pairs of their exact duplicates: first, second and the pair's row, int64 each.

    `family_sizes` int64[N]: the members of each article's family, of which not all need be here.
    """
    n_same = np.bincount(representative, minlength=len(representative))
    by_text, begin = np.argsort(representative, kind="stable"), np.cumsum(n_same) - n_same
    first, second = split(pairs)
    rows = np.arange(len(pairs), dtype=np.int64)
    single = (n_same[first] == 1) & (n_same[second] == 1)
    found = [(first[single], second[single], rows[single])]
    for row in rows[~single].tolist():
        a, b = int(first[row]), int(second[row])
        same_a, same_b = (by_text[begin[text] : begin[text] + n_same[text]].tolist() for text in (a, b))
        small_family = origins[a] == origins[b] and family_sizes[a] <= MAX_FAMILY
        if small_family or len(same_a) * len(same_b) <= MAX_SAME:
            both = {(i, j) for i in same_a for j in same_b}
        else:
            hub_a = int(origins[a]) if origins[a] in same_a else a
            hub_b = int(origins[b]) if origins[b] in same_b else b
            both = {(i, hub_b) for i in same_a} | {(hub_a, j) for j in same_b}
        if a == b:
            both = {(min(i, j), max(i, j)) for i, j in both if i != j}
        firsts, seconds = np.array(sorted(both), np.int64).reshape(-1, 2).T
        found.append((firsts, seconds, np.full(len(both), row)))
    firsts, seconds, of_row = (np.concatenate(column) for column in zip(*found, strict=True))
    return firsts, seconds, of_row
