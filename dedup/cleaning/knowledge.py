"""What is known of a collection while it is decided what goes: it only grows, from round to round."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.cleaning.decisions import Cut, Removal
from dedup.cleaning.sentences import Sentences, sentences_of

BATCH = 1024
"""Texts cut into sentences at a time."""

Rank = Callable[[Article, int], tuple[Any, ...]]
"""The place of an article with so many words in the order of preference, the most wanted first."""


Outcome = tuple[Removal | None, list[Cut] | None, NDArray[np.bool_] | None, float | None]
"""The verdict on an article: its removal, or its cuts and the sentences that are left; and its novelty."""


class Knowledge:
    """Which pairs share something, and what is cut from each article for what it is itself.

    `article` gives the article of an id, `rank` its place in the order of preference; from articles for which
    `cuttable` is false nothing can be cut.
    Of `most_texts` texts the sentences are remembered at most, but for those that are wanted together.
    """

    def __init__(
        self,
        article: Callable[[str], Article],
        rank: Rank,
        cuttable: Callable[[str], bool],
        most_texts: float = math.inf,
    ) -> None:
        self._most_texts = most_texts
        self.article = article
        self.cuttable = cuttable
        self._rank = rank
        self._partners: defaultdict[str, set[str]] = defaultdict(set)
        self._texts: dict[str, Sentences] = {}
        self.own_cuts: dict[str, dict[int, Cut]] = {}  # article -> sentence -> the cut it is part of
        self.verdicts: dict[str, tuple[int, Outcome]] = {}  # of the last round, with what each depends on
        self.uncut: set[str] = set()  # articles from which something should be cut and cannot
        self.whole: set[str] = set()  # articles from which nothing seen is cut, lest the order changes

    def learn(self, pairs: Iterable[tuple[str, str]]) -> bool:
        """Take in pairs that share something; whether one of them is new."""
        is_new = False
        for a, b in pairs:
            if a != b and b not in self._partners[a]:
                self._partners[a].add(b)
                self._partners[b].add(a)
                is_new = True
        return is_new

    def cut(self, article_id: str, sentences: Iterable[int], cut: Cut) -> None:
        """Take in that sentences are cut from an article."""
        self.own_cuts.setdefault(article_id, {}).update(dict.fromkeys(sentences, cut))

    def text(self, article_id: str) -> Sentences:
        """The sentences of an article's text as given."""
        self.load([article_id])
        return self._texts[article_id]

    def load(self, ids: Iterable[str]) -> None:
        """Make the sentences of several articles at once."""
        wanted = dict.fromkeys(ids)
        missing = [article_id for article_id in wanted if article_id not in self._texts]
        if len(self._texts) + len(missing) > self._most_texts:
            self._texts = {article_id: self._texts[article_id] for article_id in wanted if article_id in self._texts}
        for begin in range(0, len(missing), BATCH):
            some = missing[begin : begin + BATCH]
            texts = [self.article(article_id).text for article_id in some]
            self._texts.update(zip(some, sentences_of(texts), strict=True))

    def left(self, article_id: str) -> Sentences:
        """What is left of an article's text when it is cut for what it is itself."""
        text, cuts = self.text(article_id), self.own_cuts.get(article_id)
        if not cuts:
            return text
        alive = np.ones(len(text), np.bool_)
        alive[list(cuts)] = False
        return text.only(alive)

    def rank(self, article_id: str, text: Sentences | None = None) -> tuple[Any, ...]:
        """The place of an article in the order of preference, as if `text` were left of it."""
        text = self.left(article_id) if text is None else text
        return self._rank(replace(self.article(article_id), text=text.text), len(text.words))

    def partners(self, article_id: str) -> Iterable[str]:
        """The articles with which an article shares something."""
        return self._partners[article_id]

    def earlier(self) -> Mapping[str, list[str]]:
        """For each article with partners those of them that come before it, all in the order of preference."""
        articles = list(self._partners)
        ranks: dict[str, tuple[Any, ...]] = {}
        for begin in range(0, len(articles), BATCH):
            some = articles[begin : begin + BATCH]
            self.load(some)
            ranks.update((article_id, self.rank(article_id)) for article_id in some)
        order = sorted(articles, key=ranks.__getitem__)
        place = {article_id: k for k, article_id in enumerate(order)}
        return {a: sorted((b for b in self._partners[a] if place[b] < place[a]), key=place.__getitem__) for a in order}
