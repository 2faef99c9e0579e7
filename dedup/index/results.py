"""What an index returns: matches, the strongest first, and what became of the articles that were added."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, overload

from dedup.article import Article
from dedup.config import Config
from dedup.results import REUSE, Match, Relation, Skipped

Outcome = Literal["added", "revised", "updated", "unchanged"]
"""What became of an article: new, another text of one that is stored, the same text with other fields, or the same."""

Standing = Literal["unknown", "other_text", "same_text"]
"""What is stored under the id of an article: nothing, another text, or its own."""


TOGETHER = 16
"""Matches that are made together for whoever goes through them, and may look at the first alone."""


class Check(Sequence[Match]):
    """The matches of one article with those of an index, the strongest relation first, each made when it is accessed.

    `n_candidates` articles were compared with it. `n_left_out` share less with it and were not compared. `n_hot` counts
    fingerprints and bands that so many articles have that only the newest of these were looked at.
    `relations` are those of the matches, known before any is made. `article_id` is the id under which the article is
    or would be stored, and by which the matches name it; `standing` says what is stored under it.
    """

    def __init__(
        self,
        relations: Sequence[Relation],
        make: Callable[[Sequence[int]], list[Match]],
        n_candidates: int = 0,
        n_left_out: int = 0,
        n_hot: int = 0,
        *,
        article_id: str = "",
        standing: Standing = "unknown",
    ) -> None:
        self.relations = tuple(relations)
        self._matches: list[Match | None] = [None] * len(self.relations)
        self._make = make
        self.n_candidates = n_candidates
        self.n_left_out = n_left_out
        self.n_hot = n_hot
        self.article_id = article_id
        self.standing = standing

    @property
    def already_stored(self) -> bool:
        """Whether the article is stored already, with the same id and the same text."""
        return self.standing == "same_text"

    @property
    def is_new(self) -> bool:
        """Whether nothing of the article is known: its id is not stored, in any version, and no match is reuse."""
        return self.standing == "unknown" and not self.n_reuse

    @property
    def safe_to_drop(self) -> tuple[str, ...]:
        """The ids of the stored articles in favour of which this one may go, none if it is to be kept.

        They have all of its content, and nothing differs that changes what is said. An article that is stored already
        comes first, in favour of itself.
        """
        itself = (self.article_id,) if self.already_stored else ()
        return itself + tuple(
            match.b for match in (one.seen_from(self.article_id) for one in self) if "a" in match.safe_to_drop
        )

    @property
    def n_reuse(self) -> int:
        """How many of the matches are reuse, not formula or quotation."""
        return sum(relation in REUSE for relation in self.relations)

    def __reduce__(self) -> tuple[Any, ...]:
        """With all matches made: the index they come from stays where it is."""
        return _restored, (type(self), {**self.__dict__, "_matches": list(self), "_make": None})

    def __len__(self) -> int:
        return len(self._matches)

    @overload
    def __getitem__(self, index: int) -> Match: ...
    @overload
    def __getitem__(self, index: slice) -> list[Match]: ...
    def __getitem__(self, index: int | slice) -> Match | list[Match]:
        places = range(len(self))[index]
        if isinstance(places, range):
            return self._some(places)
        if any(self._matches) and self._matches[places] is None:
            self._some(range(len(self)))  # whoever asks for a second match may ask for all
        return self._some([places])[0]

    def __iter__(self) -> Iterator[Match]:
        """The matches, the first few of them made together: many take hardly longer than one."""
        yield from self[:TOGETHER]
        yield from self[TOGETHER:]

    def _some(self, places: Sequence[int]) -> list[Match]:
        """The matches at these places; those that were not made before are made together."""
        new = [place for place in places if self._matches[place] is None]
        for place, match in zip(new, self._make(new) if new else (), strict=True):
            self._matches[place] = match
        return [match for match in map(self._matches.__getitem__, places) if match is not None]

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self):,} matches of {self.n_candidates:,} candidates>"


def _restored(kind: type[Check], known: dict[str, Any]) -> Check:
    found = kind.__new__(kind)
    found.__dict__.update(known)
    return found


class Added(Check):
    """The matches of an article that was added, and what became of it: `outcome`."""

    def __init__(self, check: Check, outcome: Outcome) -> None:
        super().__init__(
            check.relations,
            check._some,
            check.n_candidates,
            check.n_left_out,
            check.n_hot,
            article_id=check.article_id,
            standing=check.standing,
        )
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class AddReport:
    """How many articles were new, revised with another text, or unchanged, and which were skipped.

    `n_updated` counts those with the same text and other fields: another title, a date that was not known.
    """

    n_added: int = 0
    n_revised: int = 0
    n_unchanged: int = 0
    skipped: tuple[Skipped, ...] = ()
    n_updated: int = 0


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
