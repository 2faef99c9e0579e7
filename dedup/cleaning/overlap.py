"""What one article has in common with another, word by word, from aligning the two afresh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.align import align
from dedup.alignment.edits import edits_of, shared_places
from dedup.candidates.pairs import join, split
from dedup.corpus.texts import Texts
from dedup.records import Ragged, swapped

Words = NDArray[np.uint32]
"""The folded words of a text as hashes (`Tokens.hashes`)."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What one text shares with another.

    `places` int32[words]: for each of its words the place of the same word in the other text, -1 where the other lacks
    it. `covered` and `other_covered`: the shares of both texts' words that lie in common passages, in [0, 1].
    """

    places: NDArray[np.int32]
    covered: float
    other_covered: float

    @property
    def n_lost(self) -> int:
        """How many words the other text lacks."""
        return int(np.count_nonzero(self.places < 0))


def overlaps(texts: Sequence[Words], pairs: Sequence[tuple[int, int]]) -> list[Overlap]:
    """For each pair (i, j) what text i shares with text j.

    Two texts have the same overlap in whatever company and order they are aligned.
    """
    if not pairs:
        return []
    order = sorted(range(len(texts)), key=lambda i: (len(texts[i]), texts[i].tobytes()))
    number = np.empty(len(texts), np.int64)
    number[order] = np.arange(len(texts))
    offsets = np.append(0, np.cumsum([len(texts[i]) for i in order])).astype(np.int64)
    tokens = np.concatenate([texts[i] for i in order])
    asked = [(int(number[i]), int(number[j])) for i, j in pairs]
    is_same = [len(texts[i]) == len(texts[j]) and bool((texts[i] == texts[j]).all()) for i, j in pairs]
    keys = join(*np.array(asked, np.int64).T)
    one_day = Texts.alone(tokens, offsets)._replace(days=np.zeros(len(texts), np.int64))
    found = _Found(one_day, np.unique(keys[~np.array(is_same)]))
    return [
        Overlap(np.arange(len(texts[i]), dtype=np.int32), 1.0, 1.0) if same else found.overlap(*sides)
        for (i, _), sides, same in zip(pairs, asked, is_same, strict=True)
    ]


class _Found:
    """What pairs of texts share, and where in it words differ, as seen from either side."""

    def __init__(self, texts: Texts, pairs: NDArray[np.uint64]) -> None:
        self._texts = texts
        found = align(texts, pairs)
        self._rows = {pair: row for row, pair in enumerate(found.pairs.tolist())}
        self._passages = Ragged(found.passages, found.offsets)
        owners = self._passages.owners
        shifted = found.passages.copy()
        for side, numbers in zip("ab", split(found.pairs), strict=True):
            for end in ("begin", "end"):
                shifted[f"{end}_{side}"] += texts.begin[numbers][owners].astype(np.int32)
        n_before = [np.append(0, np.cumsum(shifted[f"end_{side}"] - shifted[f"begin_{side}"])) for side in "ab"]
        self._n_shared = np.diff(np.stack(n_before)[:, found.offsets]).T.tolist()  # words of each pair: of a, of b
        edits = edits_of(texts.tokens, shifted)
        self._edit_offsets = np.searchsorted(edits["passage"], np.arange(len(shifted) + 1))
        self._seen = [(shifted, edits), (swapped(shifted), swapped(edits))]

    def overlap(self, i: int, j: int) -> Overlap:
        """What text i shares with text j."""
        n_words, n_other = int(self._texts.n_tokens[i]), int(self._texts.n_tokens[j])
        row = self._rows.get(min(i, j) << 32 | max(i, j))
        if row is None:
            return Overlap(np.full(n_words, -1, np.int32), 0.0, 0.0)
        first, last = self._passages.offsets[row : row + 2].tolist()
        all_passages, all_edits = self._seen[i > j]
        passages, edits = all_passages[first:last], all_edits[slice(*self._edit_offsets[[first, last]])]
        begins = int(self._texts.begin[i]), int(self._texts.begin[j])
        places = shared_places(passages, edits, begins, n_words, first)
        here, there = self._n_shared[row] if i < j else self._n_shared[row][::-1]
        return Overlap(places, here / n_words, there / n_other)
