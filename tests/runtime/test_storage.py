"""Arrays that are used again, and columns that grow."""

import mmap

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.runtime.storage import FIRST_BYTES, Column, Workspace


@given(st.lists(st.lists(st.integers(0, 2**32 - 1), max_size=1500), max_size=12))
def test_a_column_holds_all_that_was_appended(parts):
    column = Column(np.uint32)
    for part in parts:
        column.append(np.array(part, np.uint32))
    finished = column.finish()
    assert finished.dtype == np.uint32
    assert finished.tolist() == [value for part in parts for value in part]


def test_a_column_of_several_blocks_is_joined_in_order(monkeypatch):
    monkeypatch.setattr("dedup.runtime.storage.BLOCK_BYTES", 64)
    column = Column(np.uint32)
    for first in range(0, 1000, 25):
        column.append(np.arange(first, first + 25, dtype=np.uint32))
    assert column.finish().tolist() == list(range(1000))
    assert column.finish().tolist() == []


def test_rows_are_appended_one_after_the_other():
    column = Column(np.uint32)
    for first in range(0, 6000, 6):
        column.append(np.arange(first, first + 6, dtype=np.uint32).reshape(2, 3))
    assert column.finish().reshape(-1, 3)[:, 0].tolist() == list(range(0, 6000, 3))


def test_an_array_is_used_again_until_a_larger_one_is_needed():
    workspace = Workspace()
    first = workspace.array("tokens", 100, np.uint32)
    assert workspace.array("tokens", 50, np.uint32) is first
    assert workspace.array("starts", 50, np.uint32) is not first
    larger = workspace.array("tokens", 1000, np.uint32)
    assert len(larger) >= 1000
    assert larger.dtype == np.uint32


def test_a_column_takes_little_until_it_holds_much(monkeypatch):
    taken = []
    made = mmap.mmap
    monkeypatch.setattr("dedup.runtime.storage.mmap.mmap", lambda place, n: taken.append(n) or made(place, n))
    column = Column(np.uint8)
    assert sum(taken) == FIRST_BYTES
    for _ in range(9):
        column.append(np.zeros(FIRST_BYTES, np.uint8))
    assert taken == [FIRST_BYTES, 2 * FIRST_BYTES, 4 * FIRST_BYTES, 8 * FIRST_BYTES]
    assert len(column.finish()) == 9 * FIRST_BYTES
