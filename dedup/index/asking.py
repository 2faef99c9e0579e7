"""Asking: from an article to what the index knows of it, within one transaction."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

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
from dedup.origin import Party
from dedup.results import Match
from dedup.sketch.sketches import Sketches

KEPT_PARTIES = 1024
"""Stored articles kept at hand with their words and credits, some 20 KB each: who was first is asked of the same
stories again and again."""

EVER = (-(1 << 62), 1 << 62)


class Memory:
    """What a process keeps in memory of an index: how common its words are, and who holds which keys."""

    def __init__(self) -> None:
        self.commonness = Commonness()
        self.runs = Runs()
        self._parties: OrderedDict[int, Party] = OrderedDict()

    def forget(self) -> None:
        """Begin anew: what was read or counted in a transaction that failed is not so."""
        self.commonness.forget()
        self.runs.forget()

    def party(self, number: int, article: Callable[[], Article]) -> Party:
        """What is known of a stored article, whose number is never given again; looked for once while it is at hand."""
        found = self._parties.pop(number, None) or Party.of(article())
        self._parties[number] = found
        while len(self._parties) > KEPT_PARTIES:
            self._parties.popitem(last=False)
        return found

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
    make = _Maker(article, known, found, records, memory)
    return Check(
        [RELATIONS[one.relation] for one in found], make, len(candidates.rows), candidates.n_left_out, candidates.n_hot
    )


class _Maker:
    """Makes the matches of a check; articles are unpacked when they are needed."""

    def __init__(
        self,
        article: Article,
        known: Sequence[Known],
        found: Sequence[Found],
        records: Mapping[int, bytes],
        memory: Memory,
    ) -> None:
        self._article = article
        self._known = known
        self._found = found
        self._records = records
        self._memory = memory
        self._crawled = memory.commonness.crawled

    def __call__(self, index: int) -> Match:
        """The match at this place."""
        one = self._found[index]
        parties = (self._party(one.pair[0]), self._party(one.pair[1]))
        return make_match(parties, RELATIONS[one.relation], one.scores, one.passages)

    def _party(self, place: int) -> Party:
        if place == 0:
            return self._own
        row = self._known[place]
        party = self._memory.party(row.number, lambda: unpacked(row.id, self._records[row.number]))
        return party.with_times(crawled=party.article.source in self._crawled)

    @cached_property
    def _own(self) -> Party:
        return Party.of(self._article, crawled=self._article.source in self._crawled)


def _known(article: Article, sketches: Sketches) -> Known:
    """An article as if it were stored."""
    dated = article.published is not None
    published = time.time_ns() // 1000 if article.published is None else microseconds(article.published)
    digest, n_words = int(sketches.digests.view(np.int64)[0]), int(sketches.n_tokens[0])
    source, [content] = packed_text(article.source), contents.packed(sketches)
    return Known(0, packed_id(article.id), digest, n_words, False, published, dated, source, content)


def _no_match(place: int) -> Match:
    raise IndexError(place)
