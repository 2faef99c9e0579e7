"""Blocks: sorted postings packed into bytes, and found in them again.

A posting says that an article holds a key and was published on a day. Key and day make one whole number, its place, by
which postings are sorted, and then by article. 32 postings are a block; a directory holds the first place of each.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel

DAY_BITS = 22
"""Bits of a day in a place: every day that Python's calendar has, from the first of the year 1."""

DAY_ZERO = 719_163
"""What is added to a day counted from 1970, so that none is below 0."""

DAY_MASK = (1 << DAY_BITS) - 1

END = (1 << 63) - 1
"""Beyond all places."""

BLOCK = 32
"""Postings in a block, about 200 bytes: a key is looked for in one of them, seldom two, which takes 150 nanoseconds."""

MAX_BYTES = 24
"""Bytes that a posting takes at most: numbers of 41, 22 and 63 bits, seven bits to a byte."""


class Postings(NamedTuple):
    """Sorted postings: `places` int64[n], equal ones in the order of their `articles`, int64[n]."""

    places: NDArray[np.int64]
    articles: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.places)


class Blocks(NamedTuple):
    """Packed postings: block i is `data[offsets[i]:offsets[i + 1]]` (uint8, int64[n + 1]).

    `directory` int64[n] has the place of each block's first. Days and articles are counted from `first_day` and
    `first_article`, the least of them.
    """

    directory: NDArray[np.int64]
    data: NDArray[np.uint8]
    offsets: NDArray[np.int64]
    first_day: int
    first_article: int


def places_of(keys: NDArray[np.int64], days: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of keys on days (counted from 1970), int64[n]; days beyond the calendar are its ends."""
    return (keys << DAY_BITS) + np.clip(days + DAY_ZERO, 0, DAY_MASK)


def pack(postings: Postings, first_day: int, first_article: int) -> Blocks:
    """The blocks of postings; none has an earlier day (in places) or a lower article than these two."""
    data = np.empty(MAX_BYTES * len(postings), np.uint8)
    offsets = np.empty(-(-len(postings) // BLOCK) + 1, np.int64)
    blocks = Blocks(postings.places[::BLOCK].copy(), data, offsets, first_day, first_article)
    pack_kernel(postings, blocks)
    return blocks._replace(data=data[: offsets[-1]].copy())


def unpack(blocks: Blocks) -> Postings:
    """All postings of blocks."""
    most = BLOCK * len(blocks.directory)
    postings = Postings(np.empty(most, np.int64), np.empty(most, np.int64))
    n = unpack_kernel(blocks, postings)
    return Postings(postings.places[:n], postings.articles[:n])


def without(postings: Postings, gone: NDArray[np.int64]) -> Postings:
    """The postings of all articles but those that are gone."""
    if not len(gone):
        return postings
    kept = ~np.isin(postings.articles, gone)
    return Postings(postings.places[kept], postings.articles[kept])


def merged(parts: list[Postings]) -> Postings:
    """Postings of several parts in one order; an earlier part has the lower articles."""
    places = np.concatenate([np.empty(0, np.int64), *(part.places for part in parts)])
    articles = np.concatenate([np.empty(0, np.int64), *(part.articles for part in parts)])
    order = np.argsort(places, kind="stable")  # which merges what is sorted already
    return Postings(places[order], articles[order])


@inlined
def put(data: NDArray[np.uint8], at: int, value: int) -> int:
    """Write a number of 0 or more, seven bits to a byte; return where the next one begins."""
    while value >= 128:
        data[at] = np.uint8(value & 127 | 128)
        value >>= 7
        at += 1
    data[at] = np.uint8(value)
    return at + 1


@inlined
def get(data: NDArray[np.uint8], at: int) -> tuple[int, int]:
    """The number that begins here, and where the next one begins."""
    value, shift = 0, 0
    while at < len(data) - 1 and data[at] >= 128:
        value |= int(data[at] & 127) << shift
        shift += 7
        at += 1
    value |= int(data[at]) << shift
    return value, at + 1


@kernel("void(Postings, Blocks)")
def pack_kernel(postings: Postings, blocks: Blocks) -> None:
    """Fill the data and offsets of blocks: of each posting how far its key is from the last, its day, its article.

    Of a key that comes again the day is counted from the last one, and of a day that comes again the article.
    """
    places, articles = postings.places, postings.articles
    data, offsets, first_day, first_article = blocks.data, blocks.offsets, blocks.first_day, blocks.first_article
    at = 0
    for i in range(len(places)):
        key, day, article = places[i] >> DAY_BITS, places[i] & DAY_MASK, articles[i]
        if i % BLOCK == 0:
            offsets[i // BLOCK] = at
            at = put(data, at, article - first_article)
            continue
        last_key, last_day = places[i - 1] >> DAY_BITS, places[i - 1] & DAY_MASK
        at = put(data, at, key - last_key)
        at = put(data, at, day - (last_day if key == last_key else first_day))
        at = put(data, at, article - (articles[i - 1] if places[i] == places[i - 1] else first_article))
    offsets[len(offsets) - 1] = at


@inlined
def unpack_block(blocks: Blocks, block: int, most: int, places: NDArray[np.int64], articles: NDArray[np.int64]) -> int:
    """Fill `places` and `articles` with a block's postings up to the place `most`; return how many."""
    data, first_day, first_article = blocks.data, blocks.first_day, blocks.first_article
    own, end = blocks.offsets[block], blocks.offsets[block + 1]
    places[0] = blocks.directory[block]
    step, at = get(data, own)
    articles[0] = first_article + step
    n = 1
    while at < end and n < BLOCK and places[n - 1] <= most:
        step, at = get(data, at)
        key = (places[n - 1] >> DAY_BITS) + step
        last_day = places[n - 1] & DAY_MASK if step == 0 else first_day
        step, at = get(data, at)
        places[n] = (key << DAY_BITS) + last_day + step
        step, at = get(data, at)
        articles[n] = step + (articles[n - 1] if places[n] == places[n - 1] else first_article)
        n += 1
    return n


@kernel("int64(Blocks, Postings)")
def unpack_kernel(blocks: Blocks, postings: Postings) -> int:
    """Fill `postings` with those of all blocks; return how many."""
    n = 0
    for block in range(len(blocks.directory)):
        n += unpack_block(blocks, block, END, postings.places[n:], postings.articles[n:])
    return n


@inlined
def last_blocks(directory: NDArray[np.int64], highest: NDArray[np.int64]) -> NDArray[np.int64]:
    """The last of some blocks that begins at each place or before it, -1 where none does, int64[n].

    All bisections take each step together: none waits for the memory that another one needs.
    """
    begin = np.zeros(len(highest), np.int64)
    n_left = len(directory)
    while n_left > 1:
        half = n_left // 2
        for question in range(len(highest)):
            begin[question] += half if directory[begin[question] + half - 1] <= highest[question] else 0
        n_left -= half
    for question in range(len(highest)):
        begin[question] -= 1 if directory[begin[question]] > highest[question] else 0
    return begin


class Questions(NamedTuple):
    """What is looked for: of each question the postings between two places (inclusive), at most `limit` of them."""

    lowest: NDArray[np.int64]
    highest: NDArray[np.int64]
    limit: int


FOUND_POSTING = np.dtype([("question", np.int64), ("place", np.int64), ("article", np.int64)])
"""A posting, and the question to which it answers."""


@kernel("int64(Blocks, Questions, int64[::1], FOUND_POSTING[::1])")
def search_kernel(blocks: Blocks, questions: Questions, gone: NDArray[np.int64], found: NDArray[np.void]) -> int:
    """Fill `found` with the last postings of each question, without the articles in `gone`, which is sorted.

    Return how many; -1 where `found` has no room for `limit` more.
    """
    lowest, highest, limit = questions.lowest, questions.highest, questions.limit
    places, articles = np.empty(BLOCK, np.int64), np.empty(BLOCK, np.int64)
    if len(blocks.directory) == 0:
        return 0
    last_block = last_blocks(blocks.directory, highest)
    fetched = np.empty(len(lowest), np.uint8)  # for all questions at once, so that waits for the memory overlap
    for question in range(len(lowest)):
        fetched[question] = blocks.data[blocks.offsets[max(last_block[question], 0)]]
    n = 0
    for question in range(len(lowest)):
        if n + limit > len(found):
            return -1
        low, high = lowest[question], highest[question]
        last = n + limit
        block = last_block[question]
        while block >= 0 and n < last:
            n_here = unpack_block(blocks, block, high, places, articles)
            for i in range(n_here - 1, -1, -1):
                if places[i] < low or n == last:
                    break
                if places[i] > high:
                    continue
                if len(gone) > 0:
                    at = np.searchsorted(gone, articles[i])
                    if at < len(gone) and gone[at] == articles[i]:
                        continue
                found[n].question, found[n].place, found[n].article = question, places[i], articles[i]
                n += 1
            if blocks.directory[block] < low:
                break
            block -= 1
    return n
