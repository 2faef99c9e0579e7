"""Quotations without marks: wording that most articles which carry it have in quotation marks is somebody's in all.

One article puts a post or a statement in quotation marks, another embeds it, a third sets it off by a line: the words
are not the writer's in any of them. Which wording that is, the collection shows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.texts import Texts
from dedup.runtime.kernels import inlined, kernel
from dedup.text.grams import GRAM, gram_kernel
from dedup.weigh.marks import QUOTED

MIN_CARRYING = 5
"""Articles that carry a wording, half of them or more in quotation marks, from which it is a quotation in all. Of the
labelled pairs of US news 47 of 49 quotations consist of such wording and 3 of 51 pairs of reuse, of Arabic news 9 of 32
and 5 of 260, of Turkish news 8 of 20 and 1 of 19. From 5 articles on it is 47, 4 and 1 of the quotations and 3, 1 and
none of the others; a third in marks instead of half adds one quotation and four others in Arabic."""

SLOTS_A_GRAM = 8
"""Places of the table for each quoted 4-gram, so that strangers seldom meet in one; two 4-grams in a row never do."""


@kernel("int64(Texts, int64[::1])")
def n_quoted_kernel(texts: Texts, articles: NDArray[np.int64]) -> int:
    """How many words of `articles` stand in quotation marks."""
    n = 0
    for article in articles:
        for i in range(texts.begin[article], texts.begin[article] + texts.n_tokens[article]):
            n += (texts.marks[i] & QUOTED) != 0
    return n


@kernel("void(Texts, int64[::1], uint8[::1], uint32[::1])")
def count_quoted_kernel(
    texts: Texts, articles: NDArray[np.int64], quoted: NDArray[np.uint8], grams: NDArray[np.uint32]
) -> None:
    """Count the 4-grams of `articles` that stand in quotation marks whole, up to 255; `grams` is work space."""
    mask = np.uint32(len(quoted) - 1)
    for article in articles:
        begin, run = texts.begin[article], 0
        end = begin + texts.n_tokens[article]
        n_grams = gram_kernel(texts.tokens[begin:end], grams)
        for i in range(end - begin):
            run = run + 1 if texts.marks[begin + i] & QUOTED else 0
            first = i - GRAM + 1
            if run >= GRAM and first < n_grams:
                slot = grams[first] & mask
                quoted[slot] += quoted[slot] < 255


@kernel("int64[::1](Texts, int64[::1], UniTuple(uint8[::1], 2), uint32[::1])")
def carried_kernel(
    texts: Texts,
    articles: NDArray[np.int64],
    tables: tuple[NDArray[np.uint8], NDArray[np.uint8]],
    grams: NDArray[np.uint32],
) -> NDArray[np.int64]:
    """Count all 4-grams of `articles` that more than one has in quotation marks; return the tokens they begin at.

    `tables` are how often each place's 4-grams are quoted, and how often they stand at all, 0 at first.
    """
    quoted, carried = tables
    mask = np.uint32(len(quoted) - 1)
    places, n = np.empty(1024, np.int64), 0
    for article in articles:
        begin = texts.begin[article]
        for i in range(gram_kernel(texts.tokens[begin : begin + texts.n_tokens[article]], grams)):
            slot = grams[i] & mask
            if quoted[slot] < 2:
                continue
            carried[slot] += carried[slot] < 255
            if n == len(places):
                grown = np.empty(2 * n, np.int64)
                grown[:n] = places
                places = grown
            places[n] = begin + i
            n += 1
    return places[:n].copy()


@kernel("int64[::1](Texts, int64[::1], UniTuple(uint8[::1], 2))")
def quotation_kernel(
    texts: Texts, places: NDArray[np.int64], tables: tuple[NDArray[np.uint8], NDArray[np.uint8]]
) -> NDArray[np.int64]:
    """Those of the places of tokens at which a 4-gram begins that is a quotation."""
    quoted, carried = tables
    mask = np.uint32(len(quoted) - 1)
    grams = np.empty(2, np.uint32)
    found, n = np.empty(len(places), np.int64), 0
    for place in places:
        gram_kernel(texts.tokens[place : place + GRAM], grams)
        slot = grams[0] & mask
        if is_quotation(int(quoted[slot]), int(carried[slot])):
            found[n] = place
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


def flag_widely_quoted(texts: Texts, articles: NDArray[np.int64]) -> None:
    """Set `QUOTED` in the marks of wording that half of `articles` or more, of those which carry it, quote."""
    n_quoted = n_quoted_kernel(texts, articles)
    if n_quoted == 0:
        return
    n_slots = n_slots_of(n_quoted)
    tables = np.zeros(n_slots, np.uint8), np.zeros(n_slots, np.uint8)
    grams = np.empty(int(texts.n_tokens.max(initial=0)) + 1, np.uint32)
    count_quoted_kernel(texts, articles, tables[0], grams)
    flag_runs_kernel(texts.marks, quotation_kernel(texts, carried_kernel(texts, articles, tables, grams), tables))
