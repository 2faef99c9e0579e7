"""Members of families, each beside the origin of its family: how it relates to it, and the credit that it lost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import repeat
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.dates import as_utc
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
    View,
    asked_of,
    credit_removed,
    origin_of,
)
from dedup.reasons import THE_ORIGIN
from dedup.records import SPAN_FIELDS
from dedup.results import Member, Relation

AT_ONCE = MAX_PROFILES // 2
"""Members from which their profiles are made together."""


_NEVER = datetime.max.replace(tzinfo=UTC)


class BesideOrigin(NamedTuple):
    """A member of a family beside its origin: its number, the `verdict` on which was first, of which side a is the
    origin, and the credit that it `lost` in what it has of it; `share`: the share of its words that is in the origin.
    """

    number: int
    relation: Relation
    share: float
    verdict: Origin
    lost: str | None


def beside_origins(
    matches: MatchColumns,
    origins: NDArray[np.int64],
    profiles: ProfileCache,
    ids: Sequence[str],
    asked: Asked = EVERYTHING,
) -> Iterator[BesideOrigin]:
    """What is known of members of families beside their origins, in order.

    Each of M `matches` is that of a member with the origin of its family, whose number stands in `origins` int64[M];
    `ids` are those of articles by number. No more than `asked` is looked for.
    """
    for begin in range(0, len(matches), AT_ONCE):
        some = slice(begin, begin + AT_ONCE)
        yield from _beside(matches.chosen(some), origins[some], profiles, ids, asked)


def support(verdict: Origin) -> float:
    """How much a verdict speaks for the origin, which is its side a."""
    return verdict.confidence if verdict.side != "b" else -verdict.confidence


def confidence(least_support: float) -> float:
    """The probability that an origin is one, given the least that a verdict beside its members speaks for it."""
    return max(least_support, 0.0)


def member(
    article: Article,
    n_credits: int,
    relation: Relation | Literal["origin"],
    agency: str | None,
    share: float | None = None,
    lost: str | None = None,
) -> Member:
    """A member of a family of which members credit an `agency`, an article that names so many agencies.

    `lost` is the credit that it lost beside the origin.
    """
    removed = lost_credit(relation, lost, agency, n_credits)
    return Member(article.id, relation, article.source, article.published, removed, share)


def in_order(members: Iterable[Member]) -> tuple[Member, ...]:
    """The members of a family, the origin first, the others by time."""
    return tuple(sorted(members, key=_by_time))


def _by_time(member: Member) -> tuple[bool, datetime, str]:
    return member.relation != "origin", as_utc(member.published or _NEVER), member.id


def n_credits(agency: str | None, named: Collection[str]) -> int:
    """How many agencies an article names, the one counted that its outlet is."""
    return len(named) + (agency is not None)


def lost_credit(relation: str, lost: str | None, agency: str | None, n_credits: int) -> str | None:
    """The credit that a member lost: beside the origin, or else the family's, where it has the whole text and none."""
    return lost or agency if relation in ("origin", "exact", "reprint") and not n_credits else lost


def _beside(
    matches: MatchColumns, origins: NDArray[np.int64], profiles: ProfileCache, ids: Sequence[str], most: Asked
) -> Iterator[BesideOrigin]:
    is_swapped = matches.first != origins
    members = np.where(is_swapped, matches.first, matches.second)
    scores = matches.judged.scores[matches.row]
    shares = np.where(is_swapped, scores["containment_a"], scores["containment_b"])
    passages = passages_in_order(matches, is_swapped)
    asked: Iterable[Asked] = repeat(EVERYTHING)
    if len(members) >= MIN_SCREENED:
        used, sides = sides_of(origins, members)
        profiles.prepare(used.tolist())
        asked = asked_of([profiles[one] for one in used.tolist()], sides, passages)
    spans = split_up(passages.values[SPAN_FIELDS].tolist(), passages.offsets)
    numbers = zip(origins.tolist(), members.tolist(), strict=True)
    for (origin, number), code, share, own, may_be in zip(
        numbers, matches.relations.tolist(), shares.tolist(), spans, asked, strict=False
    ):
        verdict, lost = OPEN, None
        wanted = Asked(may_be.here & most.here, may_be.there & most.there)
        if wanted.here | wanted.there:
            view = View.on((profiles[origin], profiles[number]), own, (THE_ORIGIN, ids[number]))
            verdict = origin_of(view, wanted)
            lost = credit_removed(view) if wanted.here & LOST_CREDIT else None
        yield BesideOrigin(number, RELATIONS[code], round(share, 4), verdict, lost)
