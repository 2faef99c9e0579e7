"""The verdict on a pair: how much of each article is copy, and whether what is shared is substance or formula."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.confirm.align import Alignments
from dedup.kernels import kernel
from dedup.results import Relation

RELATIONS: tuple[Relation, ...] = ("exact", "reprint", "contained", "partial", "boilerplate")
"""By code, strongest first; a code is the index here."""

EXACT, REPRINT, CONTAINED, PARTIAL, BOILERPLATE = range(5)

MIN_WHOLE = 0.775
"""Share of an article's words in passages from which it counts as copied whole: "about 80 %", less what an editor
trims."""

MIN_BOTH = 0.725
"""The same for the other article, from which the pair is a reprint: a headline, a byline and a caption may differ."""

MIN_EVIDENCE = 16.0
"""Words, weighted by rarity, from which shared text is substance: about a sentence of news that few others carry."""

MIN_SHARE = 0.5
"""Share of a short text's words that must weigh in full where the whole text is copied."""

LONG_RUN = 80
"""Words of a passage that are substance however many carry it. The longest formulas seen run to 71 words; what is
longer and common is syndicated, unless it stands at the head or the foot of both articles, where outlets put their
boilerplate."""

SAME_STORY = 0.85
"""Share of the shorter article that, printed again within `BURST` days, makes it the same story however many print
it."""

BURST = 3
"""Days in which a story is news; what is printed again later is a form, a formula, or has to show rare words."""

EDGE = 3
"""Words from the first or last word within which a passage stands at the head or the foot."""


@kernel(
    "void(uint64[::1], int32[:, ::1], int64[::1], float32[::1], int64[::1], uint64[::1], int64[::1],"
    " int8[::1], float32[:, ::1])"
)
def verdict_kernel(
    pairs: NDArray[np.uint64],
    passages: NDArray[np.int32],
    offsets: NDArray[np.int64],
    evidence: NDArray[np.float32],
    n_tokens: NDArray[np.int64],
    digests: NDArray[np.uint64],
    days: NDArray[np.int64],
    relations: NDArray[np.int8],
    scores: NDArray[np.float32],
) -> None:
    """Fill the relation code and (similarity, containment of a, containment of b) of each aligned pair."""
    for k in range(len(pairs)):
        a, b = np.int64(pairs[k] >> np.uint64(32)), np.int64(pairs[k] & np.uint64(0xFFFFFFFF))
        words_a, words_b, common = 0, 0, 0
        longest, long_inside = 0, False
        for p in range(offsets[k], offsets[k + 1]):
            begin_a, end_a, begin_b, end_b = passages[p, 0], passages[p, 1], passages[p, 2], passages[p, 3]
            words_a += end_a - begin_a
            words_b += end_b - begin_b
            common += passages[p, 4]
            at_head = begin_a <= EDGE and begin_b <= EDGE
            at_foot = n_tokens[a] - end_a <= EDGE and n_tokens[b] - end_b <= EDGE
            longest = max(longest, passages[p, 4])
            long_inside = long_inside or (passages[p, 4] >= LONG_RUN and not at_head and not at_foot)
        containment_a, containment_b = words_a / n_tokens[a], words_b / n_tokens[b]
        scores[k, 0] = 2 * common / (n_tokens[a] + n_tokens[b])
        scores[k, 1], scores[k, 2] = containment_a, containment_b
        larger, smaller = max(containment_a, containment_b), min(containment_a, containment_b)
        if digests[a] == digests[b] and common == n_tokens[a] and common == n_tokens[b]:
            relations[k] = EXACT
        elif smaller >= MIN_BOTH and larger >= MIN_WHOLE:
            relations[k] = REPRINT
        elif larger >= MIN_WHOLE:
            relations[k] = CONTAINED
        else:
            relations[k] = PARTIAL
        needed = MIN_EVIDENCE
        if relations[k] != PARTIAL:  # a short text copied whole has few words to show
            needed = min(needed, MIN_SHARE * min(n_tokens[a], n_tokens[b]))
        near_whole = (larger >= SAME_STORY and common >= MIN_EVIDENCE) or (larger >= MIN_WHOLE and longest >= LONG_RUN)
        same_story = near_whole and abs(days[a] - days[b]) <= BURST
        if relations[k] != EXACT and evidence[k] < needed and not long_inside and not same_story:
            relations[k] = BOILERPLATE


def verdicts(
    aligned: Alignments, n_tokens: NDArray[np.int64], digests: NDArray[np.uint64], days: NDArray[np.int64]
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """The relation code (`RELATIONS`), int8[P], and similarity and both containments, float32[P, 3], of aligned pairs.

    `n_tokens`, `digests` and `days` (of publication, any one day where it is not known) stand by article number.
    """
    relations = np.empty(len(aligned.pairs), np.int8)
    scores = np.empty((len(aligned.pairs), 3), np.float32)
    verdict_kernel(
        aligned.pairs, aligned.passages, aligned.offsets, aligned.evidence, n_tokens, digests, days, relations, scores
    )
    return relations, scores
