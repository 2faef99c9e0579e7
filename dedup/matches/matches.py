"""Matches: the confirmed pairs of a scan in columns, made into `Match` objects when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.align import Alignments
from dedup.judge.relation import RELATIONS
from dedup.judge.templates import reasons_below
from dedup.matches.changes import changes
from dedup.matches.safety import WHOLE, safety_of
from dedup.matches.spans import with_marks
from dedup.origin import MAX_PROFILES, Profile, ProfileCache, View, credit_removed, origin_of
from dedup.reasons import Reason
from dedup.records import EDITED, KINDS
from dedup.results import CreditRemoved, Match, Passage, Relation
from dedup.rewrite.sentence_pairs import SentencePairs
from dedup.text.side import Side


@dataclass(frozen=True, slots=True)
class MatchColumns:
    """M confirmed pairs.

    `first` and `second` are article numbers, int64[M]; `row` the pair's row in `alignments` (of which `first` is side
    a), `relations` int8 and `scores` float32[., 3] stand by that row.
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    row: NDArray[np.int64]
    alignments: Alignments
    relations: NDArray[np.int8]
    scores: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.first)

    def sorted_by(self, order: NDArray[np.int64]) -> MatchColumns:
        """The matches by the places that `order` gives their articles, the smaller first."""
        places = np.empty(len(order), np.int64)
        places[order] = np.arange(len(order))
        first, second = places[self.first], places[self.second]
        by_places = np.lexsort((np.maximum(first, second), np.minimum(first, second)))
        return replace(self, first=self.first[by_places], second=self.second[by_places], row=self.row[by_places])

    def passages_of(self, index: int) -> list[list[int]]:
        """The passages of the match at this place, rows of `Alignments.passages`."""
        row = int(self.row[index])
        offsets = self.alignments.offsets
        rows: list[list[int]] = self.alignments.passages[offsets[row] : offsets[row + 1]].tolist()
        return rows

    def relation_counts(self) -> dict[str, int]:
        """How many matches there are of each relation."""
        n = np.bincount(self.relations[self.row], minlength=len(RELATIONS))
        return {relation: int(count) for relation, count in zip(RELATIONS, n, strict=True) if count}


AT_ONCE = MAX_PROFILES // 4
"""Matches whose articles are looked at at once."""


class MatchMaker:
    """Makes `Match` objects from columns and the articles' texts."""

    def __init__(self, columns: MatchColumns, profiles: ProfileCache) -> None:
        self._columns = columns
        self._profiles = profiles

    def __iter__(self) -> Iterator[Match]:
        """All matches; what their articles tell is looked up for many at once."""
        columns = self._columns
        for begin in range(0, len(columns), AT_ONCE):
            here = slice(begin, begin + AT_ONCE)
            self._profiles.prepare({*columns.first[here].tolist(), *columns.second[here].tolist()})
            yield from map(self, range(len(columns))[here])

    def __call__(self, index: int) -> Match:
        """The match at this place."""
        columns = self._columns
        first, second, row = int(columns.first[index]), int(columns.second[index]), int(columns.row[index])
        self._profiles.prepare((first, second))
        return make_match(
            (self._profiles[first], self._profiles[second]),
            RELATIONS[columns.relations[row]],
            columns.scores[row].tolist(),
            columns.passages_of(index),
        )


def make_match(
    profiles: tuple[Profile, Profile], relation: Relation, scores: Sequence[float], rows: Sequence[Sequence[int]]
) -> Match:
    """The match of two articles in either order, from passages in tokens (rows of `Alignments.passages`)."""
    similarity, containment_a, containment_b = scores
    if profiles[1].article.id < profiles[0].article.id:
        profiles = (profiles[1], profiles[0])
        containment_a, containment_b = containment_b, containment_a
        rows = swapped_passages(rows)
    a, b = profiles[0].side, profiles[1].side
    view = View.of(profiles, rows)
    origin = origin_of(view)
    copies = [row for row in rows if row[5] <= EDITED]
    edits = tuple(change for row in copies for change in changes(a, b, (row[0], row[1], row[2], row[3])))
    below = reasons_below(relation, sum(row[4] for row in rows), edits)
    return Match(
        a=profiles[0].article.id,
        b=profiles[1].article.id,
        relation=relation,
        similarity=round(similarity, 4),
        containment_a=round(containment_a, 4),
        containment_b=round(containment_b, 4),
        passages=passages_of(a, b, rows),
        changes=edits,
        origin=origin.side,
        reasons=(_extent(relation, containment_a, containment_b), *below, *origin.reasons),
        origin_confidence=origin.confidence,
        credit_removed=_credit_removed(view, origin.side),
        safety=safety_of(profiles, copies) if relation in WHOLE else (),
    )


def _credit_removed(view: View, origin: str | None) -> CreditRemoved | None:
    """The credit that either side lost; the origin of the other lost none."""
    lost_b, lost_a = credit_removed(view), credit_removed(view.swapped())
    if lost_b is not None and origin != "b":
        return CreditRemoved("b", lost_b)
    return CreditRemoved("a", lost_a) if lost_a is not None and origin != "a" else None


def swapped_passages(rows: Iterable[Sequence[int]]) -> list[list[int]]:
    """The same passages with the two texts exchanged."""
    return sorted([begin_b, end_b, begin_a, end_a, *rest] for begin_a, end_a, begin_b, end_b, *rest in rows)


def passages_of(a: Side, b: Side, rows: Iterable[Sequence[int]]) -> tuple[Passage, ...]:
    """The passages of two texts, from passages in tokens (rows of `Alignments.passages`)."""
    sentences = None
    found = []
    for begin_a, end_a, begin_b, end_b, n_words, kind in rows:
        aligned: list[tuple[int, int, int, int]] = []
        if kind > EDITED:
            sentences = sentences or SentencePairs(a.text, b.text)
            aligned = sentences.of(begin_a, end_a, begin_b, end_b)
        span_a, span_b = with_marks(
            (a.text, b.text),
            (a.span(begin_a, end_a), b.span(begin_b, end_b)),
            (a.limits(begin_a, end_a), b.limits(begin_b, end_b)),
        )
        similarity = 2 * n_words / (end_a - begin_a + end_b - begin_b)
        pairs = tuple((a.span(i, j), b.span(k, m)) for i, j, k, m in aligned)
        found.append(Passage(span_a, span_b, n_words, round(similarity, 4), KINDS[kind], pairs))
    return tuple(found)


def _extent(relation: Relation, containment_a: float, containment_b: float) -> Reason:
    if relation == "exact":
        return Reason("same_words")
    return Reason("extent", {"share_a": containment_a, "share_b": containment_b})
