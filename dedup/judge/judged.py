"""Judged pairs: aligned, with the verdict on each, and of two depths the one that says more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.alignments import Alignments
from dedup.candidates.pairs import join
from dedup.corpus.texts import Texts
from dedup.judge.relation import (
    BOILERPLATE,
    CONTAINED,
    EXACT,
    PARTIAL,
    RELATIONS,
    TEMPLATE,
    another_filling_kernel,
    copy_whole,
    verdict_kernel,
)
from dedup.records import EVIDENCE, PASSAGE, SCORES, VERBATIM, Ragged, ScoreRecords
from dedup.runtime.threads import chunks, on_threads

CHUNK = 4096
"""Pairs that a thread judges at a time."""


@dataclass(frozen=True, slots=True)
class Judged:
    """P aligned pairs, the codes of their relations (`RELATIONS`), int8[P], and their scores, SCORES[P]."""

    alignments: Alignments
    relations: NDArray[np.int8]
    scores: ScoreRecords

    def __len__(self) -> int:
        return len(self.relations)

    @property
    def pairs(self) -> NDArray[np.uint64]:
        """The pairs, uint64[P]."""
        return self.alignments.pairs

    @property
    def whole(self) -> NDArray[np.bool_]:
        """Which of them copy a whole article: exact, reprint or contained."""
        return self.relations <= CONTAINED

    def selected(self, keep: NDArray[np.bool_]) -> Judged:
        """Only the pairs where `keep` is true; the same object where that are all."""
        if keep.all():
            return self
        return Judged(self.alignments.selected(keep), self.relations[keep], self.scores[keep])

    def in_order(self) -> Judged:
        """The same in the order of the pairs."""
        found, order = self.alignments, np.argsort(self.pairs)
        passages = Ragged(found.passages, found.offsets).chosen(order)
        found = Alignments(found.pairs[order], passages.values, passages.offsets, found.evidence[order])
        return Judged(found, self.relations[order], self.scores[order])

    def relation_of(self, pairs: NDArray[np.uint64]) -> NDArray[np.int8]:
        """The relation of each of `pairs`, those here being sorted; one that is not here has a code weaker than any."""
        found = np.full(len(pairs), len(RELATIONS), np.int8)
        if len(self):
            places = np.minimum(np.searchsorted(self.pairs, pairs), len(self) - 1)
            there = self.pairs[places] == pairs
            found[there] = self.relations[places[there]]
        return found

    @classmethod
    def joined(cls, parts: Sequence[Judged]) -> Judged:
        """Judged pairs one after the other."""
        parts = [part for part in parts if len(part)] or parts[:1]
        if len(parts) == 1:
            return parts[0]
        return cls(
            Alignments.joined([part.alignments for part in parts]),
            np.concatenate([np.empty(0, np.int8), *(part.relations for part in parts)]),
            np.concatenate([np.empty(0, SCORES), *(part.scores for part in parts)]),
        )

    @classmethod
    def with_themselves(cls, texts: Texts, numbers: NDArray[np.int64]) -> Judged:
        """Each of these texts with itself: what all pairs of texts with the same words share."""
        passages = np.zeros(len(numbers), PASSAGE)
        passages["kind"] = VERBATIM
        for name in ("end_a", "end_b", "n_common"):
            passages[name] = texts.n_tokens[numbers]
        scores = np.zeros(len(numbers), SCORES)
        for name in SCORES.names or ():
            scores[name] = 1
        found = Alignments(
            join(numbers, numbers), passages, np.arange(len(numbers) + 1), np.zeros(len(numbers), EVIDENCE)
        )
        return cls(found, np.full(len(numbers), EXACT, np.int8), scores)


def judge(found: Alignments, texts: Texts, threads: int = 1, in_order: NDArray[np.int64] | None = None) -> Judged:
    """The verdict on each of these aligned pairs of texts, on all threads.

    `in_order` are the words that each pair has in the same order, if they are known.
    """
    relations, scores = np.empty(len(found), np.int8), np.empty(len(found), SCORES)
    n_in_order = np.full(len(found), -1) if in_order is None else in_order

    def work(chunk: slice) -> None:
        pairs, evidence, known = found.pairs[chunk], found.evidence[chunk], n_in_order[chunk]
        offsets = found.offsets[chunk.start : chunk.stop + 1]
        verdict_kernel(texts, pairs, found.passages, offsets, evidence, known, relations[chunk], scores[chunk])

    for _ in on_threads(work, chunks(len(found), CHUNK), threads):
        pass
    return Judged(found, relations, scores)


def are_other_fillings(found: Alignments, texts: Texts) -> NDArray[np.bool_]:
    """Whether each of these aligned pairs of texts has other facts, if they are fillings of forms."""
    other = np.empty(len(found), np.bool_)
    another_filling_kernel(texts, found.pairs, found.passages, found.offsets, other)
    return other


Choice = Callable[[Judged], Judged]
"""What is wanted of judged pairs."""


def substance(judged: Judged) -> Judged:
    """The pairs that share more than formula."""
    return judged.selected(judged.relations <= PARTIAL)


def anything(judged: Judged) -> Judged:
    """All pairs, also templates, and those that share only formula or a quotation."""
    return judged


def stronger(copied: Judged, reworded: Judged) -> Judged:
    """Of each pair its alignment at depth "rewrite", or at depth "copy" where only that shows an article copied whole.

    Many small edits leave nothing that depth "rewrite" takes for a copy, and yet the copy explains more of both texts.
    Whichever is shown, the relation is the stronger of the two; but what is a template at depth "copy" is one, since
    most of its words look reworded. That two texts are alike only as wholes says less than any copy but one of formula.
    The pairs of both are sorted.
    """
    of_copied = copied.relation_of(reworded.pairs)
    only_as_wholes = (reworded.relations == PARTIAL) & copy_whole(reworded.scores)
    reworded = reworded.selected(~only_as_wholes | (of_copied == BOILERPLATE) | (of_copied == len(RELATIONS)))
    of_copied, of_reworded = copied.relation_of(reworded.pairs), reworded.relation_of(copied.pairs)
    filled_in = copied.relations == TEMPLATE
    better = (copied.relations < of_reworded) & (copied.whole | (of_reworded == len(RELATIONS))) | filled_in
    rest = reworded.selected((of_copied != TEMPLATE) & ((reworded.relations <= of_copied) | (of_copied > CONTAINED)))
    relations = np.minimum(rest.relations, copied.relation_of(rest.pairs))
    return Judged.joined([copied.selected(better), replace(rest, relations=relations)])
