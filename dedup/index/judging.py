"""Judging: one article against its candidates, by the stages that a scan uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dedup.alignment.align import align
from dedup.candidates.pairs import join, split
from dedup.index.commonness import Commonness
from dedup.index.contents import unpacked
from dedup.index.database.stored import StoredArticle
from dedup.index.records import unpacked_text
from dedup.judge.relation import EXACT, Texts, verdicts
from dedup.records import VERBATIM
from dedup.weigh.evidence import flag_speech


@dataclass(frozen=True, slots=True)
class Found:
    """A match of two of the articles judged, by their places among them; which of them is first follows from the texts.

    `relation` is its code (`relation.RELATIONS`), `scores` and `passages` are those of `Alignments` and `verdicts`.
    """

    relation: int
    pair: tuple[int, int]
    scores: tuple[float, ...]
    passages: list[list[int]]

    @property
    def other(self) -> int:
        """The place of the candidate."""
        return max(self.pair)


def judged(articles: Sequence[StoredArticle], commonness: Commonness, weakest: int, *, is_known: bool) -> list[Found]:
    """The matches of the first article with the others whose relation is `weakest` or stronger, the strongest first.

    With `is_known` the words of the first are among those counted already.
    """
    # A scan numbers articles by their digests, then ids; which side of a pair is first can change where passages end.
    digests = np.array([one.digest for one in articles], np.int64).view(np.uint64)
    order = np.array(sorted(range(len(articles)), key=lambda i: (digests[i], articles[i].id)), np.int64)
    contents = unpacked([articles[i].contents for i in order])
    digests, days = digests[order], np.array([articles[i].day for i in order], np.int64)
    own = int(np.flatnonzero(order == 0)[0])
    n_tokens = np.diff(contents.offsets)
    begin, end = contents.offsets[:-1].copy(), contents.offsets[1:].copy()
    same = np.flatnonzero(digests == digests[own])
    exact = [i for i in same.tolist() if i != own and np.array_equal(contents.of(i), contents.of(own))]
    marks = np.zeros(len(contents.tokens), np.uint8)  # a run that is shared needs the marks of one side
    commonness.mark(marks[begin[own] : end[own]], contents.of(own), None if is_known else int(days[own]))
    n_repeated = commonness.outlets.flag(marks, contents, [unpacked_text(articles[i].source) for i in order])
    flag_speech(marks, contents.offsets, contents.layout)
    is_open = np.ones(len(articles), np.bool_)
    is_open[[own, *exact]] = False
    places = np.flatnonzero(is_open)
    pairs = np.sort(join(np.full(len(places), own), places))
    aligned = align(contents.tokens, (begin, end), pairs, marks, days)
    texts = Texts(begin, marks, n_tokens, n_tokens - n_repeated, digests, days, contents.layout)
    relations, scores = verdicts(aligned, texts)

    first, second = split(aligned.pairs)
    n = int(n_tokens[own])
    whole = [[0, n, 0, n, n, VERBATIM]]
    found = [Found(EXACT, (0, int(order[i])), (1.0, 1.0, 1.0), whole) for i in exact] + [
        Found(
            int(relations[k]),
            (int(order[first[k]]), int(order[second[k]])),
            tuple(scores[k].tolist()),
            aligned.passages[aligned.offsets[k] : aligned.offsets[k + 1]].tolist(),
        )
        for k in np.flatnonzero(relations <= weakest).tolist()
    ]
    return sorted(found, key=lambda one: (one.relation, -one.scores[0], articles[one.other].id))
