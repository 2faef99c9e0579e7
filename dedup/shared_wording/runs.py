"""Shared runs: words in a row that stand in several articles and cannot be made longer without losing one of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import kernel
from dedup.shared_wording.suffixes import common_prefixes, sorted_places
from dedup.text.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Runs:
    """Shared runs in columns, each a range of slots in one list of places.

    `first`, `last` int64[n]: half-open range of slots in `places` int64[k], which are tokens of the batch, several of
    one article where it has the run more than once; `n_words`, `n_articles` int64[n].
    """

    places: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    n_words: NDArray[np.int64]
    n_articles: NDArray[np.int64]


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


@kernel("int64(int32[::1], int64[::1], int32[::1], int32, int32, int64[:, ::1])")
def intervals_kernel(
    common: NDArray[np.int32],
    order: NDArray[np.int64],
    article: NDArray[np.int32],
    min_words: int,
    n_articles: int,
    found: NDArray[np.int64],
) -> int:
    """Fill `found` with (first slot, last slot, words, articles) of runs that no word to the right can be added to.

    They are the intervals of the suffix array whose suffixes begin alike, without those that have a longer interval of
    as many articles inside. Repeats inside one article are told by the interval in which a place meets the latest
    earlier place of its article (Hui 1992). Returns how many there are.
    """
    n = len(order)
    latest = np.full(n_articles, -1, np.int64)
    # The intervals around the present slot, the widest first: first slot, words, repeats, articles of the best inside.
    stack = np.zeros((1024, 4), np.int64)
    height = 1
    n_found = 0
    for i in range(n + 1):
        alike = np.int64(common[i]) if i < n else np.int64(0)
        if alike < min_words:
            alike = np.int64(0)
        first, repeats, best = np.int64(max(i - 1, 0)), np.int64(0), np.int64(1)
        while stack[height - 1, 1] > alike:
            height -= 1
            first, repeats = stack[height, 0], stack[height, 2]
            several = i - first - repeats
            if several > 1 and stack[height, 3] < several:
                found[n_found, 0], found[n_found, 1] = first, i
                found[n_found, 2], found[n_found, 3] = stack[height, 1], several
                n_found += 1
            best = several
            if stack[height - 1, 1] >= alike:
                stack[height - 1, 2] += repeats
                stack[height - 1, 3] = max(stack[height - 1, 3], several)
        if i == n:
            break
        if stack[height - 1, 1] < alike:
            if height == len(stack):
                taller = np.zeros((2 * height, 4), np.int64)
                taller[:height] = stack
                stack = taller
            stack[height, 0], stack[height, 1] = first, alike
            stack[height, 2], stack[height, 3] = repeats, best
            height += 1
        earlier = latest[article[order[i]]]
        latest[article[order[i]]] = i
        if earlier >= 0:
            low, high = 0, height - 1
            while low < high:
                middle = (low + high + 1) // 2
                if stack[middle, 0] <= earlier:
                    low = middle
                else:
                    high = middle - 1
            stack[low, 2] += 1
    return n_found


@kernel("void(int64[:, ::1], int64[::1], int32[::1], int32[::1], int32[::1], boolean[::1])")
def leftmost_kernel(
    found: NDArray[np.int64],
    order: NDArray[np.int64],
    words: NDArray[np.int32],
    article: NDArray[np.int32],
    seen: NDArray[np.int32],
    leftmost: NDArray[np.bool_],
) -> None:
    """Mark the runs that no word to the left can be added to. `seen` is room for one number an article, all 0."""
    stamp = np.int32(0)
    for run in range(len(found)):
        first, last = found[run, 0], found[run, 1]
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
            longer = n_with_it == found[run, 3]
        leftmost[run] = not longer


@kernel("void(int64[:, ::1], int64[::1], int32[::1], int32[::1], int64[::1], int32[::1], boolean[::1])")
def unmatched_kernel(
    found: NDArray[np.int64],
    order: NDArray[np.int64],
    article: NDArray[np.int32],
    matches: NDArray[np.int32],
    match_offsets: NDArray[np.int64],
    seen: NDArray[np.int32],
    unmatched: NDArray[np.bool_],
) -> None:
    """Mark the runs of which two articles are no match.

    `matches[match_offsets[a]:match_offsets[a + 1]]` are the articles that match article a, each once; `seen` is room
    for one number an article, all 0.
    """
    for run in range(len(found)):
        stamp = np.int32(run + 1)
        for slot in range(found[run, 0], found[run, 1]):
            seen[article[order[slot]]] = stamp
        for slot in range(found[run, 0], found[run, 1]):
            one = article[order[slot]]
            n_matches = np.int64(0)
            if match_offsets[one + 1] - match_offsets[one] >= found[run, 3] - 1:
                for i in range(match_offsets[one], match_offsets[one + 1]):
                    n_matches += seen[matches[i]] == stamp
            if n_matches < found[run, 3] - 1:
                unmatched[run] = True
                break


def shared_runs(tokens: Tokens, min_words: int, matches: NDArray[np.int32], match_offsets: NDArray[np.int64]) -> Runs:
    """The runs of `min_words` or more that stand in two or more articles, of which at least two do not match.

    A run that lies inside a longer one in all of its articles is left out. `matches` and `match_offsets` as in
    `unmatched_kernel`.
    """
    n_articles = len(tokens.offsets) - 1
    shared = np.zeros(len(tokens), np.bool_)
    shared_words_kernel(tokens.hashes, tokens.offsets, min_words, shared)
    owner = np.repeat(np.arange(n_articles, dtype=np.int32), np.diff(tokens.offsets))
    token, article, words = _stretches(tokens.hashes, shared, owner)
    order = sorted_places(words)
    found = np.empty((len(words), 4), np.int64)
    common = common_prefixes(words, order)
    found = found[: intervals_kernel(common, order, article, min_words, n_articles, found)]
    leftmost = np.zeros(len(found), np.bool_)
    leftmost_kernel(found, order, words, article, np.zeros(n_articles, np.int32), leftmost)
    found = found[leftmost]
    unmatched = np.zeros(len(found), np.bool_)
    unmatched_kernel(found, order, article, matches, match_offsets, np.zeros(n_articles, np.int32), unmatched)
    found = found[unmatched]
    places = token[order[: np.count_nonzero(shared)]]  # fences have the highest numbers and come last
    return Runs(places, *(np.ascontiguousarray(column) for column in found.T))


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
