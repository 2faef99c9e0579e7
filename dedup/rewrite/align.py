"""Alignment at depth "rewrite": passages from verbatim copies to rewritten and summarised ones, for many pairs at once.

Nothing but the two texts is needed: no word lists, stemmers or statistics of a language or a collection.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.align import Alignments
from dedup.alignment.common_subsequence import common_words
from dedup.records import EDITED, REWRITTEN, SUMMARY, VERBATIM
from dedup.rewrite.found import COPIED, KIND, N_COLUMNS, SUMMARISED, sort_kernel
from dedup.rewrite.pairwise import pair_kernel
from dedup.rewrite.vocabulary import STEM_LETTERS, sort_stems_kernel
from dedup.runtime.kernels import inlined, kernel
from dedup.runtime.threads import on_threads
from dedup.text.numbers import with_digit
from dedup.text.segments import Segments, segment
from dedup.text.tokens import Tokens, tokenize
from dedup.weigh.evidence import in_full

MIN_EDITED = 0.6
"""Share of the words of both sides that stand in the same order, from which a passage is edited rather than
rewritten."""

MIN_FIGURES = 4
MIN_SAME_FIGURES = 1 / 3
"""Figures on both sides of a rewritten passage, and the share of them that both sides must have. Who rewords or
translates a text leaves its figures; where they are others, the words are a form that is filled in again and again,
such as a market report or a weather forecast."""

CHUNK = 64
"""Pairs that a thread takes at a time."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """m texts, ready to be aligned with each other.

    `tokens`: their words. `keys` uint64[n]: each text's stems in order, with their places. `figures` bool[n]: whether a
    word has a digit. `segments`: their sentences.
    """

    tokens: Tokens
    keys: NDArray[np.uint64]
    figures: NDArray[np.bool_]
    segments: Segments


def prepare(texts: Sequence[str]) -> Prepared:
    """Tokens, sentences and stems of the texts."""
    tokens = tokenize(texts)
    stems = tokenize(texts, STEM_LETTERS)
    keys = np.empty(len(tokens.hashes), np.uint64)
    sort_stems_kernel(stems.hashes, tokens.offsets, keys)
    return Prepared(tokens, keys, with_digit(tokens, texts), segment(texts, tokens))


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


@kernel("boolean(uint32[::1], uint32[::1], boolean[::1], boolean[::1])")
def other_figures(
    a: NDArray[np.uint32], b: NDArray[np.uint32], figures_a: NDArray[np.bool_], figures_b: NDArray[np.bool_]
) -> bool:
    """Whether two passages have figures, several each, and hardly any in common."""
    here, there = np.unique(a[figures_a]), np.unique(b[figures_b])
    least = min(len(here), len(there))
    if least < MIN_FIGURES:
        return False
    n_common, j = 0, 0
    for figure in here:
        while j < len(there) and there[j] < figure:
            j += 1
        n_common += j < len(there) and there[j] == figure
    return n_common < MIN_SAME_FIGURES * least


@kernel(
    "Tuple((int32[:, ::1], int64[::1]))(uint64[::1], uint32[::1], uint64[::1], int64[::1],"
    " boolean[::1], boolean[::1], int32[::1], int32[::1], int64[::1])"
)
def rewrite_kernel(
    pairs: NDArray[np.uint64],
    tokens: NDArray[np.uint32],
    keys: NDArray[np.uint64],
    offsets: NDArray[np.int64],
    figures: NDArray[np.bool_],
    edges: NDArray[np.bool_],
    segment_of: NDArray[np.int32],
    segment_starts: NDArray[np.int32],
    segment_offsets: NDArray[np.int64],
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Align pairs of texts (a in the high half, b in the low): passages and offsets, as in `Alignments`.

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
            a, b = b, a
        figures_a, figures_b = figures[offsets[a] : offsets[a + 1]], figures[offsets[b] : offsets[b + 1]]
        if n + len(found) > len(passages):
            grown = np.empty((2 * (n + len(found)), 6), np.int32)
            grown[:n] = passages[:n]
            passages = grown
        for row in range(len(found)):
            begin_a, end_a = np.int64(found[row, 0]), np.int64(found[row, 1])
            begin_b, end_b = np.int64(found[row, 2]), np.int64(found[row, 3])
            common = common_words(tokens_a[begin_a:end_a], tokens_b[begin_b:end_b])
            length = end_a - begin_a + end_b - begin_b
            if found[row, KIND] != COPIED and other_figures(
                tokens_a[begin_a:end_a], tokens_b[begin_b:end_b], figures_a[begin_a:end_a], figures_b[begin_b:end_b]
            ):
                continue
            passages[n, 0], passages[n, 1], passages[n, 2], passages[n, 3] = begin_a, end_a, begin_b, end_b
            passages[n, 4] = common
            if found[row, KIND] == SUMMARISED:
                passages[n, 5] = SUMMARY
            elif 2 * common == length:
                passages[n, 5] = VERBATIM
            elif found[row, KIND] == COPIED or 2 * common >= MIN_EDITED * length:
                passages[n, 5] = EDITED
            else:
                passages[n, 5] = REWRITTEN
            n += 1
        passage_offsets[k + 1] = n
    return passages[:n].copy(), passage_offsets


def align_rewritten(
    prepared: Prepared,
    pairs: NDArray[np.uint64],
    *,
    threads: int = 1,
    progress: Callable[[int], None] = lambda n_pairs: None,
) -> Alignments:
    """Align pairs of texts (number of a << 32 | number of b), on all threads; those without a passage are kept.

    Evidence counts every word of the shorter side of each passage in full.
    """
    tokens, segments = prepared.tokens, prepared.segments

    def work(chunk: NDArray[np.uint64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        columns: tuple[NDArray[np.int32], NDArray[np.int64]] = rewrite_kernel(
            chunk, tokens.hashes, prepared.keys, tokens.offsets, prepared.figures,
            segments.edges, segments.of_token, segments.starts, segments.offsets,
        )  # fmt: skip
        return columns

    found, counts = [np.empty((0, 6), np.int32)], [np.zeros(1, np.int64)]
    for part, part_offsets in on_threads(work, [pairs[i : i + CHUNK] for i in range(0, len(pairs), CHUNK)], threads):
        found.append(part)
        progress(len(part_offsets) - 1)
        counts.append(np.diff(part_offsets))
    passages, offsets = np.concatenate(found), np.cumsum(np.concatenate(counts))
    shorter = np.minimum(passages[:, 1] - passages[:, 0], passages[:, 3] - passages[:, 2])
    words = np.append(0, np.cumsum(shorter))
    evidence = (words[offsets[1:]] - words[offsets[:-1]]).astype(np.float32)
    return Alignments(pairs, passages, offsets, in_full(evidence))
