"""Connected pairs go to one task, and the tasks get equal shares."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.spark.groups import parts_of

ADDRESSES = np.array([11, 5, 8], np.int64)


def columns(pairs):
    return {side: np.array([pair[k] for pair in pairs], np.int64) for k, side in enumerate("ab")}


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=40))
def test_what_is_connected_has_one_part(pairs):
    members, parts = parts_of(columns(pairs), ADDRESSES)
    part = dict(zip(members.tolist(), parts.tolist(), strict=True))
    assert set(part) == {article for pair in pairs for article in pair}
    assert all(part[a] == part[b] for a, b in pairs)
    assert set(part.values()) <= set(ADDRESSES.tolist())


def test_parts_get_equal_shares_of_pairs():
    stories = [
        [(10 * story, 10 * story + k) for k in range(1, 5)] for story in range(6)
    ]  # six stories, four pairs each
    members, parts = parts_of(columns([pair for story in stories for pair in story]), ADDRESSES)
    n_pairs = [(parts == address).sum() - len(np.unique(members[parts == address] // 10)) for address in ADDRESSES]
    assert n_pairs == [8, 8, 8]


def test_without_pairs_there_is_no_part():
    members, parts = parts_of(columns([]), ADDRESSES)
    assert len(members) == len(parts) == 0
