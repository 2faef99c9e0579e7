"""Lines that stand between other lines in each article, against a plain way to tell them."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.boilerplate.apart import MIN_TOGETHER, blocks_of, n_different
from dedup.boilerplate.criteria import LineGroups
from dedup.boilerplate.keys import LINE, LINE_KEYS

articles_of_lines = st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=7), min_size=1, max_size=8)
"""Articles as the names of their lines; those named a to d are looked at."""


def columns(articles: list[list[str]]) -> tuple[np.ndarray, np.ndarray, LineGroups, list[int]]:
    """The lines of articles, two words each, the groups of those named a to d, and where each article begins."""
    lines, keys, begins = [], [], []
    for number, names in enumerate(articles):
        begins.append(len(lines))
        for at, name in enumerate(names):
            lines.append((number, 2 * at, 2 * at + 2))
            keys.append(ord(name))
    found = np.zeros(len(lines), LINE)
    for place, (article, begin, end) in enumerate(lines):
        found[place]["article"], found[place]["begin"], found[place]["end"] = article, begin, end
    columns = np.zeros(len(lines), LINE_KEYS)
    columns["whole"] = keys
    chosen = [place for place in np.argsort(keys, kind="stable").tolist() if chr(keys[place]) in "abcd"]
    names = [keys[place] for place in chosen]
    bounds = [place for place in range(len(names)) if place == 0 or names[place] != names[place - 1]]
    return found, columns, LineGroups(np.array(chosen, np.int64), np.array([*bounds, len(chosen)], np.int64)), begins


@given(articles_of_lines)
def test_a_block_is_of_lines_that_nearly_always_follow(articles: list[list[str]]) -> None:
    lines, keys, groups, begins = columns(articles)
    if not len(groups.lines):
        return
    n_of = Counter(name for names in articles for name in names)
    n_together = Counter((a, b) for names in articles for a, b in pairwise(names))

    def goes_on(a: str, b: str) -> bool:
        return {a, b} <= {*"abcd"} and n_together[a, b] >= MIN_TOGETHER * min(n_of[a], n_of[b])

    blocks = blocks_of(lines, keys, np.ones(len(lines), np.bool_), groups)
    above: list[object] = []
    below: list[object] = []
    for row, line in enumerate(groups.lines.tolist()):
        number = int(lines["article"][line])
        names, at = articles[number], line - begins[number]
        first, last = at, at
        while first and goes_on(names[first - 1], names[first]):
            first -= 1
        while last + 1 < len(names) and goes_on(names[last], names[last + 1]):
            last += 1
        block = blocks.lines[row]
        assert (block["article"], block["begin"], block["end"]) == (number, 2 * first, 2 * last + 2)
        above.append(names[first - 1] if first else ("edge", number, first))
        below.append(names[last + 1] if last + 1 < len(names) else ("edge", number, last))
    for found, named in ((blocks.above, above), (blocks.below, below)):
        same = {(int(value), name) for value, name in zip(found, named, strict=True)}
        assert len({value for value, _ in same}) == len({name for _, name in same}) == len(same)


@given(st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=9), min_size=1, max_size=5))
def test_different_neighbours_are_counted_as_if_equally_frequent(groups: list[list[int]]) -> None:
    values = np.array([value for group in groups for value in group], np.uint64)
    bounds = np.append(0, np.cumsum([len(group) for group in groups]))
    found = n_different(LineGroups(np.arange(len(values)), bounds), values)
    for group, n in zip(groups, found.tolist(), strict=True):
        shares = [Fraction(times, len(group)) for times in Counter(group).values()]
        assert n == pytest.approx(float(1 / sum(share**2 for share in shares)))
