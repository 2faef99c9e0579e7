"""The bands find what theory says they find."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.candidates.bands import candidate_probability, estimate_kernel, similar_pairs
from dedup.candidates.pairs import LinkLimits, split
from dedup.config import Config
from dedup.sketch.minhash import permutations, signature_kernel

NO_LIMIT = 1 << 20


def signatures_of(sets, config):
    """One signature for each set of shingle hashes, under permutations of its seed."""
    signatures = np.empty((len(sets), config.n_slots), np.uint32)
    drawn = permutations(config.n_slots, config.seed)
    for signature, shingles in zip(signatures, sets, strict=True):
        hashes = np.array(sorted(shingles), np.uint64)
        signature_kernel(hashes, len(hashes), drawn, np.empty(len(hashes), np.uint32), signature)
    return signatures


def as_set(pairs):
    return set(zip(*map(np.ndarray.tolist, split(pairs)), strict=True))


def plain_pairs(signatures, articles, config):
    """Every two articles whose slots agree in a whole band."""
    return {
        (a, b)
        for a, b in combinations(articles, 2)
        for band in range(config.n_bands)
        if all(
            signatures[a][slot] == signatures[b][slot]
            for slot in range(band * config.n_rows, (band + 1) * config.n_rows)
        )
    }


@given(st.data())
def test_candidates_are_the_pairs_with_an_equal_band(data):
    config = Config(n_bands=data.draw(st.integers(1, 5)), n_rows=data.draw(st.integers(1, 4)), n_slots=20)
    rows = data.draw(st.lists(st.lists(st.integers(0, 3), min_size=20, max_size=20), max_size=12))
    signatures = np.array(rows, np.uint32).reshape(-1, 20)
    articles = sorted(data.draw(st.sets(st.sampled_from(range(len(rows)))))) if rows else []
    pairs = similar_pairs(signatures, np.array(articles, np.int64), config, LinkLimits(NO_LIMIT, 1))
    assert as_set(pairs) == plain_pairs(rows, articles, config)
    assert pairs.tolist() == sorted(set(pairs.tolist()))


def test_many_with_an_equal_band_are_linked_through_the_first():
    config = Config(n_bands=2, n_rows=1, n_slots=2)
    signatures = np.array([[1, number] for number in range(50)], np.uint32)
    pairs = similar_pairs(signatures, np.arange(50), config, LinkLimits(4, 1))
    assert as_set(pairs) == {(0, number) for number in range(1, 50)}


@given(st.floats(0, 1), st.integers(1, 60), st.integers(1, 8))
def test_the_curve_is_the_chance_of_any_of_the_bands(jaccard, n_bands, n_rows):
    misses_all = math.prod([1 - math.prod([jaccard] * n_rows)] * n_bands)
    assert candidate_probability(jaccard, n_bands, n_rows) == pytest.approx(1 - misses_all, abs=1e-9)


def test_the_curve_rises_from_nought_to_one():
    curve = [candidate_probability(percent / 100) for percent in range(101)]
    assert curve == sorted(curve)
    assert (curve[0], curve[-1]) == (0.0, 1.0)


def pair_of_sets(random, jaccard):
    """Two random sets of 60 whose Jaccard similarity is close to this; and what it is exactly."""
    n_shared = round(2 * 60 * jaccard / (1 + jaccard))
    values = random.integers(0, 2**64, 120 - n_shared, dtype=np.uint64)
    return values[:60], np.append(values[:n_shared], values[60:]), n_shared / (120 - n_shared)


@pytest.mark.parametrize("jaccard", [0.1, 0.2, 0.3, 0.4, 0.5, 0.7])
@pytest.mark.parametrize(("n_bands", "n_rows"), [(42, 3), (32, 4)])
def test_recall_follows_the_curve_within_sampling_error(jaccard, n_bands, n_rows):
    random, n_pairs = np.random.default_rng(round(1000 * jaccard)), 1_500
    config = Config(n_bands=n_bands, n_rows=n_rows)
    drawn = [pair_of_sets(random, jaccard) for _ in range(n_pairs)]
    signatures = signatures_of([shingles for one, other, _ in drawn for shingles in (one, other)], config)
    found = as_set(similar_pairs(signatures, np.arange(2 * n_pairs), config, LinkLimits(NO_LIMIT, 1)))
    recall = sum((2 * i, 2 * i + 1) in found for i in range(n_pairs)) / n_pairs
    expected = candidate_probability(drawn[0][2], n_bands, n_rows)
    deviation = math.sqrt(expected * (1 - expected) / n_pairs)  # of a binomial share
    assert abs(recall - expected) <= 4 * deviation + 1 / n_pairs


def test_estimates_are_the_share_of_equal_slots_and_near_the_truth():
    random, config = np.random.default_rng(3), Config()
    drawn = [pair_of_sets(random, jaccard) for jaccard in np.linspace(0, 1, 300)]
    signatures = signatures_of([shingles for one, other, _ in drawn for shingles in (one, other)], config)
    pairs = np.array([(2 * i) << 32 | (2 * i + 1) for i in range(len(drawn))], np.uint64)
    estimates = np.empty(len(pairs), np.float32)
    estimate_kernel(signatures, pairs, estimates)
    assert np.allclose(estimates, (signatures[::2] == signatures[1::2]).mean(axis=1))
    truth = np.array([jaccard for _, _, jaccard in drawn])
    errors = estimates - truth
    deviation = np.sqrt(truth * (1 - truth) / config.n_slots)
    assert (np.abs(errors) <= 4.5 * deviation + 1e-6).all()
    assert abs(errors.mean()) <= 4 * deviation.mean() / math.sqrt(len(errors))
