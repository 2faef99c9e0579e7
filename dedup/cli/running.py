"""Running a scan from a command: its progress shown."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import click

from dedup.cli.outputs import is_quiet
from dedup.runtime.threads import n_threads

if TYPE_CHECKING:
    from datetime import datetime

    from dedup.corpus.collection import Item
    from dedup.reading import Reader
    from dedup.runtime.stages import Progress
    from dedup.scanning.report import Report


def scan_all(
    items: Reader | Iterable[Item],
    every_relation: bool,
    jobs: int | None,
    rewritten: bool = False,
    *,
    since: datetime | None = None,
    memory: str | None = None,
    work_dir: str | None = None,
) -> Report:
    """The whole report, what is looked for on demand included, with its progress on a terminal."""
    _put_off_collecting()
    from dedup.scanning.scan import run_of, scan_as

    with progress_shown() as progress:
        run = run_of(
            every_relation=every_relation, rewritten=rewritten, since=since, jobs=jobs, progress=progress,
            n_processes=processes_for(jobs, memory, work_dir),
        )  # fmt: skip
        found = scan_as(run, items, memory, work_dir)
        if progress is not None:
            progress("inside", 0, None)
        found.find_all()
    return found


def processes_for(jobs: int | None, memory: str | None, work_dir: str | None) -> int:
    """How many processes may do what is Python through and through; one where memory is short: each takes its own."""
    return n_threads(jobs) if memory is work_dir is None else 1


def progress_shown() -> AbstractContextManager[Progress | None]:
    """What tells a scan's progress, None where nobody is to see it: then nothing that draws is loaded."""
    if is_quiet() or not sys.stderr.isatty():
        return nullcontext()
    from dedup.output.progress import progress_on_terminal

    return progress_on_terminal()


def _put_off_collecting() -> None:
    """Look for cycles among objects only when the command has ended: results are millions of objects and no cycles.

    On SaudiNewsNet, looking took one second in five of a report in JSON, and found nothing. The interpreter looks once
    more when it ends, for .3 s of a report, unless they are frozen.
    """
    context = click.get_current_context(silent=True)
    if context is not None and gc.isenabled():
        gc.disable()
        context.call_on_close(gc.enable)
        atexit.register(gc.freeze)
