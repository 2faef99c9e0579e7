"""The two sides of a question of origin: what is known of an article, and how a pair looks from either side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import numpy as np

from dedup.article import Article
from dedup.confirm.changes import Side
from dedup.credits.agencies import agency_of
from dedup.credits.detect import detect
from dedup.origin.spellings import Spellings, spellings_of
from dedup.results import Credit
from dedup.text.tokens import Tokens

Row = tuple[int, int, int, int]
"""A passage in tokens: begin and end on the one side, begin and end on the other."""

Sign = tuple[float, str]
"""How much speaks for one side having been first, in log odds, and why."""

KEPT_SIDES = 1024
"""Articles whose tokens are kept at hand, some 20 KB each."""

KEPT_FINDINGS = 1 << 18
"""Articles of which what was found in them is kept at hand: in most, nothing."""


@dataclass(frozen=True, slots=True)
class Party:
    """An article with its tokens and the agencies it names.

    `spellings` are the words it spells in several ways; `crawled`: the times of its outlet tell when it was fetched.
    """

    article: Article
    side: Side
    credits: tuple[Credit, ...]
    spellings: Spellings = ()
    crawled: bool = False

    @classmethod
    def of(cls, article: Article, side: Side | None = None) -> Party:
        """The party that an article is by itself; `side` are its tokens, if they are at hand already."""
        side = Side.of(article.text) if side is None else side
        return cls(article, side, tuple(detect([article])), spellings_of(side))

    @classmethod
    def both(cls, articles: tuple[Article, Article], tokens: Tokens) -> tuple[Party, Party]:
        """The parties of two articles with different ids, whose texts' tokens are given."""
        credits = detect(articles, tokens)
        a, b = (Side.with_tokens(article.text, tokens.of(number)) for number, article in enumerate(articles))
        of_a, of_b = (tuple(one for one in credits if one.article == article.id) for article in articles)
        return cls(articles[0], a, of_a, spellings_of(a)), cls(articles[1], b, of_b, spellings_of(b))

    @property
    def agency(self) -> str | None:
        """The agency that its outlet is."""
        return agency_of(self.article.source)

    @property
    def credited(self) -> frozenset[str]:
        """The agencies it is credited to, its own not counted."""
        return frozenset(one.agency for one in self.credits if one.role == "credit") - {self.agency}

    @property
    def named(self) -> frozenset[str]:
        """The agencies that stand in it, in any role."""
        return frozenset(one.agency for one in self.credits)


class Parties:
    """The parties of a scan by number, each made when it is asked for; `crawled` names outlets."""

    def __init__(self, article: Callable[[int], Article], crawled: frozenset[str] = frozenset()) -> None:
        self.article = article
        self._crawled = crawled
        self._side = lru_cache(maxsize=KEPT_SIDES)(lambda number: Side.of(article(number).text))
        self._findings = lru_cache(maxsize=KEPT_FINDINGS)(self._find)
        self._credits: dict[str, tuple[Credit, ...]] | None = None

    def learn(self, credits: Iterable[Credit]) -> None:
        """Take the credits of all articles, which then need not be looked for one by one."""
        self._credits = {one: tuple(found) for one, found in groupby(credits, key=lambda credit: credit.article)}

    def _find(self, number: int) -> tuple[tuple[Credit, ...], Spellings]:
        article = self.article(number)
        credits = tuple(detect([article])) if self._credits is None else self._credits.get(article.id, ())
        return credits, spellings_of(self._side(number))

    def __call__(self, number: int) -> Party:
        """The party of this number."""
        article = self.article(number)
        return Party(article, self._side(number), *self._findings(number), crawled=article.source in self._crawled)


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


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[int, ...]:
    """The tokens of a name."""
    from dedup.text.tokens import tokenize

    return tuple(np.asarray(tokenize([name]).hashes).tolist())


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
