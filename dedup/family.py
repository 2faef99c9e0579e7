"""Families as objects: `Cluster`s with their members, made on demand from columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.confirm.relation import RELATIONS
from dedup.matches import MatchColumns
from dedup.results import Cluster, Member, Relation

_NEVER = datetime.max.replace(tzinfo=UTC)


class FamilyMaker:
    """Makes the families of a scan, largest first, then by the id of their origin.

    `origins` int64[N] names each article's origin by number; `matches` holds each member's match with the origin.
    """

    def __init__(
        self,
        origins: NDArray[np.int64],
        matches: MatchColumns,
        article: Callable[[int], Article],
        ids: Sequence[str],
    ) -> None:
        self._article = article
        self._ids = ids
        members = np.argsort(origins, kind="stable")
        sizes = np.bincount(origins, minlength=len(origins))
        chosen = np.flatnonzero(sizes > 1)
        ends = np.cumsum(sizes)
        keys = sorted(chosen.tolist(), key=lambda origin: (-sizes[origin], ids[origin]))
        self._members = [(origin, members[ends[origin] - sizes[origin] : ends[origin]]) for origin in keys]
        self._relations: dict[tuple[int, int], Relation] = {}
        to_origin = (origins[matches.first] == matches.second) | (origins[matches.second] == matches.first)
        for row in np.flatnonzero(to_origin):
            pair = (int(matches.first[row]), int(matches.second[row]))
            self._relations[min(pair), max(pair)] = RELATIONS[matches.relations[matches.row[row]]]

    def __len__(self) -> int:
        return len(self._members)

    def __call__(self, index: int) -> Cluster:
        """The family at this place."""
        origin, numbers = self._members[index]
        members = sorted((self._member(int(number), origin) for number in numbers), key=_by_time)
        identity = self._ids[origin]
        return Cluster(id=identity, origin=identity, members=tuple(members))

    def _member(self, number: int, origin: int) -> Member:
        article = self._article(number)
        relation: Relation | Literal["origin"] = "origin"
        if number != origin:
            relation = self._relations[min(number, origin), max(number, origin)]
        return Member(article.id, relation, article.source, article.published)


def _by_time(member: Member) -> tuple[bool, datetime, str]:
    published = member.published or _NEVER
    if published.tzinfo is None:
        published = published.replace(tzinfo=UTC)
    return member.relation != "origin", published, member.id
