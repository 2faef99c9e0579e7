"""Quotations without marks: wording that most articles which carry it have in quotation marks is somebody's in all.

One article puts a post or a statement in quotation marks, another embeds it, a third sets it off by a line: the words
are not the writer's in any of them. Which wording that is, the collection shows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.texts import Texts
from dedup.runtime.kernels import inlined, kernel
from dedup.runtime.threads import chunks, on_threads
from dedup.text.grams import GRAM, gram_kernel
from dedup.weigh.marks import QUOTED, is_quoted

MIN_CARRYING = 5
"""Articles that carry a wording, half of them or more in quotation marks, from which it is a quotation in all. Of the
labelled pairs of US news 47 of 49 quotations consist of such wording and 3 of 51 pairs of reuse, of Arabic news 9 of 32
and 5 of 260, of Turkish news 8 of 20 and 1 of 19. From 5 articles on it is 47, 4 and 1 of the quotations and 3, 1 and
none of the others; a third in marks instead of half adds one quotation and four others in Arabic."""

CHUNK = 1024
"""Articles that a thread takes at a time."""

SLOTS_A_GRAM = 8
"""Places of the table for each quoted 4-gram, so that strangers seldom meet in one; two 4-grams in a row never do."""


@kernel("int64(Texts, int64[::1])")
def n_quoted_kernel(texts: Texts, articles: NDArray[np.int64]) -> int:
    """How many words of `articles` stand in quotation marks."""
    n = 0
    for article in articles:
        for i in range(texts.begin[article], texts.begin[article] + texts.n_tokens[article]):
            n += is_quoted(texts.marks[i])
    return n


@kernel("uint32[::1](Texts, int64[::1], uint32)")
def quoted_kernel(texts: Texts, articles: NDArray[np.int64], mask: np.uint32) -> NDArray[np.uint32]:
    """The slots, under `mask`, of the 4-grams of `articles` that stand in quotation marks whole."""
    grams = np.empty(texts.n_tokens[articles].max(), np.uint32)
    slots, n = np.empty(n_quoted_kernel(texts, articles), np.uint32), 0
    for article in articles:
        begin, run = texts.begin[article], 0
        end = begin + texts.n_tokens[article]
        n_grams = gram_kernel(texts.tokens[begin:end], grams)
        for i in range(end - begin):
            run = run + 1 if is_quoted(texts.marks[begin + i]) else 0
            first = i - GRAM + 1
            if run >= GRAM and first < n_grams:
                slots[n] = grams[first] & mask
                n += 1
    return slots[:n].copy()


@kernel("int64[::1](Texts, int64[::1], uint8[::1])")
def carried_kernel(texts: Texts, articles: NDArray[np.int64], quoted: NDArray[np.uint8]) -> NDArray[np.int64]:
    """The tokens of `articles` at which a 4-gram begins that stands in quotation marks more than once.

    `quoted` says how often those of each slot do.
    """
    mask = np.uint32(len(quoted) - 1)
    grams = np.empty(texts.n_tokens[articles].max(), np.uint32)
    places, n = np.empty(1024, np.int64), 0
    for article in articles:
        begin = texts.begin[article]
        for i in range(gram_kernel(texts.tokens[begin : begin + texts.n_tokens[article]], grams)):
            if quoted[grams[i] & mask] < 2:
                continue
            if n == len(places):
                grown = np.empty(2 * n, np.int64)
                grown[:n] = places
                places = grown
            places[n] = begin + i
            n += 1
    return places[:n].copy()


@kernel("uint32[::1](Texts, int64[::1], uint32)")
def slots_at_kernel(texts: Texts, places: NDArray[np.int64], mask: np.uint32) -> NDArray[np.uint32]:
    """The slots of the 4-grams that begin at some tokens."""
    grams, slots = np.empty(1, np.uint32), np.empty(len(places), np.uint32)
    for k in range(len(places)):
        gram_kernel(texts.tokens[places[k] : places[k] + GRAM], grams)
        slots[k] = grams[0] & mask
    return slots


@kernel("void(uint8[::1], uint32[::1])")
def add_kernel(counts: NDArray[np.uint8], slots: NDArray[np.uint32]) -> None:
    """Count each of the slots once more, up to 255."""
    for slot in slots:
        counts[slot] += counts[slot] < 255


@kernel("int64[::1](int64[::1], uint32[::1], uint8[::1], uint8[::1])")
def quotation_kernel(
    places: NDArray[np.int64], slots: NDArray[np.uint32], quoted: NDArray[np.uint8], carried: NDArray[np.uint8]
) -> NDArray[np.int64]:
    """Those of the places of tokens at which a 4-gram begins, with these slots, that is a quotation."""
    found, n = np.empty(len(places), np.int64), 0
    for k in range(len(places)):
        if is_quotation(int(quoted[slots[k]]), int(carried[slots[k]])):
            found[n] = places[k]
            n += 1
    return found[:n].copy()


@inlined
def is_quotation(n_quoted: int, n_carried: int) -> bool:
    """Whether a 4-gram that stands so often in quotation marks, and so often in all, is a quotation."""
    return n_quoted > 1 and n_carried >= MIN_CARRYING and 2 * n_quoted >= n_carried


@kernel("void(uint8[::1], int64[::1])")
def flag_runs_kernel(marks: NDArray[np.uint8], places: NDArray[np.int64]) -> None:
    """Mark as quoted what stands in two 4-grams in a row that are quotations; they begin at these `places`."""
    for k in range(1, len(places)):
        if places[k] == places[k - 1] + 1:
            for i in range(places[k - 1], places[k] + GRAM):
                marks[i] |= QUOTED


def n_slots_of(n_quoted: int) -> int:
    """The places of the table for so many quoted words, a power of two."""
    return 1 << min(max((SLOTS_A_GRAM * n_quoted).bit_length(), 12), 27)


def flag_widely_quoted(texts: Texts, articles: NDArray[np.int64], threads: int = 1) -> None:
    """Set `QUOTED` in the marks of wording that half of `articles` or more, of those which carry it, quote.

    On all threads: each looks up the 4-grams of its articles, few of which are quoted; one counts these.
    """
    parts = [articles[one] for one in chunks(len(articles), CHUNK)]
    n_quoted = sum(on_threads(lambda part: n_quoted_kernel(texts, part), parts, threads))
    if n_quoted == 0:
        return
    quoted, carried = (np.zeros(n_slots_of(n_quoted), np.uint8) for _ in range(2))
    mask = np.uint32(len(quoted) - 1)
    for slots in on_threads(lambda part: quoted_kernel(texts, part, mask), parts, threads):
        add_kernel(quoted, slots)

    def look_up(part: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
        places = carried_kernel(texts, part, quoted)
        return places, slots_at_kernel(texts, places, mask)

    found = list(on_threads(look_up, parts, threads))
    for _, slots in found:
        add_kernel(carried, slots)
    places = np.concatenate([quotation_kernel(places, slots, quoted, carried) for places, slots in found])
    flag_runs_kernel(texts.marks, places)
