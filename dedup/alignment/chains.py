"""Passages: anchors chained over small edits into the stretches of copy that two texts share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.anchors import Space, anchor_kernel
from dedup.alignment.common_subsequence import common_words
from dedup.records import EDITED, VERBATIM, PassageRecords
from dedup.runtime.kernels import inlined, kernel
from dedup.text.scripts import UNIT, units_of

MAX_GAP = 8
"""Words between two anchors of one passage, on either side: about what an editor changes inside a copied sentence."""

MIN_WORDS = 8
"""Matched words in the shortest passage: below that a shared run says nothing by itself."""

MAX_DROP = 2
"""How far the count of matches minus mismatches may fall while a passage is extended (X-drop, as in BLAST)."""


@inlined
def chain_anchors(a: NDArray[np.uint32], space: Space, n_anchors: int) -> None:
    """Chain anchors that follow each other in both texts, the first of which is `a`. Of several chains that one could
    go on with, the nearest takes it.
    """
    anchors, following, sizes = space.anchors, space.following, space.sizes
    first = np.empty(n_anchors, np.int32)
    for k in range(n_anchors):
        following[k] = -1
        nearest, nearest_gap = -1, 2 * MAX_GAP + 1
        units = 0
        for i in range(anchors[k].at_a, anchors[k].at_a + anchors[k].length):
            units += units_of(a[i])
        for p in range(k - 1, -1, -1):
            gap_b = anchors[k].at_b - (anchors[p].at_b + anchors[p].length)
            if gap_b > MAX_GAP:
                break
            gap_a = anchors[k].at_a - (anchors[p].at_a + anchors[p].length)
            if 0 <= gap_a <= MAX_GAP and following[p] < 0 and gap_a + gap_b < nearest_gap:
                nearest, nearest_gap = p, gap_a + gap_b
        if nearest >= 0:
            following[nearest] = k
            first[k] = first[nearest]
            sizes[k] = 0
            sizes[first[k]] += units
        else:
            first[k] = k
            sizes[k] = units


@inlined
def any_taken(space: Space, begin_a: int, end_a: int, begin_b: int, end_b: int) -> bool:
    """Whether a passage holds any of these words, on either side."""
    taken = False
    for i in range(begin_a, end_a):
        taken = taken or space.taken_a[i]
    for j in range(begin_b, end_b):
        taken = taken or space.taken_b[j]
    return taken


@kernel("int64(uint32[::1], uint32[::1], int64, int64, int64, boolean[::1], boolean[::1])")
def extension_kernel(
    a: NDArray[np.uint32],
    b: NDArray[np.uint32],
    at_a: int,
    at_b: int,
    step: int,
    taken_a: NDArray[np.bool_],
    taken_b: NDArray[np.bool_],
) -> int:
    """How many words a passage reaches further, word for word from `at_a` and `at_b` on in direction `step` (1 or -1).

    It goes on over changed words as long as more words match than not, ends on a match, and stops where another passage
    stands.
    """
    score, best, best_length = 0, 0, 0
    length = 0
    while 0 <= at_a < len(a) and 0 <= at_b < len(b) and not taken_a[at_a] and not taken_b[at_b]:
        length += 1
        score += 1 if a[at_a] == b[at_b] else -1
        if score > best:
            best, best_length = score, length
        elif score < best - MAX_DROP:
            break
        at_a += step
        at_b += step
    return best_length


@inlined
def free_words(taken: NDArray[np.bool_], n: int, at: int, step: int) -> int:
    """How many words from `at` on in direction `step` belong to no passage, `MAX_GAP` at most."""
    length = 0
    while length < MAX_GAP and 0 <= at + step * length < n and not taken[at + step * length]:
        length += 1
    return length


@kernel("UniTuple(int64, 2)(uint32[::1], uint32[::1], int64, int64, int64, boolean[::1], boolean[::1])")
def edge_kernel(
    a: NDArray[np.uint32],
    b: NDArray[np.uint32],
    at_a: int,
    at_b: int,
    step: int,
    taken_a: NDArray[np.bool_],
    taken_b: NDArray[np.bool_],
) -> tuple[int, int]:
    """How many words a passage reaches further on either side, over an edit, to two words that both have.

    "At least 12 people died when" and "At least 21 people were killed when": half of the words between have to be the
    same, so that the edit is inside a sentence that was copied, and both begin (or end) with the same two.
    """
    n_a, n_b = free_words(taken_a, len(a), at_a, step), free_words(taken_b, len(b), at_b, step)
    best_a, best_b = 0, 0
    shared = np.zeros((MAX_GAP + 1, MAX_GAP + 1), np.int64)  # longest common subsequence of so many words of each
    for i in range(1, n_a + 1):
        for j in range(1, n_b + 1):
            same = a[at_a + step * (i - 1)] == b[at_b + step * (j - 1)]
            shared[i, j] = shared[i - 1, j - 1] + 1 if same else max(shared[i - 1, j], shared[i, j - 1])
            two = same and i > 1 and j > 1 and a[at_a + step * (i - 2)] == b[at_b + step * (j - 2)]
            if two and 2 * shared[i, j] >= max(i, j) and i + j > best_a + best_b:
                best_a, best_b = i, j
    return best_a, best_b


@inlined
def reach(
    a: NDArray[np.uint32], b: NDArray[np.uint32], at_a: int, at_b: int, step: int, space: Space
) -> tuple[int, int]:
    """How many words a passage reaches further on either side: word for word, then over an edit."""
    length = extension_kernel(a, b, at_a, at_b, step, space.taken_a, space.taken_b)
    over_a, over_b = edge_kernel(a, b, at_a + step * length, at_b + step * length, step, space.taken_a, space.taken_b)
    return length + over_a, length + over_b


@kernel("int64[::1](int32[::1])")
def longest_first(sizes: NDArray[np.int32]) -> NDArray[np.int64]:
    """The first anchors of the chains that are long enough, by the words of the chain, equal ones in order."""
    n = 0
    for anchor in range(len(sizes)):
        n += sizes[anchor] >= MIN_WORDS * UNIT
    chains, words = np.empty(n, np.int64), np.empty(n, np.int32)
    n = 0
    for anchor in range(len(sizes)):
        if sizes[anchor] >= MIN_WORDS * UNIT:
            chains[n], words[n] = anchor, -sizes[anchor]
            n += 1
    return chains[np.argsort(words, kind="mergesort")] if n > 1 else chains


@inlined
def free_stretch(a: NDArray[np.uint32], space: Space, head: int) -> tuple[int, int]:
    """The first and last anchor of the longest stretch of a chain that is free on both sides; -1 each if it is short.

    What a longer passage covers is cut from the anchors.
    """
    anchors, taken_a, taken_b = space.anchors, space.taken_a, space.taken_b
    best_first, best_last, best_words = -1, -1, 0
    first, words, last = -1, 0, -1
    k = head
    while k >= 0:
        i, j, length = anchors[k].at_a, anchors[k].at_b, anchors[k].length
        while length > 0 and (taken_a[i] or taken_b[j]):
            i, j, length = i + 1, j + 1, length - 1
        while length > 0 and (taken_a[i + length - 1] or taken_b[j + length - 1]):
            length -= 1
        anchors[k].at_a, anchors[k].at_b, anchors[k].length = i, j, length
        free = length > 0 and not any_taken(space, i, i + length, j, j + length)
        if not free or (first >= 0 and any_taken(space, anchors[last].at_a, i, anchors[last].at_b, j)):
            first = -1
        if free:
            if first < 0:
                first, words = k, 0
            for word in range(i, i + length):
                words += units_of(a[word])
            last = k
            if words > best_words:
                best_first, best_last, best_words = first, last, words
        k = space.following[k]
    return (best_first, best_last) if best_words >= MIN_WORDS * UNIT else (-1, -1)


@inlined
def passages_from(
    a: NDArray[np.uint32], b: NDArray[np.uint32], n_anchors: int, space: Space, passages: PassageRecords
) -> int:
    """Write the passages of texts `a` and `b` into `passages`, in the order of a; return how many.

    Chains are taken longest first; what a longer one covers on either side is cut from a shorter one, so passages never
    overlap.
    """
    space.taken_a[: len(a)] = False
    space.taken_b[: len(b)] = False
    n = 0
    for head in longest_first(space.sizes[:n_anchors]):
        first, last = free_stretch(a, space, head)
        if first < 0:
            continue
        begin, end = space.anchors[first], space.anchors[last]
        begin_a, begin_b = begin.at_a, begin.at_b
        end_a, end_b = end.at_a + end.length, end.at_b + end.length
        back_a, back_b = reach(a, b, begin_a - 1, begin_b - 1, -1, space)
        ahead_a, ahead_b = reach(a, b, end_a, end_b, 1, space)
        begin_a, begin_b, end_a, end_b = begin_a - back_a, begin_b - back_b, end_a + ahead_a, end_b + ahead_b
        space.taken_a[begin_a:end_a] = True
        space.taken_b[begin_b:end_b] = True
        passages[n].begin_a, passages[n].end_a = begin_a, end_a
        passages[n].begin_b, passages[n].end_b = begin_b, end_b
        n_common = common_words(a[begin_a:end_a], b[begin_b:end_b])
        passages[n].n_common = n_common
        passages[n].kind = VERBATIM if n_common == max(end_a - begin_a, end_b - begin_b) else EDITED
        n += 1
    if n > 1:
        passages[:n] = passages[:n][np.argsort(passages[:n]["begin_a"], kind="mergesort")]
    return n


@inlined
def copies_of(
    a: NDArray[np.uint32], b: NDArray[np.uint32], n_heads: int, space: Space, passages: PassageRecords
) -> tuple[int, int]:
    """Write the passages of texts `a`, indexed with `n_heads`, and `b`; return how many, and how many anchors."""
    n_anchors = anchor_kernel(a, b, n_heads, space)
    chain_anchors(a, space, n_anchors)
    return passages_from(a, b, n_anchors, space, passages), n_anchors
