"""The limit: how it is written, and that mapped pages go when it is near."""

import numpy as np
import pytest

from dedup.errors import InputError
from dedup.runtime import memory_limit as ceiling
from dedup.runtime.mapped import FileColumn, drop_pages
from dedup.runtime.memory_limit import MemoryLimit, bytes_of, resident

GB = 1 << 30


@pytest.mark.parametrize(
    ("size", "expected"),
    [("2GB", 2 * GB), ("2G", 2 * GB), ("1.5 GiB", 3 * GB // 2), ("800m", 800 << 20), (GB, GB), (str(GB), GB)],
)
def test_amounts_of_memory(size, expected):
    assert bytes_of(size) == expected


@pytest.mark.parametrize("size", ["much", "", "2 GB of it", "-2GB", "2PB", "1MB", 0])
def test_what_is_no_amount_or_too_little_is_said(size):
    with pytest.raises(InputError, match="memory"):
        bytes_of(size)


@pytest.fixture
def large(tmp_path):
    """64 MB in a file."""
    column = FileColumn(tmp_path / "large", np.uint64)
    for _ in range(64):
        column.append(np.arange(1 << 17, dtype=np.uint64))
    return column.finish()


def test_pages_go_and_come_back(large):
    total = int(large.sum())
    full = resident()
    drop_pages()
    assert resident() < full - (48 << 20)
    assert int(large.sum()) == total


def test_near_the_limit_pages_are_let_go_of(large, monkeypatch):
    before = resident()
    watch = MemoryLimit(4 * (before + (32 << 20)) // 3)
    watch.check()
    large.sum()
    assert resident() > before + (48 << 20)
    watch.check()
    assert resident() < before + (32 << 20)


def test_a_watch_looks_by_itself(large, monkeypatch):
    looked = []
    monkeypatch.setattr(ceiling, "resident", lambda: looked.append(1) or 1 << 40)
    watch = MemoryLimit(GB)
    watch.start()
    while len(looked) < 3:
        pass
    watch.stop()
    n_looked = len(looked)
    assert not watch._thread.is_alive()
    assert len(looked) == n_looked
