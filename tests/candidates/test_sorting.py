"""Radix sort, against Python's own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.candidates.sorting import distinct, sort

keys = st.lists(
    st.integers(0, 2**64 - 1) | st.integers(0, 3) | st.sampled_from([2**24, 2**32, 2**63, 2**64 - 1]), max_size=60
)


@given(keys)
def test_keys_come_in_ascending_order(values):
    assert sort(np.array(values, np.uint64)).tolist() == sorted(values)


@given(keys, st.integers(0, 63))
def test_keys_that_differ_only_below_the_given_bit_stay_in_their_order(values, from_bit):
    expected = sorted(values, key=lambda value: value >> from_bit)  # sorted() is stable
    assert sort(np.array(values, np.uint64), from_bit).tolist() == expected


@pytest.mark.parametrize("n_bits", [1, 11, 12, 33, 64])
def test_many_random_keys(n_bits):
    values = np.random.default_rng(5).integers(0, 2**64, 50_000, dtype=np.uint64) >> np.uint64(64 - n_bits)
    assert sort(values.copy()).tolist() == sorted(values.tolist())


@given(keys)
def test_distinct_keeps_one_of_each(values):
    assert distinct(np.array(sorted(values), np.uint64)).tolist() == sorted(set(values))
