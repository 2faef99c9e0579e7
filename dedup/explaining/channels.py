"""Whether the channels propose to compare two articles: what their signatures and fingerprints have in common."""

from __future__ import annotations

import numpy as np

from dedup.candidates.bands import candidate_probability
from dedup.candidates.nominate import CAPPED
from dedup.candidates.pairs import KEY_MASK
from dedup.config import Config
from dedup.explaining.found import Bands, Fingerprints
from dedup.sketch.sketches import Sketches


def bands_of(sketches: Sketches, a: int, b: int, config: Config) -> Bands:
    """How the signatures of two articles agree."""
    same = sketches.signatures[a] == sketches.signatures[b]
    in_bands = same[: config.n_bands * config.n_rows].reshape(config.n_bands, config.n_rows)
    similarity = float(same.mean())
    return Bands(
        similarity=round(similarity, 4),
        n_agree=int(in_bands.all(axis=1).sum()),
        n_bands=config.n_bands,
        chance=round(candidate_probability(similarity, config.n_bands, config.n_rows), 4),
    )


def fingerprints_of(sketches: Sketches, a: int, b: int) -> Fingerprints:
    """Which fingerprints two articles have in common, and how many of these are hot in the collection."""
    keys = sketches.fingerprints & KEY_MASK
    begin, end = sketches.fingerprint_begin, sketches.fingerprint_end
    of_a, of_b = (np.unique(keys[begin[one] : end[one]]) for one in (a, b))
    common = np.intersect1d(of_a, of_b)
    places = np.flatnonzero(np.isin(keys, common))
    by_begin = np.argsort(begin, kind="stable")
    article = by_begin[np.searchsorted(begin[by_begin], places, "right") - 1]
    held = np.unique(np.stack([np.searchsorted(common, keys[places]), article]), axis=1)
    n_articles = np.bincount(held[0], minlength=len(common))
    return Fingerprints(len(of_a), len(of_b), len(common), int((n_articles > CAPPED.max_all).sum()))


def longest_run(a: list[int], b: list[int]) -> int:
    """The words of the longest run that two articles, given as tokens, both have."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        n = (low + high + 1) // 2
        runs = {tuple(a[i : i + n]) for i in range(len(a) - n + 1)}
        if any(tuple(b[i : i + n]) in runs for i in range(len(b) - n + 1)):
            low = n
        else:
            high = n - 1
    return low
