"""Families as objects: `Cluster`s with their members, made on demand from columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dedup.confirm.relation import RELATIONS
from dedup.matches import MatchColumns, turned
from dedup.origin import Origin, Parties, Party, View, credit_removed, family_agency, origin_of
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
        parties: Parties,
        ids: Sequence[str],
    ) -> None:
        self._parties = parties
        self._ids = ids
        self._columns = matches
        members = np.argsort(origins, kind="stable")
        sizes = np.bincount(origins, minlength=len(origins))
        chosen = np.flatnonzero(sizes > 1)
        ends = np.cumsum(sizes)
        keys = sorted(chosen.tolist(), key=lambda origin: (-sizes[origin], ids[origin]))
        self._members = [(origin, members[ends[origin] - sizes[origin] : ends[origin]]) for origin in keys]
        self._matches: dict[tuple[int, int], int] = {}
        to_origin = (origins[matches.first] == matches.second) | (origins[matches.second] == matches.first)
        for index in np.flatnonzero(to_origin).tolist():
            pair = (int(matches.first[index]), int(matches.second[index]))
            self._matches[min(pair), max(pair)] = index

    def __len__(self) -> int:
        return len(self._members)

    @property
    def n_members(self) -> int:
        """How many articles are in families."""
        return sum(len(numbers) for _, numbers in self._members)

    def __call__(self, index: int) -> Cluster:
        """The family at this place."""
        origin, numbers = self._members[index]
        parties = {number: self._parties(number) for number in numbers.tolist()}
        views = {number: self._view((origin, number), parties) for number in parties if number != origin}
        verdicts = [origin_of(view) for view in views.values()]
        rival = min(verdicts, key=_support)
        agency = family_agency(parties.values())
        members = [
            self._member((origin, number), party, views.get(number), agency) for number, party in parties.items()
        ]
        identity = self._ids[origin]
        return Cluster(
            id=identity,
            origin=identity,
            members=tuple(sorted(members, key=_by_time)),
            origin_confidence=max(_support(rival), 0.0),
            reasons=rival.reasons,
        )

    def _view(self, pair: tuple[int, int], parties: Mapping[int, Party]) -> View:
        """The origin beside a member, as the pair of both."""
        origin, number = pair
        index = self._matches[min(pair), max(pair)]
        rows = self._columns.passages_of(index)
        if int(self._columns.first[index]) != origin:
            rows = turned(rows)
        return View.of((parties[origin], parties[number]), rows, ("the origin", self._ids[number]))

    def _member(self, pair: tuple[int, int], party: Party, view: View | None, agency: str | None) -> Member:
        relation: Relation | Literal["origin"] = "origin"
        if view is not None:
            index = self._matches[min(pair), max(pair)]
            relation = RELATIONS[self._columns.relations[self._columns.row[index]]]
        removed = None if view is None else credit_removed(view)
        if removed is None and relation in ("origin", "exact", "reprint") and not party.named and not party.agency:
            removed = agency
        return Member(party.article.id, relation, party.article.source, party.article.published, removed)


def _support(verdict: Origin) -> float:
    """How much a verdict speaks for the origin, which is its side a."""
    return verdict.confidence if verdict.side != "b" else -verdict.confidence


def _by_time(member: Member) -> tuple[bool, datetime, str]:
    published = member.published or _NEVER
    if published.tzinfo is None:
        published = published.replace(tzinfo=UTC)
    return member.relation != "origin", published, member.id
