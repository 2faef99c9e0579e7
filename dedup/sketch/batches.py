"""Batches of texts: tokens, layout and sketches of some texts at a time, in arrays that are filled again and again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.config import Config
from dedup.records import NUMERAL, SPEECH
from dedup.runtime.kernels import kernel
from dedup.runtime.storage import Arrays, Workspace
from dedup.sketch.minhash import Permutations, permutations, signature_kernel
from dedup.sketch.shingles import has_characters, mix, prefix_kernel, shingle_kernel, weighed_shingle_kernel
from dedup.sketch.winnowing import weighed_winnow_kernel, winnow_kernel
from dedup.text.abbreviations import abbreviations
from dedup.text.characters import fold_table
from dedup.text.embedded import credit_words
from dedup.text.layout import LayoutColumns, layout_kernel
from dedup.text.marks import mark_table
from dedup.text.numbers import folded_digits
from dedup.text.tokens import ALL_LETTERS, Points, Tokens, code_points, tokenize_kernel

BATCH_CHARS = 500_000
"""Characters in a batch: its arrays (some 12 MB) are filled again and again and stay in the outer caches."""

MIN_CHARS = 100
"""What a text counts at least in a batch: the signature of an empty one takes as much memory as any."""


class WorkArrays(NamedTuple):
    """Work space for the longest text of a batch, of n words: `prefix` uint64[n + 1]; `shingles`, `values` [n]."""

    prefix: NDArray[np.uint64]
    shingles: NDArray[np.uint64]
    values: NDArray[np.uint32]


class Batch(NamedTuple):
    """The sketches of a batch: those of `Sketches`, with `fingerprint_offsets` int64[n + 1]."""

    digests: NDArray[np.uint64]
    signatures: Annotated[NDArray[np.uint32], 2]
    fingerprints: NDArray[np.uint64]
    fingerprint_offsets: NDArray[np.int64]


class Sizes(NamedTuple):
    """Of `Config`: words in a shingle and in a fingerprint, and fingerprints in a window."""

    shingle: int
    fingerprint: int
    window: int


@kernel("void(uint32[::1], int64[::1], Sizes, Permutations, WorkArrays, Batch)")
def sketch_kernel(
    tokens: NDArray[np.uint32],
    offsets: NDArray[np.int64],
    sizes: Sizes,
    permutations: Permutations,
    work: WorkArrays,
    batch: Batch,
) -> None:
    """Fill a batch with the sketches of texts from their tokens."""
    prefix, shingles, fingerprint_offsets = work.prefix, work.shingles, batch.fingerprint_offsets
    fingerprint_offsets[0] = 0
    for text in range(len(offsets) - 1):
        n_tokens = offsets[text + 1] - offsets[text]
        prefix_kernel(tokens, offsets[text], offsets[text + 1], prefix)
        batch.digests[text] = mix(prefix[n_tokens])
        begin, at = offsets[text], fingerprint_offsets[text]
        fingerprints, of_text = batch.fingerprints[at:], prefix[: n_tokens + 1]
        if has_characters(tokens, begin, offsets[text + 1]):
            n = weighed_shingle_kernel(tokens, of_text, begin, sizes.shingle, shingles)
            signature_kernel(shingles, n, permutations, work.values, batch.signatures[text])
            n = weighed_shingle_kernel(tokens, of_text, begin, sizes.fingerprint, shingles)
            n = weighed_winnow_kernel(tokens, begin, shingles, n, sizes.window, fingerprints)
        else:
            n = shingle_kernel(prefix, n_tokens, sizes.shingle, shingles)
            signature_kernel(shingles, n, permutations, work.values, batch.signatures[text])
            n = shingle_kernel(prefix, n_tokens, sizes.fingerprint, shingles)
            n = winnow_kernel(shingles, n, sizes.window, fingerprints)
        fingerprint_offsets[text + 1] = at + n


def batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """The texts in their order, some of them at a time."""
    batch: list[str] = []
    n_chars = 0
    for text in texts:
        batch.append(text)
        n_chars += max(len(text), MIN_CHARS)
        if n_chars >= BATCH_CHARS:
            yield batch
            batch, n_chars = [], 0
    if batch:
        yield batch


class Sketcher:
    """Makes what each of `sketches.COLUMNS` gets of a batch; the arrays stand in a work space."""

    def __init__(self, config: Config) -> None:
        self._permutations = permutations(config.n_slots, config.seed)
        self._sizes = Sizes(config.shingle_size, config.fingerprint_size, config.window)

    def __call__(self, texts: list[str], workspace: Workspace) -> Arrays:
        """The columns of some texts."""
        points = code_points(texts)
        tokens = _tokens(points, workspace)
        layout = _layout(points, tokens, workspace)
        made = self._sketched(tokens, workspace)
        return (
            tokens.hashes[: tokens.offsets[-1]],
            np.diff(tokens.offsets),
            made.digests,
            made.signatures,
            made.fingerprints[: made.fingerprint_offsets[-1]],
            np.diff(made.fingerprint_offsets),
            *layout.parts(),
        )

    def _sketched(self, tokens: Tokens, workspace: Workspace) -> Batch:
        n, n_texts, n_slots = int(tokens.offsets[-1]), len(tokens.offsets) - 1, len(self._permutations.factors)
        work = WorkArrays(
            workspace.array("prefix", n + 1, np.uint64),
            workspace.array("shingles", n, np.uint64),
            workspace.array("values", n, np.uint32),
        )
        signatures = workspace.array("signatures", n_texts * n_slots, np.uint32)[: n_texts * n_slots]
        made = Batch(
            workspace.array("digests", n_texts, np.uint64)[:n_texts],
            signatures.reshape(n_texts, n_slots),
            workspace.array("fingerprints", n, np.uint64),
            workspace.array("fingerprint_offsets", n_texts + 1, np.int64)[: n_texts + 1],
        )
        sketch_kernel(tokens.hashes, tokens.offsets, self._sizes, self._permutations, work, made)
        return made


def _tokens(points: Points, workspace: Workspace) -> Tokens:
    n_chars, n_bounds = len(points.chars), len(points.bounds)
    tokens = Tokens(
        workspace.array("tokens", n_chars, np.uint32),
        workspace.array("starts", n_chars, np.int32),
        workspace.array("ends", n_chars, np.int32),
        workspace.array("offsets", n_bounds, np.int64)[:n_bounds],
    )
    tokenize_kernel(points, fold_table(), ALL_LETTERS, tokens)
    return tokens


def _layout(points: Points, tokens: Tokens, workspace: Workspace) -> LayoutColumns:
    n, n_bounds = int(tokens.offsets[-1]), len(points.bounds)
    layout = LayoutColumns(
        workspace.array("lines", n, np.int32),
        workspace.array("line_offsets", n_bounds, np.int64)[:n_bounds],
        workspace.array("speeches", 15 * n + 3, np.int32)[: 15 * n + 3].view(SPEECH),
        workspace.array("speech_offsets", n_bounds, np.int64)[:n_bounds],
        workspace.array("numbers", 2 * n, np.int32)[: 2 * n].view(NUMERAL),
        workspace.array("number_offsets", n_bounds, np.int64)[:n_bounds],
    )
    layout_kernel(points, tokens, mark_table(), folded_digits(), abbreviations(), credit_words(), layout)
    return layout
