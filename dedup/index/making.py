"""Making: matches as a user receives them, from what a check found; what is known of stored articles stays at hand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence

from dedup.article import Article
from dedup.index.database.stored import StoredArticle
from dedup.index.judging import Found
from dedup.index.records import unpacked, unpacked_text
from dedup.judge.relation import RELATIONS
from dedup.matches.matches import make_match
from dedup.origin import KEPT_PARTIES, Parties, Party
from dedup.results import Match


class KnownParties:
    """The parties that stored articles are; a number is never given again, and its text never changes.

    An article is known by its number and whether the times of its outlet are a crawler's.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, bool], Party] = OrderedDict()

    def get(self, article: tuple[int, bool]) -> Party | None:
        """The party that an article is, if it is at hand."""
        return self._kept.get(article)

    def keep(self, article: tuple[int, bool], party: Party) -> None:
        """Keep a party at hand, and let go of the one that was kept first."""
        self._kept[article] = party
        while len(self._kept) > KEPT_PARTIES:
            self._kept.popitem(last=False)


class MatchMaker:
    """Makes the matches of the first of some articles, from their records, when they are asked for.

    Looking for credits in many texts takes hardly longer than in one, so whoever asks for a second match has all made.
    """

    def __init__(
        self,
        article: Article,
        articles: Sequence[StoredArticle],
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
            known = self._known.get(self._key(place)) if place else None
            if known is not None:
                self._parties[place] = known
            elif place not in self._parties:
                row = self._articles[place]
                new[place] = unpacked(row.id, self._records[row.number]) if place else self._article
        made = Parties(new.__getitem__, self._crawled)
        made.prepare(new)
        for place in new:
            self._parties[place] = made(place)
            if place:
                self._known.keep(self._key(place), made(place))

    def _key(self, place: int) -> tuple[int, bool]:
        row = self._articles[place]
        return row.number, unpacked_text(row.source) in self._crawled
