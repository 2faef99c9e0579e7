"""Judging: one article against its candidates, by the stages that a scan uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.candidates.pairs import join, split
from dedup.confirm.align import VERBATIM, align
from dedup.confirm.days import NO_DAY
from dedup.confirm.evidence import flag_speech
from dedup.confirm.relation import EXACT, RELATIONS, Texts, verdicts
from dedup.index.commonness import Commonness
from dedup.index.records import microseconds
from dedup.index.results import Check
from dedup.index.rows import MICROSECONDS_A_DAY
from dedup.matches import make_match
from dedup.origin import Parties
from dedup.results import Match
from dedup.sketch.layout import layout_of
from dedup.text.tokens import Tokens, tokenize


@dataclass(frozen=True, slots=True)
class Counted:
    """How many candidates there were besides those compared (`Check`), and whether the article's own words count."""

    n_left_out: int
    n_hot: int
    is_known: bool


def judged(
    article: Article,
    digest: int,
    others: Sequence[tuple[Article, int]],
    commonness: Commonness,
    counted: Counted,
    weakest: int,
) -> Check:
    """The matches of an article with `others` (each with its digest) whose relation is `weakest` or stronger."""
    everyone = [(article, digest), *others]
    tokens = tokenize([one.text for one, _ in everyone])
    digests = np.array([digest for _, digest in everyone], np.int64).view(np.uint64)
    n_tokens = np.diff(tokens.offsets)
    # A scan numbers articles by their digests, then ids; which side of a pair is first can change where passages end.
    order = np.array(sorted(range(len(everyone)), key=lambda i: (digests[i], everyone[i][0].id)), np.int64)
    own = int(np.flatnonzero(order == 0)[0])
    exact = [i for i in range(1, len(everyone)) if _same(tokens, digests, i)]
    left_out = {0, *exact}
    places = np.array([place for place, i in enumerate(order.tolist()) if i not in left_out], np.int64)
    begin, end = tokens.offsets[:-1][order], tokens.offsets[1:][order]
    days = np.array([_day(one) for one, _ in everyone], np.int64)[order]
    marks = commonness.marks(tokens.hashes, begin, end, None if counted.is_known else (own, int(days[own])))
    layout = layout_of([one.text for one, _ in everyone], tokens)
    flag_speech(marks, tokens.offsets, layout)
    pairs = np.sort(join(np.full(len(places), own), places))
    aligned = align(tokens.hashes, (begin, end), pairs, marks, days)
    texts = Texts(begin, marks, n_tokens[order], n_tokens[order], digests[order], days, layout.reordered(order))
    relations, scores = verdicts(aligned, texts)

    first, second = split(aligned.pairs)
    n = int(n_tokens[0])
    whole = [[0, n, 0, n, n, VERBATIM]]
    found = [_Found(EXACT, 1.0, (0, i), (1.0, 1.0, 1.0), whole) for i in exact] + [
        _Found(
            int(relations[k]),
            float(scores[k, 0]),
            (int(order[first[k]]), int(order[second[k]])),
            tuple(scores[k].tolist()),
            aligned.passages[aligned.offsets[k] : aligned.offsets[k + 1]].tolist(),
        )
        for k in range(len(aligned.pairs))
        if relations[k] <= weakest
    ]
    found.sort(key=lambda one: (one.relation, -one.similarity, everyone[max(one.pair)][0].id))
    make = partial(_match, Parties(lambda i: everyone[i][0], commonness.crawled), found)
    return Check([RELATIONS[one.relation] for one in found], make, len(others), counted.n_left_out, counted.n_hot)


@dataclass(frozen=True, slots=True)
class _Found:
    relation: int
    similarity: float
    pair: tuple[int, int]
    scores: tuple[float, ...]
    rows: list[list[int]]


def _match(parties: Parties, found: Sequence[_Found], index: int) -> Match:
    one = found[index]
    return make_match((parties(one.pair[0]), parties(one.pair[1])), RELATIONS[one.relation], one.scores, one.rows)


def _same(tokens: Tokens, digests: NDArray[np.uint64], i: int) -> bool:
    return bool(digests[i] == digests[0]) and np.array_equal(tokens.of(i).hashes, tokens.of(0).hashes)


def _day(article: Article) -> int:
    """The day it was published, counted from 1970; `NO_DAY` where it is not known."""
    return NO_DAY if article.published is None else microseconds(article.published) // MICROSECONDS_A_DAY
