"""Two texts in, their common passages out: the one alignment, in two depths."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.align import Alignments
from dedup.alignment.align import align as align_copies
from dedup.matches.matches import passages_of, swapped_passages
from dedup.results import Passage
from dedup.rewrite.align import align_rewritten, prepare
from dedup.text.side import Side
from dedup.text.tokens import Tokens, tokenize
from dedup.weigh.days import NO_DAY

Depth = Literal["copy", "rewrite"]
"""`copy`: verbatim with edits, from 8 words on. `rewrite`: also reworded, translated and summarised text, from a
sentence on; shorter copies count only inside longer passages."""

_PAIR = np.array([1], np.uint64)  # text 0 with text 1


def align(a: str, b: str, depth: Depth = "rewrite") -> tuple[Passage, ...]:
    """The passages that two texts share, in the order of `a`; none overlap on either side.

    With the texts the other way round the answer is the same with its sides exchanged.

    >>> [passage] = align("Nobody was hurt when the river rose.", "nobody was hurt when the river rose")
    >>> passage.a, passage.b, passage.kind
    ((0, 35), (0, 35), 'verbatim')
    """
    tokens = tokenize([a, b])
    found = rewritten(a, b) if depth == "rewrite" else copied(tokens, np.zeros(len(tokens), np.uint8))
    return passages_of(Side.of(a), Side.of(b), found.passages.tolist())


def copied(tokens: Tokens, marks: NDArray[np.uint8]) -> Alignments:
    """What two texts share at depth "copy", given their tokens and marks (`evidence`); no pair where it is nothing."""
    begin, end = tokens.offsets[:-1].copy(), tokens.offsets[1:].copy()
    sides = [tokens.of(text).hashes.tolist() for text in (0, 1)]
    in_order = sides[0] <= sides[1]  # an order by content, so that the answer is the same either way
    if not in_order:
        begin, end = begin[::-1].copy(), end[::-1].copy()
    found = align_copies(tokens.hashes, (begin, end), _PAIR, marks, np.full(2, NO_DAY))
    if in_order:
        return found
    rows = np.array(swapped_passages(found.passages.tolist()), np.int32).reshape(-1, 6)
    return Alignments(found.pairs, rows, found.offsets, found.evidence)


def rewritten(a: str, b: str) -> Alignments:
    """What two texts share at depth "rewrite"; no pair where they share nothing."""
    found = align_rewritten(prepare([a, b]), _PAIR)
    return found.selected(np.diff(found.offsets) > 0)
