"""Clusters: families as objects, made on demand from columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dedup.families.grouping import members_by_origin
from dedup.judge.relation import RELATIONS
from dedup.matches.columns import MatchColumns
from dedup.origin import (
    MAX_PROFILES,
    Origin,
    ProfileCache,
    Provenance,
    TextAgencies,
    Verdicts,
    View,
    credit_removed,
    family_agency,
    origin_of,
)
from dedup.reasons import THE_ORIGIN, Reason
from dedup.records import in_order_of_a, swapped
from dedup.results import Cluster, Member, Relation

AT_ONCE = MAX_PROFILES // 2
"""Members from which their profiles are made together."""

_NEVER = datetime.max.replace(tzinfo=UTC)


class ClusterMaker:
    """Makes the families of a scan, largest first, then by the id of their origin.

    `origins` int64[N] names each article's origin by number; `matches` holds each member's match with the origin.
    """

    def __init__(
        self, origins: NDArray[np.int64], matches: MatchColumns, profiles: ProfileCache, ids: Sequence[str]
    ) -> None:
        self._profiles = profiles
        self.agencies = TextAgencies(profiles)
        self._ids = ids
        self._matches = matches
        self._relations = matches.relations
        self._members = members_by_origin(origins)
        self._origins = sorted(self._members, key=lambda origin: (-len(self._members[origin]), ids[origin]))
        self._match_with_origin = np.empty(len(origins), np.int64)  # of a member, the place of its match
        for member, origin in ((matches.first, matches.second), (matches.second, matches.first)):
            places = np.flatnonzero(origins[member] == origin)
            self._match_with_origin[member[places]] = places

    def __len__(self) -> int:
        return len(self._origins)

    @property
    def n_members(self) -> int:
        """How many articles are in families."""
        return sum(map(len, self._members.values()))

    def __iter__(self) -> Iterator[Cluster]:
        """All families, the profiles of many members made together."""
        return (cluster for cluster, _ in self.judged())

    def judged(self) -> Iterator[tuple[Cluster, Verdicts]]:
        """All families, each with the verdicts on the origin beside each of its other members, by their ids."""
        begin = n_members = 0
        for place, origin in enumerate(self._origins, 1):
            n_members += len(self._members[origin])
            if n_members >= AT_ONCE or place == len(self):
                chosen = np.concatenate([self._members[one] for one in self._origins[begin:place]])
                self._profiles.prepare(chosen[:MAX_PROFILES].tolist())
                yield from map(self._judged, range(begin, place))
                begin, n_members = place, 0

    def __call__(self, index: int) -> Cluster:
        """The family at this place."""
        return self._judged(index)[0]

    def _judged(self, index: int) -> tuple[Cluster, Verdicts]:
        origin = self._origins[index]
        identity, numbers = self._ids[origin], self._members[origin]
        self.agencies.prepare(numbers.tolist())  # while their profiles are at hand
        agency = family_agency(map(self._profiles.__getitem__, numbers.tolist()))
        members = [self._member(origin, "origin", agency)]
        verdicts = {}
        for number in numbers[numbers != origin].tolist():
            match = int(self._match_with_origin[number])
            view = self._view(match, origin, number)
            verdicts[self._ids[number]] = origin_of(view)
            relation = RELATIONS[self._relations[match]]
            member = self._member(number, relation, agency, credit_removed(view))
            members.append(replace(member, share=self._share(match, number)))
        rival = min(verdicts.values(), key=_support)
        cluster = Cluster(
            id=identity,
            origin=identity,
            members=tuple(sorted(members, key=_by_time)),
            origin_confidence=max(_support(rival), 0.0),
            reasons=(*rival.reasons, *_absent(agency, map(self._profiles.provenance, numbers.tolist()))),
        )
        return cluster, verdicts

    def _share(self, match: int, number: int) -> float:
        """The share of a member's words that are in its match with the origin."""
        scores = self._matches.judged.scores[self._matches.row[match]]
        side = "a" if int(self._matches.first[match]) == number else "b"
        return round(float(scores[f"containment_{side}"]), 4)

    def _view(self, match: int, origin: int, number: int) -> View:
        """The origin beside a member."""
        passages = self._matches.passages_of(match)
        if int(self._matches.first[match]) != origin:
            passages = in_order_of_a(swapped(passages))
        profiles = self._profiles[origin], self._profiles[number]
        return View.of(profiles, passages, (THE_ORIGIN, self._ids[number]))

    def _member(
        self, number: int, relation: Relation | Literal["origin"], agency: str | None, removed: str | None = None
    ) -> Member:
        """A member; `removed` is the credit that it lost beside the origin, `agency` the family's."""
        profile = self._profiles[number]
        credited = profile.provenance.named or profile.provenance.agency is not None
        if relation in ("origin", "exact", "reprint") and not credited:
            removed = removed or agency
        return Member(profile.article.id, relation, profile.article.source, profile.article.published, removed)


def _absent(agency: str | None, provenances: Iterable[Provenance]) -> Iterator[Reason]:
    """That the agency which members credit has no article among them."""
    credits = [(one.agency == agency, agency in one.credited) for one in provenances]
    if agency is not None and not any(is_own for is_own, _ in credits):
        n_credited = sum(is_credited for _, is_credited in credits)
        facts = {"n_credited": n_credited, "n_members": len(credits), "agency": agency}
        yield Reason("absent_agency", facts)


def _support(verdict: Origin) -> float:
    """How much a verdict speaks for the origin, which is its side a."""
    return verdict.confidence if verdict.side != "b" else -verdict.confidence


def _by_time(member: Member) -> tuple[bool, datetime, str]:
    published = member.published or _NEVER
    if published.tzinfo is None:
        published = published.replace(tzinfo=UTC)
    return member.relation != "origin", published, member.id
