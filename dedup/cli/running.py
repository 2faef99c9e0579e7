"""Running a scan from a command: its kernels loaded, its progress shown."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from dedup.corpus.collection import Item
    from dedup.reading import Reader
    from dedup.scanning.report import Report
    from dedup.scanning.two_texts import Depth


def scan_all(
    items: Reader | Iterable[Item],
    every_relation: bool,
    jobs: int | None,
    depth: Depth = "copy",
    *,
    memory: str | None = None,
    work_dir: str | None = None,
) -> Report:
    """The whole report, what is looked for on demand included, with its progress on a terminal."""
    with kernels_loading():
        from dedup.scanning.scan import scan
    from dedup.output.progress import progress_on_terminal

    with progress_on_terminal() as progress:
        found = scan(
            items, every_relation=every_relation, depth=depth, jobs=jobs, progress=progress, memory=memory,
            work_dir=work_dir,
        )  # fmt: skip
        for stage in ("repeats", "credits", "shared"):
            if progress is not None:
                progress(stage, 0, None)
            getattr(found, stage)
    return found


@contextmanager
def kernels_loading() -> Iterator[None]:
    """Around the first import of kernels: tells once if they have to be compiled.

    numba imports the linear algebra of scipy where it finds it, a fifth of a second for nothing: no kernel uses it.
    """
    hidden = "scipy" not in sys.modules
    if hidden:
        sys.modules["scipy"] = None  # type: ignore[assignment]  # how Python is told that there is none
    try:
        from dedup.runtime.kernels import on_first_compile

        on_first_compile(_compile)
        yield
    finally:
        if hidden:
            del sys.modules["scipy"]


def _compile() -> None:
    from dedup.runtime.kernels import compile_all

    click.echo("dedup: compiling its kernels, once; on two processors it takes half a minute", err=True)
    with suppress(OSError, ImportError, BrokenExecutor):  # where no processes can be made, one after the other does too
        compile_all()
