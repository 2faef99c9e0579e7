"""Matches as objects, made from the table when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dedup.judge.templates import reasons_below
from dedup.matches.columns import MatchColumns
from dedup.matches.edit_kinds import EditKinds
from dedup.matches.rows import Row, rows_of, split_up
from dedup.matches.safety import safety_of
from dedup.matches.shared_text import MatchedTexts, SharedText, sides_of
from dedup.matches.table import MatchTable, passages_in_order, table_of
from dedup.origin import (
    EVERYTHING,
    MAX_PROFILES,
    Asked,
    Profile,
    ProfileCache,
    View,
    asked_of,
    origin_of,
    removed_credit,
)
from dedup.reasons import Reason
from dedup.records import CHANGE_KINDS, SPAN_FIELDS
from dedup.results import Change, Match, Relation

AT_ONCE = MAX_PROFILES // 4
"""Matches that are made together."""

MIN_SCREENED = 8
"""Matches from which it takes less time to ask all together which signs they may have than to look for all of them."""


class Profiles(Protocol):
    """Gives the profile of an article by its number."""

    def __getitem__(self, number: int, /) -> Profile: ...


@dataclass(frozen=True, slots=True)
class Made:
    """Some matches, their table, and the texts that its characters are of."""

    matches: list[Match]
    table: MatchTable
    read: MatchedTexts


class MatchMaker:
    """Makes the matches of a scan; `place` int64[N] gives the place of an article's number in the order of ids."""

    def __init__(self, columns: MatchColumns, place: NDArray[np.int64], profiles: ProfileCache) -> None:
        self._columns = columns
        self._place = place
        self._profiles = profiles
        self._kinds = EditKinds()

    def __iter__(self) -> Iterator[Match]:
        for begin in range(0, len(self._columns), AT_ONCE):
            yield from self._made(slice(begin, begin + AT_ONCE)).matches

    def __call__(self, index: int) -> Match:
        """The match at this place."""
        return self._made(slice(index, index + 1)).matches[0]

    def bare(self, here: slice) -> Made:
        """Matches at these places without their passages and changes: of these the tables have columns."""
        return self._made(here, bare=True)

    def _made(self, here: slice, *, bare: bool = False) -> Made:
        columns = self._columns.chosen(here)
        self._profiles.prepare({*columns.first.tolist(), *columns.second.tolist()})
        return _made(columns, self._place, self._profiles, self._kinds, bare=bare)


def make_matches(columns: MatchColumns, place: NDArray[np.int64], profiles: Profiles) -> list[Match]:
    """The matches of these columns; their articles' `profiles` are known by number."""
    return _made(columns, place, profiles, EditKinds()).matches


def _made(
    columns: MatchColumns, place: NDArray[np.int64], profiles: Profiles, kinds: EditKinds, *, bare: bool = False
) -> Made:
    is_swapped = place[columns.second] < place[columns.first]
    a = np.where(is_swapped, columns.second, columns.first)
    b = np.where(is_swapped, columns.first, columns.second)
    used, sides = sides_of(a, b)
    passages = passages_in_order(columns, is_swapped)
    shared = SharedText.of(MatchedTexts.tokenized([profiles[one].side for one in used.tolist()], sides), passages)
    known = [profiles[one] for one in used.tolist()]
    pairs = [(known[one], known[other]) for one, other in sides.tolist()]
    safe = safety_of(columns, shared, pairs)
    views = map(View.on, pairs, split_up(passages.values[SPAN_FIELDS].tolist(), passages.offsets))
    asked: Iterable[Asked] = repeat(EVERYTHING)
    if len(columns) >= MIN_SCREENED:
        asked = asked_of(known, sides, passages)
    table = table_of(columns, place, shared, kinds)
    rows = zip(rows_of(table, bare=bare), views, asked, strict=False)
    matches = [_match(row, view, some, safe.get(k, ()), bare=bare) for k, (row, view, some) in enumerate(rows)]
    return Made(matches, table, shared.read)


def _match(row: Row, view: View, asked: Asked, safety: tuple[Reason, ...], *, bare: bool) -> Match:
    """The match of a row of the table; the articles of the view stand in the order of their ids."""
    relation = row.relation
    similarity, share_a, share_b = row.scores
    a, b = view.source.article, view.copy.article
    changes = _changes(row, a.text, b.text)
    origin = origin_of(view, asked)
    below = reasons_below(relation, changes)
    return Match(
        a=a.id,
        b=b.id,
        relation=relation,
        similarity=round(similarity, 4),
        containment_a=round(share_a, 4),
        containment_b=round(share_b, 4),
        passages=row.passages,
        changes=() if bare else changes,
        origin=origin.side,
        reasons=(_extent(relation, row.scores), *below, *origin.reasons),
        origin_confidence=origin.confidence,
        credit_removed=removed_credit(view, origin.side, asked),
        safety=safety,
        **row.figures,
    )


def _changes(row: Row, text_a: str, text_b: str) -> tuple[Change, ...]:
    return tuple(
        Change((begin_a, end_a), (begin_b, end_b), text_a[begin_a:end_a], text_b[begin_b:end_b], CHANGE_KINDS[kind])
        for begin_a, end_a, begin_b, end_b, kind in row.changes
    )


def _extent(relation: Relation, scores: tuple[float, float, float]) -> Reason:
    similarity, share_a, share_b = scores
    if relation == "exact":
        return Reason("same_words")
    if relation == "partial" and share_a == share_b == 1:  # the passage of texts that are alike as wholes
        return Reason("retold", {"share": similarity})
    return Reason("extent", {"share_a": share_a, "share_b": share_b})
