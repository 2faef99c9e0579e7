"""What stands for all articles or all of something found: columns, and objects that are made when they are accessed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass
from functools import partial
from typing import TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.corpus.corpus import Corpus

T = TypeVar("T")


class OnDemand(Sequence[T]):
    """A sequence of `n` objects, each made when it is accessed.

    `each` makes all of them one after the other, if that is quicker.
    """

    def __init__(self, n: int, make: Callable[[int], T], each: Callable[[], Iterator[T]] | None = None) -> None:
        self._n = n
        self._make = make
        self._each = each

    def __len__(self) -> int:
        return self._n

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            places = range(self._n)[index]
            return OnDemand(len(places), partial(_made_at, self._make, places))
        return self._make(range(self._n)[index])

    def __iter__(self) -> Iterator[T]:
        return map(self._make, range(self._n)) if self._each is None else self._each()

    def __repr__(self) -> str:
        return f"<{self._n:,} on demand>"


def _made_at(make: Callable[[int], T], places: Sequence[int], index: int) -> T:
    """The object at a place among some places."""
    return make(places[index])


class ArticleTable(Mapping[str, Article]):
    """The articles of a corpus by id, in the order of ids, each made when it is accessed."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self.ids = [corpus.ids[number] for number in corpus.by_place.tolist()]

    def __getitem__(self, article_id: str) -> Article:
        place = bisect_left(self.ids, article_id)
        if place == len(self.ids) or self.ids[place] != article_id:
            raise KeyError(article_id)
        return self.at(place)

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def values(self) -> ValuesView[Article]:
        """All articles in order, without looking up each id."""
        return _Articles(self)

    def at(self, place: int) -> Article:
        """The article at a place in the order of ids."""
        return self._corpus.article(int(self._corpus.by_place[place]))


class _Articles(ValuesView[Article]):
    def __init__(self, table: ArticleTable) -> None:
        super().__init__(table)
        self._table = table

    def __iter__(self) -> Iterator[Article]:
        return map(self._table.at, range(len(self._table)))


@dataclass(frozen=True, slots=True)
class ArticleColumns:
    """What is known of the articles of a scan, by place in the order of their ids.

    `position` int64[N] orders them as they were read; `n_words` int64[N]; `published` float64[N], seconds since 1970,
    NaN where not known; `outlets` int32[N], places in `outlet_names`; `origins` int64[N]: the origin of each one's
    family, an article without one being its own.
    """

    position: NDArray[np.int64]
    n_words: NDArray[np.int64]
    published: NDArray[np.float64]
    outlets: NDArray[np.int32]
    outlet_names: Sequence[str]
    origins: NDArray[np.int64]

    @classmethod
    def of(cls, corpus: Corpus, n_words: NDArray[np.int64], origins: NDArray[np.int64]) -> ArticleColumns:
        """The columns of a corpus by place; `n_words` and `origins` are given by number, origins being numbers too."""
        by_place = corpus.by_place
        return cls(
            corpus.position[by_place],
            n_words[by_place],
            corpus.published[by_place],
            corpus.outlets[by_place],
            corpus.outlet_names,
            corpus.place[origins[by_place]],
        )
