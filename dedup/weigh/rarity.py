"""Rarity: how common the 4-gram at each token is and over how many days it is spread, so formulas count little."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel
from dedup.text.grams import gram_kernel
from dedup.weigh.days import NEWS_WINDOW_DAYS, NO_DAY, most_in_burst

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


@kernel("void(uint32[::1], int64[::1], int64[::1], int64[::1], int64[::1], uint32, int64, uint32[::1], uint16[::1])")
def count_kernel(
    tokens: NDArray[np.uint32],
    begin: NDArray[np.int64],
    end: NDArray[np.int64],
    articles: NDArray[np.int64],
    days: NDArray[np.int64],
    mask: np.uint32,
    first: int,
    grams: NDArray[np.uint32],
    counts: NDArray[np.uint16],
) -> None:
    """Count the 4-grams of `articles` whose hash, under `mask`, falls among the places from `first` on in `counts`.

    `articles` stand in the order of their days (`days`, by article number). `grams` is work space for the longest
    article. No two threads may share a place: they would lose counts.
    """
    last = first + len(counts)
    for k in range(len(articles)):
        day = days[articles[k]]
        for i in range(gram_kernel(tokens[begin[articles[k]] : end[articles[k]]], grams)):
            slot = np.int64(grams[i] & mask)
            if first <= slot < last:
                counts[slot - first] = counted(int(counts[slot - first]), day)


@kernel(
    "void(uint32[::1], int64[::1], int64[::1], int64, int64, int64, uint8[::1], uint32, int64, uint32[::1],"
    " uint16[::1], uint8[::1])"
)
def look_up_kernel(
    tokens: NDArray[np.uint32],
    begin: NDArray[np.int64],
    end: NDArray[np.int64],
    first_article: int,
    last_article: int,
    telling: int,
    levels: NDArray[np.uint8],
    mask: np.uint32,
    first: int,
    grams: NDArray[np.uint32],
    counts: NDArray[np.uint16],
    marks: NDArray[np.uint8],
) -> None:
    """Fill in `marks` what the count of the 4-gram that begins at each token of some articles says, if it is there.

    `telling` is the count from which it tells that the 4-gram stands in few bursts; `mask` and `first` are those of
    `count_kernel`.
    """
    last = first + len(counts)
    for article in range(first_article, last_article):
        for i in range(gram_kernel(tokens[begin[article] : end[article]], grams)):
            slot = np.int64(grams[i] & mask)
            if slot < first or slot >= last:
                continue
            count = int(counts[slot - first])
            spread = (count >> 8) & 3
            if spread < UNKNOWN and (count & 0xFF) < telling:
                spread = UNKNOWN
            marks[begin[article] + i] = np.uint8(levels[count & 0xFF] | (spread << SPREAD_SHIFT))


def rarity_marks(
    tokens: NDArray[np.uint32],
    spans: tuple[NDArray[np.int64], NDArray[np.int64]],
    articles: NDArray[np.int64],
    days: NDArray[np.int64],
    threads: int,
    most_counts: int = 1 << 32,
) -> NDArray[np.uint8]:
    """How common and how spread the 4-gram that begins at each token is among `articles`, uint8[n_tokens].

    The lower 3 bits are its level of frequency (`LEVELS`), the next 2 its spread. `spans` are the begin and end of
    every article's tokens, those outside `articles` too, `days` when each was published (`days.days_of`); where no
    4-gram fits before an article's end the mark is 0. 4-grams are counted by their hash in a table with room for all,
    so that few strangers meet in one place; where they do, both seem more common than they are, and count less. A gram
    that an article repeats counts every time. Each thread counts in its own part of the table, so their number changes
    nothing. No more than `most_counts` counts, of 2 bytes each, are in memory at a time; where there are more, the
    tokens are gone through several times.
    """
    begin, end = spans
    n_tokens = int((end - begin)[articles].sum())
    n_slots = max(1 << 16, 1 << n_tokens.bit_length())
    mask = np.uint32(n_slots - 1)
    n_counts = min(n_slots, most_counts)
    marks = np.zeros(len(tokens), np.uint8)
    bounds = np.linspace(0, len(begin), threads + 1).astype(np.int64)
    known = articles[days[articles] != NO_DAY]
    by_day = known[np.argsort(days[known], kind="stable")]
    ordered = np.concatenate([by_day, articles[days[articles] == NO_DAY]])
    telling = telling_count(most_in_burst(days[by_day]), len(by_day), len(articles))

    longest = int((end - begin).max(initial=0))

    def count(part: int, first: int, counts: NDArray[np.uint16]) -> None:
        own = slice(len(counts) * part // threads, len(counts) * (part + 1) // threads)
        grams = np.empty(longest, np.uint32)
        count_kernel(tokens, begin, end, ordered, days, mask, first + own.start, grams, counts[own])

    def look_up(part: int, first: int, counts: NDArray[np.uint16]) -> None:
        grams = np.empty(longest, np.uint32)
        of_part = (bounds[part], bounds[part + 1])
        look_up_kernel(tokens, begin, end, *of_part, telling, LEVELS, mask, first, grams, counts, marks)

    with ThreadPoolExecutor(threads) as pool:
        for first in range(0, n_slots, n_counts):
            counts = np.zeros(min(n_counts, n_slots - first), np.uint16)
            list(pool.map(count, range(threads), repeat(first), repeat(counts)))
            list(pool.map(look_up, range(threads), repeat(first), repeat(counts)))
    return marks


def telling_count(n_inside: int, n_dated: int, n_articles: int) -> int:
    """The count of articles from which it tells that a wording stands in few bursts only; 256 where it never does.

    Of the collection's `n_articles` the days of `n_dated` are known, and `n_inside` of these fall into the fullest
    burst (`days.most_in_burst`). Where nearly all of them do, so do their formulas.
    """
    n_outside = n_dated - n_inside
    if n_outside == 0:
        return 256
    return min(256, int(np.ceil(MIN_EXPECTED * n_inside / n_outside * n_articles / n_dated)))
