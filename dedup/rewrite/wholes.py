"""Two texts that are alike as wholes, where no passage of one is like a passage of the other.

The same is looked for where nothing is copied (`alignment.wholes`), by whole words. Here words that begin alike are
equal, and of two texts alone nobody can say which of their words are common.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.common_subsequence import common_words
from dedup.alignment.wholes import MIN_WHOLE_WORDS, are_spelt
from dedup.candidates.sorting import common_kernel, distinct_kernel
from dedup.rewrite.boundaries import support_kernel
from dedup.rewrite.found import evidence_of
from dedup.rewrite.side import Counts, Side
from dedup.runtime.kernels import inlined, kernel

MIN_ALIKE = 0.2
MIN_NEIGHBOURS = 0.1
MIN_ORDERED = 0.2
"""Shares from which texts are made of each other: of the words of either, weighted, that stand in the other; of the
longer one's words that stand there before the same word; and of the shorter one's that stand there in the same order.
Of the pairs of Urdu news that nothing else tells (83 independent, 86 derived) 4 and 43 have all three, with .22 for
the third 4 and 41, with .25 4 and 34. Without the third it is 4 and 45, with .18 for the first 8 and 48, with .22 2
and 41, with .09 for the second 6 and 50, with .11 1 and 37. Of 277 pairs of Arabic
reports on one event that share no passage 20 have them, most of which a reader takes for one release or dispatch told
twice; of 37 answers of students to one question 1, of 41 Arabic pairs with nothing in common but formula 2, of 31
such Turkish ones 3, of 10 such American ones none."""


@inlined
def _neighbours(side: Side) -> NDArray[np.uint64]:
    """The distinct pairs of shared words that stand side by side in a text, in order."""
    pairs, n = np.empty(len(side.words), np.uint64), 0
    for i in range(len(side.words) - 1):
        if side.words[i] >= 0 and side.words[i + 1] >= 0:
            pairs[n] = (np.uint64(side.words[i]) << np.uint64(32)) | np.uint64(side.words[i + 1])
            n += 1
    return distinct_kernel(pairs[:n])


@kernel("boolean(Side, Side, Counts)")
def alike_as_wholes(a: Side, b: Side, counts: Counts) -> bool:
    """Whether two texts whose shared words are numbered and weighed are made of each other's words."""
    n_a, n_b = len(a.words), len(b.words)
    if min(n_a, n_b) < MIN_WHOLE_WORDS or not are_spelt(a.tokens, b.tokens):
        return False
    _, alike = evidence_of(support_kernel(a, b, (0, n_a, 0, n_b), counts))
    if alike < MIN_ALIKE or common_kernel(_neighbours(a), _neighbours(b)) < MIN_NEIGHBOURS * max(n_a, n_b):
        return False
    return bool(common_words(a.tokens, b.tokens) >= MIN_ORDERED * min(n_a, n_b))
