"""Texts edited throughout: a word changed in every few leaves no run of four, and yet most words stand in their order.

Looked for only where a pair shares no copied passage. Where more is reworded than that, depth "rewrite" finds it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.common_subsequence import common_places
from dedup.corpus.texts import Texts
from dedup.records import EDITED, EvidenceRecord, PassageRecord
from dedup.runtime.kernels import inlined, kernel
from dedup.text.grams import GRAM
from dedup.text.scripts import FIRST_CHARACTER, UNIT, units_in
from dedup.weigh.marks import REPEATED, SPOKEN, is_quoted
from dedup.weigh.rarity import GRAM_BITS, LASTING_WEIGHTS

MIN_WORDS = 20
"""Words in common in the shortest such passage: about a sentence."""

MIN_COMMON = 0.6
"""Share of the words of both sides that stand in the same order, as in every edited passage (`rewrite.align`): every
third word may be another."""

MIN_BIGRAMS = 0.25
"""Bigrams of the one text that stand in the other, beside the words of the shorter, from which the two are compared:
with every third word changed a third is left, with every fourth a half."""

MAX_TOKENS = 4096
"""Tokens of the longer text: comparing takes the product of both."""

N_BIGRAMS = 16 * MAX_TOKENS
"""Slots for the bigrams of a text: few of another text meet one by chance."""


@inlined
def slot_of_bigram(tokens: NDArray[np.uint32], at: int) -> np.uint32:
    """A hash of two neighbouring tokens, of three where they are characters of a script without spaces."""
    value = np.uint32(tokens[at] * np.uint32(0x85EBCA6B) + tokens[at + 1] * np.uint32(0xC2B2AE35))
    if tokens[at] >= FIRST_CHARACTER:
        value = np.uint32(value + tokens[at + 2] * np.uint32(0x9E3779B1))
    return np.uint32(value * np.uint32(0x7FEB352D)) >> np.uint32(15)


@kernel("int64(uint32[::1], boolean[::1])")
def bigram_kernel(a: NDArray[np.uint32], bigrams: NDArray[np.bool_]) -> int:
    """Mark the slots of a text's bigrams; return how many slots there are, a power of two.

    `bigrams` has room for `N_BIGRAMS` slots, enough for `MAX_TOKENS`.
    """
    n = 1024
    while n < min(16 * len(a), N_BIGRAMS):
        n *= 2
    bigrams[:n] = False
    for i in range(len(a) - 2):
        bigrams[slot_of_bigram(a, i) & np.uint32(n - 1)] = True
    return n


@inlined
def count_shared(bigrams: NDArray[np.bool_], tokens: NDArray[np.uint32]) -> int:
    """How many bigrams of a text stand in the one whose `bigrams` are marked, or have the slot of one that does."""
    mask = np.uint32(len(bigrams) - 1)
    n_shared = 0
    for i in range(len(tokens) - 2):
        n_shared += bigrams[slot_of_bigram(tokens, i) & mask]
    return n_shared


@inlined
def densest(places_a: NDArray[np.int32], places_b: NDArray[np.int32], n: int) -> tuple[int, int]:
    """The first and the last of the common words that stand closest together, by twice their number less all others."""
    best, best_first, best_last = 0, 0, -1
    score, first = 0, 0
    for k in range(n):
        if k > 0:
            score -= places_a[k] - places_a[k - 1] - 1 + places_b[k] - places_b[k - 1] - 1
        if score < 0 or k == 0:
            score, first = 0, k
        score += 2
        if score >= best:
            best, best_first, best_last = score, first, k
    return best_first, best_last


@inlined
def weight_around(marks: NDArray[np.uint8], at: int, begin: int, end: int) -> np.float32:
    """What the most common 4-gram counts of those that a word of the run `[begin, end)` stands in."""
    weight = np.float32(1)
    for gram in range(max(at - GRAM + 1, begin), min(at, end - GRAM) + 1):
        weight = min(weight, LASTING_WEIGHTS[marks[gram] & GRAM_BITS])
    return weight


@kernel("float64(Texts, UniTuple(int64, 2), int32[::1], int32[::1], EvidenceRecord)")
def weigh_places(
    texts: Texts,
    pair: tuple[int, int],
    places_a: NDArray[np.int32],
    places_b: NDArray[np.int32],
    evidence: EvidenceRecord,
) -> float:
    """Add what the words weigh that two texts have in common at these places, in order, to `evidence`.

    Return what those weigh that neither text has in quotation marks. A word counts by the most common 4-gram around it
    in either text: of a form that is filled in again most are.
    """
    first, second = pair
    from_a, from_b, marks, last = texts.begin[first], texts.begin[second], texts.marks, len(places_a) - 1
    begin_a, end_a = from_a + places_a[0], from_a + places_a[last] + 1
    begin_b, end_b = from_b + places_b[0], from_b + places_b[last] + 1
    of_writers = 0.0
    for k in range(last + 1):
        at_a, at_b = from_a + places_a[k], from_b + places_b[k]
        own = marks[at_a] | marks[at_b]
        if own & REPEATED:
            continue
        weight = min(weight_around(marks, at_a, begin_a, end_a), weight_around(marks, at_b, begin_b, end_b))
        evidence.formula += weight == 0
        evidence.by_rarity += weight
        evidence.by_spread += weight
        if not (marks[at_a] & marks[at_b] & SPOKEN and is_quoted(own)):
            evidence.unquoted += weight
        if not (is_quoted(marks[at_a]) or is_quoted(marks[at_b])):
            of_writers += np.float64(weight)
    return of_writers


@kernel("boolean(Texts, UniTuple(int64, 2), boolean[::1], PassageRecord, EvidenceRecord)")
def edited_throughout(
    texts: Texts, pair: tuple[int, int], bigrams: NDArray[np.bool_], passage: PassageRecord, evidence: EvidenceRecord
) -> bool:
    """Write the passage that two texts without a copied one share all the same, and what it weighs; False without one.

    `bigrams` are those of the first text (`bigram_kernel`).
    """
    first, second = pair
    from_a, from_b = texts.begin[first], texts.begin[second]
    a = texts.tokens[from_a : from_a + texts.n_tokens[first]]
    b = texts.tokens[from_b : from_b + texts.n_tokens[second]]
    if min(len(a), len(b)) < MIN_WORDS or max(len(a), len(b)) > MAX_TOKENS:
        return False
    if count_shared(bigrams, b) < MIN_BIGRAMS * min(len(a), len(b)):
        return False
    places_a, places_b = np.empty(len(a), np.int32), np.empty(len(a), np.int32)
    start, last = densest(places_a, places_b, common_places(a, b, places_a, places_b))
    n_common = last + 1 - start
    if n_common < MIN_WORDS:
        return False
    begin_a, end_a, begin_b, end_b = places_a[start], places_a[last] + 1, places_b[start], places_b[last] + 1
    if 2 * n_common < MIN_COMMON * (end_a - begin_a + end_b - begin_b):
        return False
    if units_in(a[places_a[start : last + 1]]) < MIN_WORDS * UNIT:
        return False
    passage.begin_a, passage.end_a, passage.begin_b, passage.end_b = begin_a, end_a, begin_b, end_b
    passage.n_common, passage.kind = n_common, EDITED
    weigh_places(texts, pair, places_a[start : last + 1], places_b[start : last + 1], evidence)
    return True
