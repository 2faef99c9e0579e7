"""Sketches moved into another order, tokens and all: what is read text by text is then read from front to end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.config import Config
from dedup.runtime.storage import Arrays, Storage
from dedup.sketch.sketches import COLUMNS, Sketches, from_columns

TEXTS = 512
"""Texts moved at a time; in files they are read here and there, and each brings 64 KB of six of them into memory."""


def moved(sketches: Sketches, order: NDArray[np.int64], storage: Storage, config: Config) -> Sketches:
    """The same sketches with text `order[i]` at place i, in columns called "ordered-" and their name."""
    return merged((sketches,), np.zeros(len(order), np.int8), order, storage, config)


def merged(
    sources: Sequence[Sketches], of: NDArray[np.int8], texts: NDArray[np.int64], storage: Storage, config: Config
) -> Sketches:
    """Sketches from several: at place i text `texts[i]` of `sources[of[i]]`, in columns as `moved` makes them."""
    columns = [storage.column(f"ordered-{name}", dtype) for name, dtype in COLUMNS]
    edges = np.union1d(np.flatnonzero(np.diff(of)) + 1, np.arange(0, len(texts), TEXTS)).tolist()
    for begin, end in pairwise([*edges, len(texts)]):
        for column, part in zip(columns, _parts(sources[of[begin]], texts[begin:end]), strict=True):
            column.append(part)
        storage.release_memory()
    return from_columns((column.finish() for column in columns), config)


def _parts(sketches: Sketches, texts: NDArray[np.int64]) -> Arrays:
    """What each column gets of some texts."""
    layout = sketches.layout
    return (
        *_pieces(sketches.tokens, sketches.begin[texts], sketches.end[texts]),
        sketches.digests[texts],
        sketches.signatures[texts],
        *_pieces(sketches.fingerprints, sketches.fingerprint_begin[texts], sketches.fingerprint_end[texts]),
        *_pieces(layout.lines, layout.line_begin[texts], layout.line_end[texts]),
        *_pieces(layout.speeches, layout.speech_begin[texts], layout.speech_end[texts]),
        *_pieces(layout.numbers, layout.number_begin[texts], layout.number_end[texts]),
    )


def _pieces(values: NDArray[Any], begin: NDArray[np.int64], end: NDArray[np.int64]) -> tuple[NDArray[Any], ...]:
    """The values of each text, one text after the other, records as int32, and how many each has."""
    pieces = [values[i:j] for i, j in zip(begin.tolist(), end.tolist(), strict=True)]
    joined = np.concatenate([values[:0], *pieces])
    return joined.view(np.int32) if joined.dtype.names else joined, end - begin
