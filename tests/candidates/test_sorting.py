"""Radix sort, against Python's own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.candidates import sorting
from dedup.candidates.sorting import common_kernel, distinct, distinct_kernel, sort, sort_keys_kernel

sorting_pass = sorting._radix_pass

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


def in_place(values):
    found = np.array(values, np.uint64)
    sort_keys_kernel(found)
    return found.tolist()


@given(keys)
def test_kernels_sort_in_place(values):
    assert in_place(values) == sorted(values)


@pytest.mark.parametrize("n_bits", [1, 12, 33, 64])
@pytest.mark.parametrize("n", [1024, 1025, 50_000])
def test_kernels_sort_many_keys(n, n_bits):
    values = np.random.default_rng(6).integers(0, 2**64, n, dtype=np.uint64) >> np.uint64(64 - n_bits)
    assert in_place(values) == sorted(values.tolist())


def test_one_word_over_and_over_is_sorted_by_counting(monkeypatch):
    """A story in the middle of one word over and over: quicksort splits off a word at a time there."""
    passes = []
    monkeypatch.setattr(sorting, "_radix_pass", lambda *given: (passes.append(1), sorting_pass(*given)))
    word, story = 7 << 32, 9 << 32
    words = [word] * 3000 + [story + n for n in range(35)] + [word] * 3000
    values = np.array([value | place for place, value in enumerate(words)], np.uint64)
    expected = sorted(values.tolist())
    sort_keys_kernel.function(values)
    assert values.tolist() == expected
    assert len(passes) <= 6


@given(keys, keys)
def test_distinct_and_common_keys(a, b):
    found_a, found_b = (distinct_kernel(np.array(values, np.uint64)) for values in (a, b))
    assert found_a.tolist() == sorted(set(a))
    assert common_kernel(found_a, found_b) == len(set(a) & set(b))
