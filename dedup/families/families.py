"""Families as objects: `Cluster`s with their members, made on demand from columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.pairs import join
from dedup.families.grouping import members_by_origin
from dedup.judge.relation import RELATIONS
from dedup.matches.matches import MatchColumns, turned
from dedup.origin import KEPT_PARTIES, Facts, Origin, Parties, Verdicts, View, credit_removed, family_agency, origin_of
from dedup.results import Cluster, Member, Relation

_NEVER = datetime.max.replace(tzinfo=UTC)


AT_ONCE = KEPT_PARTIES // 2
"""Members from which what they tell is looked up at once."""


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
        found = members_by_origin(origins)
        self._members = sorted(found.items(), key=lambda family: (-len(family[1]), ids[family[0]]))
        to_origin = (origins[matches.first] == matches.second) | (origins[matches.second] == matches.first)
        of = np.flatnonzero(to_origin)
        pairs = join(matches.first[of], matches.second[of])
        by_pair = np.argsort(pairs)
        self._pairs, self._of_pair = pairs[by_pair], of[by_pair]

    def __len__(self) -> int:
        return len(self._members)

    @property
    def n_members(self) -> int:
        """How many articles are in families."""
        return sum(len(numbers) for _, numbers in self._members)

    def __iter__(self) -> Iterator[Cluster]:
        """All families; what their members tell is looked up for many at once."""
        return (cluster for cluster, _ in self.judged())

    def judged(self) -> Iterator[tuple[Cluster, Verdicts]]:
        """All families, each with the verdicts on the origin beside each of its other members, by their ids."""
        begin = n_members = 0
        for place, (_, numbers) in enumerate(self._members, 1):
            n_members += len(numbers)
            if n_members >= AT_ONCE or place == len(self):
                chosen = np.concatenate([numbers for _, numbers in self._members[begin:place]])
                self._parties.prepare(chosen[:KEPT_PARTIES].tolist())
                yield from map(self._judged, range(begin, place))
                begin, n_members = place, 0

    def __call__(self, index: int) -> Cluster:
        """The family at this place."""
        return self._judged(index)[0]

    def _judged(self, index: int) -> tuple[Cluster, Verdicts]:
        origin, numbers = self._members[index]
        verdicts, removed = {}, {}
        for number in numbers.tolist():
            if number != origin:
                view = self._view(origin, number)
                verdicts[self._ids[number]] = origin_of(view)
                removed[number] = credit_removed(view)
        rival = min(verdicts.values(), key=_support)
        agency = family_agency(map(self._parties, numbers.tolist()))
        members = [self._member(number, origin, removed.get(number), agency) for number in numbers.tolist()]
        identity = self._ids[origin]
        cluster = Cluster(
            id=identity,
            origin=identity,
            members=tuple(sorted(members, key=_by_time)),
            origin_confidence=max(_support(rival), 0.0),
            reasons=(*rival.reasons, *_missing(agency, map(self._parties.facts, numbers.tolist()))),
        )
        return cluster, verdicts

    def _match(self, origin: int, number: int) -> int:
        """The place of the match of a member and its origin."""
        key = np.uint64(min(number, origin) << 32 | max(number, origin))
        return int(self._of_pair[np.searchsorted(self._pairs, key)])

    def _view(self, origin: int, number: int) -> View:
        """The origin beside a member."""
        index = self._match(origin, number)
        rows = self._columns.passages_of(index)
        if int(self._columns.first[index]) != origin:
            rows = turned(rows)
        return View.of((self._parties(origin), self._parties(number)), rows, ("the origin", self._ids[number]))

    def _member(self, number: int, origin: int, removed: str | None, agency: str | None) -> Member:
        """A member; `removed` is the credit that it lost beside the origin, `agency` the family's."""
        party = self._parties(number)
        relation: Relation | Literal["origin"] = "origin"
        if number != origin:
            index = self._match(origin, number)
            relation = RELATIONS[self._columns.relations[self._columns.row[index]]]
        if relation in ("origin", "exact", "reprint") and not party.facts.named and party.facts.agency is None:
            removed = removed or agency
        return Member(party.article.id, relation, party.article.source, party.article.published, removed)


def _missing(agency: str | None, facts: Iterable[Facts]) -> Iterator[str]:
    """That the agency which members credit has no article among them."""
    credits = [(one.agency == agency, agency in one.credited) for one in facts]
    if agency is not None and not any(is_own for is_own, _ in credits):
        n = sum(is_credited for _, is_credited in credits)
        yield f"{n} of {len(credits)} credit {agency}, whose own article is not among them"


def _support(verdict: Origin) -> float:
    """How much a verdict speaks for the origin, which is its side a."""
    return verdict.confidence if verdict.side != "b" else -verdict.confidence


def _by_time(member: Member) -> tuple[bool, datetime, str]:
    published = member.published or _NEVER
    if published.tzinfo is None:
        published = published.replace(tzinfo=UTC)
    return member.relation != "origin", published, member.id
