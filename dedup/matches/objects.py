"""Matches as objects, made from the table when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dedup.judge.relation import RELATIONS
from dedup.judge.templates import reasons_below
from dedup.matches.columns import MatchColumns
from dedup.matches.safety import WHOLE, safety_of
from dedup.matches.table import MatchTable, match_table
from dedup.origin import MAX_PROFILES, Profile, ProfileCache, View, origin_of, removed_credit
from dedup.reasons import Reason
from dedup.records import CHANGE_KINDS, EDITED, KINDS, PassageRecords, in_order_of_a, swapped
from dedup.results import Change, Match, Passage, Relation

AT_ONCE = MAX_PROFILES // 4
"""Matches that are made together."""


class Profiles(Protocol):
    """Gives the profile of an article by its number."""

    def __getitem__(self, number: int, /) -> Profile: ...


class MatchMaker:
    """Makes the matches of a scan; `place` int64[N] gives the place of an article's number in the order of ids."""

    def __init__(self, columns: MatchColumns, place: NDArray[np.int64], profiles: ProfileCache) -> None:
        self._columns = columns
        self._place = place
        self._profiles = profiles

    def __iter__(self) -> Iterator[Match]:
        for begin in range(0, len(self._columns), AT_ONCE):
            yield from self._made(slice(begin, begin + AT_ONCE))

    def __call__(self, index: int) -> Match:
        """The match at this place."""
        return self._made(slice(index, index + 1))[0]

    def _made(self, here: slice) -> list[Match]:
        columns = self._columns.chosen(here)
        self._profiles.prepare({*columns.first.tolist(), *columns.second.tolist()})
        return make_matches(columns, self._place, self._profiles)


def make_matches(columns: MatchColumns, place: NDArray[np.int64], profiles: Profiles) -> list[Match]:
    """The matches of these columns; their articles' `profiles` are known by number."""
    table = match_table(columns, place, lambda number: profiles[number].article.text)
    figures = table.figures()
    seen = [_seen(columns, row, place, profiles) for row in range(len(columns))]
    whole = np.flatnonzero([RELATIONS[relation] in WHOLE for relation in table.relations]).tolist()
    copies = [((seen[row][0].source, seen[row][0].copy), seen[row][1]) for row in whole]
    safe = dict(zip(whole, safety_of(copies), strict=True)) if whole else {}
    found = []
    for row, (view, _) in enumerate(seen):
        counts = {name: int(column[row]) for name, column in figures.items()}
        found.append(_match(table, row, view, safe.get(row, ()), counts))
    return found


def _seen(columns: MatchColumns, row: int, place: NDArray[np.int64], profiles: Profiles) -> tuple[View, PassageRecords]:
    """The articles of a match in the order of their ids, and their copied passages."""
    first, second = int(columns.first[row]), int(columns.second[row])
    passages = columns.passages_of(row)
    if place[second] < place[first]:
        first, second, passages = second, first, in_order_of_a(swapped(passages))
    return View.of((profiles[first], profiles[second]), passages), passages[passages["kind"] <= EDITED]


def _match(table: MatchTable, row: int, view: View, safety: tuple[Reason, ...], counts: dict[str, int]) -> Match:
    """The match of a row of the table; the articles of the view stand in the order of their ids."""
    relation = RELATIONS[table.relations[row]]
    similarity, share_a, share_b = table.scores[row].tolist()
    a, b = view.source.article, view.copy.article
    passages, changes = passages_of(table, row), _changes(table, row, a.text, b.text)
    origin = origin_of(view)
    below = reasons_below(relation, changes)
    return Match(
        a=a.id,
        b=b.id,
        relation=relation,
        similarity=round(similarity, 4),
        containment_a=round(share_a, 4),
        containment_b=round(share_b, 4),
        passages=passages,
        changes=changes,
        origin=origin.side,
        reasons=(_extent(relation, share_a, share_b), *below, *origin.reasons),
        origin_confidence=origin.confidence,
        credit_removed=removed_credit(view, origin.side),
        safety=safety,
        **counts,
    )


def passages_of(table: MatchTable, row: int) -> tuple[Passage, ...]:
    """The passages of the match of a row."""
    found = []
    for place in range(table.passages.offsets[row], table.passages.offsets[row + 1]):
        begin_a, end_a, begin_b, end_b, n_words, kind, similarity = table.passages.values[place].tolist()
        aligned = tuple(((i, j), (k, m)) for i, j, k, m in table.aligned[place].tolist())
        found.append(Passage((begin_a, end_a), (begin_b, end_b), n_words, round(similarity, 4), KINDS[kind], aligned))
    return tuple(found)


def _changes(table: MatchTable, row: int, text_a: str, text_b: str) -> tuple[Change, ...]:
    return tuple(
        Change((begin_a, end_a), (begin_b, end_b), text_a[begin_a:end_a], text_b[begin_b:end_b], CHANGE_KINDS[kind])
        for begin_a, end_a, begin_b, end_b, kind in table.changes[row].tolist()
    )


def _extent(relation: Relation, share_a: float, share_b: float) -> Reason:
    if relation == "exact":
        return Reason("same_words")
    return Reason("extent", {"share_a": share_a, "share_b": share_b})
