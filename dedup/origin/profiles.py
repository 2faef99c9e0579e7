"""Profiles: articles with their tokens and their provenance, and a cache of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

from dedup.article import Article
from dedup.credits.detect import detect
from dedup.origin.provenance import Provenance
from dedup.origin.spellings import kinds_of, spellings_of
from dedup.results import Credit
from dedup.text.side import Side
from dedup.text.tokens import Tokens, code_points, tokenize

MAX_PROFILES = 2048
"""Articles kept in the cache with their tokens, about 20 KB each. All matches of SaudiNewsNet, made a quarter as many
at a time, took 15.7 s with 1,024; with 4,096 14.2 s and 33 MB more than with 2,048, which is no slower."""

MAX_PROVENANCES = 1 << 18
"""Articles of which the provenance is kept, about 300 bytes each."""


@dataclass(frozen=True, slots=True)
class Profile:
    """An article with its tokens and its provenance."""

    article: Article
    side: Side
    provenance: Provenance

    @classmethod
    def of(cls, article: Article, *, crawled: bool = False, now: datetime | None = None) -> Profile:
        """The profile of an article alone; `crawled`: the times of its outlet are those of a crawler."""
        return ProfileCache(lambda _: article, frozenset({article.source} if crawled else ()), now=now)[0]

    @classmethod
    def pair(cls, articles: tuple[Article, Article], tokens: Tokens) -> tuple[Profile, Profile]:
        """The profiles of two articles with different ids, whose texts' tokens are given."""
        profiles = ProfileCache(articles.__getitem__, tokens=tokens)
        profiles.prepare((0, 1))
        return profiles[0], profiles[1]

    def places_of(self, words: tuple[int, ...]) -> list[int]:
        """The tokens at which these words begin in the text."""
        return _places_of(self.side, words)


@lru_cache(1 << 11)  # an article stands in many matches, and outlets are few
def _places_of(side: Side, words: tuple[int, ...]) -> list[int]:
    found = (side.hashes == words[0]).nonzero()[0].tolist() if words else []
    return [at for at in found if tuple(side.hashes[at : at + len(words)].tolist()) == words]


class ProfileCache:
    """The profiles of articles by number, each made when it is first asked for.

    `crawled` names the outlets whose times are those of a crawler; `tokens` are the tokens of the texts by number,
    where they are known already. All are judged at one time, `now` in UTC, by default when the cache is made.
    """

    def __init__(
        self,
        article: Callable[[int], Article],
        crawled: frozenset[str] = frozenset(),
        tokens: Tokens | None = None,
        now: datetime | None = None,
    ) -> None:
        self.article = article
        self._crawled = crawled
        self._tokens = tokens
        self._now = now or datetime.now(UTC)
        self._credits: dict[str, tuple[Credit, ...]] | None = None
        self._provenances: dict[int, Provenance] = {}
        self._profiles: dict[int, Profile] = {}

    def __getstate__(self) -> dict[str, Any]:
        """All but what is made again when it is asked for."""
        return {**self.__dict__, "_provenances": {}, "_profiles": {}}

    def use_credits(self, credits: Sequence[Credit]) -> Sequence[Credit]:
        """Take these as the credits of all articles, so that none are detected again; returns them."""
        self._credits = _by_article(credits)
        return credits

    @property
    def credits(self) -> Mapping[str, tuple[Credit, ...]] | None:
        """The credits of all articles by their ids, of those that have some; None where not all are known."""
        return self._credits

    def __getitem__(self, number: int) -> Profile:
        """The profile of the article with this number."""
        if number not in self._profiles:
            self.prepare([number])
        return self._profiles[number]

    def provenance(self, number: int) -> Provenance:
        """The provenance of the article with this number."""
        return self._provenances.get(number) or self[number].provenance

    def prepare(self, numbers: Iterable[int]) -> None:
        """Make the profiles of these numbers, `MAX_PROFILES` at most: together they take less time than one by one."""
        numbers = dict.fromkeys(numbers)
        new = [number for number in numbers if number not in self._profiles]
        for number in self._profiles.keys() & numbers.keys():  # others are forgotten before these
            self._profiles[number] = self._profiles.pop(number)
        if not new:
            return
        articles = [self.article(number) for number in new]
        texts = [article.text for article in articles]
        points = code_points(texts)
        tokens = tokenize(texts, points=points) if self._tokens is None else self._tokens.chosen(new)
        sides = [Side.with_tokens(text, tokens.of(place)) for place, text in enumerate(texts)]
        if any(number not in self._provenances for number in new):
            credits = self._credits_of(articles, tokens)
            for place, (number, article, kinds) in enumerate(zip(new, articles, kinds_of(points), strict=True)):
                if number not in self._provenances:
                    spellings, crawled = spellings_of(sides[place], kinds), article.source in self._crawled
                    self._provenances[number] = Provenance.of(
                        article, credits[place], spellings, crawled=crawled, now=self._now
                    )
        for number, article, side in zip(new, articles, sides, strict=True):
            self._profiles[number] = Profile(article, side, self._provenances[number])
        _forget(self._profiles, MAX_PROFILES)
        _forget(self._provenances, MAX_PROVENANCES)

    def _credits_of(self, articles: Sequence[Article], tokens: Tokens) -> list[tuple[Credit, ...]]:
        """The credits of each of the articles, whose texts' tokens are given."""
        ids = [article.id for article in articles]
        if self._credits is not None:
            return [self._credits.get(identity, ()) for identity in ids]
        if len({*ids}) < len(ids):  # one may be asked about that stands in an index as well
            return [tuple(detect([article], tokens.of(place))) for place, article in enumerate(articles)]
        found = _by_article(detect(articles, tokens))
        return [found.get(identity, ()) for identity in ids]


def _by_article(credits: Iterable[Credit]) -> dict[str, tuple[Credit, ...]]:
    return {one: tuple(found) for one, found in groupby(credits, key=lambda credit: credit.article)}


def _forget(kept: dict[int, Any], n: int) -> None:
    """Drop the oldest entries beyond `n`."""
    while len(kept) > n:
        del kept[next(iter(kept))]
