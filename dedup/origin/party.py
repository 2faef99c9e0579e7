"""The two sides of a question of origin: what is known of an article, and how a pair looks from either side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from dedup.article import Article
from dedup.confirm.changes import Side
from dedup.credits.detect import detect
from dedup.origin.facts import Facts
from dedup.results import Credit
from dedup.text.tokens import Tokens, tokenize

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
        parties = Parties(lambda number: articles[number], tokens=tokens)
        parties.learn(detect(articles, tokens))
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
        self._made = lru_cache(maxsize=KEPT_PARTIES)(self._make)

    def learn(self, credits: Iterable[Credit]) -> None:
        """Take the credits of all articles, which then need not be looked for one by one."""
        self._credits = {one: tuple(found) for one, found in groupby(credits, key=lambda credit: credit.article)}

    def __call__(self, number: int) -> Party:
        """The party of this number."""
        return self._made(number)

    def facts(self, number: int) -> Facts:
        """What the article of this number tells by itself."""
        return self._facts.get(number) or self._made(number).facts

    def _make(self, number: int) -> Party:
        article = self.article(number)
        tokens = tokenize([article.text]) if self._tokens is None else self._tokens.of(number)
        side = Side.with_tokens(article.text, tokens)
        facts = self._facts.get(number)
        if facts is None:
            facts = self._find(article, side, tokens)
            if len(self._facts) < KEPT_FACTS:
                self._facts[number] = facts
        return Party(article, side, facts)

    def _find(self, article: Article, side: Side, tokens: Tokens) -> Facts:
        credits = detect([article], tokens) if self._credits is None else self._credits.get(article.id, ())
        return Facts.of(article, side, credits, crawled=article.source in self._crawled)


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
        n_words = [max(len(party.side.hashes), 1) for party in parties]
        return cls(*parties, kept, (covered[0] / n_words[0], covered[1] / n_words[1]), names)

    def turned(self) -> View:
        """The same pair as seen from the other side."""
        rows = tuple(sorted((c, d, a, b) for a, b, c, d in self.rows))
        return View(self.other, self.one, rows, self.shares[::-1], self.names[::-1])


def places_of(words: tuple[int, ...], party: Party) -> list[int]:
    """The tokens at which these words begin in a party's text."""
    hashes = party.side.hashes
    found: list[int] = []
    at = -1
    while words and words[0] in hashes[at + 1 :]:
        at = hashes.index(words[0], at + 1)
        if tuple(hashes[at : at + len(words)]) == words:
            found.append(at)
    return found
