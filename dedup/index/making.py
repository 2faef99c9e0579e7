"""Making: matches as a user receives them, from what a check found; what is known of stored articles stays at hand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dedup.article import Article
from dedup.confirm.changes import Side
from dedup.confirm.relation import RELATIONS
from dedup.credits.detect import detect
from dedup.index.judging import Found
from dedup.index.records import unpacked
from dedup.index.stored import Known
from dedup.matches import make_match
from dedup.origin import Party
from dedup.origin.spellings import spellings_of
from dedup.results import Match
from dedup.text.tokens import tokenize

KEPT = 1024
"""Stored articles kept at hand with their words and credits, some 20 KB each: who was first is asked of the same
stories again and again."""


class KnownParties:
    """The parties that stored articles are, by number; a number is never given again, and its text never changes."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Party] = OrderedDict()

    def get(self, number: int) -> Party | None:
        """The party of this number, if it is at hand."""
        return self._kept.get(number)

    def keep(self, number: int, party: Party) -> None:
        """Keep a party at hand, and let go of the one that was kept first."""
        self._kept[number] = party
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)


class MatchMaker:
    """Makes the matches of the first of some articles, from their records, when they are asked for.

    Looking for credits in many texts takes hardly longer than in one, so whoever asks for a second match has all made.
    """

    def __init__(
        self,
        article: Article,
        articles: Sequence[Known],
        found: Sequence[Found],
        records: Mapping[int, bytes],
        parties: KnownParties,
        crawled: frozenset[str],
    ) -> None:
        self._article = article
        self._articles = articles
        self._found = found
        self._records = records
        self._known = parties
        self._crawled = crawled
        self._parties: dict[int, Party] = {}

    def __call__(self, index: int) -> Match:
        """The match at this place."""
        one = self._found[index]
        if one.other not in self._parties:
            self._prepare([each.other for each in self._found] if self._parties else [0, one.other])
        parties = (self._parties[one.pair[0]], self._parties[one.pair[1]])
        return make_match(parties, RELATIONS[one.relation], one.scores, one.passages)

    def _prepare(self, places: Sequence[int]) -> None:
        """Learn what there is to know of these articles."""
        new: dict[int, Article] = {}
        for place in places:
            row = self._articles[place]
            known = self._known.get(row.number) if place else None
            if known is not None:
                self._parties[place] = self._as_of_now(known)
            elif place not in self._parties:
                new[place] = unpacked(row.id, self._records[row.number]) if place else self._article
        for place, party in zip(new, parties_of(list(new.values())), strict=True):
            self._parties[place] = self._as_of_now(party)
            if place:
                self._known.keep(self._articles[place].number, party)

    def _as_of_now(self, party: Party) -> Party:
        return replace(party, crawled=party.article.source in self._crawled)


def parties_of(articles: Sequence[Article]) -> list[Party]:
    """The parties of articles with different ids, as `Party.of` makes each."""
    tokens = tokenize([article.text for article in articles])
    credits = detect(articles, tokens)
    sides = [Side.with_tokens(article.text, tokens.of(number)) for number, article in enumerate(articles)]
    return [
        Party(article, side, tuple(one for one in credits if one.article == article.id), spellings_of(side))
        for article, side in zip(articles, sides, strict=True)
    ]
