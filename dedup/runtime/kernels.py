"""The one doorway to numba: compiled kernels, cached on disk, that release the GIL.

Kernels take and fill flat numpy arrays. Each names its exact signature, so that it is compiled once and never again for
another layout of the same data. numba keeps the machine code beside the package, or in the user's cache folder when the
package folder is read-only. `python -m dedup.runtime.kernels` compiles all of them, on all processors.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from functools import cache
from graphlib import TopologicalSorter
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import numba
from numba.core import event

F = TypeVar("F", bound=Callable[..., Any])

_PACKAGE = Path(__file__).parents[1]


def kernel(signature: str) -> Callable[[F], F]:
    """Compile a function for one signature, such as `"void(uint32[::1], int64)"`.

    numba notices when the file of a cached kernel changes, but not when a kernel that it calls does. So the cache knows
    a kernel by the digest of all the sources it may be made of.
    """

    def compiled(function: F) -> F:
        name = function.__qualname__
        function.__qualname__ = f"{name}-{_digest(function.__module__)}"
        dispatcher: F = numba.njit(signature, nogil=True, cache=True, error_model="numpy")(function)
        function.__qualname__ = dispatcher.__qualname__ = name
        return dispatcher

    return compiled


@cache
def _digest(module: str) -> str:
    """A short digest of a module's source and of the sources of the modules with kernels that it imports."""
    sources: dict[str, bytes] = {}
    _collect(module, sources)
    return hashlib.blake2b(b"".join(sources[name] for name in sorted(sources)), digest_size=6).hexdigest()


def _collect(module: str, sources: dict[str, bytes]) -> None:
    path = _PACKAGE.joinpath(*module.split(".")[1:]).with_suffix(".py")
    if module in sources or not path.exists():
        return
    source = path.read_bytes()
    if b"dedup.runtime.kernels" in source:
        sources[module] = source
        for imported in _imports(source):
            _collect(imported, sources)


def _imports(source: bytes) -> list[str]:
    """The modules of the package that a source imports names from."""
    return [name.decode() for name in re.findall(rb"^from (dedup[\w.]*) import", source, re.MULTILINE)]


def compile_all() -> None:
    """Compile the kernels that the cache does not have yet, as many modules at a time as there are processors.

    A module's turn comes when those that it imports have had theirs, so that no two processes compile the same kernel.
    """
    order = TopologicalSorter(modules_with_kernels())
    order.prepare()
    running: dict[Future[None], str] = {}
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        while order.is_active():
            running |= {pool.submit(_load, module): module for module in order.get_ready()}
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                future.result()
                order.done(running.pop(future))


def modules_with_kernels() -> dict[str, set[str]]:
    """The modules that define kernels or functions for them, each with those of them that it imports."""
    imports: dict[str, list[str]] = {}
    for path in _PACKAGE.rglob("*.py"):
        source = path.read_bytes()
        if b"\nfrom dedup.runtime.kernels import" in source:
            imports[".".join(("dedup", *path.relative_to(_PACKAGE).with_suffix("").parts))] = _imports(source)
    return {module: imports.keys() & imported for module, imported in imports.items()}


def _load(module: str) -> None:
    import_module(module)


def inlined(function: F) -> F:
    """A small function that kernels call; compiled into each of them."""
    compiled: F = numba.njit(inline="always", error_model="numpy")(function)
    return compiled


class _Announcer(event.Listener):
    def __init__(self, announce: Callable[[], None]) -> None:
        self._announce: Callable[[], None] | None = announce

    def on_start(self, event: event.Event) -> None:
        if self._announce is not None:
            self._announce()
        self._announce = None

    def on_end(self, event: event.Event) -> None:
        pass


def on_first_compile(announce: Callable[[], None]) -> None:
    """Call `announce` once if a kernel has to be compiled because the cache does not have it yet."""
    event.register("numba:compile", _Announcer(announce))


if __name__ == "__main__":
    compile_all()
