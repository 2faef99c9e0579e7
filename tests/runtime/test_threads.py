"""Work on threads: all of it, in order, however many there are."""

from __future__ import annotations

import pytest

from dedup.runtime.threads import on_threads


@pytest.mark.parametrize("threads", [1, 2, 5])
@pytest.mark.parametrize("n_chunks", [0, 1, 30])
def test_results_come_in_order(threads: int, n_chunks: int) -> None:
    assert list(on_threads(lambda chunk: chunk * chunk, range(n_chunks), threads)) == [i * i for i in range(n_chunks)]


@pytest.mark.parametrize("threads", [1, 2])
def test_an_error_in_a_chunk_is_an_error(threads: int) -> None:
    with pytest.raises(ZeroDivisionError):
        list(on_threads(lambda chunk: 1 // chunk, [1, 0, 2], threads))
