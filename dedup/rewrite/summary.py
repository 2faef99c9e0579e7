"""Summaries: a stretch of one text that draws its words from all over the other, and long shuffled passages.

Sentence by sentence neither resembles its source. But the stretch as a whole stands out in its own text: nearly all its
words occur in the other text, those around it seldom do. Where one short part of the other text accounts for them, the
stretch is a rewritten passage of that part; where the rest has to come from elsewhere in it, the stretch is a summary.
"""

from __future__ import annotations

from dedup.rewrite.boundaries import (
    count_words,
    forget_words,
    likelihood_ratio,
    rate_kernel,
    sweep_kernel,
    threshold,
)
from dedup.rewrite.side import Box, Counts, Side
from dedup.runtime.kernels import kernel

MIN_MATCHED = 0.6
"""Share of a summary's words, weighted, that stand in the other text."""

MIN_CONTRAST = 0.3
"""By how much that share exceeds the share around the stretch, and by how much it does so for the words that no single
passage accounts for. Texts on one topic differ little from stretch to stretch."""

MIN_TELLING = 0.25
"""Log-likelihood ratio of those words beside plain copy, each on average: a quarter of a nat, such as .7 matched
against .35 around them, or .9 against .57. Over a long stretch what the context of a copy has in common with its
source, the topic, adds up to any ratio of the whole."""

MIN_RATIO = 16.0
"""Log-likelihood ratio of a stretch that stands out, in rare words: about thirty words matched at .9 against
.35. None of 1,000 pairs of strangers (PAN 2013) gives a summary at this."""

MIN_REST_RATIO = 5.0
MIN_REST_SHARE = 0.1
MIN_REST_RATIO_BESIDE_COPY = 8.0
"""The same for the words that no single passage accounts for, and its least part in the ratio of the whole stretch: the
leftovers of a rewritten passage meet some words elsewhere too. Half of what a stretch needs where the passage is plain
copy: its context shares the topic."""

MAX_COPIED = 0.7
"""Share of a summary's matched words that may be plain copy: where there is more, the copy is the story."""

MIN_SPREAD = 3.0
"""Length of what a summary draws on, in lengths of the summary: what keeps more than a third is a shortened version."""

MAX_SPREAD = 24.0
"""The same at most: in a text that is longer still, a book beside a paragraph, every word on its topic stands
somewhere. Of the summaries found on PAN 2013, ExAraPlagDet and an Indonesian corpus 183 of 205 that draw on less than
15 lengths are right (half of what they and a case cover together is in both), 10 of 13 from 15 to 20, 2 of 5 from there
to 24, and none of 4 above; in a scan of all documents of the Indonesian corpus none of 6 above is."""

RARE = 0.45
"""Weight from which a word tells where a summary draws on: one that few segments have."""


@kernel("Tuple((int64, int64, float64, float64, float64, float64))(Side, Counts)")
def standout_kernel(side: Side, counts: Counts) -> tuple[int, int, float, float, float, float]:
    """The stretch of a text whose words stand out as those that are counted `there`, in a stretch of the other text.

    Returns its begin and end, the weight of its matched words and of all its words, the rate of matches around it,
    and the likelihood ratio, which is the largest that three starting points lead to.
    """
    n, matched = len(side.words), counts.matched
    for i in range(n):
        matched[i] = 1 if side.words[i] >= 0 and counts.there[side.words[i]] > 0 else 0
    all_found, all_total = rate_kernel(side.weights, matched, 0, n)
    rate = all_found / all_total
    best = (0, 0, 0.0, 1e-6, 0.0, 0.0)
    for start in range(3):
        begin, end = sweep_kernel(side, matched, 0, n, rate + (1 - rate) * (0.15 + 0.2 * start))
        for _ in range(8):
            if end <= begin:
                break
            found, total = rate_kernel(side.weights, matched, begin, end)
            outside = (all_found - found) / max(all_total - total, 1e-6)
            ratio = likelihood_ratio(found / total, outside, total)
            if ratio > best[5]:
                best = (begin, end, found, total, outside, ratio)
            next_begin, next_end = sweep_kernel(side, matched, 0, n, threshold(found / total, outside))
            if next_begin == begin and next_end == end:
                break
            begin, end = next_begin, next_end
    return best


@kernel("float64(Side, Side, UniTuple(int64, 4), Counts)")
def explained_kernel(side: Side, other: Side, box: Box, counts: Counts) -> float:
    """The weight of the words of a stretch that stand in a stretch of the other text."""
    begin, end, other_begin, other_end = box
    count_words(other.words, other_begin, other_end, counts.there)
    weight = 0.0
    for i in range(begin, end):
        if side.words[i] >= 0 and counts.there[side.words[i]] > 0:
            weight += side.weights[i]
    forget_words(other.words, other_begin, other_end, counts.there)
    return weight


@kernel("UniTuple(int64, 2)(Side, Side, int64, int64, Counts)")
def hull_kernel(side: Side, other: Side, begin: int, end: int, counts: Counts) -> tuple[int, int]:
    """The part of the other text that holds all the rare words of a stretch."""
    count_words(side.words, begin, end, counts.there)
    first, last = len(other.words), 0
    for j in range(len(other.words)):
        if other.words[j] >= 0 and counts.there[other.words[j]] > 0 and other.weights[j] > RARE:
            first = min(first, j)
            last = j + 1
    forget_words(side.words, begin, end, counts.there)
    return first, last
