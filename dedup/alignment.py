"""Two texts in, their common passages out: the one alignment, in two depths."""

from __future__ import annotations

from typing import Literal

import numpy as np

from dedup.results import Passage, Span

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
    return _copied(a, b) if depth == "copy" else _rewritten(a, b)


def _copied(a: str, b: str) -> tuple[Passage, ...]:
    from dedup.confirm.align import align as align_copies
    from dedup.confirm.days import NO_DAY
    from dedup.text.tokens import tokenize

    tokens = tokenize([a, b])
    spans = (tokens.offsets[:-1].copy(), tokens.offsets[1:].copy())
    sides = (tokens.of(0), tokens.of(1))
    flipped = (len(sides[0]), sides[0].hashes.tolist()) > (len(sides[1]), sides[1].hashes.tolist())
    if flipped:
        spans = (spans[0][::-1].copy(), spans[1][::-1].copy())
    marks, days = np.zeros(len(tokens), np.uint8), np.full(2, NO_DAY)
    rows = align_copies(tokens.hashes, spans, _PAIR, marks, days).passages.tolist()
    if flipped:
        rows = sorted([c, d, a, b, n] for a, b, c, d, n in rows)
    passages = []
    for begin_a, end_a, begin_b, end_b, n_words in rows:
        similarity = 2 * n_words / (end_a - begin_a + end_b - begin_b)
        span_a: Span = (int(sides[0].starts[begin_a]), int(sides[0].ends[end_a - 1]))
        span_b: Span = (int(sides[1].starts[begin_b]), int(sides[1].ends[end_b - 1]))
        kind: Literal["verbatim", "edited"] = "verbatim" if similarity == 1 else "edited"
        passages.append(Passage(span_a, span_b, n_words, round(similarity, 4), kind))
    return tuple(passages)


def _rewritten(a: str, b: str) -> tuple[Passage, ...]:
    return tuple(passage for passage, _ in rewritten(a, b))


def rewritten(a: str, b: str) -> list[tuple[Passage, tuple[int, int, int, int]]]:
    """The passages at depth "rewrite", each with its words: begin and end in a, begin and end in b."""
    from dedup.confirm.rewrite import KINDS, align_rewritten, prepare
    from dedup.confirm.sentence_pairs import sentence_pairs
    from dedup.confirm.vocabulary import STEM_LETTERS
    from dedup.text.tokens import tokenize

    prepared = prepare([a, b])
    sides = (prepared.tokens.of(0), prepared.tokens.of(1))
    at = prepared.tokens.offsets

    def span(side: int, begin: int, end: int) -> Span:
        return int(sides[side].starts[begin]), int(sides[side].ends[end - 1])

    stems = None
    found = []
    for begin_a, end_a, begin_b, end_b, n_words, code in align_rewritten(prepared, _PAIR).passages.tolist():
        aligned: list[tuple[Span, Span]] = []
        if KINDS[code] in ("rewritten", "summary"):
            stems = tokenize([a, b], STEM_LETTERS) if stems is None else stems
            here, there = slice(at[0] + begin_a, at[0] + end_a), slice(at[1] + begin_b, at[1] + end_b)
            edges = prepared.segments.edges
            for from_a, to_a, from_b, to_b in sentence_pairs(
                (stems.hashes[here], stems.hashes[there]), (edges[here], edges[there])
            ):
                aligned.append((span(0, begin_a + from_a, begin_a + to_a), span(1, begin_b + from_b, begin_b + to_b)))
        similarity = 2 * n_words / (end_a - begin_a + end_b - begin_b)
        passage = Passage(
            span(0, begin_a, end_a), span(1, begin_b, end_b), n_words, round(similarity, 4), KINDS[code], tuple(aligned)
        )
        found.append((passage, (begin_a, end_a, begin_b, end_b)))
    return found
