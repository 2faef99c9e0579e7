"""The confirmed pairs of a scan in columns."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dedup.judge.judged import Judged
from dedup.judge.relation import RELATIONS
from dedup.records import PassageRecords


@dataclass(frozen=True, slots=True)
class MatchColumns:
    """M confirmed pairs.

    `first` and `second` are article numbers, int64[M]; `row` the place in `judged` of what they share, of which `first`
    is side a: several pairs of exact duplicates may share one.
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    row: NDArray[np.int64]
    judged: Judged

    @classmethod
    def of(cls, judged: Judged, first: int = 0, second: int = 1) -> MatchColumns:
        """The match of two articles, given the one pair that is judged."""
        return cls(np.array([first]), np.array([second]), np.zeros(1, np.int64), judged)

    @classmethod
    def nothing(cls) -> MatchColumns:
        """No match."""
        none = np.empty(0, np.int64)
        return cls(none, none, none, Judged.joined([]))

    def __len__(self) -> int:
        return len(self.first)

    @property
    def relations(self) -> NDArray[np.int8]:
        """The code of the relation of each match, int8[M]."""
        return self.judged.relations[self.row]

    def chosen(self, places: NDArray[np.integer] | slice) -> MatchColumns:
        """The matches at these places."""
        return replace(self, first=self.first[places], second=self.second[places], row=self.row[places])

    def numbered(self, numbers: NDArray[np.int64]) -> MatchColumns:
        """The same matches, article i called `numbers[i]`."""
        return replace(self, first=numbers[self.first], second=numbers[self.second])

    def others(self, number: int) -> NDArray[np.int64]:
        """The articles that one is matched with, int64[M]; each match is one of its."""
        return np.where(self.first == number, self.second, self.first)

    def sorted_by(self, place: NDArray[np.int64]) -> MatchColumns:
        """The matches in the order of the places of their articles, the smaller first."""
        first, second = place[self.first], place[self.second]
        return self.chosen(np.lexsort((np.maximum(first, second), np.minimum(first, second))))

    def passages_of(self, index: int) -> PassageRecords:
        """The passages of the match at this place, PASSAGE[n], spans of tokens."""
        return self.judged.alignments.of(int(self.row[index]))

    def relation_counts(self) -> dict[str, int]:
        """How many matches there are of each relation."""
        n = np.bincount(self.relations, minlength=len(RELATIONS))
        return {relation: int(count) for relation, count in zip(RELATIONS, n, strict=True) if count}
