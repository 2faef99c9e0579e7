"""Asking: from an article to what the index knows of it, within one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.config import Config
from dedup.index import contents
from dedup.index.commonness import Commonness
from dedup.index.database.rows import Rows
from dedup.index.database.stored import State, StoredArticle
from dedup.index.judging import Judging, judged
from dedup.index.making import MatchMaker, StoredProfiles
from dedup.index.nominating import nominated
from dedup.index.postings.runs import Runs
from dedup.index.records import microseconds, packed_id, packed_text, unpacked
from dedup.index.results import Check, Standing
from dedup.judge.relation import RELATIONS
from dedup.results import Match
from dedup.sketch.sketches import Sketches

ANY_TIME = (-(1 << 62), 1 << 62)


class Memory:
    """What a process keeps in memory of an index: how common its words are, who holds which keys, who said what."""

    def __init__(self, config: Config) -> None:
        self.commonness = Commonness(config)
        self.runs = Runs()
        self.profiles = StoredProfiles()

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

    `weakest` is the code of the weakest relation that counts; `now` is the time in UTC at which it is asked. `standing`
    says what is stored under its id.
    """

    article: Article
    sketches: Sketches
    keys: NDArray[np.int64]
    times: tuple[int, int]
    weakest: int
    now: datetime
    standing: Standing = "unknown"


def window(article: Article, within: timedelta | None, now: datetime) -> tuple[int, int]:
    """The times so long before and after an article, or `now` where its time is not known."""
    if within is None:
        return ANY_TIME
    middle = microseconds(article.published or now)
    length = within // timedelta(microseconds=1)
    return max(middle - length, ANY_TIME[0]), min(middle + length, ANY_TIME[1])


def answered(question: Question, rows: Rows, memory: Memory) -> Check:
    """The matches of an article with those of the index."""
    article, sketches = question.article, question.sketches
    if not sketches.n_tokens[0]:
        return Check((), _no_matches, article_id=article.id, standing=question.standing)
    own = _known(article, sketches, question.now)
    state, is_known = rows.state_and_counted(own.digest)
    memory.follow(rows, state)
    candidates = nominated(rows, memory.runs, question.keys, question.times, own.id)
    known = [own, *candidates.rows]
    if candidates.rows:
        memory.commonness.prepare(rows, sketches.tokens)

    def whole(places: Sequence[int]) -> list[Article]:
        stored = rows.records([known[place].number for place in places if place])
        return [unpacked(known[place].id, stored[known[place].number]) if place else article for place in places]

    found = judged(known, Judging(memory.commonness, question.weakest, whole), is_known=is_known)
    records = rows.records([known[place].number for place in found.others(0).tolist()])
    make = MatchMaker(article, known, found, records, memory.profiles, memory.commonness.outlets.crawled, question.now)
    return Check(
        [RELATIONS[code] for code in found.relations.tolist()],
        make,
        len(candidates.rows),
        candidates.n_left_out,
        candidates.n_hot,
        article_id=article.id,
        standing=question.standing,
    )


def _known(article: Article, sketches: Sketches, now: datetime) -> StoredArticle:
    """An article as if it were stored."""
    dated = article.published is not None
    published = microseconds(now if article.published is None else article.published)
    digest, n_words = int(sketches.digests.view(np.int64)[0]), int(sketches.n_tokens[0])
    source, [content] = packed_text(article.source), contents.packed(sketches)
    return StoredArticle(0, packed_id(article.id), digest, n_words, False, published, dated, source, content)


def _no_matches(rows: Sequence[int]) -> list[Match]:
    return []
