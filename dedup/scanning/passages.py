"""The passages of all matches, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np

from dedup.matches.rows import passages_of
from dedup.matches.table import BATCH
from dedup.results import MatchPassage
from dedup.scanning.scanned import Scanned


class MatchPassages(Sequence[MatchPassage]):
    """The passages of the matches of a scan in their order; `ids` are those of the articles by place."""

    def __init__(self, ids: Sequence[str], scanned: Scanned) -> None:
        self._ids = ids
        self._scanned = scanned
        self._ends = np.cumsum(scanned.n_passages())

    def __len__(self) -> int:
        return int(self._ends[-1]) if len(self._ends) else 0

    @overload
    def __getitem__(self, index: int) -> MatchPassage: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[MatchPassage]: ...
    def __getitem__(self, index: int | slice) -> MatchPassage | Sequence[MatchPassage]:
        places = range(len(self))[index]
        if isinstance(places, range):
            return [self[place] for place in places]
        match = int(np.searchsorted(self._ends, places, side="right"))
        return list(self._of(np.array([match])))[places - int(self._ends[match])]  # counted from the end

    def __iter__(self) -> Iterator[MatchPassage]:
        n = len(self._ends)
        for begin in range(0, n, BATCH):
            yield from self._of(np.arange(begin, min(begin + BATCH, n)))

    def _of(self, matches: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Iterator[MatchPassage]:
        table = self._scanned.match_table(matches)
        for (a, b), passages in zip(table.articles.tolist(), passages_of(table), strict=True):
            for passage in passages:
                yield MatchPassage(self._ids[a], self._ids[b], passage)
