"""Recall says how a pair was found: itself, in one family, or through a representative."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.peers.families import distinct_pairs, families
from benchmarks.peers.found import Found, shingles
from benchmarks.recall import clusters, load, recall, save


def pairs(*found):
    return np.array(found, np.int64).reshape(-1, 2)


def test_each_way_of_finding_a_pair_includes_the_ones_before():
    found = Found(labels=np.array([0, 0, 0, 3, 4, 5]), pairs=pairs((0, 1), (1, 2), (2, 3), (3, 4)))
    true = pairs((0, 1), (0, 2), (0, 3), (0, 4), (0, 5))
    assert recall(true, found) == {"direct": 0.2, "family": 0.4, "linked": 0.8}


def test_flags_count_a_pair_when_both_articles_are_flagged():
    assert recall(pairs((0, 1), (0, 2)), Found(flagged=np.array([True, True, False]))) == {"flagged": 0.5}


def test_clusters_tell_how_many_of_their_pairs_are_true():
    found = Found(labels=np.array([0, 0, 0, 3]))
    assert clusters(found, pairs((0, 1), (2, 3))) == {
        "clusters": 1,
        "largest": 3,
        "pairs": 3,
        "true_share": pytest.approx(1 / 3),
    }


def test_families_follow_chains_of_pairs():
    assert families(6, pairs((1, 4), (1, 2), (3, 5))).tolist() == [0, 1, 1, 2, 1, 2]


def test_a_pair_that_both_sides_report_counts_once():
    assert distinct_pairs([(0, [0, 1]), (1, [1, 0])]).tolist() == [[0, 1]]


def test_a_text_shorter_than_a_shingle_is_one_shingle():
    assert shingles("The river rose fast") == ["the river rose", "river rose fast"]
    assert shingles("Flood warning") == ["flood warning"]
    assert shingles(" ") == []


def test_what_is_stored_comes_back(tmp_path):
    save(tmp_path / "found.npz", Found(labels=np.array([0, 0]), pairs=pairs((0, 1))))
    again = load(tmp_path / "found.npz")
    assert again.flagged is None
    assert again.labels.tolist() == [0, 0]
    assert again.pairs.tolist() == [[0, 1]]
