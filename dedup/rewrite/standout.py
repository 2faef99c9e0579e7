"""Stretches that only show as a whole: decides what stands out in one text as drawn from the other.

One direction at a time: `classify_standout` looks at a stretch of the first text given; the caller asks for both.
"""

from __future__ import annotations

from dedup.rewrite.boundaries import count_words, extend_kernel, forget_words, likelihood_ratio, support_kernel
from dedup.rewrite.found import (
    COPIED,
    MIN_CONTAINMENT,
    MIN_CONTAINMENT_ALONE,
    MIN_EVIDENCE,
    MIN_EVIDENCE_ALONE,
    MIN_WORDS,
    FoundRecords,
    evidence_of,
)
from dedup.rewrite.side import Box, Counts, Side
from dedup.rewrite.summary import (
    MAX_COPIED,
    MAX_SPREAD,
    MIN_CONTRAST,
    MIN_MATCHED,
    MIN_RATIO,
    MIN_REST_RATIO,
    MIN_REST_RATIO_BESIDE_COPY,
    MIN_REST_SHARE,
    MIN_SPREAD,
    MIN_TELLING,
    explained_kernel,
    hull_kernel,
    standout_kernel,
)
from dedup.runtime.kernels import kernel

NOTHING, REWRITTEN_THERE, SUMMARY_THERE = 0, 1, 2


@kernel("UniTuple(float64, 2)(Side, Side, FoundRecords, int64, int64, Counts)")
def known_sources(
    side: Side, other: Side, found: FoundRecords, begin: int, end: int, counts: Counts
) -> tuple[float, float]:
    """The weight of the words of a stretch that passages already found account for, and that copies do."""
    by_found, by_copies = 0.0, 0.0
    for row in range(len(found)):
        one = found[row]
        first, last = max(begin, one.begin_a), min(end, one.end_a)
        if last <= first:
            continue
        weight = explained_kernel(side, other, (first, last, one.begin_b, one.end_b), counts)
        if one.kind == COPIED:
            by_copies += weight
        stands_alone = one.evidence >= MIN_EVIDENCE_ALONE and one.containment >= MIN_CONTAINMENT_ALONE
        if one.kind == COPIED or stands_alone:
            by_found += weight
    return by_found, by_copies


@kernel("Tuple((int64, UniTuple(int64, 4), float64))(Side, Side, FoundRecords, Counts)")
def classify_standout(side: Side, other: Side, found: FoundRecords, counts: Counts) -> tuple[int, Box, float]:
    """What stands out in a text as drawn from the other: nothing, a rewritten passage, or a summary.

    `found` are the passages known so far, of which this text is side a. Returns what it is, its bounds (here, then
    there), and its weight as evidence.
    """
    nothing = (NOTHING, (0, 0, 0, 0), 0.0)
    count_words(other.words, 0, len(other.words), counts.there)
    begin, end, known, total, outside, ratio = standout_kernel(side, counts)
    forget_words(other.words, 0, len(other.words), counts.there)
    if known < MIN_MATCHED * total or known / total - outside < MIN_CONTRAST or ratio < MIN_RATIO:
        return nothing
    all_total = 0.0
    for i in range(len(side.words)):
        all_total += side.weights[i]

    # the one part of the other text that accounts for most of the stretch
    count_words(side.words, begin, end, counts.there)
    there_begin, there_end, _, _, _, _ = standout_kernel(other, counts)
    forget_words(side.words, begin, end, counts.there)
    explained = 0.0
    box = (0, 0, 0, 0)
    evidence = 0.0
    if there_end > there_begin:
        explained = explained_kernel(side, other, (begin, end, there_begin, there_end), counts)
        box = extend_kernel(side, other, (begin, end, there_begin, there_end), counts)
        box_begin, box_end, box_there_begin, box_there_end = box
        if box_end > box_begin:
            evidence, containment = evidence_of(support_kernel(side, other, box, counts))
            length = min(box_end - box_begin, box_there_end - box_there_begin)
            if evidence < MIN_EVIDENCE or containment < MIN_CONTAINMENT or length < MIN_WORDS:
                evidence = 0.0
            else:
                there = explained_kernel(side, other, (begin, end, box_there_begin, box_there_end), counts)
                explained = max(explained, there)

    by_found, by_copies = known_sources(side, other, found, begin, end, counts)
    explained = max(explained, by_found)
    rest = total - explained
    rest_rate = (known - explained) / max(rest, 1e-6)
    rest_ratio = likelihood_ratio(rest_rate, outside, rest)
    needed = max(MIN_REST_RATIO if by_copies == 0 else MIN_REST_RATIO_BESIDE_COPY, MIN_REST_SHARE * ratio)
    drawn_from_all_over = (
        end - begin >= MIN_WORDS
        and 2 * total <= all_total  # a text has to say other things too for a stretch to stand out in it
        and rest_ratio >= needed
        and rest_rate - outside >= MIN_CONTRAST
        and (by_copies == 0 or rest_ratio >= MIN_TELLING * rest)
        and by_copies <= MAX_COPIED * known
    )
    if drawn_from_all_over:
        there_begin, there_end = hull_kernel(side, other, begin, end, counts)
        if MIN_SPREAD * (end - begin) <= there_end - there_begin <= MAX_SPREAD * (end - begin):
            return SUMMARY_THERE, (begin, end, there_begin, there_end), ratio
    if evidence > 0:
        return REWRITTEN_THERE, box, evidence
    return nothing
