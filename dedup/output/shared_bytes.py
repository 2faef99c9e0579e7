"""Shared wording as JSON Lines, from its columns: of 30,000 articles 60,000 lines, with half a million places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.output.json_bytes import SPAN_BYTES, Quoted, fixed, put, put_int, put_span, put_text, quoted
from dedup.runtime.kernels import kernel
from dedup.shared_wording.wording import OccurrenceRecords, SharedColumns

AT_ONCE = 16_384
"""Lines written at a time, some 10 MB."""

_TEXT, _WORDS, _ARTICLES = fixed('{"type": "shared", "text": '), fixed(', "words": '), fixed(', "articles": [')
_NEXT, _ID, _SPAN, _CLOSED, _END = fixed(", "), fixed('{"id": '), fixed(', "span": '), fixed("}"), fixed("]}\n")
_LINE_BYTES = len(_TEXT) + len(_WORDS) + len(_ARTICLES) + len(_END) + 20
_PLACE_BYTES = len(_NEXT) + len(_ID) + len(_SPAN) + len(_CLOSED) + SPAN_BYTES


class Lines(NamedTuple):
    """Runs of shared wording: the text and the words of each; its places by their bounds, each in the article that has
    the id of this number.
    """

    texts: Quoted
    n_words: NDArray[np.int64]
    bounds: NDArray[np.int64]
    places: OccurrenceRecords
    id_of: NDArray[np.int64]
    ids: Quoted


@kernel("int64(Lines, uint8[::1])")
def lines_kernel(lines: Lines, out: NDArray[np.uint8]) -> int:
    """Write these lines; return how many bytes they have."""
    n = 0
    for run in range(len(lines.n_words)):
        n = put_text(out, put(out, n, _TEXT), lines.texts, run)
        n = put_int(out, put(out, n, _WORDS), lines.n_words[run])
        n = put(out, n, _ARTICLES)
        for place in range(lines.bounds[run], lines.bounds[run + 1]):
            if place > lines.bounds[run]:
                n = put(out, n, _NEXT)
            n = put_text(out, put(out, n, _ID), lines.ids, lines.id_of[place])
            n = put_span(out, put(out, n, _SPAN), lines.places[place].begin, lines.places[place].end)
            n = put(out, n, _CLOSED)
        n = put(out, n, _END)
    return n


def shared_bytes(columns: SharedColumns) -> Iterator[bytes]:
    """All lines, many at a time."""
    ids = quoted(list(columns.ids.values()))
    id_bytes = np.diff(ids.offsets)
    numbers = np.fromiter(columns.ids, np.int64, len(columns.ids))
    for begin in range(0, len(columns.n_words), AT_ONCE):
        here = slice(begin, begin + AT_ONCE)
        texts = quoted(columns.texts[here])
        offsets = columns.occurrences.offsets[begin : begin + AT_ONCE + 1]
        places = columns.occurrences.values[offsets[0] : offsets[-1]]
        id_of = np.searchsorted(numbers, places["article"])
        lines = Lines(texts, columns.n_words[here].copy(), offsets - offsets[0], places, id_of, ids)
        n_bytes = len(texts.data) + len(lines.n_words) * _LINE_BYTES + len(places) * _PLACE_BYTES
        out = np.empty(n_bytes + int(id_bytes[id_of].sum()), np.uint8)
        yield out[: lines_kernel(lines, out)].tobytes()
