"""Makes `Boilerplate` objects, and spans for each article, from columns and the articles' texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.boilerplate.places import BoilerplatePlaces
from dedup.results import Boilerplate, Occurrence, Span
from dedup.text.tokens import Tokens, tokenize

AT_ONCE = 256
"""Articles tokenized together."""


class BoilerplateMaker(Mapping[str, tuple[Span, ...]]):
    """The spans of boilerplate in each article that has some, by id; and, called, the wordings of all outlets.

    `article` gives the article of a number. Wordings stand in the order of how many articles carry them, most first,
    then by outlet and place; they are those that an article carries which is `shown`, bool[N].
    """

    def __init__(
        self,
        places: BoilerplatePlaces,
        article: Callable[[int], Article],
        ids: list[str],
        shown: NDArray[np.bool_],
    ) -> None:
        self._places = places
        self._article = article
        self._ids = ids
        self._numbers = {ids[number]: number for number in np.unique(places.article).tolist()}
        by_wording = np.argsort(places.wording, kind="stable")
        ends = np.cumsum(np.bincount(places.wording, minlength=len(places.source)))
        self._of_wording = np.split(by_wording, ends[:-1]) if len(ends) else []
        firsts = [min(ids[places.article[place]] for place in of) for of in self._of_wording]
        self._order = sorted(
            (g for g, of in enumerate(self._of_wording) if shown[places.article[of]].any()),
            key=lambda g: (-int(places.n_articles[g]), firsts[g], int(places.begin[self._of_wording[g][0]])),
        )

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._numbers))

    def __getitem__(self, article_id: str) -> tuple[Span, ...]:
        number = self._numbers[article_id]
        first, last = np.searchsorted(self._places.article, [number, number + 1])
        if first == last:
            return ()
        text = self._article(number).text
        tokens = tokenize([text])
        return tuple(self._span(place, text, tokens) for place in range(first, last))

    @property
    def n_wordings(self) -> int:
        """How many wordings there are."""
        return len(self._order)

    def wording(self, index: int) -> Boilerplate:
        """The wording at this place."""
        group = self._order[index]
        of = self._of_wording[group].tolist()
        places = sorted(of, key=lambda place: self._ids[self._places.article[place]])
        occurrences = tuple(self._occurrences(places))
        first = self._article(int(self._places.article[places[0]]))
        return Boilerplate(
            source=first.source,
            text=first.text[slice(*occurrences[0].span)],
            n_articles=int(self._places.n_articles[group]),
            n_days=int(self._places.n_days[group]),
            places=occurrences,
        )

    def _occurrences(self, places: list[int]) -> Iterator[Occurrence]:
        for begin in range(0, len(places), AT_ONCE):
            here = places[begin : begin + AT_ONCE]
            articles = [self._article(number) for number in self._places.article[here].tolist()]
            tokens = tokenize([article.text for article in articles])
            for k, (place, article) in enumerate(zip(here, articles, strict=True)):
                yield Occurrence(article.id, self._span(place, article.text, tokens.of(k)))

    def _span(self, place: int, text: str, tokens: Tokens) -> Span:
        """The place in characters, with the marks that stand at its words, or between them and the end of the line."""
        first, last = int(self._places.begin[place]), int(self._places.end[place]) - 1
        start, end = int(tokens.starts[first]), int(tokens.ends[last])
        before = text[tokens.ends[first - 1] if first else 0 : start]
        after = text[end : tokens.starts[last + 1] if last + 1 < len(tokens) else len(text)]
        own_line, shared_line = before.rpartition("\n")[2].lstrip(), before.rpartition(" ")[2]
        start -= len(own_line if first == 0 or "\n" in before else shared_line)
        own_line, shared_line = after.partition("\n")[0].rstrip(), after.partition(" ")[0]
        end += len(own_line if last + 1 == len(tokens) or "\n" in after else shared_line)
        return start, end
