"""Where boilerplate stands in the articles of a collection."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class BoilerplatePlaces:
    """Where boilerplate stands: P places of G wordings.

    `article`, `begin`, `end` int32[P], in tokens of the article, sorted and without overlaps; `wording` int32[P].
    `source` int32[G] is the outlet, `n_articles` and `n_days` int32[G] say under how many articles and on how many days
    it prints the wording.
    """

    article: NDArray[np.int32]
    begin: NDArray[np.int32]
    end: NDArray[np.int32]
    wording: NDArray[np.int32]
    source: NDArray[np.int32]
    n_articles: NDArray[np.int32]
    n_days: NDArray[np.int32]

    def n_words(self, n_texts: int) -> NDArray[np.int64]:
        """How many tokens of each article are boilerplate, int64[n_texts]."""
        return np.bincount(self.article, self.end - self.begin, n_texts).astype(np.int64)

    def with_whole(self, articles: NDArray[np.int64], n_tokens: NDArray[np.int64]) -> BoilerplatePlaces:
        """The same, with these articles from beginning to end, of no wording (-1); `n_tokens` are those of each."""
        if not len(articles):
            return self
        kept, n = ~np.isin(self.article, articles), len(articles)
        columns = (articles, np.zeros(n), n_tokens[articles], np.full(n, -1))
        old = (self.article, self.begin, self.end, self.wording)
        found = [np.concatenate([a[kept], b]).astype(np.int32) for a, b in zip(old, columns, strict=True)]
        order = np.lexsort((found[1], found[0]))
        article, begin, end, wording = (column[order] for column in found)
        return replace(self, article=article, begin=begin, end=end, wording=wording)


NOWHERE = BoilerplatePlaces(*(np.empty(0, np.int32) for _ in range(7)))
"""No boilerplate."""
