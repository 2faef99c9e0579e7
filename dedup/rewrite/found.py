"""What the alignment of one pair has found so far: a record for each passage, and the rules it must pass.

Evidence is the weight of the matched words of the side that has less, times the containment of both sides: so many rare
words, counted in full where the two stretches are made of each other's words entirely. Containment is the smaller
side's.
"""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from dedup.rewrite.side import Box
from dedup.runtime.kernels import inlined, kernel

FOUND = np.dtype(
    [
        *((name, np.int64) for name in ("begin_a", "end_a", "begin_b", "end_b", "kind")),
        *((name, np.float64) for name in ("evidence", "containment")),
    ]
)
"""A passage: half-open spans of words in a and b, what it is (`COPIED` and so on), and how strong."""
FoundRecords = Annotated[NDArray[Any], FOUND]
FoundRecord = Annotated[Any, FOUND]

COPIED, REWORDED, SUMMARISED, GONE = 0, 1, 2, -1

MIN_EVIDENCE = 2.9
"""Evidence of the weakest rewritten passage: three rare words where everything else matches too, a dozen where half
does. 1,000 pairs of strangers (PAN 2013) have 4 such passages."""

MIN_CONTAINMENT = 0.3
"""Share of each stretch's words, weighted, that stand in the other: less is a common topic."""

MIN_WORDS = 20
"""Words of the shortest rewritten passage, on both sides: about a sentence. Shorter ones are names, addresses,
bylines."""

MIN_RELATIVE = 0.2
MAX_RELATIVE = 8.0
"""Evidence that a passage needs beside a stronger one: this share of the stronger one's, up to this much. Where two
texts share so much, they share a topic, and its words are cheap."""

MAX_REWRITTEN = 1000
"""Rewritten passages of a pair that are compared with one another, the strongest: of `MIN_WORDS` each they would fill a
text of 20,000 words. More are found where a text says the same few words over and over."""

MIN_EVIDENCE_ALONE = 14.0
MIN_CONTAINMENT_ALONE = 0.5
"""Evidence and containment from which a passage is no piece of a summary, but a passage in its own right."""

NEAR = 30
"""Words between two rewritten passages, on both sides, up to which they are one: about a sentence left out."""

MIN_ADDED = 25
MIN_ADDED_RATE = 0.5
"""Words that a rewritten passage adds to the copy inside it, on both sides, and the share of them that match: from here
on it replaces the copy, otherwise its boundaries would be less exact than those of the copy."""


@inlined
def evidence_of(support: tuple[float, float, float, float]) -> tuple[float, float]:
    """Evidence and containment, from what `support_kernel` returns."""
    found_a, total_a, found_b, total_b = support
    rate_a, rate_b = found_a / total_a, found_b / total_b
    return min(found_a, found_b) * rate_a * rate_b, min(rate_a, rate_b)


@inlined
def overlap_a(one: FoundRecord, other: FoundRecord) -> int:
    """Words of a that two passages share."""
    return int(max(min(one.end_a, other.end_a) - max(one.begin_a, other.begin_a), 0))


@inlined
def overlap_b(one: FoundRecord, other: FoundRecord) -> int:
    """Words of b that two passages share."""
    return int(max(min(one.end_b, other.end_b) - max(one.begin_b, other.begin_b), 0))


@inlined
def write(row: FoundRecord, box: Box, kind: int, strength: tuple[float, float]) -> None:
    """Fill a FOUND."""
    row.begin_a, row.end_a, row.begin_b, row.end_b = box
    row.kind = kind
    row.evidence, row.containment = strength


@inlined
def box_of(row: FoundRecord) -> Box:
    """The stretches of a FOUND."""
    return row.begin_a, row.end_a, row.begin_b, row.end_b


@kernel("FoundRecords(FoundRecords)")
def swapped_kernel(found: FoundRecords) -> FoundRecords:
    """The same passages with the two texts exchanged."""
    swapped = found.copy()
    for row in range(len(found)):
        one = found[row]
        write(swapped[row], (one.begin_b, one.end_b, one.begin_a, one.end_a), one.kind, (one.evidence, one.containment))
    return swapped


@kernel("int64(FoundRecords, int64)")
def compact_kernel(found: FoundRecords, n: int) -> int:
    """Remove what is marked as gone; return how many stay."""
    kept = 0
    for row in range(n):
        if found[row].kind != GONE:
            found[kept] = found[row]
            kept += 1
    return kept


@kernel("int64(FoundRecords, int64)")
def strongest_kernel(found: FoundRecords, n: int) -> int:
    """Drop the weakest rewritten passages beyond `MAX_REWRITTEN`; return how many stay, in their order."""
    evidence = np.full(n, np.inf)
    n_rewritten = 0
    for row in range(n):
        if found[row].kind == REWORDED:
            evidence[row] = found[row].evidence
            n_rewritten += 1
    if n_rewritten <= MAX_REWRITTEN:
        return n
    order = np.argsort(evidence, kind="mergesort")
    for place in range(n_rewritten - MAX_REWRITTEN):
        found[order[place]].kind = GONE
    return compact_kernel(found, n)


@kernel("void(FoundRecords, int64)")
def split_transposed(found: FoundRecords, n: int) -> None:
    """Cut copies from rewritten passages at whose opposite ends they stand: two passages that changed places, not one.

    A copy that is less than a quarter of the passage is one of many pieces of a shuffled passage, and stays in it.
    """
    for row in range(n):
        one = found[row]
        if one.kind != REWORDED:
            continue
        for other in range(n):
            copy = found[other]
            if copy.kind != COPIED:
                continue
            if overlap_a(one, copy) == 0 or overlap_b(one, copy) == 0:
                continue
            if 4 * overlap_a(one, copy) < one.end_a - one.begin_a or 4 * overlap_b(one, copy) < one.end_b - one.begin_b:
                continue
            heads_a, heads_b = copy.begin_a - one.begin_a <= NEAR, copy.begin_b - one.begin_b <= NEAR
            tails_a, tails_b = one.end_a - copy.end_a <= NEAR, one.end_b - copy.end_b <= NEAR
            if heads_a and tails_b and not tails_a and not heads_b:
                one.begin_a, one.end_b = copy.end_a, copy.begin_b
            elif tails_a and heads_b and not heads_a and not tails_b:
                one.end_a, one.begin_b = copy.begin_a, copy.end_b


@kernel("int64(FoundRecords, int64)")
def weak_kernel(found: FoundRecords, n: int) -> int:
    """Drop rewritten passages that are too short, or weak beside the strongest; return how many stay."""
    strongest = 0.0
    for row in range(n):
        strongest = max(strongest, found[row].evidence)
    needed = min(MIN_RELATIVE * strongest, MAX_RELATIVE)
    kept = 0
    for row in range(n):
        one = found[row]
        length = min(one.end_a - one.begin_a, one.end_b - one.begin_b)
        if one.kind == COPIED or (one.evidence >= needed and length >= MIN_WORDS):
            found[kept] = one
            kept += 1
    return kept


@kernel("int64(FoundRecords, int64)")
def join_kernel(found: FoundRecords, n: int) -> int:
    """Join rewritten passages that are near each other on both sides; return how many stay.

    A passage that grows is held against all others again: as many times as there are passages to grow by, at most.
    """
    for row in range(n):
        one = found[row]
        at = 0
        while one.kind == REWORDED and at < n:
            other = found[at]
            gap_a = max(one.begin_a, other.begin_a) - min(one.end_a, other.end_a)
            gap_b = max(one.begin_b, other.begin_b) - min(one.end_b, other.end_b)
            at += 1
            if at - 1 == row or other.kind != REWORDED or gap_a > NEAR or gap_b > NEAR:
                continue
            one.begin_a, one.end_a = min(one.begin_a, other.begin_a), max(one.end_a, other.end_a)
            one.begin_b, one.end_b = min(one.begin_b, other.begin_b), max(one.end_b, other.end_b)
            one.evidence += other.evidence
            other.kind = GONE
            at = 0
    return compact_kernel(found, n)


@kernel("void(FoundRecords, int64, boolean)")
def sort_kernel(found: FoundRecords, n: int, strongest_first: bool) -> None:
    """Put the passages in the order of a, or the strongest first; equal ones stay as they stand."""
    keys = np.empty(n, np.float64)
    for row in range(n):
        keys[row] = -found[row].evidence if strongest_first else found[row].begin_a
    if n > 1:
        found[:n] = found[:n][np.argsort(keys, kind="mergesort")]


@inlined
def cut(begin: int, end: int, other_begin: int, other_end: int) -> tuple[int, int]:
    """What is left of a span outside another that overlaps it: the longer of what stands before and after that."""
    if other_begin - begin >= end - other_end:
        end = other_begin
    else:
        begin = other_end
    return begin, end


@kernel("int64(FoundRecords, int64)")
def part_kernel(found: FoundRecords, n: int) -> int:
    """Cut what overlaps on either side, the stronger keeping its words; order by place in a; return how many stay.

    A passage that loses more than half of either side goes. Copies do not overlap each other, so that the work is in
    proportion to their number.
    """
    sort_kernel(found, n, True)
    others, n_others = np.empty(n, np.int64), 0
    for row in range(n):
        if found[row].kind != COPIED:
            others[n_others] = row
            n_others += 1
    everything = np.arange(n)
    for row in range(n):
        one = found[row]
        length_a, length_b = one.end_a - one.begin_a, one.end_b - one.begin_b
        rivals = others[:n_others] if one.kind == COPIED else everything
        for better in rivals:
            if better >= row:
                break
            other = found[better]
            if other.kind != GONE and overlap_a(one, other) > 0:
                one.begin_a, one.end_a = cut(one.begin_a, one.end_a, other.begin_a, other.end_a)
                if 2 * (one.end_a - one.begin_a) < length_a:
                    one.kind = GONE
                    break
        for better in rivals:
            if better >= row:
                break
            other = found[better]
            if other.kind != GONE and overlap_b(one, other) > 0:
                one.begin_b, one.end_b = cut(one.begin_b, one.end_b, other.begin_b, other.end_b)
                if 2 * (one.end_b - one.begin_b) < length_b:
                    one.kind = GONE
                    break
    n = compact_kernel(found, n)
    sort_kernel(found, n, False)
    return n
