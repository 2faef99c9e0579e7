"""The verdict follows from how much of each article stands in passages, and from what those weigh."""

from __future__ import annotations

import numpy as np
import pytest

from dedup.confirm.align import Alignments
from dedup.confirm.relation import BOILERPLATE, CONTAINED, EXACT, PARTIAL, RELATIONS, REPRINT, verdicts


def verdict(
    n_a: int,
    n_b: int,
    rows: list[tuple[int, int, int, int, int]],
    evidence: float,
    *,
    same: bool = False,
    days_apart: int = 30,
) -> tuple[int, list[float]]:
    aligned = Alignments(
        np.array([1], np.uint64),
        np.array(rows, np.int32).reshape(-1, 5),
        np.array([0, len(rows)], np.int64),
        np.array([evidence], np.float32),
    )
    digests = np.array([7, 7 if same else 8], np.uint64)
    relations, scores = verdicts(aligned, np.array([n_a, n_b]), digests, np.array([0, days_apart]))
    return int(relations[0]), scores[0].tolist()


@pytest.mark.parametrize(
    ("n_a", "n_b", "n_words", "relation"),
    [
        (100, 100, 100, REPRINT),
        (100, 110, 90, REPRINT),
        (100, 200, 90, CONTAINED),
        (200, 100, 90, CONTAINED),
        (100, 100, 50, PARTIAL),
        (400, 100, 50, PARTIAL),
        (30, 400, 28, CONTAINED),
    ],
)
def test_relation_by_how_much_is_copied(n_a: int, n_b: int, n_words: int, relation: int) -> None:
    found, scores = verdict(n_a, n_b, [(0, n_words, 0, n_words, n_words)], float(n_words))
    assert RELATIONS[found] == RELATIONS[relation]
    assert scores == pytest.approx([2 * n_words / (n_a + n_b), n_words / n_a, n_words / n_b])


def test_the_same_words_throughout_are_exact_even_if_everyone_has_them() -> None:
    assert verdict(60, 60, [(0, 60, 0, 60, 60)], 0.5, same=True)[0] == EXACT


def test_shared_words_that_many_others_carry_are_boilerplate() -> None:
    row = [(300, 330, 250, 280, 30)]
    assert verdict(400, 400, row, 30.0)[0] == PARTIAL
    assert verdict(400, 400, row, 3.0)[0] == BOILERPLATE


def test_several_passages_add_up() -> None:
    rows = [(0, 40, 60, 100, 38), (50, 95, 0, 45, 45)]
    found, scores = verdict(100, 110, rows, 83.0)
    assert found == REPRINT
    assert scores == pytest.approx([2 * 83 / 210, 85 / 100, 85 / 110])


def test_a_story_that_everyone_prints_whole_within_days_is_no_formula() -> None:
    whole = [(0, 200, 0, 200, 195)]
    cut = [(0, 60, 20, 80, 60)]
    for row, n_b in ((whole, 210), (cut, 300)):
        relations = [verdict(row[0][1], n_b, row, 2.0, days_apart=days)[0] for days in (0, 2)]
        assert BOILERPLATE not in relations
    assert verdict(60, 300, cut, 2.0, days_apart=300)[0] == BOILERPLATE
