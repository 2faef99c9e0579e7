"""Shared runs: words in a row that stand in several articles and cannot be made longer without losing one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import kernel
from dedup.shared_wording.suffixes import common_prefixes, sorted_places
from dedup.text.tokens import Tokens

RUN = np.dtype([(name, np.int64) for name in ("first", "last", "n_words", "n_articles")])
"""A run: a half-open range of slots in a list of places, how many words it has and in how many articles it stands."""


@dataclass(frozen=True, slots=True)
class SharedRuns:
    """Shared runs, RUN[n], whose slots are those of `places` int64[k]: tokens of the batch.

    Several of them are of one article where it has the run more than once.
    """

    places: NDArray[np.int64]
    runs: NDArray[np.void]


class Suffixes(NamedTuple):
    """The words of all stretches as numbers, int32[k], the article of each, and `order`: all places as they are sorted.

    A place stands for the words from there to the end of its stretch.
    """

    words: NDArray[np.int32]
    article: NDArray[np.int32]
    order: NDArray[np.int64]


class MatchLists(NamedTuple):
    """The articles that match article a, each once: `articles[offsets[a]:offsets[a + 1]]`."""

    articles: NDArray[np.int32]
    offsets: NDArray[np.int64]


@kernel("void(uint32[::1], int64[::1], int64, boolean[::1])")
def shared_words_kernel(
    hashes: NDArray[np.uint32], offsets: NDArray[np.int64], min_words: int, shared: NDArray[np.bool_]
) -> None:
    """Mark the tokens that stand in a run of `min_words` that another article has too."""
    size = 16
    while size < 2 * len(hashes):
        size *= 2
    mask = np.uint64(size - 1)
    keys = np.zeros(size, np.uint64)
    owners = np.full(size, -1, np.int32)  # the article that has the run; the number of articles if several have it
    several = np.int32(len(offsets))
    for marking in (False, True):
        for text in range(len(offsets) - 1):
            for i in range(offsets[text], offsets[text + 1] - min_words + 1):
                key = np.uint64(0)
                for k in range(min_words):
                    key = (key ^ np.uint64(hashes[i + k])) * np.uint64(0x9E3779B97F4A7C15)
                    key ^= key >> np.uint64(32)
                slot = key & mask
                while owners[slot] >= 0 and keys[slot] != key:
                    slot = (slot + np.uint64(1)) & mask
                if not marking:
                    if owners[slot] < 0:
                        keys[slot], owners[slot] = key, text
                    elif owners[slot] != text:
                        owners[slot] = several
                elif owners[slot] == several:
                    shared[i : i + min_words] = True


INTERVAL = np.dtype([(name, np.int64) for name in ("first", "n_words", "n_repeats", "n_inside")])
"""Slots from `first` on that begin with the same words, repeats inside one article among them, and the articles of that
interval inside which has the most."""


@kernel("int64(int32[::1], Suffixes, int32, int32, RUN[::1])")
def intervals_kernel(
    common: NDArray[np.int32], suffixes: Suffixes, min_words: int, n_articles: int, found: NDArray[np.void]
) -> int:
    """Fill `found` with the runs that no word to the right can be added to; return how many there are.

    They are the intervals of the suffix array whose suffixes begin alike, without those that have a longer interval of
    as many articles inside. Repeats inside one article are told by the interval in which a place meets the latest
    earlier place of its article (Hui 1992).
    """
    article, order = suffixes.article, suffixes.order
    n = len(order)
    latest = np.full(n_articles, -1, np.int64)
    stack = np.zeros(1024, INTERVAL)  # those around the present slot, the widest first
    height = 1
    n_found = 0
    for i in range(n + 1):
        alike = np.int64(common[i]) if i < n else np.int64(0)
        if alike < min_words:
            alike = np.int64(0)
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
        earlier = latest[article[order[i]]]
        latest[article[order[i]]] = i
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


@kernel("void(RUN[::1], Suffixes, int32[::1], boolean[::1])")
def leftmost_kernel(
    runs: NDArray[np.void], suffixes: Suffixes, seen: NDArray[np.int32], leftmost: NDArray[np.bool_]
) -> None:
    """Mark the runs that no word to the left can be added to. `seen` is room for one number an article, all 0."""
    words, article, order = suffixes.words, suffixes.article, suffixes.order
    stamp = np.int32(0)
    for run in range(len(runs)):
        first, last = runs[run].first, runs[run].last
        one = article[order[first]]  # a word before the run in all articles stands before it in this one
        longer = False
        for slot in range(first, last):
            if longer or article[order[slot]] != one:
                continue
            before = words[order[slot] - 1]
            stamp += np.int32(1)
            n_with_it = 0
            for other in range(first, last):
                place = order[other]
                if words[place - 1] == before and seen[article[place]] != stamp:
                    seen[article[place]] = stamp
                    n_with_it += 1
            longer = n_with_it == runs[run].n_articles
        leftmost[run] = not longer


@kernel("void(RUN[::1], Suffixes, MatchLists, int32[::1], boolean[::1])")
def unmatched_kernel(
    runs: NDArray[np.void],
    suffixes: Suffixes,
    matches: MatchLists,
    seen: NDArray[np.int32],
    unmatched: NDArray[np.bool_],
) -> None:
    """Mark the runs of which two articles are no match; `seen` is room for one number an article, all 0."""
    article, order = suffixes.article, suffixes.order
    for run in range(len(runs)):
        stamp = np.int32(run + 1)
        n_others = runs[run].n_articles - 1
        for slot in range(runs[run].first, runs[run].last):
            seen[article[order[slot]]] = stamp
        for slot in range(runs[run].first, runs[run].last):
            one = article[order[slot]]
            n_matches = np.int64(0)
            if matches.offsets[one + 1] - matches.offsets[one] >= n_others:
                for i in range(matches.offsets[one], matches.offsets[one + 1]):
                    n_matches += seen[matches.articles[i]] == stamp
            if n_matches < n_others:
                unmatched[run] = True
                break


def shared_runs(tokens: Tokens, min_words: int, matches: MatchLists) -> SharedRuns:
    """The runs of `min_words` or more that stand in two or more articles, of which at least two do not match.

    A run that lies inside a longer one in all of its articles is left out.
    """
    n_articles = len(tokens.offsets) - 1
    shared = np.zeros(len(tokens), np.bool_)
    shared_words_kernel(tokens.hashes, tokens.offsets, min_words, shared)
    owner = np.repeat(np.arange(n_articles, dtype=np.int32), np.diff(tokens.offsets))
    token, article, words = _stretches(tokens.hashes, shared, owner)
    suffixes = Suffixes(words, article, sorted_places(words))
    runs = np.empty(len(words), RUN)
    runs = runs[: intervals_kernel(common_prefixes(words, suffixes.order), suffixes, min_words, n_articles, runs)]
    leftmost = np.zeros(len(runs), np.bool_)
    leftmost_kernel(runs, suffixes, np.zeros(n_articles, np.int32), leftmost)
    runs = runs[leftmost]
    unmatched = np.zeros(len(runs), np.bool_)
    unmatched_kernel(runs, suffixes, matches, np.zeros(n_articles, np.int32), unmatched)
    places = token[suffixes.order[: np.count_nonzero(shared)]]  # fences have the highest numbers and come last
    return SharedRuns(places, runs[unmatched])


def _stretches(
    hashes: NDArray[np.uint32], shared: NDArray[np.bool_], owner: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """The shared tokens in a row, int64, their articles, int32, and their words as numbers, int32.

    A stretch is as many shared tokens of one article as follow one another. A number that stands nowhere else fences it
    off; its token and article are 0 and mean nothing.
    """
    token = np.flatnonzero(shared)
    new = (np.diff(token, prepend=-2) > 1) | (np.diff(owner[token], prepend=-1) != 0)
    starts = np.append(np.flatnonzero(new), len(token))
    numbers = np.unique(hashes[token], return_inverse=True)[1].astype(np.int32)
    n_numbers = np.int32(numbers.max(initial=-1) + 1)
    fences = np.arange(len(starts), dtype=np.int32) + n_numbers
    return np.insert(token, starts, 0), np.insert(owner[token], starts, 0), np.insert(numbers, starts, fences)
