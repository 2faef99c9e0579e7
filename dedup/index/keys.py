"""Keys: what a text is found by, of both channels, as whole numbers a database can index."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from dedup.candidates.pairs import ARTICLE_BITS
from dedup.config import Config
from dedup.index.contents import StoredContents
from dedup.runtime.kernels import kernel
from dedup.runtime.storage import Growing, Storage
from dedup.sketch.batches import WorkArrays
from dedup.sketch.minhash import Permutations, permutations, signature_kernel
from dedup.sketch.shingles import BASE, has_characters, mix, prefix_kernel, shingle_kernel, weighed_shingle_kernel
from dedup.sketch.sketches import Sketches, sketch


def keys_of(sketches: Sketches, config: Config) -> list[NDArray[np.int64]]:
    """The keys of each text, sorted, each once; a text without words has none.

    The same upper 40 bits by which a scan nominates: fingerprints as they are, bands as -1 minus theirs.
    """
    by_band = np.empty((len(sketches), config.n_bands), np.int64)
    key_kernel(sketches.signatures, config.n_rows, ARTICLE_BITS, by_band)
    by_fingerprint = (sketches.fingerprints >> np.uint64(ARTICLE_BITS)).astype(np.int64)
    found = []
    bounds = zip(sketches.fingerprint_begin.tolist(), sketches.fingerprint_end.tolist(), strict=True)
    for i, (begin, end) in enumerate(bounds):
        both = np.unique(np.concatenate([by_band[i], by_fingerprint[begin:end]]))
        found.append(both if sketches.end[i] > sketches.begin[i] else both[:0])
    return found


@kernel("void(uint32[:, ::1], int64, int64, int64[:, ::1])")
def key_kernel(signatures: NDArray[np.uint32], n_rows: int, n_bits: int, keys: NDArray[np.int64]) -> None:
    """Fill the keys of all bands of each text: -1 minus what `bands.band_kernel` has above the lowest `n_bits`."""
    for text in range(len(signatures)):
        for band in range(keys.shape[1]):
            value = np.uint64(band)
            for slot in range(band * n_rows, (band + 1) * n_rows):
                value = value * BASE + np.uint64(signatures[text, slot])
            keys[text, band] = -1 - np.int64(mix(value) >> np.uint64(n_bits))


def signatures_of(contents: StoredContents, config: Config) -> NDArray[np.uint32]:
    """The signatures of texts from their words, uint32[N, n_slots], as sketches have them."""
    n_tokens = np.diff(contents.offsets)
    longest = int(n_tokens.max(initial=0))
    work = WorkArrays(np.empty(longest + 1, np.uint64), np.empty(longest, np.uint64), np.empty(longest, np.uint32))
    signatures = np.empty((len(n_tokens), config.n_slots), np.uint32)
    permutation = permutations(config.n_slots, config.seed)
    words_kernel(contents.tokens, contents.offsets, config.shingle_size, permutation, work, signatures)
    return signatures


@kernel("void(uint32[::1], int64[::1], int64, Permutations, WorkArrays, uint32[:, ::1])")
def words_kernel(
    tokens: NDArray[np.uint32],
    offsets: NDArray[np.int64],
    shingle_size: int,
    permutations: Permutations,
    work: WorkArrays,
    signatures: NDArray[np.uint32],
) -> None:
    """Fill the signatures of texts from their words."""
    for text in range(len(offsets) - 1):
        prefix_kernel(tokens, offsets[text], offsets[text + 1], work.prefix)
        begin, n_tokens = offsets[text], offsets[text + 1] - offsets[text]
        if has_characters(tokens, begin, offsets[text + 1]):
            n = weighed_shingle_kernel(tokens, work.prefix[: n_tokens + 1], begin, shingle_size, work.shingles)
        else:
            n = shingle_kernel(work.prefix, n_tokens, shingle_size, work.shingles)
        signature_kernel(work.shingles, n, permutations, work.values, signatures[text])


def sketch_few(texts: Iterable[str], config: Config) -> Sketches:
    """The sketches of a few texts, which take no memory of a collection's size."""
    return sketch(texts, config, storage=_Few())


class _Few(Storage):
    """Columns that are a batch or two."""

    def column(self, name: str, dtype: DTypeLike) -> Growing:
        """A new column."""
        return _FewParts(dtype)


class _FewParts:
    def __init__(self, dtype: DTypeLike) -> None:
        self._parts: list[NDArray[Any]] = [np.empty(0, dtype)]

    def append(self, values: NDArray[Any]) -> None:
        self._parts.append(values.ravel().copy())

    def finish(self) -> NDArray[Any]:
        return np.concatenate(self._parts)
