"""Kernels: functions that run as machine code and release the GIL.

A kernel takes and fills flat numpy arrays. It names its exact signature, so that there is one machine code for it and
never another one for another layout of the same data. Defining kernels costs nothing: the machine code is fetched when
a kernel is first called, from the files where it was kept (`kernel_files`), or it is compiled (`compiling`).

Arrays that belong together are one argument. A table is an array of records with named fields, and several arrays are a
`NamedTuple` whose fields say what they are; a signature names either as the module of the kernel knows it:

    SPAN = np.dtype([("begin", np.int32), ("end", np.int32)])

    class Postings(NamedTuple):
        articles: NDArray[np.uint32]                    # uint32[::1]
        spans: Annotated[NDArray[np.void], SPAN]        # records
        signatures: Annotated[NDArray[np.uint64], 2]    # two dimensions
        data: Annotated[NDArray[np.uint8], "readonly"]  # never written, as a view on bytes is
        n_articles: int                                 # also float, bool, np.uint64, another NamedTuple

    @kernel("int64(Postings, SPAN[::1], int64)")
    def count_kernel(postings, wanted, least):
        for span in wanted: ... span.end - span.begin ... postings.articles[k] ... wanted[k]["begin"] = 0

It is called as it is defined: `count_kernel(Postings(...), np.zeros(3, SPAN), 2)`. Machine code knows which layouts it
was made for: a kernel whose record or tuple gets another field is compiled again, also when that is part of another.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, update_wrapper
from threading import RLock
from typing import Any, TypeVar, cast

from dedup.runtime.kernel_digest import digest

F = TypeVar("F", bound=Callable[..., Any])

_fetching = RLock()


def kernel(signature: str) -> Callable[[F], F]:
    """A function as a kernel with one signature, such as `"void(uint32[::1], int64)"`.

    Beside numba's types a signature may name what stands in the function's module: a dtype of records, as in
    `"void(passage[::1])"`, or a `NamedTuple`. Arrays in fields are contiguous.
    """

    def of(function: F) -> F:
        return cast(F, Kernel(signature, function))

    return of


def inlined(function: F) -> F:
    """A small function that kernels call; compiled into each of them."""
    return cast(F, Inlined(function))


class Kernel:
    """What `@kernel` makes of a function: the same function, as machine code from its first call on."""

    def __init__(self, signature: str, function: Callable[..., Any]) -> None:
        self.signature = signature
        self.function = function
        self._run: Callable[..., Any] = self._first_call
        update_wrapper(self, function)

    def __call__(self, *args: Any) -> Any:
        """Run it on arguments of the types that its signature names."""
        return self._run(*args)

    def __repr__(self) -> str:
        return f"<kernel {self.name}>"

    @cached_property
    def name(self) -> str:
        """Where it stands, such as `dedup.text.tokens:tokenize_kernel`."""
        return f"{self.__module__}:{self.__qualname__}"  # type: ignore[attr-defined]  # set by update_wrapper

    @cached_property
    def digest(self) -> bytes:
        """What it is made of."""
        return digest(self.signature, self.function)

    @property
    def _numba_type_(self) -> Any:
        """What numba sees in it while it compiles a kernel that calls this one."""
        return self.compiled._numba_type_

    @cached_property
    def compiled(self) -> Any:
        """As numba compiles it in this process, whatever is kept in files."""
        from dedup.runtime.machine_code import compiled_here

        return compiled_here(self.signature, self.function)

    def _first_call(self, *args: Any) -> Any:
        with _fetching:
            if self._run == self._first_call:
                from dedup.runtime.compiling import fetch

                self._run = fetch(self)
        return self._run(*args)


class Inlined:
    """What `@inlined` makes of a function: numba's, made when it is called or when a kernel with it is compiled."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.py_func = function  # the name by which numba asks for it
        update_wrapper(self, function)

    def __call__(self, *args: Any) -> Any:
        """Run it by itself, as tests do."""
        return self._compiled(*args)

    @cached_property
    def digest(self) -> bytes:
        """What it is made of."""
        return digest("", self.py_func)

    @property
    def targetoptions(self) -> dict[str, Any]:
        """How numba is to compile it."""
        return cast(dict[str, Any], self._compiled.targetoptions)

    @property
    def _numba_type_(self) -> Any:
        return self._compiled._numba_type_

    @cached_property
    def _compiled(self) -> Any:
        from dedup.runtime.machine_code import inlined_here

        return inlined_here(self.py_func)
