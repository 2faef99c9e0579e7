"""Clusters: families as objects, made on demand from columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice, repeat
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.families.grouping import members_by_origin
from dedup.judge.relation import RELATIONS
from dedup.matches.columns import MatchColumns
from dedup.matches.objects import MIN_SCREENED
from dedup.matches.rows import split_up
from dedup.matches.shared_text import sides_of
from dedup.matches.table import passages_in_order
from dedup.origin import (
    EVERYTHING,
    LOST_CREDIT,
    MAX_PROFILES,
    OPEN,
    Asked,
    Origin,
    ProfileCache,
    Provenance,
    TextAgencies,
    Verdicts,
    View,
    asked_of,
    credit_removed,
    family_agency,
    origin_of,
)
from dedup.reasons import THE_ORIGIN, Reason
from dedup.records import SPAN_FIELDS
from dedup.results import Cluster, Member, Relation

AT_ONCE = MAX_PROFILES // 2
"""Members from which their profiles are made together."""

_NEVER = datetime.max.replace(tzinfo=UTC)


class _Copy(NamedTuple):
    """A member of a family beside its origin: its number, the place of their match, and what to ask of the two.

    `spans` are those of their passages, in tokens: begin and end in the origin and in the member.
    """

    number: int
    match: int
    spans: Sequence[tuple[int, int, int, int]]
    asked: Asked


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
        self._scores = matches.judged.scores[matches.row]
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
                yield from self._judged(range(begin, place))
                begin, n_members = place, 0

    def __call__(self, index: int) -> Cluster:
        """The family at this place."""
        return next(self._judged(range(index, index + 1)))[0]

    def _judged(self, places: range) -> Iterator[tuple[Cluster, Verdicts]]:
        """The families at these places, the profiles of all their members made together."""
        origins = self._origins[places.start : places.stop]
        numbers = np.concatenate([self._members[origin] for origin in origins])
        self._profiles.prepare(numbers[:MAX_PROFILES].tolist())
        self.agencies.prepare(numbers.tolist())  # while their profiles are at hand
        copies = self._copies(origins)
        for origin in origins:
            members = self._members[origin].tolist()
            agency = family_agency(map(self._profiles.__getitem__, members))
            yield self._cluster(origin, agency, list(islice(copies, len(members) - 1)))

    def _copies(self, origins: Sequence[int]) -> Iterator[_Copy]:
        """The members of families beside their origins."""
        members = [self._members[origin][self._members[origin] != origin] for origin in origins]
        numbers, beside = np.concatenate(members), np.repeat(origins, list(map(len, members)))
        places = self._match_with_origin[numbers]
        matches = self._matches.chosen(places)
        passages = passages_in_order(matches, matches.first != beside)
        asked: Iterable[Asked] = repeat(EVERYTHING)
        if MIN_SCREENED <= len(numbers) <= MAX_PROFILES // 2:
            used, sides = sides_of(beside, numbers)
            asked = asked_of([self._profiles[one] for one in used.tolist()], sides, passages)
        spans = split_up(passages.values[SPAN_FIELDS].tolist(), passages.offsets)
        return map(_Copy, numbers.tolist(), places.tolist(), spans, asked)

    def _cluster(self, origin: int, agency: str | None, copies: Sequence[_Copy]) -> tuple[Cluster, Verdicts]:
        """A family, of which members credit an `agency` or none."""
        identity = self._ids[origin]
        members = [self._member(origin, "origin", agency)]
        verdicts = {}
        for copy in copies:
            number, view = copy.number, None
            verdict, removed = OPEN, None
            if copy.asked.here | copy.asked.there:
                profiles = self._profiles[origin], self._profiles[number]
                view = View.on(profiles, copy.spans, (THE_ORIGIN, self._ids[number]))
                verdict = origin_of(view, copy.asked)
                removed = credit_removed(view) if copy.asked.here & LOST_CREDIT else None
            verdicts[self._ids[number]] = verdict
            member = self._member(number, RELATIONS[self._relations[copy.match]], agency, removed)
            members.append(replace(member, share=self._share(copy.match, number)))
        rival = min(verdicts.values(), key=_support)
        provenances = map(self._profiles.provenance, self._members[origin].tolist())
        cluster = Cluster(
            id=identity,
            origin=identity,
            members=tuple(sorted(members, key=_by_time)),
            origin_confidence=max(_support(rival), 0.0),
            reasons=(*rival.reasons, *_absent(agency, provenances)),
        )
        return cluster, verdicts

    def _share(self, match: int, number: int) -> float:
        """The share of a member's words that are in its match with the origin."""
        side = "containment_a" if int(self._matches.first[match]) == number else "containment_b"
        return round(float(self._scores[side][match]), 4)

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
