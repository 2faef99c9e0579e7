"""What is found of a pair is joined and parted as a slow and obvious twin does it, in steps that are bounded."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.rewrite import found as rules
from dedup.rewrite import seeds
from dedup.rewrite.found import (
    COPIED,
    FOUND,
    GONE,
    NEAR,
    REWORDED,
    compact_kernel,
    cut,
    join_kernel,
    overlap_a,
    overlap_b,
    part_kernel,
    sort_kernel,
)
from tests.rewrite.counting import Counting

spans = st.tuples(st.integers(0, 300), st.integers(1, 60)).map(lambda span: (span[0], sum(span)))
rewordings = st.lists(st.tuples(spans, spans, st.integers(1, 20)), max_size=12)


def records(passages, kind=REWORDED):
    found = np.zeros(len(passages), FOUND)
    for row, (here, there, evidence) in zip(found, passages, strict=True):
        row["begin_a"], row["end_a"] = here
        row["begin_b"], row["end_b"] = there
        row["kind"], row["evidence"] = kind, evidence
    return found


def copies(n):
    """Copies that do not overlap, of 20 words each, in another order in b."""
    order = np.random.default_rng(n).permutation(n).tolist()
    return records([((30 * k, 30 * k + 20), (30 * j, 30 * j + 20), 5 + j % 7) for k, j in enumerate(order)], COPIED)


def boxes(found):
    names = (*FOUND.names[:4], "evidence")
    return sorted(tuple(row[name].item() for name in names) for row in found)


def joined(passages):
    """Joins any two that are near until none are."""
    passages = [(*here, *there, float(evidence)) for here, there, evidence in passages]
    while True:
        near = next(
            (
                (one, other)
                for k, one in enumerate(passages)
                for other in passages[k + 1 :]
                if all(
                    max(one[at], other[at]) - min(one[at + 1], other[at + 1]) <= NEAR for at in (0, 2)
                )
            ),
            None,
        )  # fmt: skip
        if near is None:
            return sorted(passages)
        one, other = near
        passages.remove(one)
        passages.remove(other)
        passages.append(
            (
                min(one[0], other[0]), max(one[1], other[1]),
                min(one[2], other[2]), max(one[3], other[3]),
                one[4] + other[4],
            )
        )  # fmt: skip


@given(rewordings)
def test_passages_near_each_other_are_joined_until_none_are(passages):
    found = records(passages)
    n = join_kernel(found, len(found))
    assert boxes(found[:n]) == joined(passages)


def parted(found):
    """Holds each passage against all stronger ones."""
    n = len(found)
    sort_kernel(found, n, True)
    for row in range(n):
        one = found[row]
        for side, overlap in (("a", overlap_a), ("b", overlap_b)):
            begin, end = f"begin_{side}", f"end_{side}"
            length = one[end] - one[begin]
            for other in found[:row]:
                if other["kind"] != GONE and overlap(one, other) > 0:
                    one[begin], one[end] = cut(one[begin], one[end], other[begin], other[end])
                    if 2 * (one[end] - one[begin]) < length:
                        one["kind"] = GONE
                        break
    n = compact_kernel(found, n)
    sort_kernel(found, n, False)
    return found[:n]


@given(rewordings, st.integers(0, 10))
def test_passages_are_parted_as_if_each_were_held_against_all(passages, n_copies):
    found = np.concatenate([copies(n_copies), records(passages)])
    expected = parted(found.copy())
    assert found[: part_kernel(found, len(found))].tolist() == expected.tolist()


@pytest.mark.parametrize("n", [100, 1000])
def test_a_chain_of_passages_is_joined_in_a_bounded_number_of_steps(n, monkeypatch):
    """Each is near the next only, and they come in an order that lets the joined one grow by one at a time."""
    monkeypatch.setattr(rules, "compact_kernel", compact_kernel.function)
    order = [*range(0, n, 2), *range(n - 1 - n % 2, 0, -2)]
    found = Counting(records([((40 * k, 40 * k + 20), (40 * k, 40 * k + 20), 1) for k in order]))
    assert join_kernel.function(found, n) == 1
    assert found.n_looked_at <= 3 * n * n


@pytest.mark.parametrize("n", [200, 800])
def test_copies_are_not_held_against_each_other(n, monkeypatch):
    for name in ("compact_kernel", "sort_kernel"):
        monkeypatch.setattr(rules, name, lambda found, n, *_: n)
    for name in ("overlap_a", "overlap_b"):
        monkeypatch.setattr(rules, name, getattr(rules, name).py_func)
    found = Counting(copies(n))
    assert part_kernel.function(found, n) == n
    assert found.n_looked_at <= 3 * n


@pytest.mark.parametrize("n_segments", [300, 3000])
def test_words_that_all_segments_have_are_passed_over_where_they_would_be_met_too_often(n_segments):
    n_words, n_different = 20 * n_segments, 10
    in_segments = np.arange(n_different + 1, dtype=np.int32) * n_segments
    most = seeds._commonest(in_segments, in_segments, n_segments, 2 * n_words)
    met = n_different * n_segments**2 if n_segments <= most else 0
    assert met <= 2 * n_words * seeds.MAX_MEETINGS


def test_texts_of_few_segments_never_have_so_many_meetings():
    n_segments = seeds.MAX_MEETINGS
    in_segments = np.arange(21, dtype=np.int32) * n_segments  # each of 20 words in every segment of both texts
    assert seeds._commonest(in_segments, in_segments, n_segments, 2 * 20 * n_segments) == n_segments
