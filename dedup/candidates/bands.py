"""Banded LSH on MinHash signatures: texts alike as a whole become candidates.

Indyk and Motwani (1998); Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3. A signature is cut in
bands of a few slots; two texts whose slots agree in any one band become a candidate.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.pairs import KEY_MASK, LinkLimits, link
from dedup.candidates.sorting import distinct, sort
from dedup.config import Config
from dedup.runtime.kernels import kernel
from dedup.sketch.shingles import BASE, mix


def candidate_probability(jaccard: float, n_bands: int = 42, n_rows: int = 3) -> float:
    """The chance that two texts of this Jaccard similarity become a candidate: 1 - (1 - j^rows)^bands.

    >>> [round(candidate_probability(j), 3) for j in (0.2, 0.3, 0.4, 0.5)]
    [0.286, 0.683, 0.938, 0.996]
    """
    return float(1 - (1 - jaccard**n_rows) ** n_bands)


@kernel("void(uint32[:, ::1], int64[::1], int64, int64, uint64[::1])")
def band_kernel(
    signatures: NDArray[np.uint32], articles: NDArray[np.int64], band: int, n_rows: int, postings: NDArray[np.uint64]
) -> None:
    """Fill `postings` with the key of one band of each of the `articles`."""
    for i in range(len(articles)):
        value = np.uint64(band)
        for slot in range(band * n_rows, (band + 1) * n_rows):
            value = value * BASE + np.uint64(signatures[articles[i], slot])
        postings[i] = (mix(value) & KEY_MASK) | np.uint64(articles[i])


def similar_pairs(
    signatures: NDArray[np.uint32], articles: NDArray[np.int64], config: Config, limits: LinkLimits, jobs: int = 1
) -> NDArray[np.uint64]:
    """Candidate pairs among `articles` (rows of `signatures`, ascending), each once, sorted; a band a job at a time."""

    def of_band(band: int) -> NDArray[np.uint64]:
        postings = np.empty(len(articles), np.uint64)
        band_kernel(signatures, articles, band, config.n_rows, postings)
        return link(postings, limits)

    with ThreadPoolExecutor(jobs) as pool:
        return distinct(sort(np.concatenate(list(pool.map(of_band, range(config.n_bands))))))


@kernel("void(uint32[:, ::1], uint64[::1], float32[::1])")
def estimate_kernel(
    signatures: NDArray[np.uint32], pairs: NDArray[np.uint64], similarities: NDArray[np.float32]
) -> None:
    """Fill `similarities` with the estimated Jaccard similarity of each pair: the share of equal slots."""
    n_slots = signatures.shape[1]
    for i in range(len(pairs)):
        a, b = pairs[i] >> np.uint64(32), pairs[i] & np.uint64(0xFFFFFFFF)
        n_equal = 0
        for slot in range(n_slots):
            n_equal += signatures[a, slot] == signatures[b, slot]
        similarities[i] = n_equal / n_slots
