"""Anchors: the runs of words that stand in both of two texts, found through one text's table of word 4-grams."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.records import ANCHOR
from dedup.runtime.kernels import inlined, kernel
from dedup.runtime.storage import Workspace
from dedup.text.grams import GRAM, gram_kernel

MAX_PLACES = 16
"""Places of one 4-gram in a text that are tried; only lists and tables repeat a 4-gram more often."""

MAX_OVERLAP = GRAM - 1
"""Words by which an anchor may begin before the last one's end in a: where an edit repeats a word, the last one ran on
over it by chance. They are cut, so that both can stand in one passage; fewer than a 4-gram, so that none is missed."""


class Space(NamedTuple):
    """Work space for aligning two texts a and b.

    `grams` hold the 4-grams of one text; `heads` and `next_place` index those of a: `heads[hash]` is the first place of
    a gram, `next_place` the next, -1 none. `anchors` ANCHOR[k] form chains: `following[k]` is the next anchor of k's
    chain or -1; `sizes[k]` what the words of the whole chain count (`text.scripts`) where k is its first anchor, else
    0. `taken_a` and `taken_b` say of each word whether a passage holds it.
    """

    grams: NDArray[np.uint32]
    heads: NDArray[np.int32]
    next_place: NDArray[np.int32]
    anchors: Annotated[NDArray[np.void], ANCHOR]
    following: NDArray[np.int32]
    sizes: NDArray[np.int32]
    taken_a: NDArray[np.bool_]
    taken_b: NDArray[np.bool_]

    @classmethod
    def of(cls, workspace: Workspace, longest_a: int, longest_b: int) -> Space:
        """Space for texts of so many words at most."""
        max_anchors = longest_b // GRAM + 1
        return cls(
            workspace.array("grams", max(longest_a, longest_b) + 1, np.uint32),
            workspace.array("heads", 1 << (2 * longest_a).bit_length(), np.int32),
            workspace.array("next_place", longest_a + 1, np.int32),
            workspace.array("anchors", max_anchors, ANCHOR),
            workspace.array("following", max_anchors, np.int32),
            workspace.array("sizes", max_anchors, np.int32),
            workspace.array("taken_a", longest_a + 1, np.bool_),
            workspace.array("taken_b", longest_b + 1, np.bool_),
        )


@kernel("int64(uint32[::1], Space)")
def index_kernel(a: NDArray[np.uint32], space: Space) -> int:
    """Index the 4-grams of text `a`; return how many of `heads` are in use, a power of two.

    Different grams may share a head; the reader compares tokens.
    """
    grams, heads, next_place = space.grams, space.heads, space.next_place
    n_heads = 1
    while n_heads < 2 * len(a):
        n_heads *= 2
    mask = np.uint32(n_heads - 1)
    heads[:n_heads] = -1
    for i in range(gram_kernel(a, grams) - 1, -1, -1):
        slot = grams[i] & mask
        next_place[i] = heads[slot]
        heads[slot] = i
    return n_heads


@inlined
def words_back(a: NDArray[np.uint32], b: NDArray[np.uint32], at_a: int, at_b: int, most: int) -> int:
    """How many words before these places are the same, `most` at most."""
    length = 0
    while length < most and length < at_a and a[at_a - length - 1] == b[at_b - length - 1]:
        length += 1
    return length


@kernel("int64(uint32[::1], uint32[::1], int64, Space)")
def anchor_kernel(a: NDArray[np.uint32], b: NDArray[np.uint32], n_heads: int, space: Space) -> int:
    """Fill the anchors of texts `a`, indexed with `n_heads`, and `b`; return how many.

    In b anchors stand in order and never overlap. At each place of b the longest run wins, of equal ones the one that
    goes on where the last anchor stopped. A run that begins inside the last anchor and is longer takes its words back
    from it: who repeats a name or a phrase of the text before begins with it what was copied from elsewhere.
    """
    grams, heads, next_place, anchors = space.grams, space.heads, space.next_place, space.anchors
    mask = np.uint32(n_heads - 1)
    gram_kernel(b, grams)
    n = 0
    j = 0
    expected = 0
    while j + GRAM <= len(b):
        i = heads[grams[j] & mask]
        best, best_length = -1, GRAM - 1
        n_tried = 0
        while i >= 0 and n_tried < MAX_PLACES:
            longest = min(len(a) - i, len(b) - j)
            length = 0
            while length < longest and a[i + length] == b[j + length]:
                length += 1
            nearer = best >= 0 and length == best_length and abs(i - expected) < abs(best - expected)
            if length > best_length or nearer:
                best, best_length = i, length
            n_tried += length >= GRAM
            i = next_place[i]
        if best < 0:
            j += 1
            continue
        overlap = expected - best
        if 0 < overlap <= MAX_OVERLAP and overlap < anchors[n - 1].length and overlap + GRAM <= best_length:
            best, j, best_length = best + overlap, j + overlap, best_length - overlap
        elif n > 0 and anchors[n - 1].at_b + anchors[n - 1].length == j:
            back = words_back(a, b, best, j, anchors[n - 1].length)
            if back > 0 and back + best_length > anchors[n - 1].length:
                best, j, best_length = best - back, j - back, best_length + back
                anchors[n - 1].length -= back
                n -= anchors[n - 1].length < GRAM
        anchors[n].at_a, anchors[n].at_b, anchors[n].length = best, j, best_length
        n += 1
        j += best_length
        expected = best + best_length
    return n
