"""Shared wording: runs of five or more words that stand in two or more articles without amounting to a match.

Names with their titles, standing phrases, the one sentence that two reports on one story have in common. A run is told
once with all the articles in which it stands, as long as it can be made without losing one of them; a shorter run
inside it is told only if it stands in more articles.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.results import Occurrence, Shared
from dedup.shared_wording.runs import MatchLists, SharedRuns, shared_runs
from dedup.text.tokens import Tokens, tokenize

__all__ = ["MIN_RUN_WORDS", "SharedWording", "shared_wording"]

# Four words in a row are often just grammar; five are seldom written twice by chance.
MIN_RUN_WORDS = 5


class SharedWording(Sequence[Shared]):
    """All shared runs of a collection, the most telling first: those in the most articles, of these the longest.

    `len` is the number of all runs; each is made when asked for, so that `found[:20]` of a million costs twenty.
    """

    def __init__(self, articles: Sequence[Article], tokens: Tokens, found: SharedRuns) -> None:
        self._articles = articles
        self._tokens = tokens
        self._places = found.places
        self._runs = found.runs
        by_id = sorted(range(len(articles)), key=lambda number: articles[number].id)
        self._rank = np.empty(len(articles), np.int64)
        self._rank[by_id] = np.arange(len(articles))
        self._order = self._most_telling_first()

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, index: int) -> Shared: ...
    @overload
    def __getitem__(self, index: slice) -> list[Shared]: ...
    def __getitem__(self, index: int | slice) -> Shared | list[Shared]:
        if isinstance(index, slice):
            return [self._shared(int(run)) for run in self._order[index]]
        return self._shared(int(self._order[index]))

    def _most_telling_first(self) -> NDArray[np.int64]:
        """Runs by number of articles and words, then by their first place in the article of the lowest id."""
        runs, tokens = self._runs, self._tokens
        owner = self._owners(self._places)
        place = self._rank[owner] << 32 | (self._places - tokens.offsets[owner])
        bounds = np.stack((runs["first"], runs["last"]), axis=1).ravel()
        first_place = np.minimum.reduceat(np.append(place, 0), bounds)[::2] if len(bounds) else bounds
        return np.lexsort((first_place, -runs["n_words"], -runs["n_articles"]))

    def _owners(self, tokens: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.searchsorted(self._tokens.offsets, tokens, side="right") - 1

    def _shared(self, run: int) -> Shared:
        first_slot, last_slot, n_words, _ = self._runs[run].tolist()
        tokens = self._tokens
        places = np.sort(self._places[first_slot:last_slot])
        owners = self._owners(places)
        first = np.flatnonzero(np.diff(owners, prepend=-1))
        first = first[np.argsort(self._rank[owners[first]])]
        articles = [self._articles[owner] for owner in owners[first].tolist()]
        starts, ends = tokens.starts[places[first]].tolist(), tokens.ends[places[first] + n_words - 1].tolist()
        found = tuple(
            Occurrence(*one) for one in zip((one.id for one in articles), zip(starts, ends, strict=True), strict=True)
        )
        return Shared(articles[0].text[starts[0] : ends[0]], n_words, found)


def shared_wording(
    articles: Sequence[Article], excluded: Collection[tuple[str, str]] = (), tokens: Tokens | None = None
) -> SharedWording:
    """The wording that articles share, each run with its first place in every article.

    `excluded` are pairs of ids that are a match: what only they have in common is no shared wording but reuse. `tokens`
    are those of the articles' texts, where they are known already.

    >>> found = shared_wording([
    ...     Article("1", "The Swiss Federal Office of Meteorology expects rain."),
    ...     Article("2", "Rain, says the Swiss Federal Office of Meteorology."),
    ... ])
    >>> [(shared.text, shared.n_words) for shared in found]
    [('The Swiss Federal Office of Meteorology', 6)]
    """
    tokens = tokenize([article.text for article in articles]) if tokens is None else tokens
    return SharedWording(articles, tokens, shared_runs(tokens, MIN_RUN_WORDS, _match_lists(articles, excluded)))


def _match_lists(articles: Sequence[Article], excluded: Collection[tuple[str, str]]) -> MatchLists:
    numbers = {article.id: number for number, article in enumerate(articles)}
    pairs = np.array([(numbers[a], numbers[b]) for a, b in excluded if a in numbers and b in numbers], np.int64)
    both_ways = np.concatenate((pairs.reshape(-1, 2), pairs.reshape(-1, 2)[:, ::-1]))
    owners, matches = np.unique(both_ways, axis=0).T
    offsets = np.searchsorted(owners, np.arange(len(articles) + 1))
    return MatchLists(np.ascontiguousarray(matches, np.int32), offsets)
