"""Alignment at depth "rewrite": passages from verbatim copies to rewritten and summarised ones, for many pairs at once.

Nothing but the two texts is needed: no word lists, stemmers or statistics of a language or a collection.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.confirm.common_words import common_words
from dedup.confirm.found import COPIED, KIND, N_COLUMNS, SUMMARY, sort_kernel
from dedup.confirm.pairwise import pair_kernel
from dedup.confirm.vocabulary import STEM_LETTERS, sort_stems_kernel
from dedup.kernels import inlined, kernel
from dedup.results import PassageKind
from dedup.text.sentences import Segments, segment
from dedup.text.tokens import Tokens, tokenize

KINDS: tuple[PassageKind, ...] = ("verbatim", "edited", "rewritten", "summary")
"""By code; a code is the index here."""

_VERBATIM, _EDITED, _REWRITTEN, _SUMMARY = range(4)

MIN_EDITED = 0.6
"""Share of the words of both sides that stand in the same order, from which a passage is edited rather than
rewritten."""

CHUNK = 64
"""Pairs that a thread takes at a time."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """m texts, ready to be aligned with each other.

    `tokens`: their words. `keys` uint64[n]: each text's stems in order, with their places. `segments`: their sentences.
    """

    tokens: Tokens
    keys: NDArray[np.uint64]
    segments: Segments


@dataclass(frozen=True, slots=True)
class Rewrites:
    """What P pairs of texts share, in columns.

    `passages` int32[n, 6]: begin and end in a, begin and end in b (places of tokens), the words common to both in
    order, and the kind (`KINDS`); those of pair i stand at `offsets[i]:offsets[i + 1]` (int64[P + 1]), in the order
    of a.
    """

    passages: NDArray[np.int32]
    offsets: NDArray[np.int64]


def prepare(texts: Sequence[str]) -> Prepared:
    """Tokens, sentences and stems of the texts."""
    tokens = tokenize(texts)
    stems = tokenize(texts, STEM_LETTERS)
    keys = np.empty(len(tokens.hashes), np.uint64)
    sort_stems_kernel(stems.hashes, tokens.offsets, keys)
    return Prepared(tokens, keys, segment(texts, tokens))


@inlined
def _compare(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> int:
    """-1, 0 or 1, as text a stands before, with or after b in an order that goes by content only."""
    order = 0
    if len(a) != len(b):
        order = -1 if len(a) < len(b) else 1
    else:
        for i in range(len(a)):
            if a[i] != b[i]:
                order = -1 if a[i] < b[i] else 1
                break
    return order


@kernel(
    "Tuple((int32[:, ::1], int64[::1]))(uint64[::1], uint32[::1], uint64[::1], int64[::1],"
    " boolean[::1], int32[::1], int32[::1], int64[::1])"
)
def rewrite_kernel(
    pairs: NDArray[np.uint64],
    tokens: NDArray[np.uint32],
    keys: NDArray[np.uint64],
    offsets: NDArray[np.int64],
    edges: NDArray[np.bool_],
    segment_of: NDArray[np.int32],
    segment_starts: NDArray[np.int32],
    segment_offsets: NDArray[np.int64],
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Align pairs of texts (a in the high half, b in the low): the columns of `Rewrites`.

    Both texts are put in the order of their content first, so that neither order of a pair can matter.
    """
    passages, n = np.empty((4 * len(pairs) + 16, 6), np.int32), 0
    passage_offsets = np.zeros(len(pairs) + 1, np.int64)
    for k in range(len(pairs)):
        a, b = np.int64(pairs[k] >> np.uint64(32)), np.int64(pairs[k] & np.uint64(0xFFFFFFFF))
        order = _compare(tokens[offsets[a] : offsets[a + 1]], tokens[offsets[b] : offsets[b + 1]])
        if order > 0:
            a, b = b, a
        tokens_a, tokens_b = tokens[offsets[a] : offsets[a + 1]], tokens[offsets[b] : offsets[b + 1]]
        n_a, n_b = len(tokens_a), len(tokens_b)
        if n_a > 0 and order == 0:
            found = np.empty((1, N_COLUMNS), np.float64)  # one copy from end to end, however short
            found[0, 0], found[0, 1], found[0, 2], found[0, 3], found[0, KIND] = 0, n_a, 0, n_b, COPIED
        elif n_a > 0 and n_b > 0:
            found = pair_kernel(
                tokens_a, tokens_b,
                keys[offsets[a] : offsets[a + 1]], keys[offsets[b] : offsets[b + 1]],
                segment_starts[segment_offsets[a] : segment_offsets[a + 1]],
                segment_starts[segment_offsets[b] : segment_offsets[b + 1]],
                segment_of[offsets[a] : offsets[a + 1]], segment_of[offsets[b] : offsets[b + 1]],
                edges[offsets[a] : offsets[a + 1] + 1], edges[offsets[b] : offsets[b + 1] + 1],
            )  # fmt: skip
        else:
            found = np.empty((0, N_COLUMNS), np.float64)
        if order > 0:
            for row in range(len(found)):
                for column in (0, 1):
                    here, there = found[row, column], found[row, column + 2]
                    found[row, column], found[row, column + 2] = there, here
            sort_kernel(found, len(found), 0, False)
            tokens_a, tokens_b = tokens_b, tokens_a
        if n + len(found) > len(passages):
            grown = np.empty((2 * (n + len(found)), 6), np.int32)
            grown[:n] = passages[:n]
            passages = grown
        for row in range(len(found)):
            begin_a, end_a = np.int64(found[row, 0]), np.int64(found[row, 1])
            begin_b, end_b = np.int64(found[row, 2]), np.int64(found[row, 3])
            common = common_words(tokens_a[begin_a:end_a], tokens_b[begin_b:end_b])
            length = end_a - begin_a + end_b - begin_b
            passages[n, 0], passages[n, 1], passages[n, 2], passages[n, 3] = begin_a, end_a, begin_b, end_b
            passages[n, 4] = common
            if found[row, KIND] == SUMMARY:
                passages[n, 5] = _SUMMARY
            elif 2 * common == length:
                passages[n, 5] = _VERBATIM
            elif found[row, KIND] == COPIED or 2 * common >= MIN_EDITED * length:
                passages[n, 5] = _EDITED
            else:
                passages[n, 5] = _REWRITTEN
            n += 1
        passage_offsets[k + 1] = n
    return passages[:n].copy(), passage_offsets


def align_rewritten(
    prepared: Prepared,
    pairs: NDArray[np.uint64],
    *,
    threads: int = 1,
    progress: Callable[[int], None] = lambda n_pairs: None,
) -> Rewrites:
    """Align pairs of texts (number of a << 32 | number of b), on all threads."""
    tokens, segments = prepared.tokens, prepared.segments

    def work(chunk: NDArray[np.uint64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        columns: tuple[NDArray[np.int32], NDArray[np.int64]] = rewrite_kernel(
            chunk, tokens.hashes, prepared.keys, tokens.offsets,
            segments.edges, segments.of_token, segments.starts, segments.offsets,
        )  # fmt: skip
        return columns

    passages = [np.empty((0, 6), np.int32)]
    counts = [np.zeros(1, np.int64)]
    with ThreadPoolExecutor(threads) as pool:
        for found, offsets in pool.map(work, (pairs[i : i + CHUNK] for i in range(0, len(pairs), CHUNK))):
            passages.append(found)
            counts.append(np.diff(offsets))
            progress(len(offsets) - 1)
    return Rewrites(np.concatenate(passages), np.cumsum(np.concatenate(counts)))
