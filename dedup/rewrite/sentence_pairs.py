"""Which sentence of a rewritten passage says what which sentence of its source says, for a reader to see why."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.records import SPANS, PassageRecord, SpanRecords
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

    def of(self, passage: PassageRecord) -> SpanRecords:
        """The pairs of sentences of a passage (PASSAGE), SPANS[n] in tokens, in the order of a."""
        here, there = slice(passage["begin_a"], passage["end_a"]), slice(passage["begin_b"], passage["end_b"])
        pairs = sentence_pairs(
            (self._stems[0][here], self._stems[1][there]), (self._edges[0][here], self._edges[1][there])
        )
        for side in "ab":
            for end in ("begin", "end"):
                pairs[f"{end}_{side}"] += passage[f"begin_{side}"]
        return pairs


def sentence_pairs(
    stems: tuple[NDArray[np.uint32], NDArray[np.uint32]],
    edges: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> SpanRecords:
    """Pairs of sentences of two stretches, SPANS[n] in tokens, in the order of a.

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
    i, j = np.nonzero(best & (dice >= MIN_ALIKE))
    pairs = np.empty(len(i), SPANS)
    pairs["begin_a"], pairs["end_a"] = begins_a[i], np.append(begins_a[1:], len(stems[0]))[i]
    pairs["begin_b"], pairs["end_b"] = begins_b[j], np.append(begins_b[1:], len(stems[1]))[j]
    return pairs


def _incidence(numbers: NDArray[np.intp], begins: NDArray[np.intp], size: int) -> NDArray[np.float32]:
    """A row for each sentence, 1 where it has the stem of that number."""
    rows = np.zeros((len(begins), size), np.float32)
    rows[np.searchsorted(begins, np.arange(len(numbers)), side="right") - 1, numbers] = 1
    return rows
