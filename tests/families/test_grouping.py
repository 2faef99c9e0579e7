"""Families: what is confirmed against its origin, and no chain that joins strangers."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from dedup import Article, scan
from dedup.candidates.pairs import join, split
from dedup.families.grouping import checked_origins
from tests.newsroom import story


def origins(n: int, copies: set[tuple[int, int]], order: list[int], shown: set[tuple[int, int]]) -> list[int]:
    """The families of n articles of which `copies` are copies and `shown` those that are confirmed at the beginning."""

    def align(pairs: NDArray[np.uint64]) -> NDArray[np.bool_]:
        first, second = split(pairs)
        return np.array([pair in copies for pair in zip(first.tolist(), second.tolist(), strict=True)], np.bool_)

    pairs = np.array(sorted(shown), np.int64).reshape(-1, 2)
    return checked_origins(n, np.sort(join(pairs[:, 0], pairs[:, 1])), np.array(order, np.int64), align).tolist()


@st.composite
def collections(draw: st.DrawFn) -> tuple[int, set[tuple[int, int]], list[int], set[tuple[int, int]]]:
    n = draw(st.integers(1, 12))
    pair = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda one: one[0] < one[1])
    copies = draw(st.sets(pair, max_size=30)) if n > 1 else set()
    shown = {one for one in sorted(copies) if draw(st.booleans())}
    return n, copies, draw(st.permutations(range(n))), shown


@given(collections())
def test_every_member_is_a_copy_of_its_origin_and_the_origin_its_own(
    case: tuple[int, set[tuple[int, int]], list[int], set[tuple[int, int]]],
) -> None:
    n, copies, order, shown = case
    found = origins(n, copies, order, shown)
    for article, origin in enumerate(found):
        if origin != article:
            assert (min(article, origin), max(article, origin)) in copies
            assert found[origin] == origin
            assert order[origin] < order[article], "the origin comes before its members"


@given(collections())
def test_no_shown_copy_is_left_between_two_articles_without_a_family(
    case: tuple[int, set[tuple[int, int]], list[int], set[tuple[int, int]]],
) -> None:
    n, copies, order, shown = case
    found = origins(n, copies, order, shown)
    members = {article for article in range(n) if found[article] != article or found.count(article) > 1}
    assert all(a in members or b in members for a, b in shown)


@given(collections())
def test_the_first_of_all_that_are_connected_leads_a_family(
    case: tuple[int, set[tuple[int, int]], list[int], set[tuple[int, int]]],
) -> None:
    n, copies, order, shown = case
    found = origins(n, copies, order, shown)
    for article in {article for pair in shown for article in pair}:
        neighbours = {other for pair in shown if article in pair for other in pair} - {article}
        if all(order[article] < order[other] for other in neighbours) and found[article] == article:
            assert any(found[other] == article for other in neighbours) or all(
                found[other] != other or found.count(other) > 1 for other in neighbours
            )


def test_a_chain_of_copies_breaks_where_the_origin_is_no_longer_copied() -> None:
    copies = {(0, 1), (1, 2), (2, 3), (3, 4), (0, 2)}
    assert origins(5, copies, [0, 1, 2, 3, 4], copies) == [0, 0, 0, 3, 3]


def test_no_chain_of_small_edits_joins_strangers() -> None:
    """Each version keeps 92 % of the one before; the last has no word of the first."""
    rng = random.Random(9)
    words = story(rng, 150).split()
    versions = [list(words)]
    for _ in range(14):
        words = [*words[12:], *story(rng, 12).split()]
        versions.append(words)
    report = scan(Article(f"v{number:02d}", " ".join(version)) for number, version in enumerate(versions))
    match = {(one.a, one.b): one for one in report.matches}
    assert match["v00", "v01"].relation == "reprint"
    assert ("v00", "v14") not in match
    assert len(report.clusters) > 1
    for cluster in report.clusters:
        for member in cluster.members:
            if member.id != cluster.origin:
                pair = (min(member.id, cluster.origin), max(member.id, cluster.origin))
                assert match[pair].relation == member.relation
                assert member.relation in ("exact", "reprint", "contained")
