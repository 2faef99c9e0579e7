"""What is known of a collection while it is decided what goes: it only grows, from round to round."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.candidates.pairs import split
from dedup.cleaning.decisions import Cut, Decisions
from dedup.cleaning.ranking import Ranking
from dedup.cleaning.sentences import Sentences, sentences_of, whole
from dedup.cleaning.staying import Staying
from dedup.cleaning.turns import Turns

BATCH = 1024
"""Texts cut into sentences at a time."""


class CleaningState:
    """Which articles share something, and what is cut from each for what it is itself.

    Articles go by their numbers, the places of their `ids`, which are sorted. `ranking` is the order of preference,
    `n_words` int64[N] counts the words of each; from articles for which `cuttable` is false nothing can be cut.
    Of `most_texts` texts the sentences are remembered at most, but for those that are wanted together; where nothing is
    cut anywhere (`uncut`) each text is one sentence. `staying` are the articles that stay as they are: `stays` bool[N].
    """

    def __init__(
        self,
        articles: Mapping[str, Article],
        ranking: Ranking,
        n_words: NDArray[np.int64],
        cuttable: Callable[[str], bool],
        most_texts: float = math.inf,
        *,
        uncut: bool = False,
        staying: Staying | None = None,
    ) -> None:
        self.ids: Sequence[str] = list(articles)
        self._staying = staying or Staying(self.ids)
        self.stays = self._staying.marks
        self._articles = articles
        self._ranking = ranking
        self._n_words = n_words
        self._n_left = n_words.copy()  # words left of each when it is cut for what it is itself
        self._stale: set[int] = set()  # articles of which that must be counted anew
        self._cuttable = cuttable
        self._most_texts = most_texts
        self._uncut = uncut
        self._texts: dict[int, Sentences] = {}
        self.pairs = np.empty(0, np.uint64)
        self.own_cuts: dict[int, dict[int, Cut]] = {}  # article -> sentence -> the cut it is part of
        self.uncut: set[int] = set()  # articles from which something should be cut and cannot
        self.whole: set[int] = set()  # articles from which nothing seen is cut, lest the order changes
        self.last = Decisions.none(self.ids)  # the verdicts of the last round, and what each depends on
        self.keys = np.zeros(len(self.ids), np.int64)  # 0 where there was none

    def __len__(self) -> int:
        return len(self.ids)

    def article(self, number: int) -> Article:
        """The article of a number."""
        return self._articles[self.ids[number]]

    def number(self, article_id: str) -> int:
        """The number of an article."""
        return bisect_left(self.ids, article_id)

    def cuttable(self, number: int) -> bool:
        """Whether an article can be cut where it stands."""
        return self._cuttable(self.ids[number])

    def learn(self, pairs: NDArray[np.int64]) -> None:
        """Take in pairs that share something, int64[M, 2]."""
        first, second = pairs.T
        others = first != second
        self.pairs = np.union1d(self.pairs, self._staying.chosen(first[others], second[others]))

    def cut(self, number: int, sentences: Iterable[int], cut: Cut) -> None:
        """Take in that sentences are cut from an article, unless it stays as it is."""
        if self.stays[number]:
            return
        self.own_cuts.setdefault(number, {}).update(dict.fromkeys(sentences, cut))
        self._stale.add(number)

    def text(self, number: int) -> Sentences:
        """The sentences of an article's text as given."""
        if number not in self._texts:
            self.load([number])
        return self._texts[number]

    def load(self, numbers: Iterable[int]) -> None:
        """Make the sentences of several articles at once."""
        wanted = dict.fromkeys(numbers)
        missing = [number for number in wanted if number not in self._texts]
        if missing and len(self._texts) + len(missing) > self._most_texts:
            self._texts = {number: self._texts[number] for number in wanted if number in self._texts}
        for begin in range(0, len(missing), BATCH):
            some = missing[begin : begin + BATCH]
            texts = [self.article(number).text for number in some]
            self._texts.update(zip(some, whole(texts) if self._uncut else sentences_of(texts), strict=True))

    def left(self, number: int) -> Sentences:
        """What is left of an article's text when it is cut for what it is itself."""
        text, cuts = self.text(number), self.own_cuts.get(number)
        if not cuts:
            return text
        alive = np.ones(len(text), np.bool_)
        alive[list(cuts)] = False
        return text.only(alive)

    def partnered(self) -> NDArray[np.int64]:
        """The articles that share something with another."""
        return np.unique(np.concatenate(split(self.pairs)))

    def order(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Articles in the order of preference, cut for what they are themselves."""
        for some in self.in_batches(sorted(self._stale)):
            for number in some:
                self._n_left[number] = len(self.left(number).words)
        self._stale.clear()
        return self._ranking.order(
            numbers,
            self._n_left,
            lambda number: (self.left(number) if number in self.own_cuts else self.article(number)).text,
        )

    def order_after(self, numbers: NDArray[np.int64], decisions: Decisions) -> NDArray[np.int64]:
        """Articles in the order of preference with all that has been decided."""
        n_words = self._n_words.copy()
        n_words[list(decisions.n_left)] = list(decisions.n_left.values())
        return self._ranking.order(
            numbers,
            n_words,
            lambda number: (
                (decisions.left(self.text(number), number) if number in decisions.alive else self.article(number)).text
            ),
        )

    def in_batches(self, numbers: Sequence[int]) -> Iterator[Sequence[int]]:
        """Articles, a few at a time, with their sentences made."""
        for begin in range(0, len(numbers), BATCH):
            some = numbers[begin : begin + BATCH]
            self.load(some)
            yield some

    def forget_texts(self) -> None:
        """Let go of the sentences that are remembered."""
        self._texts = {}

    def turns(self) -> Turns:
        """In which order articles are judged, and beside which others."""
        return Turns.of(self.order(self.partnered()), self.pairs, len(self))
