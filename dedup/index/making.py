"""Making: matches as a user receives them, from what a check found; what is known of stored articles stays at hand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np

from dedup.article import Article
from dedup.index.database.stored import StoredArticle
from dedup.index.records import unpacked, unpacked_text
from dedup.matches.columns import MatchColumns
from dedup.matches.objects import make_matches
from dedup.origin import MAX_PROFILES, Profile, ProfileCache
from dedup.origin.moments import is_ahead
from dedup.results import Match


class StoredProfiles:
    """The profiles of stored articles; a number is never given again, and its text never changes.

    An article is known by its number and whether the times of its outlet are a crawler's.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, bool], Profile] = OrderedDict()

    def get(self, article: tuple[int, bool]) -> Profile | None:
        """The profile of an article, if it is at hand."""
        return self._kept.get(article)

    def keep(self, article: tuple[int, bool], profile: Profile) -> None:
        """Keep a profile at hand, and let go of the one that was kept first."""
        self._kept[article] = profile
        while len(self._kept) > MAX_PROFILES:
            self._kept.popitem(last=False)


class MatchMaker:
    """Makes the matches of the first of some articles, from their records, when they are asked for."""

    def __init__(
        self,
        article: Article,
        articles: Sequence[StoredArticle],
        found: MatchColumns,
        records: Mapping[int, bytes],
        profiles: StoredProfiles,
        crawled: frozenset[str],
        now: datetime,
    ) -> None:
        self._article = article
        self._articles = articles
        self._found = found
        self._others = found.others(0).tolist()
        self._records = records
        self._known = profiles
        self._crawled = crawled
        self._now = now
        self._profiles: dict[int, Profile] = {}

    def __call__(self, rows: Sequence[int]) -> list[Match]:
        """The matches in these rows of what was found."""
        others = [self._others[row] for row in rows]
        self._prepare([0, *others])
        own = self._article.id
        place = np.ones(len(self._articles), np.int64)  # of the article itself, between those with lower and higher ids
        place[others] = [0 if self._profiles[other].article.id < own else 2 for other in others]
        return make_matches(self._found.chosen(np.array(rows, np.int64)), place, self._profiles)

    def _prepare(self, places: Sequence[int]) -> None:
        """Learn what there is to know of these articles."""
        new: dict[int, Article] = {}
        for place in places:
            known = self._known.get(self._key(place)) if place else None
            if known is not None:
                self._profiles[place] = known
            elif place not in self._profiles:
                row = self._articles[place]
                new[place] = unpacked(row.id, self._records[row.number]) if place else self._article
        made = ProfileCache(new.__getitem__, self._crawled, now=self._now)
        made.prepare(new)
        for place, article in new.items():
            self._profiles[place] = made[place]
            if place and not is_ahead(article, self._now):  # whose time is believed when it has come
                self._known.keep(self._key(place), made[place])

    def _key(self, place: int) -> tuple[int, bool]:
        row = self._articles[place]
        return row.number, unpacked_text(row.source) in self._crawled
