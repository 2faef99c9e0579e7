"""Asking: from an article to what the index knows of it, within one transaction."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.confirm.relation import PARTIAL, RELATIONS
from dedup.errors import InputError
from dedup.index import contents
from dedup.index.commonness import Commonness
from dedup.index.judging import Found, judged
from dedup.index.nominating import nominated
from dedup.index.records import EPOCH, microseconds, packed_id, packed_text, unpacked
from dedup.index.results import Check
from dedup.index.rows import Rows
from dedup.index.runs import Runs
from dedup.index.stored import Known, State
from dedup.matches import make_match
from dedup.origin import Parties
from dedup.results import Match
from dedup.sketch.sketches import Sketches

EVER = (-(1 << 62), 1 << 62)


class Memory:
    """What a process keeps in memory of an index: how common its words are, and who holds which keys."""

    def __init__(self) -> None:
        self.commonness = Commonness()
        self.runs = Runs()

    def forget(self) -> None:
        """Begin anew: what was read or counted in a transaction that failed is not so."""
        self.commonness.forget()
        self.runs.forget()

    def follow(self, rows: Rows, state: State) -> None:
        """See what has been added and removed since the last time."""
        self.commonness.follow(rows, state)
        self.runs.follow(rows.runs, state)


@dataclass(frozen=True, slots=True)
class Question:
    """An article, what its text is compared and found by, the times (inclusive) of the articles to compare it with.

    `weakest` is the code of the weakest relation that counts.
    """

    article: Article
    sketches: Sketches
    keys: NDArray[np.int64]
    times: tuple[int, int] = EVER
    weakest: int = PARTIAL


def window(article: Article, within: timedelta | None) -> tuple[int, int]:
    """The times so long before and after an article, or now where its time is not known."""
    if within is None:
        return EVER
    if within < timedelta(0):
        raise InputError("within is negative: say how long before or after")
    middle = microseconds(article.published or datetime.now(UTC))
    length = microseconds(EPOCH + within)
    return middle - length, middle + length


def answered(question: Question, rows: Rows, memory: Memory) -> Check:
    """The matches of an article with those of the index."""
    article, sketches = question.article, question.sketches
    if not sketches.n_tokens[0]:
        return Check((), _no_match)
    own = _known(article, sketches)
    state, is_known = rows.state_and_counted(own.digest)
    memory.follow(rows, state)
    candidates = nominated(rows, memory.runs, question.keys, question.times, own.id)
    known = [own, *candidates.rows]
    found = judged(known, memory.commonness, question.weakest, is_known=is_known) if candidates.rows else []
    records = rows.records([known[one.other].number for one in found])
    make = partial(_match, Parties(_Articles(article, known, records), memory.commonness.crawled), found)
    relations = [RELATIONS[one.relation] for one in found]
    return Check(relations, make, len(candidates.rows), candidates.n_left_out, candidates.n_hot)


class _Articles:
    """The articles of a check by their places, read when a match is made."""

    def __init__(self, own: Article, known: Sequence[Known], records: dict[int, bytes]) -> None:
        self._known = known
        self._records = records
        self._made = {0: own}

    def __call__(self, place: int) -> Article:
        if place not in self._made:
            row = self._known[place]
            self._made[place] = unpacked(row.id, self._records[row.number])
        return self._made[place]


def _known(article: Article, sketches: Sketches) -> Known:
    """An article as if it were stored."""
    dated = article.published is not None
    published = time.time_ns() // 1000 if article.published is None else microseconds(article.published)
    digest, n_words = int(sketches.digests.view(np.int64)[0]), int(sketches.n_tokens[0])
    source, [content] = packed_text(article.source), contents.packed(sketches)
    return Known(0, packed_id(article.id), digest, n_words, False, published, dated, source, content)


def _match(parties: Parties, found: Sequence[Found], index: int) -> Match:
    one = found[index]
    return make_match((parties(one.pair[0]), parties(one.pair[1])), RELATIONS[one.relation], one.scores, one.passages)


def _no_match(place: int) -> Match:
    raise IndexError(place)
