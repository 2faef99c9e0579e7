"""The verdict on a pair: how much of each article is copy, and whether what is shared is substance or formula."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.align import Alignments
from dedup.judge.templates import WORDS_A_FACT, other_numbers
from dedup.results import Relation
from dedup.runtime.kernels import inlined, kernel
from dedup.text.layout import Layout
from dedup.weigh.days import same_days
from dedup.weigh.evidence import BY_RARITY, BY_SPREAD, FORMULA, REPEATED, UNQUOTED

RELATIONS: tuple[Relation, ...] = ("exact", "reprint", "contained", "partial", "boilerplate", "quote")
"""By code, strongest first; a code is the index here."""

EXACT, REPRINT, CONTAINED, PARTIAL, BOILERPLATE, QUOTE = range(6)

MIN_WHOLE = 0.775
"""Share of an article's words in passages from which it counts as copied whole: "about 80 %", less what an editor
trims."""

MIN_BOTH = 0.725
"""The same for the other article, from which the pair is a reprint: a headline, a byline and a caption may differ."""

MIN_EVIDENCE = 16.0
"""Words, weighted by rarity, from which shared text is substance: about a sentence of news that few others carry."""

MIN_SHARE = 0.5
"""Share of a short text's words that must weigh in full where the whole text is copied."""

SAME_STORY = 0.85
"""Share of the shorter article that, printed again within days (`days.NEWS_WINDOW_DAYS`), makes it the same story
however many print it."""


MIN_NEWS = 1 / 3
"""Share of what two articles of the same days share, less what is merely common, that must be more than formula: with
less, they are two fillings of one form, whole or in part."""

MIN_RARE = 0.5
"""Share of what articles of different days share that must be rare: a text that is printed again is rare throughout, a
form that is filled in again is not."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What a verdict needs to know of N texts, in columns.

    `begin` int64[N]: where each text's tokens begin in `marks` (uint8, see `evidence`). `n_tokens` int64[N], and
    `n_own` int64[N], those outside what its outlet repeats under many articles. `digests` uint64[N], equal for equal
    tokens. `days` int64[N] of publication (`days.days_of`). `layout` says where numbers stand.
    """

    begin: NDArray[np.int64]
    marks: NDArray[np.uint8]
    n_tokens: NDArray[np.int64]
    n_own: NDArray[np.int64]
    digests: NDArray[np.uint64]
    days: NDArray[np.int64]
    layout: Layout


@inlined
def count_own(marks: NDArray[np.uint8], begin: int, end: int) -> int:
    """How many tokens of a run are no boilerplate of the outlet."""
    n = 0
    for i in range(begin, end):
        n += (marks[i] & REPEATED) == 0
    return n


@kernel(
    "void(uint64[::1], int32[:, ::1], int64[::1], float32[:, ::1], int64[::1], uint8[::1], int64[::1], int64[::1],"
    " uint64[::1], int64[::1], int32[:, ::1], int64[::1], int64[::1], int8[::1], float32[:, ::1])"
)
def verdict_kernel(
    pairs: NDArray[np.uint64],
    passages: NDArray[np.int32],
    offsets: NDArray[np.int64],
    evidence: NDArray[np.float32],
    begin: NDArray[np.int64],
    marks: NDArray[np.uint8],
    n_tokens: NDArray[np.int64],
    n_own: NDArray[np.int64],
    digests: NDArray[np.uint64],
    days: NDArray[np.int64],
    numbers: NDArray[np.int32],
    number_begin: NDArray[np.int64],
    number_end: NDArray[np.int64],
    relations: NDArray[np.int8],
    scores: NDArray[np.float32],
) -> None:
    """Fill the relation code and (similarity, containment of a, containment of b) of each aligned pair.

    How much of an article is copy is judged on its own words: what its outlet repeats under many articles is neither.
    """
    for k in range(len(pairs)):
        a, b = np.int64(pairs[k] >> np.uint64(32)), np.int64(pairs[k] & np.uint64(0xFFFFFFFF))
        words_a, words_b, own_a, own_b, common, n_facts = 0, 0, 0, 0, 0, 0
        near = same_days(days[a], days[b])
        for p in range(offsets[k], offsets[k + 1]):
            begin_a, end_a, begin_b, end_b = passages[p, 0], passages[p, 1], passages[p, 2], passages[p, 3]
            words_a += end_a - begin_a
            words_b += end_b - begin_b
            common += passages[p, 4]
            if not near:
                of_a, of_b = (number_begin[a], number_end[a]), (number_begin[b], number_end[b])
                n_facts += other_numbers(numbers, of_a, of_b, passages[p])
            if n_own[a] < n_tokens[a]:
                own_a += count_own(marks, begin[a] + begin_a, begin[a] + end_a)
            if n_own[b] < n_tokens[b]:
                own_b += count_own(marks, begin[b] + begin_b, begin[b] + end_b)
        scores[k, 0] = 2 * common / (n_tokens[a] + n_tokens[b])
        scores[k, 1], scores[k, 2] = words_a / n_tokens[a], words_b / n_tokens[b]
        own_a = own_a if n_own[a] < n_tokens[a] else words_a
        own_b = own_b if n_own[b] < n_tokens[b] else words_b
        share_a, share_b = own_a / max(n_own[a], 1), own_b / max(n_own[b], 1)
        larger, smaller = max(share_a, share_b), min(share_a, share_b)
        if digests[a] == digests[b] and common == n_tokens[a] and common == n_tokens[b]:
            relations[k] = EXACT
            continue
        weight, needed = np.float64(evidence[k, BY_SPREAD]), MIN_EVIDENCE
        whole = larger >= MIN_WHOLE
        if whole:  # a short text copied whole has few words to show, and a formula is seldom a whole article
            weight = max(weight, np.float64(evidence[k, BY_RARITY]))
            needed = min(needed, MIN_SHARE * min(n_own[a], n_own[b]))
        same_story = larger >= SAME_STORY and min(own_a, own_b) >= MIN_EVIDENCE and near
        shared = common - min(words_a, words_b) + min(own_a, own_b)
        form = weight < MIN_NEWS * (weight + evidence[k, FORMULA])
        if not near:
            form = weight < MIN_RARE * shared or n_facts * WORDS_A_FACT >= max(shared, 1)
        quoted = evidence[k, BY_SPREAD] - evidence[k, UNQUOTED]
        if form or (weight < needed and not same_story):
            relations[k] = QUOTE if quoted > evidence[k, UNQUOTED] else BOILERPLATE
        elif not whole:
            relations[k] = PARTIAL if evidence[k, UNQUOTED] >= needed else QUOTE
        else:
            relations[k] = REPRINT if smaller >= MIN_BOTH else CONTAINED


def verdicts(aligned: Alignments, texts: Texts) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """The relation code (`RELATIONS`), int8[P], and similarity and both containments, float32[P, 3], of aligned pairs.

    Articles are numbered as in `texts`.
    """
    relations = np.empty(len(aligned.pairs), np.int8)
    scores = np.empty((len(aligned.pairs), 3), np.float32)
    verdict_kernel(
        aligned.pairs, aligned.passages, aligned.offsets, aligned.evidence, texts.begin, texts.marks, texts.n_tokens,
        texts.n_own, texts.digests, texts.days, texts.layout.numbers.view(np.int32).reshape(-1, 2),
        texts.layout.number_begin, texts.layout.number_end, relations, scores,
    )  # fmt: skip
    return relations, scores
