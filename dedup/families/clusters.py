"""Clusters: families as objects, made on demand from columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dedup.families.grouping import members_by_origin, shown_families
from dedup.families.members import (
    AT_ONCE,
    BesideOrigin,
    beside_origins,
    confidence,
    in_order,
    member,
    n_credits,
    support,
)
from dedup.families.unjudged import unjudged_families
from dedup.matches.columns import MatchColumns
from dedup.origin import (
    MAX_PROFILES,
    Profile,
    ProfileCache,
    Provenance,
    Provided,
    TextAgencies,
    Verdicts,
    family_agency,
)
from dedup.reasons import Reason
from dedup.results import Cluster, Member, Relation

UNJUDGED_AT_ONCE = 16 * AT_ONCE
"""Members from which they are counted together: one in ten of them needs a profile."""


class ClusterMaker:
    """Makes the families of a scan, largest first, then by the id of their origin.

    `origins` int64[N] names each article's origin by number; `matches` holds each member's match with the origin.
    Made are the families that have an article which is `shown`, bool[N].
    """

    def __init__(
        self,
        origins: NDArray[np.int64],
        matches: MatchColumns,
        profiles: ProfileCache,
        ids: Sequence[str],
        shown: NDArray[np.bool_],
    ) -> None:
        self._profiles = profiles
        self.agencies = TextAgencies(profiles)
        self._ids = ids
        self._matches = matches
        self._members = shown_families(members_by_origin(origins), shown)
        self._shown = shown
        self._origins = sorted(self._members, key=lambda origin: (-len(self._members[origin]), ids[origin]))
        self._match_with_origin = np.empty(len(origins), np.int64)  # of a member, the place of its match
        for side, origin in ((matches.first, matches.second), (matches.second, matches.first)):
            places = np.flatnonzero(origins[side] == origin)
            self._match_with_origin[side[places]] = places

    def __len__(self) -> int:
        return len(self._origins)

    @property
    def n_members(self) -> int:
        """How many of the articles that are shown are in families."""
        return sum(int(np.count_nonzero(self._shown[of])) for of in self._members.values())

    def __iter__(self) -> Iterator[Cluster]:
        """All families, the profiles of many members made together."""
        return (cluster for cluster, _ in self.judged())

    def judged(self) -> Iterator[tuple[Cluster, Verdicts]]:
        """All families, each with the verdicts on the origin beside each of its other members, by their ids."""
        return chain.from_iterable(map(self._judged, self._together(AT_ONCE)))

    def unjudged(self) -> Iterator[tuple[Member, ...]]:
        """The members of all families, as `judged` has them, without judging who was first in each.

        That is sooner done where the credits of all articles are known (`ProfileCache.use_credits`).
        """
        if self._profiles.credits is None:
            return (cluster.members for cluster in self)
        return chain.from_iterable(map(self._unjudged, self._together(UNJUDGED_AT_ONCE)))

    def __call__(self, index: int) -> Cluster:
        """The family at this place."""
        return next(self._judged(range(index, index + 1)))[0]

    def _together(self, most: int) -> Iterator[range]:
        """The places of families of so many members or little more."""
        begin = n_members = 0
        for place, origin in enumerate(self._origins, 1):
            n_members += len(self._members[origin])
            if n_members >= most or place == len(self):
                yield range(begin, place)
                begin, n_members = place, 0

    def _unjudged(self, places: range) -> Iterator[tuple[Member, ...]]:
        """The members of the families at these places."""
        origins = self._origins[places.start : places.stop]
        return unjudged_families(origins, *self._beside(origins), self._profiles, self._ids)

    def _judged(self, places: range) -> Iterator[tuple[Cluster, Verdicts]]:
        """The families at these places, the profiles of all their members made together."""
        origins = self._origins[places.start : places.stop]
        numbers = np.concatenate([self._members[origin] for origin in origins])
        self._profiles.prepare(numbers[:MAX_PROFILES].tolist())
        self.agencies.prepare(numbers.tolist())  # while their profiles are at hand
        members, matches = self._beside(origins)
        others = beside_origins(matches, np.repeat(origins, list(map(len, members))), self._profiles, self._ids)
        for origin in origins:
            numbers = self._members[origin].tolist()
            agency = family_agency(Provided.of(self._profiles[number]) for number in numbers)
            yield self._cluster(origin, agency, list(islice(others, len(numbers) - 1)))

    def _beside(self, origins: Sequence[int]) -> tuple[list[NDArray[np.int64]], MatchColumns]:
        """The members of families beside their origins, and their matches with them, in order."""
        members = [self._members[origin][self._members[origin] != origin] for origin in origins]
        return members, self._matches.chosen(self._match_with_origin[np.concatenate(members)])

    def _cluster(self, origin: int, agency: str | None, others: Sequence[BesideOrigin]) -> tuple[Cluster, Verdicts]:
        """A family, of which members credit an `agency` or none."""
        profiles, identity = self._profiles, self._ids[origin]
        members = [_member(profiles[origin], "origin", agency)]
        members += [_member(profiles[one.number], one.relation, agency, one.share, one.lost) for one in others]
        verdicts = {self._ids[one.number]: one.verdict for one in others}
        rival = min(verdicts.values(), key=support)
        provenances = map(profiles.provenance, self._members[origin].tolist())
        cluster = Cluster(
            id=identity,
            origin=identity,
            members=in_order(members),
            origin_confidence=confidence(support(rival)),
            reasons=(*rival.reasons, *_absent(agency, provenances)),
        )
        return cluster, verdicts


def _member(
    profile: Profile,
    relation: Relation | Literal["origin"],
    agency: str | None,
    share: float | None = None,
    lost: str | None = None,
) -> Member:
    """The same as `member`, of an article whose profile is at hand."""
    own = profile.provenance
    return member(profile.article, n_credits(own.agency, own.named), relation, agency, share, lost)


def _absent(agency: str | None, provenances: Iterable[Provenance]) -> Iterator[Reason]:
    """That the agency which members credit has no article among them."""
    credits = [(one.agency == agency, agency in one.credited) for one in provenances]
    if agency is not None and not any(is_own for is_own, _ in credits):
        n_credited = sum(is_credited for _, is_credited in credits)
        facts = {"n_credited": n_credited, "n_members": len(credits), "agency": agency}
        yield Reason("absent_agency", facts)
