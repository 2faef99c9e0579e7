"""What one article has in common with another, word by word, from aligning the two afresh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.align import align
from dedup.alignment.alignments import Alignments
from dedup.alignment.edits import edits_of, place_kernel
from dedup.candidates.pairs import join, split
from dedup.corpus.texts import Texts
from dedup.matches.differing import Copies
from dedup.records import PAIR, Ragged, among_all
from dedup.runtime.kernels import kernel

Words = NDArray[np.uint32]
"""The folded words of a text as hashes (`Tokens.hashes`)."""

NOTHING, EVERYTHING = -1, -2
"""In place of a row: a pair of texts that share no passage, and of the same words."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What one text shares with another.

    `places` int32[words]: for each of its words the place of the same word in the other text, -1 where the other lacks
    it, which are `n_lost`. `covered` and `other_covered`: the shares of both texts' words that lie in common passages,
    in [0, 1].
    """

    places: NDArray[np.int32]
    covered: float
    other_covered: float
    n_lost: int


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
    is_same = np.array([np.array_equal(texts[i], texts[j]) for i, j in pairs])
    here, there = number[np.array(pairs, np.int64)].T
    keys = join(here, there)
    one_day = Texts.alone(tokens, offsets)._replace(days=np.zeros(len(texts), np.int64))
    found = align(one_day, np.unique(keys[~is_same]))
    rows = np.searchsorted(found.pairs, keys)
    is_found = np.append(found.pairs, 0)[rows] == keys
    rows = np.where(is_same, EVERYTHING, np.where(is_found, rows, NOTHING))
    bounds = np.append(0, np.cumsum(one_day.n_tokens[here]))
    places, n_lost = np.empty(bounds[-1], np.int32), np.empty(len(pairs), np.int64)
    copies = _copies(found, one_day)
    overlap_kernel(copies, copies.swapped(), one_day.begin, rows, here > there, bounds, places, n_lost)
    covered = _covered(found, one_day, rows, here > there)
    return [
        Overlap(places[begin:end], here_covered, there_covered, lost)
        for (begin, end), (here_covered, there_covered), lost in zip(
            pairwise(bounds.tolist()), covered.tolist(), n_lost.tolist(), strict=True
        )
    ]


def _copies(found: Alignments, texts: Texts) -> Copies:
    """What is aligned, as places in the tokens of all texts."""
    pairs = np.empty(len(found.pairs), PAIR)
    pairs["a"], pairs["b"] = split(found.pairs)
    passages = among_all(found.passages, pairs[Ragged(found.passages, found.offsets).owners], texts.begin)
    edits = edits_of(texts.tokens, passages)
    return Copies(pairs, passages, found.offsets, edits, np.searchsorted(edits["passage"], found.offsets))


@kernel("void(Copies, Copies, int64[::1], int64[::1], boolean[::1], int64[::1], int32[::1], int64[::1])")
def overlap_kernel(
    copies: Copies,
    copies_swapped: Copies,
    begin: NDArray[np.int64],
    rows: NDArray[np.int64],
    is_swapped: NDArray[np.bool_],
    bounds: NDArray[np.int64],
    places: NDArray[np.int32],
    n_lost: NDArray[np.int64],
) -> None:
    """Fill the `places` of each overlap, those of overlap k from `bounds[k]` on, and how many words the other lacks.

    Texts begin at the tokens `begin`. Overlap k is that of the pair `rows[k]`, or NOTHING or EVERYTHING.
    """
    for k in range(len(rows)):
        own, row = places[bounds[k] : bounds[k + 1]], rows[k]
        for word in range(len(own)):
            own[word] = word if row == EVERYTHING else -1
        if row >= 0:
            seen = copies_swapped if is_swapped[k] else copies
            first, last = seen.passage_bounds[row], seen.passage_bounds[row + 1]
            edits = seen.edits[seen.edit_bounds[row] : seen.edit_bounds[row + 1]]
            a, b = seen.pairs[row].a, seen.pairs[row].b
            place_kernel(seen.passages[first:last], edits, first, begin[a], begin[b], own)
        n_lost[k] = 0
        for word in range(len(own)):
            n_lost[k] += own[word] < 0


def _covered(
    found: Alignments, texts: Texts, rows: NDArray[np.int64], is_swapped: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Of each overlap, given by its row in what is aligned, the shares that are common passages, float64[n, 2]."""
    shares = np.zeros((len(rows), 2))
    shares[rows == EVERYTHING] = 1
    of_pairs = np.empty((len(found), 2))
    for column, (side, numbers) in enumerate(zip("ab", split(found.pairs), strict=True)):
        n_words = found.sums(found.passages[f"end_{side}"] - found.passages[f"begin_{side}"])
        of_pairs[:, column] = n_words / texts.n_tokens[numbers]
    is_found = rows >= 0
    shares[is_found] = of_pairs[rows[is_found]]
    shares[is_swapped & is_found] = shares[is_swapped & is_found, ::-1]
    return shares
