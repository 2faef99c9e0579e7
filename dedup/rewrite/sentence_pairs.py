"""Which sentence of a rewritten passage says what which sentence of its source says, for a reader to see why."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.rewrite.vocabulary import STEM_LETTERS
from dedup.text.sentences import sentence_begins
from dedup.text.tokens import tokenize

MIN_ALIKE = 0.2
"""Dice coefficient of two sentences' stems from which they are shown side by side."""


class SentencePairs:
    """The sentences of two texts, to be paired passage by passage."""

    def __init__(self, a: str, b: str) -> None:
        tokens = tokenize([a, b], STEM_LETTERS)
        edges = sentence_begins([a, b], tokens) >= 0
        self._stems = (tokens.of(0).hashes, tokens.of(1).hashes)
        self._edges = (edges[: tokens.offsets[1]], edges[tokens.offsets[1] :])

    def of(self, begin_a: int, end_a: int, begin_b: int, end_b: int) -> list[tuple[int, int, int, int]]:
        """The pairs (begin and end in a, begin and end in b) of a passage, places of tokens all, in the order of a."""
        here, there = slice(begin_a, end_a), slice(begin_b, end_b)
        pairs = sentence_pairs(
            (self._stems[0][here], self._stems[1][there]), (self._edges[0][here], self._edges[1][there])
        )
        return [(begin_a + i, begin_a + j, begin_b + k, begin_b + m) for i, j, k, m in pairs]


def sentence_pairs(
    stems: tuple[NDArray[np.uint32], NDArray[np.uint32]],
    edges: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> list[tuple[int, int, int, int]]:
    """Pairs of sentences of two stretches (begin and end in a, begin and end in b), places of tokens, in the order of
    a.

    `stems` are the stems of each stretch and `edges` where its sentences begin. A pair is shown if the one sentence
    is the most alike to the other, seen from either side.
    """
    begins_a, begins_b = (
        np.union1d([0], np.flatnonzero(edge[: len(stem)])) for stem, edge in zip(stems, edges, strict=True)
    )
    vocabulary, numbers = np.unique(np.concatenate(stems), return_inverse=True)
    counts_a = _incidence(numbers[: len(stems[0])], begins_a, len(vocabulary))
    counts_b = _incidence(numbers[len(stems[0]) :], begins_b, len(vocabulary))
    dice = 2 * (counts_a @ counts_b.T) / (counts_a.sum(1)[:, None] + counts_b.sum(1)[None, :])
    best = np.zeros(dice.shape, np.bool_)
    best[np.arange(len(dice)), dice.argmax(1)] = True
    best[dice.argmax(0), np.arange(dice.shape[1])] = True
    ends_a, ends_b = np.append(begins_a[1:], len(stems[0])), np.append(begins_b[1:], len(stems[1]))
    return [
        (int(begins_a[i]), int(ends_a[i]), int(begins_b[j]), int(ends_b[j]))
        for i, j in np.argwhere(best & (dice >= MIN_ALIKE))
    ]


def _incidence(numbers: NDArray[np.intp], begins: NDArray[np.intp], size: int) -> NDArray[np.float32]:
    """A row for each sentence, 1 where it has the stem of that number."""
    rows = np.zeros((len(begins), size), np.float32)
    rows[np.searchsorted(begins, np.arange(len(numbers)), side="right") - 1, numbers] = 1
    return rows
