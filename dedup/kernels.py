"""`python -m dedup.kernels`: compile all kernels ahead of time, such as where an image is built."""

from __future__ import annotations

import sys

from dedup.runtime.compiling import COUNTED, NAMED, compile_all, compile_named
from dedup.runtime.kernel_files import writable


def main() -> None:
    """Compile what is not compiled yet, and say where it is."""
    if sys.argv[1:] == [NAMED]:
        for name in compile_named(sys.stdin):
            _say(f"{name}\n")
    elif sys.argv[1:] == [COUNTED]:
        compile_all(lambda n_done, n_in_all: _say(f"{n_done} {n_in_all}\n"))
    else:
        left_out = compile_all(_count if sys.stdout.isatty() else lambda n_done, n_in_all: None)
        _say(f"The kernels are in {writable()}\n")
        for reason in left_out:
            _say(f"Left out: {reason}\n")


def _count(n_done: int, n_in_all: int) -> None:
    _say(f"\rCompiling kernels: {n_done} of {n_in_all}" + "\n" * (n_done == n_in_all))


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
