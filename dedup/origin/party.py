"""The two sides of a question of origin: what is known of an article, and how a pair looks from either side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from dedup.article import Article
from dedup.credits.detect import detect
from dedup.origin.facts import Facts
from dedup.origin.spellings import kinds_of, spellings_of
from dedup.results import Credit
from dedup.text.side import Side
from dedup.text.tokens import Tokens, code_points, tokenize

Row = tuple[int, int, int, int]
"""A passage in tokens: begin and end on the one side, begin and end on the other."""

Sign = tuple[float, str]
"""How much speaks for one side having been first, in log odds, and why."""

KEPT_PARTIES = 1024
"""Articles kept at hand with their tokens, some 20 KB each."""

KEPT_FACTS = 1 << 18
"""Articles of which the facts are kept at hand, some 300 bytes each."""


@dataclass(frozen=True, slots=True)
class Party:
    """An article with its tokens, and what it tells by itself."""

    article: Article
    side: Side
    facts: Facts

    @classmethod
    def of(cls, article: Article, *, crawled: bool = False) -> Party:
        """The party that an article is by itself; `crawled`: the times of its outlet tell when it was fetched."""
        return Parties(lambda _: article, frozenset({article.source} if crawled else ()))(0)

    @classmethod
    def both(cls, articles: tuple[Article, Article], tokens: Tokens) -> tuple[Party, Party]:
        """The parties of two articles with different ids, whose texts' tokens are given."""
        parties = Parties(articles.__getitem__, tokens=tokens)
        parties.prepare((0, 1))
        return parties(0), parties(1)


class Parties:
    """The parties of a scan by number, each made when it is asked for; `crawled` names outlets.

    `tokens` are those of the texts by number, if they are at hand already.
    """

    def __init__(
        self, article: Callable[[int], Article], crawled: frozenset[str] = frozenset(), tokens: Tokens | None = None
    ) -> None:
        self.article = article
        self._crawled = crawled
        self._tokens = tokens
        self._credits: dict[str, tuple[Credit, ...]] | None = None
        self._facts: dict[int, Facts] = {}
        self._parties: dict[int, Party] = {}

    def learn(self, credits: Iterable[Credit]) -> None:
        """Take the credits of all articles, which then need not be looked for one by one."""
        self._credits = _by_article(credits)

    def __call__(self, number: int) -> Party:
        """The party of this number."""
        if number not in self._parties:
            self.prepare([number])
        return self._parties[number]

    def facts(self, number: int) -> Facts:
        """What the article of this number tells by itself."""
        return self._facts.get(number) or self(number).facts

    def prepare(self, numbers: Iterable[int]) -> None:
        """Make the parties of these numbers, `KEPT_PARTIES` at most: at once is quicker than one by one."""
        new = [number for number in numbers if number not in self._parties]
        if not new:
            return
        articles = [self.article(number) for number in new]
        texts = [article.text for article in articles]
        points = code_points(texts)
        tokens = tokenize(texts, points=points) if self._tokens is None else self._tokens.chosen(new)
        sides = [Side.with_tokens(text, tokens.of(place)) for place, text in enumerate(texts)]
        if any(number not in self._facts for number in new):
            credits = self._credits_of(articles, tokens)
            for number, article, side, kinds, found in zip(
                new, articles, sides, kinds_of(points), credits, strict=True
            ):
                if number not in self._facts:
                    crawled = article.source in self._crawled
                    self._facts[number] = Facts.of(article, found, spellings_of(side, kinds), crawled=crawled)
        for number, article, side in zip(new, articles, sides, strict=True):
            self._parties[number] = Party(article, side, self._facts[number])
        _forget(self._parties, KEPT_PARTIES)
        _forget(self._facts, KEPT_FACTS)

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
    """Drop the oldest of what is kept beyond `n`."""
    while len(kept) > n:
        del kept[next(iter(kept))]


@dataclass(frozen=True, slots=True)
class View:
    """A pair as seen from one side, to ask whether the other came from this `one`.

    `rows` are the passages, in the order of the one side; `shares` how much of each side stands in them; `names` what
    reasons call the two.
    """

    one: Party
    other: Party
    rows: tuple[Row, ...]
    shares: tuple[float, float]
    names: tuple[str, str] = ("a", "b")

    @classmethod
    def of(
        cls, parties: tuple[Party, Party], rows: Sequence[Sequence[int]], names: tuple[str, str] = ("a", "b")
    ) -> View:
        """The view of two parties on the passages they share (rows of `Alignments.passages`)."""
        kept = tuple((row[0], row[1], row[2], row[3]) for row in rows)
        covered = (sum(row[1] - row[0] for row in kept), sum(row[3] - row[2] for row in kept))
        n_words = [max(len(party.side), 1) for party in parties]
        return cls(*parties, kept, (covered[0] / n_words[0], covered[1] / n_words[1]), names)

    def turned(self) -> View:
        """The same pair as seen from the other side."""
        rows = tuple(sorted((c, d, a, b) for a, b, c, d in self.rows))
        return View(self.other, self.one, rows, self.shares[::-1], self.names[::-1])


def places_of(words: tuple[int, ...], party: Party) -> list[int]:
    """The tokens at which these words begin in a party's text."""
    hashes = party.side.hashes
    found = (hashes == words[0]).nonzero()[0].tolist() if words else []
    return [at for at in found if tuple(hashes[at : at + len(words)].tolist()) == words]
