"""Scanned: what a scan leaves, from which the rest of a report is found when it is asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.corpus.corpus import Corpus
from dedup.credits.detect import detect
from dedup.families.clusters import ClusterMaker
from dedup.families.stories import StoryMaker
from dedup.judge.relation import relations_in
from dedup.matches.columns import MatchColumns
from dedup.matches.objects import Made, MatchMaker
from dedup.matches.table import MatchTable, changed_numbers, match_pairs, match_table
from dedup.origin import ProfileCache, Verdicts
from dedup.records import PairRecords
from dedup.repeats import repeats_of
from dedup.results import REUSE, Cluster, Credit, Repeat
from dedup.runtime.threads import on_threads
from dedup.scanning.on_demand import ArticleColumns
from dedup.shared_wording.wording import Numbered, SharedWording
from dedup.sketch.sketches import TokenLists
from dedup.text.tokens import Tokens, tokenize

T = TypeVar("T")

BATCH = 1024
"""Articles in which repeats and credits are looked for at a time; more are slower, the caches no longer hold them."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan leaves: everything by article number, `matches` in the order of the places of their articles.

    `n_words` int64[N], `origins` int64[N]: the origin of each article's family. `words` holds the words of all articles
    until shared wording is asked for, which is looked for on `jobs` threads.
    """

    corpus: Corpus
    matches: MatchColumns
    n_words: NDArray[np.int64]
    origins: NDArray[np.int64]
    profiles: ProfileCache
    clusters: ClusterMaker
    words: list[TokenLists]
    jobs: int

    def repeats(self, articles: Sequence[Article]) -> list[Repeat]:
        """Text that appears more than once inside one article."""
        return _joined(self._in_batches(repeats_of, articles))

    def credits(self, articles: Sequence[Article]) -> Sequence[Credit]:
        """The agencies that articles credit or mention."""
        return self.profiles.use_credits(_joined(self._in_batches(detect, articles)))

    def repeats_and_credits(self, articles: Sequence[Article]) -> tuple[list[Repeat], Sequence[Credit]]:
        """Both, for which every article is made and tokenized once."""

        def both(some: Sequence[Article], tokens: Tokens) -> tuple[list[Repeat], list[Credit]]:
            return repeats_of(some, tokens), detect(some, tokens)

        found = list(self._in_batches(both, articles))
        credits = self.profiles.use_credits(_joined(credits for _, credits in found))
        return _joined(repeats for repeats, _ in found), credits

    def _in_batches(self, find: Callable[[Sequence[Article], Tokens], T], articles: Sequence[Article]) -> Iterator[T]:
        """What is found in a few articles at a time, each of which is looked at for itself."""

        def work(begin: int) -> T:
            some = list(articles[begin : begin + BATCH])
            return find(some, tokenize([article.text for article in some]))

        return on_threads(work, range(0, len(articles), BATCH), self.jobs)

    def shared(self) -> SharedWording:
        """Wording that articles have in common without being a match; it can be asked for once."""
        numbered = Numbered(self.words.pop(), self.corpus.place, self.corpus.article, self.jobs)
        return SharedWording.among(numbered, self.matches.first, self.matches.second)

    def match_table(self, chosen: NDArray[np.int64]) -> MatchTable:
        """The matches at these places in columns."""
        return match_table(self.matches.chosen(chosen), self.corpus.place, self.corpus.text)

    def bare_matches(self) -> Iterator[Made]:
        """All matches, some at a time, without their passages and changes."""
        return MatchMaker(self.matches, self.corpus.place, self.profiles).bare()

    def match_pairs(self) -> PairRecords:
        """The articles of each match by place, the smaller first."""
        return match_pairs(self.matches, self.corpus.place)

    def n_changed_pairs(self) -> int:
        """How many pairs that reuse text differ in a number."""
        chosen = self.matches.chosen(np.flatnonzero(relations_in(self.matches.relations, REUSE)))
        return int(np.count_nonzero(changed_numbers(chosen, self.corpus.place, self.corpus.text)))

    def n_passages(self) -> NDArray[np.int64]:
        """How many passages each match has, int64[M]."""
        return np.diff(self.matches.judged.alignments.offsets)[self.matches.row]

    def number_of(self, article_id: str) -> int:
        """The number of an article. Raises `KeyError` where there is none of this id."""
        by_place, ids = self.corpus.by_place, self.corpus.ids
        place = bisect_left(range(len(ids)), article_id, key=lambda at: ids[by_place[at]])
        if place == len(ids) or ids[by_place[place]] != article_id:
            raise KeyError(article_id)
        return int(by_place[place])

    def stories(self) -> StoryMaker:
        """The stories, and their origins."""
        return StoryMaker(self.corpus, self.origins, self.matches, self.clusters.agencies)

    def judged(self) -> Iterator[tuple[Cluster, Verdicts]]:
        """The families, each with the verdicts on its origin."""
        return self.clusters.judged()

    def columns(self) -> ArticleColumns:
        """What is known of all articles, in columns."""
        return ArticleColumns.of(self.corpus, self.n_words, self.origins)


def _joined(batches: Iterable[list[T]]) -> list[T]:
    return [one for batch in batches for one in batch]
