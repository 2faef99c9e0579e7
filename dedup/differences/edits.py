"""Where two aligned texts do not run alike: other words, or other signs between the same words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.differences.signs import SignColumns
from dedup.runtime.kernels import inlined, kernel

MAX_BETWEEN = 2
"""Shared words between two edits of signs that are looked at as one: "%12" for "12%"."""


class Edit(NamedTuple):
    """The words `begin` to `end` of an article that stand for those from `kept_begin` to `kept_end` of the kept one.

    Both sides share the words from `floor` to `begin` and from `end` to `ceiling`. With `is_moved` what follows stands
    before what precedes in the kept text.
    """

    begin: int
    end: int
    kept_begin: int
    kept_end: int
    floor: int
    ceiling: int
    is_moved: bool = False

    @property
    def signs_only(self) -> bool:
        """Whether the words are the same."""
        return self.begin == self.end and self.kept_begin == self.kept_end


GAP = np.dtype([(name, np.int32) for name in ("begin", "end", "kept_begin", "kept_end")])
"""Words of an article and those of the kept one that stand for them."""


@inlined
def sign_at(signs: SignColumns, word: int) -> np.int64:
    """The sign before a word, 0 where there is none."""
    low, high = 0, len(signs.words)
    while low < high:
        middle = (low + high) // 2
        if signs.words[middle] < word:
            low = middle + 1
        else:
            high = middle
    return signs.signs[low] if low < len(signs.words) and signs.words[low] == word else np.int64(0)


@kernel("int64(int32[::1], int64, SignColumns, SignColumns, GAP[::1])")
def gap_kernel(
    places: NDArray[np.int32], n_kept: int, signs: SignColumns, kept_signs: SignColumns, gaps: NDArray[np.void]
) -> int:
    """Fill `gaps` with where two texts do not run alike (`edits`), in the order of the article; return how many."""
    n_gaps = 0
    before, kept_before = -1, -1
    for word in range(len(places) + 1):
        if word < len(places) and places[word] < 0:
            continue
        kept = int(places[word]) if word < len(places) else n_kept
        goes_on = word == before + 1 and kept == kept_before + 1
        if not goes_on or sign_at(signs, word) != sign_at(kept_signs, kept):
            begin, kept_begin = before + 1, kept_before + 1
            last = gaps[max(n_gaps - 1, 0)]
            between = begin - last.end
            if (
                n_gaps > 0
                and between <= MAX_BETWEEN
                and between == kept_begin - last.kept_end
                and last.kept_end >= last.kept_begin
                and kept >= kept_begin
                and (
                    (last.begin == last.end and last.kept_begin == last.kept_end)
                    or (begin == word and kept_begin == kept)
                )
            ):
                last.end, last.kept_end = word, kept
            else:
                gap = gaps[n_gaps]
                gap.begin, gap.end, gap.kept_begin, gap.kept_end = begin, word, kept_begin, kept
                n_gaps += 1
        before, kept_before = word, kept
    return n_gaps


def edits(places: NDArray[np.int32], n_kept: int, signs: SignColumns, kept_signs: SignColumns) -> Iterator[Edit]:
    """The edits between an article and a kept one, in the order of the article, each made when it is asked for.

    `places` int32[words] is the place of each word of the article in the kept text, -1 where it is not there. `signs`
    and `kept_signs` are what stands before each word. Edits of signs that stand close to each other are one.
    """
    gaps = np.empty(len(places) + 1, GAP)
    n_gaps = gap_kernel(places, n_kept, signs, kept_signs, gaps)
    return edits_between(gaps[:n_gaps].tolist(), len(places))


def edits_between(gaps: Sequence[tuple[int, int, int, int]], n_words: int) -> Iterator[Edit]:
    """The edits in the gaps (GAP) of an article of so many words, each made when it is asked for."""
    floor = 0
    ceilings = [*(gap[0] for gap in gaps[1:]), n_words]
    for (begin, end, kept_begin, kept_end), ceiling in zip(gaps, ceilings, strict=False):
        yield Edit(begin, end, kept_begin, kept_end, floor, ceiling, kept_end < kept_begin)
        floor = end


def runs_between(made: Sequence[Edit], n_words: int) -> Iterator[tuple[int, int, int]]:
    """The runs of words that an article of so many words shares: the first word of each, its place there, how many."""
    begin, kept_begin = 0, 0
    for edit in made:
        yield begin, kept_begin, edit.begin - begin
        begin, kept_begin = edit.end, edit.kept_end
    yield begin, kept_begin, n_words - begin


@kernel("void(int32[::1], SignColumns, SignColumns, boolean[::1])")
def sign_kernel(
    places: NDArray[np.int32], signs: SignColumns, kept_signs: SignColumns, differs: NDArray[np.bool_]
) -> None:
    """Mark the words of `signs_apart`."""
    for word in range(len(places)):
        kept = places[word]
        before = places[word - 1] if word else np.int32(-1)
        if kept >= 0 and kept == before + 1 and (word == 0 or before >= 0):
            differs[word] = sign_at(signs, word) != sign_at(kept_signs, kept)


def signs_apart(places: NDArray[np.int32], signs: SignColumns, kept_signs: SignColumns) -> NDArray[np.int64]:
    """The words that both texts share, one after the other, but with other signs between here than there."""
    differs = np.zeros(len(places), np.bool_)
    sign_kernel(places, signs, kept_signs, differs)
    return np.flatnonzero(differs)


@kernel("int64(int32[::1], int64)")
def lacking_kernel(places: NDArray[np.int32], longest: int) -> int:
    """Where the longest run of more than `longest` words ends that the kept text lacks, the first of several; or 0."""
    end = run = 0
    for word in range(len(places)):
        run = run + 1 if places[word] < 0 else 0
        if run > longest:
            longest, end = run, word + 1
    return end
