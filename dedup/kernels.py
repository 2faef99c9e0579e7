"""The one doorway to numba: compiled kernels, cached on disk, that release the GIL.

Kernels take and fill flat numpy arrays. Each names its exact signature, so that it is compiled once and never again for
another layout of the same data. numba keeps the machine code beside the package, or in the user's cache folder when the
package folder is read-only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba
from numba.core import event

F = TypeVar("F", bound=Callable[..., Any])


def kernel(signature: str) -> Callable[[F], F]:
    """Compile a function for one signature, such as `"void(uint32[::1], int64)"`."""
    compiled: Callable[[F], F] = numba.njit(signature, nogil=True, cache=True, error_model="numpy")
    return compiled


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
