"""Families before it is judged who was first in each: what a report counts of all their members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.credits.agencies import agency_of
from dedup.families.members import beside_origins, in_order, member, n_credits
from dedup.judge.relation import RELATIONS
from dedup.matches.columns import MatchColumns
from dedup.origin import LOST_CREDIT, Asked, ProfileCache, Provided, family_agency
from dedup.results import Credit, Member

_CREDIT_LOST = Asked(LOST_CREDIT, 0)


class _Known(NamedTuple):
    """An article, the agency that its outlet is, and its credits."""

    article: Article
    agency: str | None
    credits: tuple[Credit, ...]

    @property
    def n_credits(self) -> int:
        """How many agencies it names, its own one counted."""
        return n_credits(self.agency, {one.agency for one in self.credits})

    def provided(self, number: int, profiles: ProfileCache) -> Provided:
        """Whose text it says that it is; it has this number among the profiles."""
        return Provided.by(self.article.source, self.agency, self.credits, partial(profiles.__getitem__, number))


def unjudged_families(
    origins: Sequence[int],
    members: Sequence[NDArray[np.int64]],
    matches: MatchColumns,
    profiles: ProfileCache,
    ids: Sequence[str],
) -> Iterator[tuple[Member, ...]]:
    """The members of families in order, the origin first, then by time.

    Of each of the `origins` the other `members` by number, and in this order the `matches` of all of them with their
    origins. Only those are looked at more closely that may have lost a credit: as a rule one article in ten.
    """
    credits = profiles.credits or {}
    beside = np.repeat(np.array(origins, np.int64), list(map(len, members)))
    others = np.concatenate(members)
    known = {}
    for number in (*origins, *others.tolist()):
        article = profiles.article(number)
        known[number] = _Known(article, agency_of(article.source), credits.get(article.id, ()))
    is_second = matches.second == others
    scores = matches.judged.scores[matches.row]
    shares = np.where(is_second, scores["containment_b"], scores["containment_a"]).tolist()
    lost = _lost(matches, beside, others, known, profiles, ids)
    rows = zip(others.tolist(), matches.relations.tolist(), shares, strict=True)
    for origin, of in zip(origins, members, strict=True):
        agency = family_agency(known[number].provided(number, profiles) for number in (origin, *of.tolist()))
        found = [member(known[origin].article, known[origin].n_credits, "origin", agency)]
        for number, code, share in islice(rows, len(of)):
            one = known[number]
            found.append(member(one.article, one.n_credits, RELATIONS[code], agency, round(share, 4), lost.get(number)))
        yield in_order(found)


def _lost(
    matches: MatchColumns,
    origins: NDArray[np.int64],
    others: NDArray[np.int64],
    known: Mapping[int, _Known],
    profiles: ProfileCache,
    ids: Sequence[str],
) -> dict[int, str | None]:
    """The credits that members lost beside their origins; those are looked at that name nobody, where these do."""
    pairs = zip(origins.tolist(), others.tolist(), strict=True)
    may_lack = [known[origin].n_credits > 0 and not known[other].n_credits for origin, other in pairs]
    rows = np.flatnonzero(np.array(may_lack, np.bool_))
    found = beside_origins(matches.chosen(rows), origins[rows], profiles, ids, _CREDIT_LOST)
    return {one.number: one.lost for one in found}
