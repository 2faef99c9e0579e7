"""Shared wording as a sequence: all runs are counted, and one is made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, overload

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.records import Ragged
from dedup.results import Occurrence, Shared
from dedup.runtime.kernels import kernel
from dedup.runtime.threads import on_threads
from dedup.shared_wording.grams import MatchLists
from dedup.shared_wording.runs import SharedRuns, shared_runs
from dedup.sketch.sketches import TokenLists
from dedup.text.tokens import tokenize

# Four words in a row are often just grammar; five are seldom written twice by chance.
MIN_RUN_WORDS = 5

BATCH = 1024
"""Articles that are tokenized together."""

OCCURRENCE = np.dtype([("article", np.int32), ("at", np.int32), ("begin", np.int32), ("end", np.int32)])
"""A run in an article: the token at which it begins, and its characters."""
OccurrenceRecords = Annotated[NDArray[Any], OCCURRENCE]


@dataclass(frozen=True, slots=True)
class SharedColumns:
    """R shared runs: the `texts` and `n_words` int64[R] of each, and its `occurrences`, OCCURRENCE[n] of each in the
    order of ids, the text being that of the first. `ids` are those of the articles in which they occur, by number.
    """

    texts: Sequence[str]
    n_words: NDArray[np.int64]
    occurrences: Ragged
    ids: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Numbered:
    """Articles by number: their words as `lists`, the `place` int64[N] of each in the order of ids, how to make one.

    `threads` may work on them at once. Asked for is the wording of those that are `shown`, bool[N]; None is all.
    """

    lists: TokenLists
    place: NDArray[np.int64]
    article: Callable[[int], Article]
    threads: int = 1
    shown: NDArray[np.bool_] | None = None


class SharedWording(Sequence[Shared]):
    """All shared runs of a collection, the most telling first: those in the most articles, of these the longest.

    `len` is the number of all runs; each is made when asked for, so that `found[:20]` of a million costs twenty.
    """

    def __init__(self, articles: Numbered, found: SharedRuns) -> None:
        self._articles = articles
        self._found = found
        self._order = self._most_telling_first()

    @classmethod
    def among(cls, articles: Numbered, first: NDArray[np.integer], second: NDArray[np.integer]) -> SharedWording:
        """The wording that articles share; `first` and `second` are the numbers of those that match."""
        matches = _match_lists(len(articles.place), first, second)
        return cls(articles, shared_runs(articles.lists, MIN_RUN_WORDS, matches, articles.threads))

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, index: int) -> Shared: ...
    @overload
    def __getitem__(self, index: slice) -> list[Shared]: ...
    def __getitem__(self, index: int | slice) -> Shared | list[Shared]:
        if isinstance(index, slice):
            return list(self._made(self._order[index]))
        return next(self._made(self._order[range(len(self))[index], None]))

    def __iter__(self) -> Iterator[Shared]:
        """All of them, whose articles are tokenized once."""
        return self._made(self._order)

    def _most_telling_first(self) -> NDArray[np.int64]:
        """Runs by number of articles and words, then by their first place in the article of the lowest id."""
        found = self._found
        places = self._articles.place[found.places.values["article"]] << 32 | found.places.values["at"]
        begins = found.places.offsets[:-1]
        first_place = np.minimum.reduceat(places, begins) if len(begins) else begins
        order = np.lexsort((first_place, -found.n_words, -found.n_articles))
        shown = self._articles.shown
        if shown is None or not len(begins):
            return order
        return order[np.logical_or.reduceat(shown[found.places.values["article"]], begins)[order]]

    def _made(self, runs: NDArray[np.int64]) -> Iterator[Shared]:
        found = self._columns(runs)
        for text, n_words, places in zip(found.texts, found.n_words.tolist(), found.occurrences, strict=True):
            articles = tuple(Occurrence(found.ids[number], (begin, end)) for number, _, begin, end in places.tolist())
            yield Shared(text, n_words, articles)

    def columns(self) -> SharedColumns:
        """All of them in columns."""
        return self._columns(self._order)

    def _columns(self, runs: NDArray[np.int64]) -> SharedColumns:
        """These runs, each with its first place in each article, in the order of ids."""
        places = self._found.places.chosen(runs)
        values, owners = places.values, places.owners
        rank = self._articles.place[values["article"]]
        order = np.lexsort((values["at"], rank, owners))
        is_first = np.append(True, (np.diff(owners[order]) != 0) | (np.diff(rank[order]) != 0))[: len(order)]
        first = order[is_first]
        n_words = self._found.n_words[runs]
        found = np.empty(len(first), OCCURRENCE)
        found["article"], found["at"] = values["article"][first], values["at"][first]
        occurrences = Ragged.of(found, np.bincount(owners[first], minlength=len(runs)))
        texts = self._find_characters(occurrences, found["at"] + n_words[owners[first]].astype(np.int32))
        ids = {number: self._articles.article(number).id for number in np.unique(found["article"]).tolist()}
        return SharedColumns(texts, n_words, occurrences, ids)

    def _find_characters(self, occurrences: Ragged, ends: NDArray[np.int32]) -> list[str]:
        """Fill the characters of occurrences, which have the tokens up to `ends`, a batch of articles at a time.

        Returns the text of the first occurrence of each run.
        """
        found = occurrences.values
        by_article = np.argsort(found["article"], kind="stable")
        numbers, begins = np.unique(found["article"][by_article], return_index=True)
        begins = np.append(begins, len(found))
        run_of = np.full(len(found), -1)
        run_of[occurrences.offsets[:-1]] = np.arange(len(occurrences))
        run_texts = [""] * len(occurrences)

        def work(first: int) -> None:
            texts = [self._articles.article(number).text for number in numbers[first : first + BATCH].tolist()]
            tokens = tokenize(texts)
            n_rows = np.diff(begins[first : first + BATCH + 1])
            rows = by_article[begins[first] : begins[min(first + BATCH, len(numbers))]]
            of = np.repeat(np.arange(len(texts)), n_rows)
            base = tokens.offsets[of]
            found["begin"][rows] = tokens.starts[base + found["at"][rows]]
            found["end"][rows] = tokens.ends[base + ends[rows] - 1]
            is_text = run_of[rows] >= 0
            rows, of = rows[is_text], of[is_text]
            columns = run_of[rows], of, found["begin"][rows], found["end"][rows]
            for run, text, begin, end in zip(*(column.tolist() for column in columns), strict=True):
                run_texts[run] = texts[text][begin:end]

        for _ in on_threads(work, range(0, len(numbers), BATCH), self._articles.threads):
            pass
        return run_texts


def shared_wording(articles: Sequence[Article], excluded: Collection[tuple[str, str]] = ()) -> SharedWording:
    """The wording that articles share, each run with its first place in every article.

    `excluded` are pairs of ids that are a match: what only they have in common is no shared wording but reuse.

    >>> found = shared_wording([
    ...     Article("1", "The Swiss Federal Office of Meteorology expects rain."),
    ...     Article("2", "Rain, says the Swiss Federal Office of Meteorology."),
    ... ])
    >>> [(shared.text, shared.n_words) for shared in found]
    [('The Swiss Federal Office of Meteorology', 6)]
    """
    tokens = tokenize([article.text for article in articles])
    numbers = {article.id: number for number, article in enumerate(articles)}
    excluded = {(min(pair), max(pair)) for pair in excluded}
    pairs = np.array([(numbers[a], numbers[b]) for a, b in excluded if a in numbers and b in numbers], np.int64)
    first, second = pairs.reshape(-1, 2).T
    place = np.empty(len(articles), np.int64)
    place[sorted(range(len(articles)), key=lambda number: articles[number].id)] = np.arange(len(articles))
    lists = TokenLists(tokens.hashes, tokens.offsets[:-1].copy(), tokens.offsets[1:].copy())
    return SharedWording.among(Numbered(lists, place, articles.__getitem__), first, second)


def _match_lists(n_articles: int, first: NDArray[np.integer], second: NDArray[np.integer]) -> MatchLists:
    """The articles that match each, from all pairs of them, none of which stands there twice."""
    n_matches = np.bincount(first, minlength=n_articles) + np.bincount(second, minlength=n_articles)
    offsets = np.append(0, np.cumsum(n_matches))
    lists = MatchLists(np.empty(offsets[-1], np.int32), offsets)
    match_kernel(first.astype(np.int32), second.astype(np.int32), offsets[:-1].copy(), lists.articles)
    return lists


@kernel("void(int32[::1], int32[::1], int64[::1], int32[::1])")
def match_kernel(
    first: NDArray[np.int32], second: NDArray[np.int32], next_place: NDArray[np.int64], articles: NDArray[np.int32]
) -> None:
    """Fill `articles` with those that each matches, from `next_place` of each on, which moves to the end of its own."""
    for match in range(len(first)):
        for one, other in ((first[match], second[match]), (second[match], first[match])):
            articles[next_place[one]] = other
            next_place[one] += 1
