"""Corpus: the articles of a collection that have words, under one numbering."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.corpus.collection import Collection
from dedup.corpus.days import days_of, outlets_of


class Corpus:
    """N articles by their numbers: the number of an article is its place in the order of content.

    Three orders meet here, and nowhere else. `position` int64[N] is where each article stands among all that was read;
    `place` int64[N] where it stands in the order of ids, `by_place` int64[N] the numbers in that order. `ids` stand by
    number, and so do `published` float64[N] (seconds since 1970, NaN where not known), `days` int64[N]
    (`corpus.days`) and `outlets` int32[N], places in `outlet_names`.
    """

    def __init__(self, collection: Collection, position: NDArray[np.int64]) -> None:
        self._collection = collection
        self.position = position
        self.ids = [collection.ids[at] for at in position.tolist()]
        self.by_place = np.array(sorted(range(len(self.ids)), key=self.ids.__getitem__), np.int64)
        self.place = np.empty(len(self.ids), np.int64)
        self.place[self.by_place] = np.arange(len(self.ids))
        self.published = np.array(collection.published, np.float64)[position]
        self.days = days_of(self.published)
        self.outlets = np.array(collection.sources, np.int32)[position]
        self.outlet_names = collection.source_names

    def __len__(self) -> int:
        return len(self.ids)

    def known_outlets(self) -> NDArray[np.int64]:
        """The outlet of each article by its number, int64[N], `days.NO_OUTLET` where it is not known."""
        return outlets_of(self.outlets, self.outlet_names)

    def article(self, number: int) -> Article:
        """The article with this number, made when it is asked for."""
        return self._collection[int(self.position[number])]

    def text(self, number: int) -> str:
        """Its text."""
        return self.article(number).text
