"""Copied passages judged, and beside them texts that were told again as wholes, where copies show no reuse."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.alignments import Alignments
from dedup.alignment.wholes import align_wholes
from dedup.candidates.sorting import contains
from dedup.corpus.texts import Texts
from dedup.judge.judged import Judged, judge
from dedup.judge.relation import PARTIAL, TEMPLATE


def with_copies(copied: Alignments, texts: Texts, pairs: NDArray[np.uint64], threads: int = 1) -> Judged:
    """The verdict on sorted `pairs` of texts, some of which share these copies; in the same order.

    A pair whose copies are reuse or a template is what they say; where most of what they weigh is quotation, the texts
    are alike in what they quote. Any other pair that is alike as a whole is that, if it is reuse.
    """
    judged = judge(copied, texts, threads)
    by_spread, unquoted = copied.evidence["by_spread"], copied.evidence["unquoted"]
    is_told = (judged.relations <= TEMPLATE) | (by_spread > 2 * unquoted)
    left = pairs[~contains(judged.pairs[is_told], pairs)]
    retold = judge(align_wholes(texts, left, _words_in_copies(copied, left), threads), texts, threads)
    retold = retold.selected(retold.relations <= PARTIAL)
    if not len(retold):
        return judged
    return Judged.joined([judged.selected(~contains(retold.pairs, judged.pairs)), retold]).in_order()


def _words_in_copies(copied: Alignments, pairs: NDArray[np.uint64]) -> NDArray[np.int64]:
    """How many words each of sorted pairs has in common in copied passages, int64[n]."""
    n_words = copied.sums(copied.passages["n_common"])
    found = np.zeros(len(pairs), np.int64)
    has_copies = contains(copied.pairs, pairs)
    found[has_copies] = n_words[np.searchsorted(copied.pairs, pairs[has_copies])]
    return found
