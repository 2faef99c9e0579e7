"""Repeated passages: sentences and longer runs of words that an article says twice, exactly or nearly so."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from dedup.results import Span
from dedup.runtime.kernels import kernel
from dedup.text.marks import CLOSERS, ENDS, OPENERS, any_of
from dedup.text.sentences import sentence_begins
from dedup.text.tokens import Tokens

# A repeat begins with five words in a row, as all shared wording does.
SEED = 5
# It goes on over up to three changed words on each side, if three equal words follow.
MAX_GAP = 3
RESUME = 3
# It may do so twice on each side, and once more for as many words: rows and lists, one pattern filled in many times,
# change something every few words.
MAX_GAPS = 2
WORDS_A_GAP = 12
# Below eight words in common a repeat is a phrase.
MIN_PASSAGE_WORDS = 8
# With less than twelve in common, changed words are another fact in the same pattern ("the 10-year bond rose ...").
MIN_NEAR_WORDS = 12
# Names with their titles run to 25 words and more ("the Custodian of the Two Holy Mosques ..."), and articles repeat
# them with every mention. A repeat is a sentence or most of one: it covers this share of a sentence on both sides.
MIN_SENTENCE_SHARE = 0.6
# Whatever the sentences are, a run of so many words is no name.
LONG_RUN = 40
# More than one changed number in so many words: a pattern filled in twice ("4,094 deals, 29 rose"), no repeat.
WORDS_A_NUMBER = 20
# Two places are one place when what they have in common is this much of the longer.
MIN_OVERLAP = 0.6
# Places come in order of reading, so the ones that may be the same are among the latest.
RECENT = 16

_CLOSERS = re.compile(rf"{any_of(CLOSERS, '%')}*{any_of(ENDS)}?{any_of(CLOSERS)}*")


STRETCH = np.dtype([(name, np.int64) for name in ("article", "begin_a", "end_a", "begin_b", "end_b", "n_common")])
"""Two places of one article that say nearly the same: half-open ranges of tokens, a before b, and words in common."""


@kernel("UniTuple(int64, 3)(uint64[::1], int64, int64, int64, int64, int64)")
def grow_kernel(words: NDArray[np.uint64], a: int, b: int, step: int, last_a: int, last_b: int) -> tuple[int, int, int]:
    """How far two places that say the same go on doing so, from `a` and `b` on, up to and with `last_a` and `last_b`.

    `step` is 1 to the right, -1 to the left. Up to `MAX_GAP` words are skipped on each side where `RESUME` equal words
    follow. Returns the first places that do not belong any more and the number of words in common.
    """
    n_words = 0
    n_gaps = 0
    n_skipped = 0  # on both sides together
    while n_skipped <= 2 * MAX_GAP and (n_skipped == 0 or n_gaps < MAX_GAPS + n_words // WORDS_A_GAP):
        grown = False
        need = RESUME if n_skipped else 1
        for skip_a in range(max(0, n_skipped - MAX_GAP), min(n_skipped, MAX_GAP) + 1):
            at_a, at_b = a + step * skip_a, b + step * (n_skipped - skip_a)
            n_alike = 0
            while (
                n_alike < need
                and step * (last_a - at_a) >= n_alike
                and step * (last_b - at_b) >= n_alike
                and words[at_a + step * n_alike] == words[at_b + step * n_alike]
            ):
                n_alike += 1
            if n_alike == need:
                a, b, n_words, grown = at_a + step * need, at_b + step * need, n_words + need, True
                break
        n_gaps += grown and n_skipped > 0
        n_skipped = 0 if grown else n_skipped + 1
    return a, b, n_words


@kernel("int64(uint64[::1], int64[::1], STRETCH[::1])")
def repeats_kernel(words: NDArray[np.uint64], offsets: NDArray[np.int64], found: NDArray[np.void]) -> int:
    """Fill `found` with what articles say twice; returns how many stretches there are.

    They do not overlap. Each run of `SEED` words is looked up at its latest earlier place in the article and extended
    from there both ways. At most len(found) are written: where more are returned, call again with more room.
    """
    n_found = 0
    longest = 0
    for text in range(len(offsets) - 1):
        longest = max(longest, offsets[text + 1] - offsets[text])
    size = 1
    while size < 2 * longest:
        size *= 2
    keys = np.empty(size, np.uint64)
    places = np.empty(size, np.int64)
    owners = np.full(size, -1, np.int64)
    for text in range(len(offsets) - 1):
        low, high = offsets[text], offsets[text + 1]
        size = 1
        while size < 2 * (high - low):
            size *= 2
        mask = np.uint64(size - 1)
        first_found = n_found
        for b in range(low, high - SEED + 1):
            key = np.uint64(0)
            for k in range(SEED):
                key = (key ^ words[b + k]) * np.uint64(0x9E3779B97F4A7C15)
                key ^= key >> np.uint64(32)
            slot = key & mask
            while owners[slot] == text and keys[slot] != key:
                slot = (slot + np.uint64(1)) & mask
            if owners[slot] != text:
                owners[slot], keys[slot], places[slot] = text, key, b
                continue
            a = places[slot]
            if b - a < SEED:
                continue
            places[slot] = b
            known = False
            for i in range(min(n_found, len(found)) - 1, max(first_found, n_found - 8) - 1, -1):
                known |= found[i].begin_a <= a < found[i].end_a and found[i].begin_b <= b < found[i].end_b
            if known:
                continue

            end_a, end_b, n_right = grow_kernel(words, a + SEED, b + SEED, 1, b - 1, high - 1)
            start_a, start_b, n_left = grow_kernel(words, a - 1, b - 1, -1, low, end_a)
            n_words = SEED + n_right + n_left
            if n_words >= MIN_PASSAGE_WORDS:
                if n_found < len(found):
                    found[n_found].article, found[n_found].n_common = text, n_words
                    found[n_found].begin_a, found[n_found].end_a = start_a + 1, end_a
                    found[n_found].begin_b, found[n_found].end_b = start_b + 1, end_b
                n_found += 1
    return n_found


def repeated_stretches(tokens: Tokens, masked: NDArray[np.bool_]) -> NDArray[np.void]:
    """What articles say twice or nearly so (STRETCH), in tokens that are not `masked`."""
    words = tokens.hashes.astype(np.uint64)
    words[masked] = np.flatnonzero(masked).astype(np.uint64) + np.uint64(1 << 32)  # each unlike any other
    room = len(words) // 256 + 64
    while True:
        found = np.empty(room, STRETCH)
        n_found = repeats_kernel(words, tokens.offsets, found)
        if n_found <= room:
            return found[:n_found]
        room = n_found


class SentenceShares:
    """The sentences of one text, to ask whether a stretch of its tokens makes up most of one."""

    def __init__(self, text: str, tokens: Tokens) -> None:
        self._bounds = [*np.flatnonzero(sentence_begins([text], tokens) >= 0).tolist(), len(tokens)]

    def make_sentence(self, start: int, end: int) -> bool:
        """Whether the tokens from `start` to `end` make up most of a sentence."""
        bounds = self._bounds
        for i in range(bisect_right(bounds, start) - 1, bisect_left(bounds, end)):
            covered = min(end, bounds[i + 1]) - max(start, bounds[i])
            if covered >= MIN_PASSAGE_WORDS and covered >= MIN_SENTENCE_SHARE * (bounds[i + 1] - bounds[i]):
                return True
        return False


def passages_of(text: str, tokens: Tokens, stretches: NDArray[np.void]) -> Iterator[list[Span]]:
    """The places of each repeated passage of one text, sorted, two or more.

    `stretches` are those of the text (STRETCH), counted in its own `tokens`.
    """
    sentences = SentenceShares(text, tokens)
    sides: list[Span] = []
    parents: list[int] = []

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    def put(start: int, end: int) -> int:
        for i in range(len(sides) - 1, max(len(sides) - RECENT, 0) - 1, -1):
            both = min(end, sides[i][1]) - max(start, sides[i][0])
            if both >= MIN_OVERLAP * max(end - start, sides[i][1] - sides[i][0]):
                sides.append((start, end))
                parents.append(root(i))
                return len(sides) - 1
        sides.append((start, end))
        parents.append(len(sides) - 1)
        return len(sides) - 1

    for _, start_a, end_a, start_b, end_b, n_words in stretches.tolist():
        a, b = slice(start_a, end_a), slice(start_b, end_b)
        if n_words < MIN_NEAR_WORDS and n_words < max(end_a - start_a, end_b - start_b):
            continue
        both = sentences.make_sentence(start_a, end_a) and sentences.make_sentence(start_b, end_b)
        if (both or n_words >= LONG_RUN) and WORDS_A_NUMBER * _changed_numbers(text, tokens, a, b) <= n_words:
            parents[root(put(start_b, end_b))] = root(put(start_a, end_a))
    groups: dict[int, list[Span]] = {}
    for i, side in enumerate(sides):
        groups.setdefault(root(i), []).append(side)
    for group in groups.values():
        yield [_visible(text, tokens, start, end) for start, end in _merged(group)]


def _changed_numbers(text: str, tokens: Tokens, a: slice, b: slice) -> int:
    """How many of the numbers in a do not stand in b."""
    return sum((_numbers(text, tokens, a) - _numbers(text, tokens, b)).values())


def _numbers(text: str, tokens: Tokens, place: slice) -> Counter[int]:
    words = zip(tokens.hashes[place].tolist(), tokens.starts[place].tolist(), strict=True)
    return Counter(word for word, start in words if text[start].isdigit())


def _merged(spans: list[Span]) -> list[Span]:
    """Overlapping spans made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _visible(text: str, tokens: Tokens, start: int, end: int) -> Span:
    """Characters of a range of tokens, with the marks that open and close it."""
    first, last = int(tokens.starts[start]), int(tokens.ends[end - 1])
    while first > 0 and text[first - 1] in OPENERS:
        first -= 1
    closers = _CLOSERS.match(text, last)
    return first, closers.end() if closers else last
