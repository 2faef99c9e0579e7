"""Groups of grams: the places at which several articles have the same words in a row, without sorting all places.

The grams of a collection are dealt out by their hashes: into rounds, each of which a thread works on by itself, and in
a round into parts whose hash table stays in the processor's cache.
"""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel
from dedup.sketch.sketches import TokenLists

GRAM = np.dtype([("key", np.uint64), ("article", np.int32), ("at", np.int32)])
"""A gram: a hash of its words, its article, and the token of the article at which it begins."""

PLACE = np.dtype([("article", np.int32), ("at", np.int32)])
"""A token of an article."""
PlaceRecords = Annotated[NDArray[Any], PLACE]
PlaceRecord = Annotated[Any, PLACE]

AT_ONCE = 1 << 23
"""Grams that all threads together work on at a time: half a gigabyte at most."""

PART_BITS = 6
"""A round has 64 parts, of some 64,000 grams."""

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_EACH_BYTE, _EACH_HIGH_BIT = np.uint64(0x0101010101010101), np.uint64(0x8080808080808080)


class Dealt(NamedTuple):
    """How grams are dealt out: `n_words` are the words of a gram, and the top bits of a hash, shifted right by `shift`,
    name the round and the part of it.
    """

    n_words: int
    shift: int


class Round(NamedTuple):
    """A round: the number of its first part, and what the top byte of its grams is in the bits of `mask`.

    A round reads that byte of every gram of the collection, eight at a time, and hashes its own grams only.
    """

    first_part: int
    top: np.uint64
    mask: np.uint64


class MatchLists(NamedTuple):
    """The articles that match article a, each once: `articles[offsets[a]:offsets[a + 1]]`."""

    articles: NDArray[np.int32]
    offsets: NDArray[np.int64]


@inlined
def gram_key(words: NDArray[np.uint32], at: int, n_words: int) -> np.uint64:
    """A hash of the words from a token on."""
    key = np.uint64(0)
    for k in range(at, at + n_words):
        key = key * _FACTOR + np.uint64(words[k])
    key = (key ^ (key >> np.uint64(32))) * _FACTOR
    return key ^ (key >> np.uint64(29))


@kernel("void(TokenLists, Dealt, int64[::1], uint8[::1])")
def count_kernel(lists: TokenLists, dealt: Dealt, counts: NDArray[np.int64], tops: NDArray[np.uint8]) -> None:
    """Count the grams of each part of each round, and fill `tops` with the top byte of the gram at each token."""
    for article in range(len(lists.begin)):
        for at in range(lists.begin[article], lists.end[article] - dealt.n_words + 1):
            key = gram_key(lists.values, at, dealt.n_words)
            counts[key >> np.uint64(dealt.shift)] += 1
            tops[at] = key >> np.uint64(56)


@kernel("void(TokenLists, Dealt, Round, uint8[::1], int64[::1], GRAM[::1])")
def deal_kernel(
    lists: TokenLists,
    dealt: Dealt,
    of: Round,
    tops: NDArray[np.uint8],
    begins: NDArray[np.int64],
    grams: NDArray[np.void],
) -> None:
    """Fill `grams` with those of a round, part by part; those of a part from `begins` on, which moves to its end."""
    longest = np.int64(0)
    for article in range(len(lists.begin)):
        longest = max(longest, lists.end[article] - lists.begin[article])
    maybe = np.empty(longest, np.int64)
    eights, tops_of_round, masks = tops.view(np.uint64), of.top * _EACH_BYTE, of.mask * _EACH_BYTE
    for article in range(len(lists.begin)):
        n = 0
        begin, end = lists.begin[article], lists.end[article] - dealt.n_words + 1
        for eight in range(begin >> 3, end + 7 >> 3):
            other = (eights[eight] ^ tops_of_round) & masks
            if (other - _EACH_BYTE) & ~other & _EACH_HIGH_BIT:  # one byte at least is 0 (Mycroft 1987)
                for at in range(max(begin, eight << 3), min(end, eight + 1 << 3)):
                    maybe[n] = at
                    n += (np.uint64(tops[at]) ^ of.top) & of.mask == 0  # without a jump, which would be a guess
        for at in maybe[:n]:
            key = gram_key(lists.values, at, dealt.n_words)
            part = np.int64(key >> np.uint64(dealt.shift)) - of.first_part
            if 0 <= part < len(begins):
                gram = grams[begins[part]]
                gram.key, gram.article, gram.at = key, article, at - lists.begin[article]
                begins[part] += 1


@kernel("int64(GRAM[::1], int64[::1], PlaceRecords, int64[::1])")
def group_kernel(
    grams: NDArray[np.void], part_ends: NDArray[np.int64], places: PlaceRecords, ends: NDArray[np.int64]
) -> int:
    """Fill `places` with those that have their gram in common with another article, group by group in the order of the
    articles, and `ends` with where each group ends; return how many there are.
    """
    n_groups = n_places = begin = 0
    for end in part_ends:
        size = 16
        while size < 2 * (end - begin):
            size *= 2
        mask = np.uint64(size - 1)
        keys, counts = np.zeros(size, np.uint64), np.zeros(size, np.int32)
        article, next_place = np.empty(size, np.int32), np.empty(size, np.int64)  # several articles: -1; none yet: -1
        slots = np.empty(end - begin, np.int64)
        for i in range(begin, end):
            slot = grams[i].key & mask
            while counts[slot] and keys[slot] != grams[i].key:
                slot = (slot + np.uint64(1)) & mask
            if not counts[slot]:
                keys[slot], article[slot], next_place[slot] = grams[i].key, grams[i].article, -1
            elif article[slot] != grams[i].article:
                article[slot] = -1
            counts[slot] += 1
            slots[i - begin] = slot
        for i in range(begin, end):
            slot = np.uint64(slots[i - begin])
            if article[slot] == -1:
                if next_place[slot] < 0:
                    next_place[slot] = n_places
                    n_places += counts[slot]
                    ends[n_groups] = n_places
                    n_groups += 1
                place = places[next_place[slot]]
                place.article, place.at = grams[i].article, grams[i].at
                next_place[slot] += 1
        begin = end
    return n_groups


@inlined
def has_strangers(
    places: PlaceRecords, begin: int, end: int, matches: MatchLists, seen: NDArray[np.int32], stamp: np.int32
) -> bool:
    """Whether two of the articles of some places do not match; `seen` has a number an article, none of them `stamp`."""
    n_others = -1
    for slot in range(begin, end):
        if seen[places[slot].article] != stamp:
            seen[places[slot].article] = stamp
            n_others += 1
    for slot in range(begin, end):
        article = places[slot].article
        n_matches = 0
        if matches.offsets[article + 1] - matches.offsets[article] >= n_others:
            for i in range(matches.offsets[article], matches.offsets[article + 1]):
                n_matches += seen[matches.articles[i]] == stamp
        if n_matches < n_others:
            return True
    return False


@kernel("int64(PlaceRecords, int64[::1], MatchLists, int32[::1])")
def strangers_kernel(
    places: PlaceRecords, ends: NDArray[np.int64], matches: MatchLists, seen: NDArray[np.int32]
) -> int:
    """Keep of groups those of which two articles do not match, at the beginning of `places` and `ends`; return how
    many. `seen` is room for one number an article, all 0.
    """
    n_kept = n_places = begin = 0
    for group in range(len(ends)):
        end = ends[group]
        if has_strangers(places, begin, end, matches, seen, np.int32(group + 1)):
            for slot in range(begin, end):
                places[n_places] = places[slot]
                n_places += 1
            ends[n_kept] = n_places
            n_kept += 1
        begin = end
    return n_kept


class Rounds:
    """The rounds in which the grams of some articles are dealt out."""

    def __init__(self, lists: TokenLists, n_words: int, threads: int) -> None:
        n_tokens = int((lists.end - lists.begin).sum())
        self._bits = max((threads - 1).bit_length(), (n_tokens * threads // AT_ONCE).bit_length())
        self._lists = lists
        self._dealt = Dealt(n_words, 64 - self._bits - PART_BITS)
        self._tops = np.empty(len(lists.values) + 7 & ~7, np.uint8)  # which are read eight at a time
        counts = np.zeros(1 << (self._bits + PART_BITS), np.int64)
        count_kernel(lists, self._dealt, counts, self._tops)
        self._counts = counts.reshape(-1, 1 << PART_BITS)

    def __len__(self) -> int:
        return len(self._counts)

    def groups(self, number: int, matches: MatchLists) -> tuple[PlaceRecords, NDArray[np.int64]]:
        """The groups of a round of which two articles do not match: their places, PLACE[n], and where each ends."""
        counts = self._counts[number]
        ends = np.cumsum(counts)
        grams = np.empty(int(ends[-1]), GRAM)
        least, most = (number << 64 - self._bits), (number + 1 << 64 - self._bits) - 1
        of = Round(number << PART_BITS, np.uint64(least >> 56), np.uint64(~(least ^ most) >> 56 & 0xFF))
        deal_kernel(self._lists, self._dealt, of, self._tops, ends - counts, grams)
        places, group_ends = np.empty(len(grams), PLACE), np.empty(len(grams), np.int64)
        n = group_kernel(grams, ends, places, group_ends)
        n = strangers_kernel(places, group_ends[:n], matches, np.zeros(len(self._lists.begin), np.int32))
        n_places = int(group_ends[n - 1]) if n else 0
        return places[:n_places].copy(), group_ends[:n].copy()
