"""What one article has in common with another, word by word, from aligning the two afresh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.align import align
from dedup.alignment.edits import edit_kernel
from dedup.candidates.pairs import join
from dedup.runtime.kernels import kernel

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


@kernel("void(int64[:, ::1], int64[:, ::1], int64[::1], int64[::1], int64[:, ::1], int64[::1], int64[::1], int32[::1])")
def place_kernel(
    passages: NDArray[np.int64],
    edits: NDArray[np.int64],
    edit_offsets: NDArray[np.int64],
    rows: NDArray[np.int64],
    starts: NDArray[np.int64],
    sides: NDArray[np.int64],
    offsets: NDArray[np.int64],
    places: NDArray[np.int32],
) -> None:
    """Fill `places`, -1 at first: for pair k from `offsets[k]` on, from the passages `rows[k]` to `rows[k + 1]`.

    `passages` and `edits` hold begin and end in a and in b; `starts` int64[P, 2] where the texts a and b begin; `sides`
    int64[P] which of them is asked about.
    """
    for k in range(len(sides)):
        here, there = 2 * sides[k], 2 - 2 * sides[k]
        shift = offsets[k] - starts[k, sides[k]]
        other_start = starts[k, 1 - sides[k]]
        for row in range(rows[2 * k], rows[2 * k + 1]):
            at, other = passages[row, here], passages[row, there]
            for edit in range(edit_offsets[row], edit_offsets[row + 1]):
                while at < edits[edit, here]:
                    places[at + shift] = other - other_start
                    at += 1
                    other += 1
                at, other = edits[edit, here + 1], edits[edit, there + 1]
            while at < passages[row, here + 1]:
                places[at + shift] = other - other_start
                at += 1
                other += 1


def overlaps(texts: Sequence[Words], pairs: Sequence[tuple[int, int]]) -> list[Overlap]:
    """For each pair (i, j) what text i shares with text j.

    Two texts have the same overlap in whatever company and order they are aligned.
    """
    if not pairs:
        return []
    order = sorted(range(len(texts)), key=lambda i: (len(texts[i]), texts[i].tobytes()))
    number = np.empty(len(texts), np.int64)
    number[order] = np.arange(len(texts))
    bounds = np.append(0, np.cumsum([len(texts[i]) for i in order])).astype(np.int64)
    tokens = np.concatenate([texts[i] for i in order])
    asked = number[np.array(pairs, np.int64)]
    keys = join(asked[:, 0], asked[:, 1])
    same = np.array([len(texts[i]) == len(texts[j]) and bool((texts[i] == texts[j]).all()) for i, j in pairs])
    distinct = np.unique(keys[~same])
    unmarked, one_day = np.zeros(len(tokens), np.uint8), np.zeros(len(texts), np.int64)
    found = align(tokens, (bounds[:-1].copy(), bounds[1:].copy()), distinct, unmarked, one_day)
    per_row = np.diff(found.offsets)
    first, second = (
        (found.pairs >> np.uint64(32)).astype(np.int64),
        (found.pairs & np.uint64(0xFFFFFFFF)).astype(np.int64),
    )
    shift = np.repeat(np.stack([bounds[first], bounds[second]], axis=1), per_row, axis=0)
    passages = np.ascontiguousarray(found.passages[:, :4] + shift[:, [0, 0, 1, 1]])
    edits = np.empty((int((passages[:, 1] - passages[:, 0] + passages[:, 3] - passages[:, 2]).sum()) + 1, 5), np.int64)
    edits = edits[: edit_kernel(tokens, passages, edits)]
    edit_offsets = np.searchsorted(edits[:, 4], np.arange(len(passages) + 1))
    row = np.minimum(np.searchsorted(found.pairs, keys), max(len(found.pairs) - 1, 0))
    known = (found.pairs[row] == keys) & ~same if len(found.pairs) else np.zeros(len(keys), np.bool_)
    rows = np.zeros((len(pairs), 2), np.int64)
    if len(found.pairs):
        rows[known] = np.stack([found.offsets[row[known]], found.offsets[row[known] + 1]], axis=1)
    sides = (asked[:, 0] > asked[:, 1]).astype(np.int64)
    n_words = np.diff(bounds)[asked]
    offsets = np.append(0, np.cumsum(n_words[:, 0]))
    places = np.full(int(offsets[-1]), -1, np.int32)
    starts = bounds[np.sort(asked, axis=1)]
    place_kernel(passages, edits, edit_offsets, rows.ravel(), starts, sides, offsets, places)
    result = []
    for k, (i, _) in enumerate(pairs):
        if same[k]:
            result.append(Overlap(np.arange(len(texts[i]), dtype=np.int32), 1.0, 1.0))
            continue
        lengths = found.passages[rows[k, 0] : rows[k, 1]]
        in_a, in_b = int((lengths[:, 1] - lengths[:, 0]).sum()), int((lengths[:, 3] - lengths[:, 2]).sum())
        here, there = (in_b, in_a) if sides[k] else (in_a, in_b)
        result.append(Overlap(places[offsets[k] : offsets[k + 1]], here / n_words[k, 0], there / n_words[k, 1]))
    return result
