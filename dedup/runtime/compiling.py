"""Kernels fetched from where they are kept, and compiled on all processors when they are missing.

Compiling happens in processes of its own: numba is told there for which processors to compile, and nothing changes for
whatever else uses numba in this process.
"""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import cache
from importlib import import_module
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Any

from dedup.errors import DedupError
from dedup.runtime import kernel_files, machine_code
from dedup.runtime.compile_progress import Watcher, tell
from dedup.runtime.kernel_digest import globals_of
from dedup.runtime.kernels import Inlined, Kernel
from dedup.runtime.locks import alone
from dedup.runtime.threads import n_processors

log = logging.getLogger("dedup")

COUNTED, NAMED = "--counted", "--named"
"""What another process is asked for: everything, with a count; or the kernels whose names it is sent."""

_ROOM = __name__.partition(".")[0]
_PACKAGE = Path(__file__).parents[1]


def fetch(kernel: Kernel) -> Callable[..., Any]:
    """What runs a kernel: its machine code from a file; if there is none, all kernels are compiled first."""
    if machine_code.switched_off():
        return kernel.function
    found = _kept(kernel)
    if found is None and kernel.name.startswith(f"{_ROOM}.") and kernel_files.FOLDER not in os.environ:
        _compile_once()
        found = _kept(kernel)
    return kernel.compiled if found is None else found


def _kept(kernel: Kernel) -> Callable[..., Any] | None:
    name = _file(kernel)
    payload = kernel_files.read(name)
    if payload is None:
        return None
    try:
        return machine_code.loaded(kernel.function, payload)
    except Exception as error:  # whatever a pickle can raise where it was made by something else
        log.warning("dedup: %s cannot be loaded (%r): this kernel is compiled in this process", name, error)
        return None


def _file(kernel: Kernel) -> str:
    return f"{kernel.name.removeprefix(f'{_ROOM}.').replace(':', '.')}-{kernel.digest.hex()}"


@cache
def _compile_once() -> None:
    """Compile what is missing, in a process that knows nothing of this program: not what its main module would do."""
    try:
        with _child(COUNTED) as child:
            for line in child.stdout:
                n_done, n_in_all = map(int, line.split())
                if n_done == 0 and kernel_files.is_passing(kernel_files.writable()):
                    log.warning(
                        "dedup: compiled kernels cannot be kept: no folder for them can be written, see NUMBA_CACHE_DIR"
                    )
                tell(n_done, n_in_all, n_processors())
    except (OSError, ValueError):  # no processes here: each kernel is compiled in this one when it is called
        log.warning("dedup: compiling kernels one by one, and not keeping them: %s cannot be started", sys.executable)


@contextmanager
def _child(task: str) -> Iterator[Any]:
    """Another Python at a task of this module, with the same files; `-P` for not importing from the working folder."""
    name, features = machine_code.processor()
    environment = os.environ | {
        "NUMBA_CPU_NAME": name,
        "NUMBA_CPU_FEATURES": features,
        "PYTHONPATH": os.pathsep.join(filter(None, (str(_PACKAGE.parent), os.environ.get("PYTHONPATH")))),
    }
    folder = kernel_files.writable()
    if folder is not None:
        environment[kernel_files.FOLDER] = str(folder)
    command = [sys.executable, "-P", "-m", f"{_ROOM}.kernels", task]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "bufsize": 1, "text": True}
    with subprocess.Popen(command, env=environment, **pipes) as child:  # type: ignore[call-overload]
        yield child


def compile_all(watcher: Watcher) -> list[str]:
    """Compile the kernels that are not kept yet, as many at a time as there are processors.

    Another process that is at it already is waited for. The result says which modules were left out, and why: they
    need packages that are not installed.
    """
    folder = kernel_files.writable()
    with nullcontext() if folder is None else alone(folder):
        kernels, left_out = _all_kernels()
        tasks = _tasks([kernel for kernel in kernels if kernel_files.read(_file(kernel)) is None])
        n_in_all = sum(map(len, tasks))
        watcher(0, n_in_all)
        queue: SimpleQueue[list[Kernel]] = SimpleQueue()
        for task in tasks:
            queue.put(task)
        done, telling = count(1), Lock()

        def one_more() -> None:
            with telling:
                watcher(next(done), n_in_all)

        n_processes = min(n_processors(), len(tasks))
        with ThreadPoolExecutor(n_processes or 1) as threads:
            for finished in [threads.submit(_hand_out, queue, one_more) for _ in range(n_processes)]:
                finished.result()
    return left_out


def _hand_out(tasks: SimpleQueue[list[Kernel]], one_more: Callable[[], None]) -> None:
    """Have tasks done by one process until none is left."""
    with _child(NAMED) as child:
        while True:
            try:
                task = tasks.get_nowait()
            except Empty:
                return
            for kernel in task:
                print(kernel.name, file=child.stdin, flush=True)
                if not child.stdout.readline():
                    raise RuntimeError(f"the process that was to compile {kernel.name} has ended")
                one_more()


def compile_named(lines: Iterable[str]) -> Iterator[str]:
    """Compile the kernels whose names come in, one a line, and give each name back when that is done."""
    for line in lines:
        module, _, name = line.strip().partition(":")
        kernel = getattr(import_module(module), name)
        payload = machine_code.taken_apart(kernel.compiled)
        if payload is not None:
            kernel_files.write(_file(kernel), payload)
        yield name


def _all_kernels() -> tuple[list[Kernel], list[str]]:
    """The kernels of the whole package, and which modules with kernels cannot be imported here, and why."""
    kernels, left_out = [], []
    for path in sorted(_PACKAGE.rglob("*.py")):
        if re.search(rb"^from dedup\.runtime\.kernels import .*\bkernel\b", path.read_bytes(), re.MULTILINE):
            name = ".".join((_ROOM, *path.relative_to(_PACKAGE).with_suffix("").parts))
            try:
                defined = vars(import_module(name)).values()
            except (DedupError, ImportError) as error:
                left_out.append(f"{name}: {error}")
            else:
                kernels += [value for value in defined if isinstance(value, Kernel) and value.__module__ == name]
    return kernels, left_out


def _tasks(kernels: list[Kernel]) -> list[list[Kernel]]:
    """Kernels that call each other together, so that none is compiled twice; what takes longest first."""
    group = {kernel: {kernel} for kernel in kernels}
    for kernel in kernels:
        for other in _calls(kernel, kernel.signature):
            if other in group and group[other] is not group[kernel]:
                group[kernel] |= group[other]
                for member in group[other]:
                    group[member] = group[kernel]
    groups = {id(members): [kernel for kernel in kernels if kernel in members] for members in group.values()}
    return sorted(groups.values(), key=lambda members: -sum(len(each.function.__code__.co_code) for each in members))


def _calls(user: Kernel | Inlined, signature: str = "") -> Iterator[Kernel]:
    for value in globals_of(signature, user.function if isinstance(user, Kernel) else user.py_func):
        if isinstance(value, Kernel):
            yield value
        elif isinstance(value, Inlined):
            yield from _calls(value)
