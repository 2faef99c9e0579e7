"""Keys: what a text is found by, of both channels, as whole numbers a database can index."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.bands import band_kernel
from dedup.candidates.pairs import ARTICLE_BITS
from dedup.config import Config
from dedup.sketch.sketches import Sketches


def keys_of(sketches: Sketches, config: Config) -> list[NDArray[np.int64]]:
    """The keys of each text, sorted, each once; a text without words has none.

    The same upper 40 bits by which a scan nominates: fingerprints as they are, bands as -1 minus theirs.
    """
    numbers = np.arange(len(sketches), dtype=np.int64)
    bands = np.empty((config.n_bands, len(sketches)), np.uint64)
    for band in range(config.n_bands):
        band_kernel(sketches.signatures, numbers, band, config.n_rows, bands[band])
    by_band = -1 - (bands.T >> np.uint64(ARTICLE_BITS)).astype(np.int64)
    by_fingerprint = (sketches.fingerprints >> np.uint64(ARTICLE_BITS)).astype(np.int64)
    found = []
    for i in range(len(sketches)):
        own = by_fingerprint[sketches.fingerprint_begin[i] : sketches.fingerprint_end[i]]
        both = np.unique(np.concatenate([by_band[i], own]))
        found.append(both if sketches.end[i] > sketches.begin[i] else both[:0])
    return found
