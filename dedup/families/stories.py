"""Stories: families with what is linked to them by a part in common, and to how many origins each goes back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.corpus import Corpus
from dedup.corpus.days import NEWS_WINDOW_DAYS, NO_DAY
from dedup.families.grouping import members_by_origin
from dedup.families.independence import Text, Unit, independent_origins
from dedup.judge.relation import RELATIONS
from dedup.matches.columns import MatchColumns
from dedup.origin import TextAgencies
from dedup.results import REUSE, Story

MAX_AROUND = 1000
"""Articles around a family up to which all are part of its story; of more, those that share most of their words."""


AT_ONCE = 256
"""Stories of which the articles are looked at together, which takes less time than one by one."""


class StoryMaker:
    """Makes the stories of a scan, the largest first; all that the parameters hold is by article number.

    A story is a family, or an article, with all families and articles that have a part in common with it and were
    published within a news window of it, as far as the dates are known. The largest come first, and what is part of one
    is part of no other, so that no chain of parts joins strangers. Those are made in which there is an article that is
    `shown`, bool[N].
    """

    def __init__(
        self,
        corpus: Corpus,
        origins: NDArray[np.int64],
        matches: MatchColumns,
        agencies: TextAgencies,
        shown: NDArray[np.bool_],
    ) -> None:
        self._corpus = corpus
        self._origins = origins
        self._matches = matches
        self._agencies = agencies
        self._shown = shown

    def __len__(self) -> int:
        return len(self._stories)

    def __iter__(self) -> Iterator[Story]:
        for begin in range(0, len(self), AT_ONCE):
            some = self._stories[begin : begin + AT_ONCE]
            self._agencies.prepare([number for story in some for unit in story for number in self._of(unit)])
            yield from map(self._made, some)

    def __call__(self, index: int) -> Story:
        """The story at this place."""
        return self._made(self._stories[index])

    def around(self, number: int, *, alone: bool = False) -> Story:
        """The story in which an article is, or with `alone` what its family says without what is linked to it."""
        unit = int(self._origins[number])
        return self._made([unit] if alone else self._story_of.get(unit, [unit]))

    @cached_property
    def _members(self) -> dict[int, NDArray[np.int64]]:
        return members_by_origin(self._origins)

    @cached_property
    def _shares(self) -> dict[int, float]:
        """Of each member of a family the share of its words that is in the origin, by number."""
        found: dict[int, float] = {}
        first, second = self._matches.first, self._matches.second
        scores = self._matches.judged.scores[self._matches.row]
        for member, origin, side in ((first, second, "a"), (second, first, "b")):
            places = np.flatnonzero(self._origins[member] == origin)
            shares = scores[f"containment_{side}"][places].astype(float).round(4)
            found.update(zip(member[places].tolist(), shares.tolist(), strict=True))
        return found

    @cached_property
    def _links(self) -> dict[int, dict[int, float]]:
        """Of each unit, by its origin, those it has a part in common with, and the largest share of one of its own."""
        columns, days = self._matches, self._corpus.days
        reuse = np.array([relation in REUSE for relation in RELATIONS])[columns.relations]
        first, second = columns.first, columns.second
        known = (days[first] != NO_DAY) & (days[second] != NO_DAY)
        near = ~known | (np.abs(days[first] - days[second]) <= NEWS_WINDOW_DAYS)
        rows = np.flatnonzero(reuse & near & (self._origins[first] != self._origins[second]))
        scores = columns.judged.scores[columns.row[rows]]
        links: dict[int, dict[int, float]] = defaultdict(dict)
        for here, there, side in ((first, second, "a"), (second, first, "b")):
            units, others = self._origins[here[rows]].tolist(), self._origins[there[rows]].tolist()
            shares = scores[f"containment_{side}"].astype(float).round(4).tolist()
            for unit, other, share in zip(units, others, shares, strict=True):
                links[unit][other] = max(share, links[unit].get(other, 0.0))
        return dict(links)

    @cached_property
    def _stories(self) -> list[list[int]]:
        """Those of all stories that are shown."""
        return [story for story in self._all if any(self._shown[self._of(unit)].any() for unit in story)]

    @cached_property
    def _all(self) -> list[list[int]]:
        """The units of each story, by their origins, the one around which it is first."""
        ids = self._corpus.ids
        units = {*self._members, *self._links}
        taken: set[int] = set()
        stories = []
        for unit in sorted(units, key=lambda one: (-self._size(one), -len(self._links.get(one, ())), ids[one])):
            if unit in taken:
                continue
            linked = self._links.get(unit, {})
            around = sorted((one for one in linked if one not in taken), key=lambda one: (-linked[one], ids[one]))
            story = [unit, *around[:MAX_AROUND]]
            if len(story) > 1 or unit in self._members:
                stories.append(story)
                taken.update(story)
        return sorted(stories, key=lambda story: (-sum(map(self._size, story)), ids[story[0]]))

    @cached_property
    def _story_of(self) -> dict[int, list[int]]:
        return {unit: story for story in self._all for unit in story}

    def _of(self, unit: int) -> list[int]:
        """The articles of a unit, the origin first."""
        members = self._members.get(unit)
        return [unit] if members is None else [unit, *members[members != unit].tolist()]

    def _size(self, unit: int) -> int:
        return len(self._members.get(unit, (unit,)))

    def _made(self, story: Sequence[int]) -> Story:
        units: list[Unit] = []
        numbers: list[int] = []
        for unit in story:
            members = self._of(unit)
            shares = [1.0, *(self._shares.get(one, 1.0) for one in members[1:])]
            units.append(Unit(range(len(numbers), len(numbers) + len(members)), shares))
            numbers += members
        place = {unit: at for at, unit in enumerate(story)}
        links = {
            place[unit]: {place[other]: share for other, share in self._links.get(unit, {}).items() if other in place}
            for unit in story
        }
        texts = list(self._texts(numbers))
        origins, uncertain = independent_origins(texts, units, links)
        ids = self._corpus.ids
        families = tuple(ids[unit] for unit in story if unit in self._members)
        return Story(ids[story[0]], tuple(sorted(one.id for one in texts)), families, origins, uncertain)

    def _texts(self, numbers: Sequence[int]) -> Iterator[Text]:
        self._agencies.prepare(numbers)
        for number in numbers:
            provenance, credited = self._agencies[number]
            published = float(self._corpus.published[number])
            yield Text.of(self._corpus.article(number), published, provenance, credited)
