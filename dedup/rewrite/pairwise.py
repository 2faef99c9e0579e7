"""One pair of texts at depth "rewrite": from copies, seeds and what stands out to passages that do not overlap."""

from __future__ import annotations

import numpy as np

from dedup.rewrite.boundaries import extend_kernel, support_kernel
from dedup.rewrite.copies import substantial_copies
from dedup.rewrite.found import (
    COPIED,
    FOUND,
    GONE,
    MIN_ADDED,
    MIN_ADDED_RATE,
    MIN_CONTAINMENT,
    MIN_EVIDENCE,
    REWORDED,
    SUMMARISED,
    FoundRecords,
    box_of,
    compact_kernel,
    evidence_of,
    join_kernel,
    overlap_a,
    overlap_b,
    part_kernel,
    split_transposed,
    strongest_kernel,
    swapped_kernel,
    weak_kernel,
    write,
)
from dedup.rewrite.seeds import cluster_kernel, seed_kernel
from dedup.rewrite.side import Counts, Side
from dedup.rewrite.standout import NOTHING, SUMMARY_THERE, classify_standout
from dedup.rewrite.vocabulary import shared_kernel, weight_kernel
from dedup.rewrite.wholes import alike_as_wholes
from dedup.runtime.kernels import kernel


@kernel("boolean(Side, Side, FoundRecords, int64, Counts)")
def adds_enough(a: Side, b: Side, found: FoundRecords, row: int, counts: Counts) -> bool:
    """Whether a rewritten passage adds enough to the copies inside it to stand in their place."""
    one = found[row]
    length_a, length_b = one.end_a - one.begin_a, one.end_b - one.begin_b
    inside_a, inside_b, one_sided_a, one_sided_b = 0, 0, 0, 0
    for other in range(len(found)):
        if found[other].kind == COPIED:
            on_a, on_b = overlap_a(one, found[other]), overlap_b(one, found[other])
            one_sided_a += on_a
            one_sided_b += on_b
            if on_a > 0 and on_b > 0:
                inside_a += on_a
                inside_b += on_b
    if inside_a == 0:
        return bool(2 * one_sided_a <= length_a and 2 * one_sided_b <= length_b)
    added_a, added_b = length_a - inside_a, length_b - inside_b
    if min(added_a, added_b) < MIN_ADDED:
        return False
    found_a, total_a, found_b, total_b = support_kernel(a, b, box_of(one), counts)
    rate_a = (found_a / total_a * length_a - inside_a) / added_a
    rate_b = (found_b / total_b * length_b - inside_b) / added_b
    return bool(min(rate_a, rate_b) >= MIN_ADDED_RATE)


@kernel("int64(Side, Side, FoundRecords, int64, Counts)")
def choose_kernel(a: Side, b: Side, found: FoundRecords, n: int, counts: Counts) -> int:
    """Between a rewritten passage and the copies inside it: keep the one or the others; return how many stay."""
    for row in range(n):
        if found[row].kind != REWORDED:
            continue
        if not adds_enough(a, b, found[:n], row, counts):
            found[row].kind = GONE
            continue
        for other in range(n):
            copy = found[other]
            if copy.kind == COPIED and overlap_a(found[row], copy) > 0 and overlap_b(found[row], copy) > 0:
                copy.kind = GONE
    return compact_kernel(found, n)


@kernel("int64(Side, Side, FoundRecords, int64, Counts)")
def standout_passages(a: Side, b: Side, found: FoundRecords, n: int, counts: Counts) -> int:
    """Add what only shows as a whole, seen from either text; return how many passages there are."""
    summary, summary_ratio = (0, 0, 0, 0), 0.0
    for seen_from_b in (False, True):
        if seen_from_b:
            kind, (i, j, k, m), weight = classify_standout(b, a, swapped_kernel(found[:n]), counts)
            box = (k, m, i, j)
        else:
            kind, box, weight = classify_standout(a, b, found[:n], counts)
        if kind == SUMMARY_THERE:
            if weight > summary_ratio:
                summary, summary_ratio = box, weight
        elif kind != NOTHING:
            write(found[n], box, REWORDED, (weight, 0.0))
            alone = True
            for row in range(n):
                alone = alone and overlap_a(found[n], found[row]) == 0 and overlap_b(found[n], found[row]) == 0
            if alone:
                n += 1
    if summary_ratio > 0:
        write(found[n], summary, SUMMARISED, (summary_ratio, 0.0))
        for row in range(n):
            if overlap_a(found[n], found[row]) > 0 or overlap_b(found[n], found[row]) > 0:
                found[row].kind = GONE
        n = compact_kernel(found, n + 1)
    return n


@kernel("FoundRecords(Side, Side)")
def pair_kernel(a: Side, b: Side) -> FoundRecords:
    """The passages of two texts, FOUND[n], in the order of a; none overlap on either side.

    Fills `words` and `weights` of both sides.
    """
    copies = substantial_copies(a.tokens, b.tokens)
    n_shared = shared_kernel(a, b)
    weight_kernel(a, b, n_shared)
    counts = Counts(
        np.zeros(n_shared, np.int32),
        np.zeros(n_shared, np.int32),
        np.empty(max(len(a.tokens), len(b.tokens)), np.float32),
    )
    hulls = cluster_kernel(seed_kernel(a, b, n_shared))
    found = np.empty(len(copies) + len(hulls) + 3, FOUND)
    n = 0
    for row in range(len(copies)):
        copy = copies[row]
        box = (int(copy.begin_a), int(copy.end_a), int(copy.begin_b), int(copy.end_b))
        write(found[n], box, COPIED, evidence_of(support_kernel(a, b, box, counts)))
        n += 1
    for row in range(len(hulls)):
        hull = hulls[row]
        box = (
            int(a.starts[hull.first_a]), int(a.starts[hull.last_a + 1]),
            int(b.starts[hull.first_b]), int(b.starts[hull.last_b + 1]),
        )  # fmt: skip
        box = extend_kernel(a, b, box, counts)
        begin_a, end_a, _, _ = box
        if end_a > begin_a:
            evidence, containment = evidence_of(support_kernel(a, b, box, counts))
            if evidence >= MIN_EVIDENCE and containment >= MIN_CONTAINMENT:
                write(found[n], box, REWORDED, (evidence, containment))
                n += 1
    n = join_kernel(found, weak_kernel(found, strongest_kernel(found, n)))
    split_transposed(found, n)
    n = choose_kernel(a, b, found, n, counts)
    n = part_kernel(found, standout_passages(a, b, found, n, counts))
    if n == 0 and alike_as_wholes(a, b, counts):
        write(found[0], (0, len(a.tokens), 0, len(b.tokens)), REWORDED, (0.0, 0.0))
        n = 1
    return found[:n]
