"""Rarity: how common the 4-gram at each token is and over how many days it is spread, so formulas count little."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.days import NEWS_WINDOW_DAYS, NO_DAY, most_in_burst
from dedup.corpus.texts import Texts
from dedup.runtime.kernels import inlined, kernel
from dedup.text.grams import gram_kernel

COMMON = 8
"""Articles that may share a 4-gram before it counts less: a story that several outlets wrote is no formula yet."""

FORMULA = 4
"""Bursts of news from which a 4-gram is a formula: a story is printed when it happens and taken up once or twice."""

MIN_EXPECTED = 5.0
"""Articles of other days that would carry a wording if it were a formula, from which their absence shows a story: by
chance it happens once in 150 times."""

N_LEVELS = 6
"""Levels of frequency, each twice as common as the one before; as many as a count up to 255 needs."""

LEVELS = np.clip(np.round(np.log2(np.maximum(np.arange(256), 1) / COMMON)), 0, N_LEVELS - 1).astype(np.uint8)
"""The level of frequency of a count of articles, uint8[256]."""

SPREAD_SHIFT = np.uint8(3)
ONE_WINDOW, TWO_WINDOWS, UNKNOWN, PERSISTENT = range(4)
"""How a 4-gram is spread: in one burst, in two, in three or nobody knows, in `FORMULA` or more."""

GRAM_BITS = np.uint8(0x1F)
"""The bits of a mark that say how common the 4-gram at a token is (3) and how it is spread (2)."""

_BY_LEVEL = 0.5 ** np.arange(8)
_SPREAD = np.arange(4)[:, None]

WEIGHTS = np.tile(_BY_LEVEL, 4).astype(np.float32)
"""What a word counts by the rarest 4-gram it stands in, by the mark's `GRAM_BITS`, float32[32]."""

LASTING_WEIGHTS = np.where(_SPREAD == PERSISTENT, 0, _BY_LEVEL).astype(np.float32).ravel()
"""The same where a formula counts nothing: in a passage of otherwise different articles."""

STORY_WEIGHTS = np.maximum(LASTING_WEIGHTS.reshape(4, 8), np.array([1, 0.5, 0, 0])[:, None]).astype(np.float32).ravel()
"""The same for a run too long for a name or a phrase, shared within days: a story's own words count however many carry
them."""

LONG_WEIGHTS = np.repeat(np.array([1, 1, 1, 0], np.float32), 8)
"""The same for a passage longer than formulas get, shared within days: all counts but what is spread over many."""


@inlined
def counted(count: int, day: int) -> int:
    """A count with one more article of this day.

    The lower 8 bits say how many articles there are (255: or more), the next 2 in how many bursts, less one (3: or
    more), the upper 6 the day on which the last one began, modulo 64. Articles come in the order of their days, those
    of unknown day last.
    """
    if day != NO_DAY and count == 0:
        count = (day & 63) << 10
    elif day != NO_DAY and ((day - (count >> 10)) & 63) > NEWS_WINDOW_DAYS:
        count = ((day & 63) << 10) | min((count & 0x300) + 0x100, 0x300) | (count & 0xFF)
    return count + 1 if (count & 0xFF) < 255 else count


@inlined
def mark_of(count: int, min_count: int) -> np.uint8:
    """What a count (`counted`) says of the 4-gram at a token; `min_count` is that of `min_count_of_few`."""
    spread = (count >> 8) & 3
    if spread < UNKNOWN and (count & 0xFF) < min_count:
        spread = UNKNOWN
    return np.uint8(LEVELS[count & 0xFF] | (spread << SPREAD_SHIFT))


class GramCounts(NamedTuple):
    """A part of a table of counts, those of the slots from `first` on; the slot of a 4-gram is its hash under `mask`.

    `counts` uint16[n]: what `counted` packs.
    """

    counts: NDArray[np.uint16]
    first: int
    mask: np.uint32


@kernel("void(Texts, int64[::1], GramCounts, uint32[::1])")
def count_kernel(texts: Texts, articles: NDArray[np.int64], table: GramCounts, grams: NDArray[np.uint32]) -> None:
    """Count the 4-grams of `articles`, which stand in the order of their days, as far as they are in this part.

    `grams` is work space for the longest article. No two threads may share a slot: they would lose counts.
    """
    counts, first = table.counts, table.first
    last = first + len(counts)
    for article in articles:
        begin = texts.begin[article]
        for i in range(gram_kernel(texts.tokens[begin : begin + texts.n_tokens[article]], grams)):
            slot = np.int64(grams[i] & table.mask)
            if first <= slot < last:
                counts[slot - first] = counted(int(counts[slot - first]), texts.days[article])


@kernel("void(Texts, int64[::1], int64, GramCounts, uint32[::1])")
def look_up_kernel(
    texts: Texts, articles: NDArray[np.int64], min_count: int, table: GramCounts, grams: NDArray[np.uint32]
) -> None:
    """Write into the marks of `articles` what the count of the 4-gram that begins at each token says, if it is there.

    `min_count` is that of `min_count_of_few`.
    """
    counts, first = table.counts, table.first
    last = first + len(counts)
    for article in articles:
        begin = texts.begin[article]
        for i in range(gram_kernel(texts.tokens[begin : begin + texts.n_tokens[article]], grams)):
            slot = np.int64(grams[i] & table.mask)
            if slot < first or slot >= last:
                continue
            texts.marks[begin + i] = mark_of(int(counts[slot - first]), min_count)


def mark_rarity(texts: Texts, articles: NDArray[np.int64], threads: int, max_counts: int = 1 << 32) -> None:
    """Write into `texts.marks` how common and how spread the 4-gram at each token is among `articles`.

    The lower 3 bits of a mark are its level of frequency (`LEVELS`), the next 2 its spread; texts outside `articles`
    have marks too, and where no 4-gram fits before a text's end the mark stays 0. 4-grams are counted by their hash in
    a table with room for all, so that few strangers meet in one slot; where they do, both seem more common than they
    are, and count less. A gram that an article repeats counts every time. Each thread counts in its own part of the
    table, so their number changes nothing. No more than `max_counts` counts, of 2 bytes each, are in memory at a time;
    where there are more, the tokens are gone through several times.
    """
    days = texts.days
    n_tokens = int(texts.n_tokens[articles].sum())
    n_slots = n_slots_of(n_tokens)
    mask = np.uint32(n_slots - 1)
    known = articles[days[articles] != NO_DAY]
    by_day = known[np.argsort(days[known], kind="stable")]
    ordered = np.concatenate([by_day, articles[days[articles] == NO_DAY]])
    min_count = min_count_of(*np.unique(days[articles], return_counts=True))
    parts = np.array_split(np.arange(len(days)), threads)
    longest = int(texts.n_tokens.max(initial=0))

    def count(part: int, table: GramCounts) -> None:
        own = slice(len(table.counts) * part // threads, len(table.counts) * (part + 1) // threads)
        own_table = GramCounts(table.counts[own], table.first + own.start, mask)
        count_kernel(texts, ordered, own_table, np.empty(longest, np.uint32))

    def look_up(part: int, table: GramCounts) -> None:
        look_up_kernel(texts, parts[part], min_count, table, np.empty(longest, np.uint32))

    with ThreadPoolExecutor(threads) as pool:
        for first in range(0, n_slots, min(n_slots, max_counts)):
            table = GramCounts(np.zeros(min(max_counts, n_slots - first), np.uint16), first, mask)
            list(pool.map(count, range(threads), repeat(table)))
            list(pool.map(look_up, range(threads), repeat(table)))


def min_count_of(days: NDArray[np.int64], n_articles: NDArray[np.int64]) -> int:
    """The count of `min_count_of_few` for a collection with so many articles of each of these days, in order."""
    known = days != NO_DAY
    n_inside = most_in_burst(days[known], n_articles[known])
    return min_count_of_few(n_inside, int(n_articles[known].sum()), int(n_articles.sum()))


def n_slots_of(n_tokens: int) -> int:
    """The slots of the table of counts for a collection of so many tokens, a power of two."""
    return min(max(1 << 16, 1 << n_tokens.bit_length()), 1 << 32)


def min_count_of_few(n_inside: int, n_dated: int, n_articles: int) -> int:
    """The count of articles from which a wording is known to stand in few news windows only; 256 where it never is.

    Of the collection's `n_articles` the days of `n_dated` are known, and `n_inside` of these fall into the fullest
    burst (`days.most_in_burst`). Where nearly all of them do, so do their formulas.
    """
    n_outside = n_dated - n_inside
    if n_outside == 0:
        return 256
    return min(256, int(np.ceil(MIN_EXPECTED * n_inside / n_outside * n_articles / n_dated)))
