"""Work in processes of their own: what comes back is what one process makes, whatever happens to the others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dedup.runtime.processes import beside, in_processes


def square(n: int) -> bytes:
    return str(n * n).encode()


def pids(n_chunks: int, n_processes: int) -> list[int]:
    return [int(found) for found in in_processes(lambda _: str(os.getpid()).encode(), range(n_chunks), n_processes)]


@pytest.mark.parametrize("ahead", [False, True])
@pytest.mark.parametrize("n_processes", [1, 2, 3, 50])
@pytest.mark.parametrize("n_chunks", [0, 1, 3, 4, 7, 20])
def test_all_comes_in_order(n_chunks: int, n_processes: int, ahead: bool) -> None:
    found = in_processes(square, range(n_chunks), n_processes, ahead=ahead)
    assert list(found) == [square(n) for n in range(n_chunks)]


def test_all_may_be_made_before_any_is_taken(tmp_path: Path) -> None:
    def work(n: int) -> bytes:
        (tmp_path / str(n)).touch()
        return bytes(1_000_000)  # more than a pipe holds

    found = in_processes(work, range(8), 2, ahead=True)
    while len([*tmp_path.iterdir()]) < 8:
        time.sleep(0.01)
    assert [len(one) for one in found] == [1_000_000] * 8


def test_processes_are_others_and_a_few_chunks_take_none() -> None:
    others = pids(9, 3)
    assert len({*others}) == 3
    assert os.getpid() not in others
    assert {*pids(9, 1), *pids(3, 4)} == {os.getpid()}


@pytest.mark.parametrize("n_processes", [1, 2])
def test_work_beside_is_done_in_a_process_of_its_own_where_several_are_allowed(n_processes: int) -> None:
    (pid,) = beside(lambda: str(os.getpid()).encode(), n_processes)
    assert (int(pid) == os.getpid()) == (n_processes == 1)


def test_work_beside_is_done_here_where_its_process_was_killed() -> None:
    here = os.getpid()

    def work() -> bytes:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return b"done"

    assert list(beside(work, 2)) == [b"done"]


@pytest.mark.parametrize("ahead", [False, True])
def test_what_a_killed_process_owes_is_made_here(ahead: bool) -> None:
    here = os.getpid()

    def work(n: int) -> bytes:
        if n == 4 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return square(n)

    assert list(in_processes(work, range(12), 2, ahead=ahead)) == [square(n) for n in range(12)]


@pytest.mark.parametrize("ahead", [False, True])
def test_an_error_is_raised_here_as_it_is_without_processes(ahead: bool) -> None:
    def work(n: int) -> bytes:
        if n == 5:
            raise ValueError(f"{n} is odd")
        return square(n)

    found: Iterator[bytes] = in_processes(work, range(12), 2, ahead=ahead)
    assert [next(found) for _ in range(5)] == [square(n) for n in range(5)]
    with pytest.raises(ValueError, match="5 is odd"):
        next(found)


def test_no_process_is_left_when_nobody_wants_the_rest() -> None:
    found = in_processes(lambda n: str(os.getpid()).encode() + b" " * 1_000_000, range(40), 2)  # more than a pipe holds
    left = {int(next(found)), int(next(found))}
    found.close()  # type: ignore[attr-defined]  # a generator
    for pid in left:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_no_process_outlives_one_that_is_killed() -> None:
    """Each waits for somebody to take more than a pipe holds, until nobody is there to take it."""
    code = (
        "import os, signal\n"
        "from dedup.runtime.processes import in_processes\n"
        "found = in_processes(lambda n: str(os.getpid()).encode() + b' ' * 1_000_000, range(40), 3)\n"
        "print(*(int(next(found)) for _ in range(3)), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == -signal.SIGKILL  # and its output has ended, which those that are left would hold open
    begun = [*map(int, run.stdout.split())]
    assert len(begun) == 3
    for pid in begun:
        assert not Path(f"/proc/{pid}/exe").exists()
