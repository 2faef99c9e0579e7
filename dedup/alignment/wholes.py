"""Two texts that are alike as wholes, where no passage of one is a copy of one of the other.

Who tells a report again moves, splits and merges its sentences, so that hardly one resembles another; and yet the two
texts are made of each other's words, and now and then two of these stand side by side as they stood. Another report of
the same event has the names and the figures, but tells other things beside them. Looked for only where copies show no
reuse, and only between articles that may be of two outlets and of the same days: what one outlet prints again on a
subject, and what anybody prints of it later, is other news in the same words.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.alignments import Alignments
from dedup.alignment.common_subsequence import common_places, common_words
from dedup.alignment.throughout import MAX_TOKENS, N_BIGRAMS, bigram_kernel, count_shared, weigh_places
from dedup.candidates.pairs import sides_of
from dedup.candidates.sorting import common_kernel, distinct_kernel, sort_keys_kernel
from dedup.corpus.days import NO_OUTLET, same_days
from dedup.corpus.texts import Texts
from dedup.records import EVIDENCE, PASSAGE, REWRITTEN, EvidenceRecord, EvidenceRecords, PassageRecord, PassageRecords
from dedup.runtime.kernels import inlined, kernel
from dedup.runtime.threads import chunks, on_threads
from dedup.text.scripts import UNIT, units_in
from dedup.weigh.marks import REPEATED

MIN_ALIKE = 0.3
MIN_NEIGHBOURS = 0.08
MIN_ORDERED = 0.22
"""Shares from which texts are made of each other: of the words of either, weighted, that stand in the other; of the
longer one's pairs of neighbouring words; and of the shorter one's words that stand in the other in the same order.

In a scan of 600 Urdu articles 33 derived and 3 independent labelled pairs are told by the three, of 41 in all; beside
them 11 pairs of 680 American articles on three events, some six of them two reports of one statement, 10 of 3,600
Turkish ones, and 208 of 30,676 Arabic ones, of which three of four that were read are one release or dispatch. With .26
for the first it is 34 and 5, 11, 20, 358; with .34 21 and 3, 8, 6, 94. With .06 for the second 34 and 6, 35, 11, 212;
with .1 25 and 1, 7, 10, 200. With .2 for the third 33 and 3, 21, 10, 223; with .25 28 and 1, 1, 10, 177."""

MAX_COPIED = 0.4
"""Share of the words in the same order that may stand in copied passages: these were judged, and showed no reuse. With
it, and without what an outlet repeats, 168 Arabic pairs are told instead of 208 and as many of the others; with .33 one
derived pair fewer, with .5 as many."""

MIN_UNCOMMON = 0.5
"""Share of the words in the same order that stand in wording which few articles have, and in no quotation marks: in a
form filled in with other names most do not, and reports that quote the same need have no more in common. Of the pairs
above .4 tells 38 derived and 5 independent ones, 18 American, 10 Turkish and 294 Arabic ones, .6 28 and 4, 8, 10, 152,
and without it it is 39 and 5, 71, 12, 438."""

MIN_WHOLE_WORDS = 40
"""Words of the shorter of two such texts: a few sentences. Of less the names and figures of an event are too large a
part; with 60 only 4 Turkish and 13 Arabic pairs fewer are told."""

SENTENCE = 20
"""Words of a sentence: a word that stands as often as two texts have sentences says nothing of what they tell. With 15
it is 34 derived and 5 independent Urdu pairs, 11, 17 and 268 others, with 30 19 and 3, 9, 5, 105."""

CHUNK = 1024
"""Pairs that a thread takes at a time."""

MIN_SPELT = 0.9
"""Words for a token, from which a text is spelt with spaces."""


@inlined
def may_be_retold(texts: Texts, a: int, b: int) -> bool:
    """Whether two texts are long enough, and neither known to be of one outlet nor of different days."""
    n_a, n_b = texts.n_tokens[a], texts.n_tokens[b]
    is_of_one_outlet = texts.outlets[a] == texts.outlets[b] and texts.outlets[a] != NO_OUTLET
    return bool(
        min(n_a, n_b) >= MIN_WHOLE_WORDS
        and max(n_a, n_b) <= MAX_TOKENS
        and same_days(texts.days[a], texts.days[b])
        and not is_of_one_outlet
    )


@inlined
def _in_order(tokens: NDArray[np.uint32]) -> NDArray[np.uint64]:
    keys = tokens.astype(np.uint64)
    sort_keys_kernel(keys)
    return keys


@inlined
def _end_of(keys: NDArray[np.uint64], at: int, key: np.uint64) -> int:
    """Where the places of a key end that begin at this one, if it stands there."""
    while at < len(keys) and keys[at] == key:
        at += 1
    return at


@kernel("float64(uint32[::1], uint32[::1])")
def words_in_common(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> float:
    """The share of the words of either text that stand in the other, of the side that has less.

    A word counts 1 if the two texts have it once, and 0 if they have it as often as sentences.
    """
    in_a, in_b = _in_order(a), _in_order(b)
    scale = math.log(max((len(a) + len(b)) / SENTENCE, 2.0))
    total_a, total_b, found_a, found_b = 1e-9, 1e-9, 0.0, 0.0
    i, j = 0, 0
    while i < len(in_a) or j < len(in_b):
        key = in_a[i] if j == len(in_b) or (i < len(in_a) and in_a[i] < in_b[j]) else in_b[j]
        end_a, end_b = _end_of(in_a, i, key), _end_of(in_b, j, key)
        n_a, n_b = end_a - i, end_b - j
        weight = max(1 - math.log(n_a + n_b) / scale, 0.0)
        total_a += weight * n_a
        total_b += weight * n_b
        if n_a > 0 and n_b > 0:
            found_a += weight * n_a
            found_b += weight * n_b
        i, j = end_a, end_b
    return min(found_a / total_a, found_b / total_b)


@inlined
def _neighbours(tokens: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """The distinct pairs of words that stand side by side in a text, in order."""
    pairs = np.empty(max(len(tokens) - 1, 0), np.uint64)
    for i in range(len(pairs)):
        pairs[i] = (np.uint64(tokens[i]) << np.uint64(32)) | np.uint64(tokens[i + 1])
    return distinct_kernel(pairs)


@inlined
def are_spelt(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> bool:
    """Whether two texts are spelt with spaces: single characters are shared by any two."""
    return bool(units_in(a) + units_in(b) >= MIN_SPELT * UNIT * (len(a) + len(b)))


@kernel("boolean(uint32[::1], uint32[::1], int64)")
def alike_as_wholes(a: NDArray[np.uint32], b: NDArray[np.uint32], n_copied: int) -> bool:
    """Whether two texts are made of each other's words, of which `n_copied` stand in copied passages.

    The cheapest question comes first.
    """
    shorter, longer = min(len(a), len(b)), max(len(a), len(b))
    n_ordered = common_words(a, b)
    if n_ordered < MIN_ORDERED * shorter or not are_spelt(a, b):
        return False
    if n_copied > MAX_COPIED * n_ordered:
        return False
    if common_kernel(_neighbours(a), _neighbours(b)) < MIN_NEIGHBOURS * longer:
        return False
    return bool(words_in_common(a, b) >= MIN_ALIKE)


@inlined
def own_words(texts: Texts, text: int) -> NDArray[np.uint32]:
    """The words of a text without those that its outlet prints under many articles."""
    begin, end, n = texts.begin[text], texts.begin[text] + texts.n_tokens[text], 0
    found = np.empty(end - begin, np.uint32)
    for token in range(begin, end):
        if texts.marks[token] & REPEATED == 0:
            found[n] = texts.tokens[token]
            n += 1
    return found[:n]


@kernel("boolean(Texts, UniTuple(int64, 2), int64, PassageRecord, EvidenceRecord)")
def retold(
    texts: Texts, pair: tuple[int, int], n_copied: int, passage: PassageRecord, evidence: EvidenceRecord
) -> bool:
    """Write two texts that are alike as wholes as one passage, and what it weighs; False where they are not."""
    first, second = pair
    a = texts.tokens[texts.begin[first] : texts.begin[first] + texts.n_tokens[first]]
    b = texts.tokens[texts.begin[second] : texts.begin[second] + texts.n_tokens[second]]
    own_a, own_b = own_words(texts, first), own_words(texts, second)
    if min(len(own_a), len(own_b)) < MIN_WHOLE_WORDS or not alike_as_wholes(own_a, own_b, n_copied):
        return False
    places_a, places_b = np.empty(len(a), np.int32), np.empty(len(a), np.int32)
    n_common = common_places(a, b, places_a, places_b)
    passage.begin_a, passage.end_a, passage.begin_b, passage.end_b = 0, len(a), 0, len(b)
    passage.n_common, passage.kind = n_common, REWRITTEN
    evidence.unquoted = weigh_places(texts, pair, places_a[:n_common], places_b[:n_common], evidence)
    return bool(evidence.unquoted >= MIN_UNCOMMON * n_common)


@kernel("void(Texts, uint64[::1], int64[::1], PassageRecords, EvidenceRecords, boolean[::1])")
def retold_kernel(
    texts: Texts,
    pairs: NDArray[np.uint64],
    n_copied: NDArray[np.int64],
    passages: PassageRecords,
    evidence: EvidenceRecords,
    found: NDArray[np.bool_],
) -> None:
    """Fill whether the texts of each pair are alike as wholes, and where they are their passage and what it weighs."""
    marked, n_slots, bigrams = np.int64(-1), 0, np.empty(N_BIGRAMS, np.bool_)
    for k in range(len(pairs)):
        first, second = sides_of(pairs[k])
        found[k] = False
        if may_be_retold(texts, first, second):
            a = texts.tokens[texts.begin[first] : texts.begin[first] + texts.n_tokens[first]]
            b = texts.tokens[texts.begin[second] : texts.begin[second] + texts.n_tokens[second]]
            if first != marked:
                marked, n_slots = first, bigram_kernel(a, bigrams)
            if count_shared(bigrams[:n_slots], b) >= MIN_NEIGHBOURS * max(len(a), len(b)):
                found[k] = retold(texts, (first, second), n_copied[k], passages[k], evidence[k])


def align_wholes(texts: Texts, pairs: NDArray[np.uint64], n_copied: NDArray[np.int64], threads: int = 1) -> Alignments:
    """Those of sorted pairs of texts that are alike as wholes, one passage each, on all threads.

    `n_copied` int64[n]: how many words each pair has in common in copied passages.
    """
    n = len(pairs)
    passages, evidence, found = np.zeros(n, PASSAGE), np.zeros(n, EVIDENCE), np.empty(n, np.bool_)

    def work(chunk: slice) -> None:
        retold_kernel(texts, pairs[chunk], n_copied[chunk], passages[chunk], evidence[chunk], found[chunk])

    for _ in on_threads(work, chunks(n, CHUNK), threads):
        pass
    return Alignments(pairs[found], passages[found], np.arange(np.count_nonzero(found) + 1), evidence[found])
