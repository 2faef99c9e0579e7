"""Matches as JSON Lines: passages and changes from the columns of the match table, everything else from objects."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.matches.objects import Made
from dedup.output.json_bytes import (
    SPAN_BYTES,
    Quoted,
    fixed,
    put,
    put_int,
    put_score,
    put_span,
    put_text,
    quoted,
    quoted_spans,
)
from dedup.records import CHANGE_KINDS, KINDS, ChangeRecords, SpanRecords, TextPassageRecords
from dedup.runtime.kernels import inlined, kernel

EMPTY = b'"passages": [], "changes": []}\n'
"""How the line of a match without either ends."""

_PASSAGES, _CHANGES, _END = fixed('"passages": ['), fixed('], "changes": ['), fixed("]}\n")
_A, _B, _WORDS, _SIMILARITY = fixed('{"a": '), fixed(', "b": '), fixed(', "words": '), fixed(', "similarity": ')
_KIND, _ALIGNED, _TEXT_A, _TEXT_B = (
    fixed(', "kind": '),
    fixed(', "aligned": ['),
    fixed(', "text_a": '),
    fixed(', "text_b": '),
)
_OPEN, _NEXT, _CLOSED, _CLOSED_LIST = fixed("["), fixed(", "), fixed("}"), fixed("]")
_ENDS = ("begin", "end")
_PASSAGE_BYTES = 2 * SPAN_BYTES + 160
_CHANGE_BYTES = 2 * SPAN_BYTES + 120
_ALIGNED_BYTES = 2 * SPAN_BYTES + 6


class Rows(NamedTuple):
    """What the rows of a table hold: their passages and changes, and the aligned sentences of each passage.

    `scores` int64[n] are the similarities of the passages in ten thousandths, `text_a` and `text_b` the words of the
    changes; `kinds` and `change_kinds` names by their codes.
    """

    passages: TextPassageRecords
    passage_bounds: NDArray[np.int64]
    changes: ChangeRecords
    change_bounds: NDArray[np.int64]
    aligned: SpanRecords
    aligned_bounds: NDArray[np.int64]
    scores: NDArray[np.int64]
    text_a: Quoted
    text_b: Quoted
    kinds: Quoted
    change_kinds: Quoted


@inlined
def put_spans(out: NDArray[np.uint8], n: int, row: Any) -> int:
    """Write the spans of a record in a and in b."""
    n = put_span(out, put(out, n, _A), row.begin_a, row.end_a)
    return put_span(out, put(out, n, _B), row.begin_b, row.end_b)


@inlined
def put_aligned(out: NDArray[np.uint8], n: int, aligned: SpanRecords, begin: int, end: int) -> int:
    """Write the sentences of a passage that say the same, if it has any."""
    if begin == end:
        return n
    n = put(out, n, _ALIGNED)
    for place in range(begin, end):
        if place > begin:
            n = put(out, n, _NEXT)
        n = put_span(out, put(out, n, _OPEN), aligned[place].begin_a, aligned[place].end_a)
        n = put_span(out, put(out, n, _NEXT), aligned[place].begin_b, aligned[place].end_b)
        n = put(out, n, _CLOSED_LIST)
    return put(out, n, _CLOSED_LIST)


@kernel("void(Rows, Quoted)")
def ends_kernel(rows: Rows, found: Quoted) -> None:
    """Write the end of each line of a table: its passages and changes."""
    n = 0
    out = found.data
    found.offsets[0] = 0
    for row in range(len(rows.passage_bounds) - 1):
        n = put(out, n, _PASSAGES)
        for place in range(rows.passage_bounds[row], rows.passage_bounds[row + 1]):
            if place > rows.passage_bounds[row]:
                n = put(out, n, _NEXT)
            passage = rows.passages[place]
            n = put_spans(out, n, passage)
            n = put_int(out, put(out, n, _WORDS), passage.n_words)
            n = put_score(out, put(out, n, _SIMILARITY), rows.scores[place])
            n = put_text(out, put(out, n, _KIND), rows.kinds, passage.kind)
            n = put_aligned(out, n, rows.aligned, rows.aligned_bounds[place], rows.aligned_bounds[place + 1])
            n = put(out, n, _CLOSED)
        n = put(out, n, _CHANGES)
        for place in range(rows.change_bounds[row], rows.change_bounds[row + 1]):
            if place > rows.change_bounds[row]:
                n = put(out, n, _NEXT)
            n = put_spans(out, n, rows.changes[place])
            n = put_text(out, put(out, n, _TEXT_A), rows.text_a, place)
            n = put_text(out, put(out, n, _TEXT_B), rows.text_b, place)
            n = put_text(out, put(out, n, _KIND), rows.change_kinds, rows.changes[place].kind)
            n = put(out, n, _CLOSED)
        n = put(out, n, _END)
        found.offsets[row + 1] = n


def ends_of(made: Made) -> Iterator[bytes]:
    """How the line of each match ends: its passages and its changes."""
    table, points, sides = made.table, made.read.points, made.read.sides
    changes, passages, aligned = table.changes, table.passages, table.aligned
    scores = [round(score, 4) for score in passages.values["similarity"].tolist()]
    text_a, text_b = (
        quoted_spans(points.chars, *(points.bounds[owners] + changes.values[f"{end}_{side}"] for end in _ENDS))
        for side, owners in (("a", sides["a"][changes.owners]), ("b", sides["b"][changes.owners]))
    )
    rows = Rows(
        passages.values,
        passages.offsets,
        changes.values,
        changes.offsets,
        aligned.values,
        aligned.offsets,
        np.rint(10_000 * np.array(scores, np.float64)).astype(np.int64),
        text_a,
        text_b,
        quoted(KINDS),
        quoted(CHANGE_KINDS),
    )
    n_bytes = len(text_a.data) + len(text_b.data) + len(table) * (len(_PASSAGES) + len(_CHANGES) + len(_END))
    n_bytes += len(scores) * _PASSAGE_BYTES + len(changes.values) * _CHANGE_BYTES + len(aligned.values) * _ALIGNED_BYTES
    found = Quoted(np.empty(n_bytes, np.uint8), np.empty(len(table) + 1, np.int64))
    ends_kernel(rows, found)
    data, bounds = found.data[: found.offsets[-1]].tobytes(), found.offsets.tolist()
    return (data[begin:end] for begin, end in pairwise(bounds))
