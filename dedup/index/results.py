"""What an index returns: matches, the strongest first, and what became of the articles that were added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, overload

from dedup.article import Article
from dedup.config import Config
from dedup.results import REUSE, Match, Relation, Skipped

Outcome = Literal["added", "revised", "unchanged"]


class Check(Sequence[Match]):
    """The matches of one article with those of an index, the strongest relation first, each made when it is accessed.

    `n_candidates` articles were compared with it. `n_left_out` share less with it and were not compared. `n_hot` counts
    fingerprints and bands that so many articles have that only the newest of these were looked at.
    `relations` are those of the matches, known before any is made.
    """

    def __init__(
        self,
        relations: Sequence[Relation],
        make: Callable[[int], Match],
        n_candidates: int = 0,
        n_left_out: int = 0,
        n_hot: int = 0,
    ) -> None:
        self.relations = tuple(relations)
        self._matches: list[Match | None] = [None] * len(self.relations)
        self._make = make
        self.n_candidates = n_candidates
        self.n_left_out = n_left_out
        self.n_hot = n_hot

    @property
    def n_reuse(self) -> int:
        """How many of the matches are reuse, not formula or quotation."""
        return sum(relation in REUSE for relation in self.relations)

    def __len__(self) -> int:
        return len(self._matches)

    @overload
    def __getitem__(self, index: int) -> Match: ...
    @overload
    def __getitem__(self, index: slice) -> list[Match]: ...
    def __getitem__(self, index: int | slice) -> Match | list[Match]:
        places = range(len(self))[index]
        return [self._match(place) for place in places] if isinstance(places, range) else self._match(places)

    def _match(self, place: int) -> Match:
        found = self._matches[place]
        if found is None:
            found = self._matches[place] = self._make(place)
        return found

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self):,} matches of {self.n_candidates:,} candidates>"


class Added(Check):
    """The matches of an article that was added, and what became of it: `outcome`."""

    def __init__(self, check: Check, outcome: Outcome) -> None:
        super().__init__(check.relations, check.__getitem__, check.n_candidates, check.n_left_out, check.n_hot)
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class AddReport:
    """How many articles were new, revised with another text, or unchanged, and which were skipped."""

    n_added: int = 0
    n_revised: int = 0
    n_unchanged: int = 0
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """An earlier version of an article, and when another text replaced it."""

    article: Article
    replaced: datetime


@dataclass(frozen=True, slots=True)
class Stats:
    """What an index holds. `first` and `last` are the times of its articles, None for an empty one.

    An article without a time has that of its adding. `n_words` counts those of articles with different words, `n_bytes`
    what the database takes with all its indexes.
    """

    n_articles: int
    n_revisions: int
    n_words: int
    n_bytes: int
    first: datetime | None
    last: datetime | None
    schema: int
    folding: str
    config: Config
