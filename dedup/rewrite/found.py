"""What the alignment of one pair has found so far: a table with a row for each passage, and the rules it must pass.

Columns: begin and end in a, begin and end in b (places of tokens), kind, evidence, containment. Evidence is the
weight of the matched words of the side that has less, times the containment of both sides: so many rare words,
counted in full where the two stretches are made of each other's words entirely. Containment is the smaller side's.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel

KIND, EVIDENCE, CONTAINMENT = 4, 5, 6
N_COLUMNS = 7

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

STANDALONE_MIN = (14.0, 0.5)
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
    rate_a, rate_b = support[0] / support[1], support[2] / support[3]
    return min(support[0], support[2]) * rate_a * rate_b, min(rate_a, rate_b)


@inlined
def overlap(found: NDArray[np.float64], row: int, other: int, column: int) -> float:
    """Words that two rows share on the side that begins at `column`."""
    shared = min(found[row, column + 1], found[other, column + 1]) - max(found[row, column], found[other, column])
    return float(max(shared, 0.0))


@kernel("int64(float64[:, ::1], int64)")
def compact_kernel(found: NDArray[np.float64], n: int) -> int:
    """Remove the rows marked as gone; return how many stay."""
    kept = 0
    for row in range(n):
        if found[row, KIND] != GONE:
            found[kept] = found[row]
            kept += 1
    return kept


@kernel("void(float64[:, ::1], int64)")
def split_transposed(found: NDArray[np.float64], n: int) -> None:
    """Cut copies from rewritten rows at whose opposite ends they stand: two passages that changed places, not one.

    A copy that is less than a quarter of the row is one of many pieces of a shuffled passage, and stays in it.
    """
    for row in range(n):
        for copy in range(n):
            if found[row, KIND] != REWORDED or found[copy, KIND] != COPIED:
                continue
            if overlap(found, row, copy, 0) == 0 or overlap(found, row, copy, 2) == 0:
                continue
            if 4 * overlap(found, row, copy, 0) < found[row, 1] - found[row, 0]:
                continue
            if 4 * overlap(found, row, copy, 2) < found[row, 3] - found[row, 2]:
                continue
            heads_a, heads_b = found[copy, 0] - found[row, 0] <= NEAR, found[copy, 2] - found[row, 2] <= NEAR
            tails_a, tails_b = found[row, 1] - found[copy, 1] <= NEAR, found[row, 3] - found[copy, 3] <= NEAR
            if heads_a and tails_b and not tails_a and not heads_b:
                found[row, 0], found[row, 3] = found[copy, 1], found[copy, 2]
            elif tails_a and heads_b and not heads_a and not tails_b:
                found[row, 1], found[row, 2] = found[copy, 0], found[copy, 3]


@kernel("int64(float64[:, ::1], int64)")
def weak_kernel(found: NDArray[np.float64], n: int) -> int:
    """Drop rewritten rows that are too short, or weak beside the strongest; return how many rows stay."""
    strongest = 0.0
    for row in range(n):
        strongest = max(strongest, found[row, EVIDENCE])
    needed = min(MIN_RELATIVE * strongest, MAX_RELATIVE)
    kept = 0
    for row in range(n):
        length = min(found[row, 1] - found[row, 0], found[row, 3] - found[row, 2])
        if found[row, KIND] == COPIED or (found[row, EVIDENCE] >= needed and length >= MIN_WORDS):
            found[kept] = found[row]
            kept += 1
    return kept


@kernel("int64(float64[:, ::1], int64)")
def join_kernel(found: NDArray[np.float64], n: int) -> int:
    """Join rewritten rows that are near each other on both sides; return how many rows stay."""
    changed = True
    while changed:
        changed = False
        for row in range(n):
            for other in range(row + 1, n):
                if found[row, KIND] != REWORDED or found[other, KIND] != REWORDED:
                    continue
                gap_a = max(found[row, 0], found[other, 0]) - min(found[row, 1], found[other, 1])
                gap_b = max(found[row, 2], found[other, 2]) - min(found[row, 3], found[other, 3])
                if gap_a > NEAR or gap_b > NEAR:
                    continue
                for column in (0, 2):
                    found[row, column] = min(found[row, column], found[other, column])
                    found[row, column + 1] = max(found[row, column + 1], found[other, column + 1])
                found[row, EVIDENCE] += found[other, EVIDENCE]
                found[other, KIND] = GONE
                changed = True
    return compact_kernel(found, n)


@kernel("void(float64[:, ::1], int64, int64, boolean)")
def sort_kernel(found: NDArray[np.float64], n: int, column: int, descending: bool) -> None:
    """Put the rows in the order of a column, equal ones as they stand."""
    saved = np.empty(N_COLUMNS, np.float64)
    for row in range(1, n):
        saved[:] = found[row]
        place = row
        while place > 0 and (
            found[place - 1, column] < saved[column] if descending else found[place - 1, column] > saved[column]
        ):
            found[place] = found[place - 1]
            place -= 1
        found[place] = saved


@kernel("int64(float64[:, ::1], int64)")
def part_kernel(found: NDArray[np.float64], n: int) -> int:
    """Cut what overlaps on either side, the stronger row keeping its words; order by place in a; return how many stay.

    A row that loses more than half of either side goes.
    """
    sort_kernel(found, n, EVIDENCE, True)
    for row in range(n):
        for column in (0, 2):
            length = found[row, column + 1] - found[row, column]
            for better in range(row):
                if found[better, KIND] == GONE or overlap(found, row, better, column) == 0:
                    continue
                if found[better, column] - found[row, column] >= found[row, column + 1] - found[better, column + 1]:
                    found[row, column + 1] = found[better, column]
                else:
                    found[row, column] = found[better, column + 1]
                if 2 * (found[row, column + 1] - found[row, column]) < length:
                    found[row, KIND] = GONE
                    break
    n = compact_kernel(found, n)
    sort_kernel(found, n, 0, False)
    return n
