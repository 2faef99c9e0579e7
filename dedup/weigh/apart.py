"""Marks of words where texts stand apart: 4-grams are listed where they stand, counted elsewhere, and marked there.

What a count says is the same as in one place (`weigh.rarity`, `weigh.quoted`); only the way there is another one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.days import NO_DAY
from dedup.corpus.texts import Texts
from dedup.runtime.kernels import kernel
from dedup.text.grams import GRAM, gram_kernel
from dedup.weigh.marks import is_quoted
from dedup.weigh.quoted import flag_runs_kernel, is_quotation
from dedup.weigh.rarity import counted, mark_of


class Grams(NamedTuple):
    """The 4-grams of texts, one after the other.

    `places` int64[n]: the tokens at which they begin; `grams` uint32[n]: their hashes; `texts` int64[n]: the texts in
    which they stand; `is_quoted` bool[n]: whether all their words stand in quotation marks.
    """

    places: NDArray[np.int64]
    grams: NDArray[np.uint32]
    texts: NDArray[np.int64]
    is_quoted: NDArray[np.bool_]


@kernel("int64(Texts, Grams, uint32[::1])")
def list_kernel(texts: Texts, found: Grams, grams: NDArray[np.uint32]) -> int:
    """Fill `found`, which has room for a 4-gram at each token; return how many there are. `grams` is work space."""
    n = 0
    for text in range(len(texts.begin)):
        begin, run = texts.begin[text], 0
        end = begin + texts.n_tokens[text]
        n_grams = gram_kernel(texts.tokens[begin:end], grams)
        for i in range(end - begin):
            run = run + 1 if is_quoted(texts.marks[begin + i]) else 0
            first = i - GRAM + 1
            if 0 <= first < n_grams:
                found.places[n], found.grams[n], found.texts[n] = begin + first, grams[first], text
                found.is_quoted[n] = run >= GRAM
                n += 1
    return n


def grams_of(texts: Texts) -> Grams:
    """The 4-grams of texts, in whose marks `QUOTED` is set."""
    n = len(texts.tokens)
    found = Grams(np.empty(n, np.int64), np.empty(n, np.uint32), np.empty(n, np.int64), np.empty(n, np.bool_))
    n = list_kernel(texts, found, np.empty(int(texts.n_tokens.max(initial=0)), np.uint32))
    return Grams(found.places[:n], found.grams[:n], found.texts[:n], found.is_quoted[:n])


class Listed(NamedTuple):
    """How often 4-grams stand in some articles of a day, and how often in quotation marks: n rows, in any order."""

    grams: NDArray[np.uint32]
    days: NDArray[np.int64]
    n: NDArray[np.int64]
    n_quoted: NDArray[np.int64]


def listed(found: Grams, days: NDArray[np.int64]) -> Listed:
    """The 4-grams of texts of these days, each once for each day."""
    day = days[found.texts]
    order = np.lexsort((day, found.grams))
    gram, day, is_quoted = found.grams[order], day[order], found.is_quoted[order]
    first = np.flatnonzero(np.append(True, (gram[1:] != gram[:-1]) | (day[1:] != day[:-1]))[: len(gram)])
    n_quoted = np.diff(np.append(0, np.cumsum(is_quoted))[np.append(first, len(gram))])
    return Listed(gram[first], day[first], np.diff(np.append(first, len(gram))), n_quoted)


@kernel("void(uint64[::1], int64[::1], int64[::1], uint16[::1])")
def fold_kernel(
    slots: NDArray[np.uint64], days: NDArray[np.int64], n: NDArray[np.int64], counts: NDArray[np.uint16]
) -> None:
    """Fill the count of each slot into its last row; rows of one slot stand together, in the order of their days."""
    count = 0
    for row in range(len(slots)):
        if row == 0 or slots[row] != slots[row - 1]:
            count = 0
        for _ in range(min(n[row], 255)):
            count = counted(count, days[row])
        counts[row] = count


def count_in_slots(rows: Listed, mask: int) -> tuple[NDArray[np.uint64], NDArray[np.uint16]]:
    """The slots of these 4-grams in order, and the count of each (`rarity.counted`): all rows of a slot are here."""
    slots = rows.grams.astype(np.uint64) & np.uint64(mask)
    order = np.lexsort((np.where(rows.days == NO_DAY, np.iinfo(np.int64).max, rows.days), slots))
    slots, counts = slots[order], np.zeros(len(order), np.uint16)
    fold_kernel(slots, rows.days[order], rows.n[order], counts)
    last = np.append(slots[1:] != slots[:-1], True)[: len(slots)]
    return slots[last], counts[last]


@kernel("void(int64[::1], int64[::1], boolean[::1])")
def are_quotations_kernel(n_quoted: NDArray[np.int64], n_carried: NDArray[np.int64], found: NDArray[np.bool_]) -> None:
    """Fill whether 4-grams that stand so often, and so often in quotation marks, are quotations."""
    for k in range(len(found)):
        found[k] = is_quotation(min(n_quoted[k], 255), min(n_carried[k], 255))


def quotations(rows: Listed, mask: int) -> tuple[NDArray[np.uint64], NDArray[np.bool_]]:
    """The slots of these 4-grams in order, and whether each is a quotation: all rows of a slot are here."""
    slots, place = np.unique(rows.grams.astype(np.uint64) & np.uint64(mask), return_inverse=True)
    n_quoted, n_carried = np.zeros(len(slots), np.int64), np.zeros(len(slots), np.int64)
    np.add.at(n_quoted, place, rows.n_quoted)
    np.add.at(n_carried, place, rows.n)
    found = np.empty(len(slots), np.bool_)
    are_quotations_kernel(n_quoted, n_carried, found)
    return slots, found


@kernel("void(uint8[::1], int64[::1], uint16[::1], int64)")
def mark_kernel(
    marks: NDArray[np.uint8], places: NDArray[np.int64], counts: NDArray[np.uint16], min_count: int
) -> None:
    """Add to the marks at these places what the counts of the 4-grams there say."""
    for k in range(len(places)):
        marks[places[k]] |= mark_of(int(counts[k]), min_count)


class Known(NamedTuple):
    """What is known of 4-grams: they in order, their counts, and which are quotations."""

    grams: NDArray[np.uint32]
    counts: NDArray[np.uint16]
    is_quotation: NDArray[np.bool_]


def mark(marks: NDArray[np.uint8], found: Grams, known: Known, min_count: int) -> None:
    """Write into the marks what is known of the 4-grams that begin there."""
    at = np.searchsorted(known.grams, found.grams)
    mark_kernel(marks, found.places, known.counts[at], min_count)
    flag_runs_kernel(marks, found.places[known.is_quotation[at]])
