"""Shared runs: words in a row that stand in several articles and cannot be made longer without losing one of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.records import Ragged
from dedup.runtime.kernels import inlined, kernel
from dedup.runtime.threads import on_threads
from dedup.shared_wording.grams import MatchLists, PlaceRecord, PlaceRecords, Rounds, has_strangers
from dedup.shared_wording.suffixes import sort_kernel
from dedup.sketch.sketches import TokenLists
from dedup.text.scripts import UNIT, units_of

RUN = np.dtype([(name, np.int64) for name in ("first", "last", "n_words", "n_articles")])
"""A run: a half-open range of slots among sorted places, how many words it has and in how many articles it stands."""


@dataclass(frozen=True, slots=True)
class SharedRuns:
    """R shared runs: how many words each has and in how many articles it stands, int64[R] each; `places`: PLACE[n] of
    each, several of one article where it has the run more than once.
    """

    n_words: NDArray[np.int64]
    n_articles: NDArray[np.int64]
    places: Ragged


INTERVAL = np.dtype([(name, np.int64) for name in ("first", "n_words", "n_repeats", "n_inside")])
"""Slots from `first` on that begin with the same words, repeats inside one article among them, and the articles of that
interval inside which has the most."""


@kernel("int64(PlaceRecords, int32[::1], int64[::1], RUN[::1])")
def intervals_kernel(
    places: PlaceRecords, common: NDArray[np.int32], latest: NDArray[np.int64], found: NDArray[np.void]
) -> int:
    """Fill `found` with the runs that no word to the right can be added to; return how many there are.

    `places` are sorted by what follows, and `common` says how many words each has in common with the one before, 0 at
    the beginning of a group. `latest` is room for one number an article, all -1.

    Runs are the intervals of sorted places which begin alike, without those that have a longer interval of
    as many articles inside. Repeats inside one article are told by the interval in which a place meets the latest
    earlier place of its article (Hui 1992).
    """
    n = len(places)
    stack = np.zeros(1024, INTERVAL)  # those around the present slot, the widest first
    height = 1
    n_found = 0
    for i in range(n + 1):
        alike = np.int64(common[i]) if i < n else np.int64(0)
        first, repeats, best = np.int64(max(i - 1, 0)), np.int64(0), np.int64(1)
        while stack[height - 1].n_words > alike:
            height -= 1
            first, repeats = stack[height].first, stack[height].n_repeats
            several = i - first - repeats
            if several > 1 and stack[height].n_inside < several:
                found[n_found].first, found[n_found].last = first, i
                found[n_found].n_words, found[n_found].n_articles = stack[height].n_words, several
                n_found += 1
            best = several
            if stack[height - 1].n_words >= alike:
                stack[height - 1].n_repeats += repeats
                stack[height - 1].n_inside = max(stack[height - 1].n_inside, several)
        if i == n:
            break
        if stack[height - 1].n_words < alike:
            if height == len(stack):
                taller = np.zeros(2 * height, INTERVAL)
                taller[:height] = stack
                stack = taller
            stack[height].first, stack[height].n_words = first, alike
            stack[height].n_repeats, stack[height].n_inside = repeats, best
            height += 1
        earlier = latest[places[i].article]
        latest[places[i].article] = i
        if earlier >= 0:
            low, high = 0, height - 1
            while low < high:
                middle = (low + high + 1) // 2
                if stack[middle].first <= earlier:
                    low = middle
                else:
                    high = middle - 1
            stack[low].n_repeats += 1
    return n_found


@inlined
def word_before(lists: TokenLists, place: PlaceRecord) -> int:
    """The word before a place, -1 at the beginning of an article."""
    return int(lists.values[lists.begin[place.article] + place.at - 1]) if place.at > 0 else -1


@kernel("void(RUN[::1], TokenLists, PlaceRecords, boolean[::1])")
def leftmost_kernel(
    runs: NDArray[np.void], lists: TokenLists, places: PlaceRecords, leftmost: NDArray[np.bool_]
) -> None:
    """Mark the runs that no word to the left can be added to: none stands before them in every article.

    What stands before a run is sorted where articles have it several times, which may be tens of thousands.
    """
    widest = np.int64(0)
    for run in range(len(runs)):
        widest = max(widest, runs[run].last - runs[run].first)
    before = np.empty(widest, np.int64)  # the word before a place, with the article it stands in
    for run in range(len(runs)):
        first, last = runs[run].first, runs[run].last
        if last - first == runs[run].n_articles:
            word, slot = word_before(lists, places[first]), first + 1
            while slot < last and word_before(lists, places[slot]) == word:
                slot += 1
            leftmost[run] = word < 0 or slot < last
            continue
        n = 0
        for slot in range(first, last):
            word = word_before(lists, places[slot])
            if word >= 0:
                before[n] = (word - (1 << 31) << 32) | np.int64(places[slot].article)
                n += 1
        before[:n].sort()
        n_with_it = np.int64(0)  # articles that have the word before the run
        longer = False
        for i in range(n):
            if i > 0 and before[i] >> 32 != before[i - 1] >> 32:
                n_with_it = np.int64(0)
            if i == 0 or before[i] != before[i - 1]:
                n_with_it += 1
            longer = longer or n_with_it == runs[run].n_articles
        leftmost[run] = not longer


@kernel("void(RUN[::1], PlaceRecords, MatchLists, int32[::1], boolean[::1])")
def unmatched_kernel(
    runs: NDArray[np.void],
    places: PlaceRecords,
    matches: MatchLists,
    seen: NDArray[np.int32],
    unmatched: NDArray[np.bool_],
) -> None:
    """Mark the runs of which two articles are no match; `seen` is room for one number an article, all 0."""
    for run in range(len(runs)):
        unmatched[run] = has_strangers(places, runs[run].first, runs[run].last, matches, seen, np.int32(run + 1))


@kernel("void(RUN[::1], TokenLists, PlaceRecords, int64, boolean[::1])")
def long_kernel(
    runs: NDArray[np.void], lists: TokenLists, places: PlaceRecords, min_units: int, is_long: NDArray[np.bool_]
) -> None:
    """Mark the runs that count `min_units` or more: characters of scripts without spaces are no whole words."""
    for run in range(len(runs)):
        place = places[runs[run].first]
        at = lists.begin[place.article] + place.at
        end, n_units = at + runs[run].n_words, 0
        while at < end and n_units < min_units:
            n_units += units_of(lists.values[at])
            at += 1
        is_long[run] = n_units >= min_units


def shared_runs(lists: TokenLists, min_words: int, matches: MatchLists, threads: int = 1) -> SharedRuns:
    """The runs of `min_words` or more that stand in two or more articles, of which at least two do not match.

    A run that lies inside a longer one in all of its articles is left out.
    """
    rounds = Rounds(lists, min_words, threads)

    def work(number: int) -> tuple[NDArray[np.void], Ragged]:
        return _runs_among(lists, *rounds.groups(number, matches), min_words, matches)

    parts = list(on_threads(work, range(len(rounds)), threads))
    runs = np.concatenate([runs for runs, _ in parts])
    return SharedRuns(runs["n_words"], runs["n_articles"], Ragged.joined(places for _, places in parts))


def _runs_among(
    lists: TokenLists, places: PlaceRecords, ends: NDArray[np.int64], min_words: int, matches: MatchLists
) -> tuple[NDArray[np.void], Ragged]:
    """The runs that begin with the gram of one of these groups, and the places of each."""
    n_articles = len(lists.begin)
    common = np.empty(len(places), np.int32)
    sort_kernel(lists, places, ends, min_words, common)
    runs = np.empty(len(places), RUN)
    runs = runs[: intervals_kernel(places, common, np.full(n_articles, -1, np.int64), runs)]
    leftmost = np.zeros(len(runs), np.bool_)
    leftmost_kernel(runs, lists, places, leftmost)
    runs = runs[leftmost]
    unmatched = np.zeros(len(runs), np.bool_)
    unmatched_kernel(runs, places, matches, np.zeros(n_articles, np.int32), unmatched)
    runs = runs[unmatched]
    is_long = np.zeros(len(runs), np.bool_)
    long_kernel(runs, lists, places, min_words * UNIT, is_long)
    runs = runs[is_long]
    lengths = runs["last"] - runs["first"]
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return runs, Ragged.of(places[np.repeat(runs["first"], lengths) + within], lengths)
