"""How far a long run is: stage, rate and time left, on a terminal's standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from dedup.output.page import size
from dedup.runtime.compile_progress import watched
from dedup.runtime.stages import Progress as Told

STAGES = {
    "compile": "Compiling kernels, once",
    "sketch": "Reading and sketching",
    "nominate": "Looking for candidates",
    "weigh": "Counting how common phrases are",
    "align": "Comparing candidates",
    "forms": "Telling forms",
    "neighbours": "Looking for neighbours",
    "rewritten": "Looking for rewritten text",
    "families": "Joining families",
    "inside": "Looking for repeats, agencies and shared wording",
}


class _Rate(ProgressColumn):
    """How many were done, and how many a second."""

    def render(self, task: Task) -> Text:
        if not task.completed:
            return Text("")
        rate = f", {task.speed:,.0f} a second" if task.speed else ""
        return Text(f"{task.completed:,.0f}{rate}", "dim")


@contextmanager
def progress_on_terminal() -> Iterator[Told]:
    """What tells a scan's progress on the terminal that standard error is; the bars go when the work is done."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), _Rate(), TimeRemainingColumn())
    width, height = size(sys.stderr)
    with Progress(*columns, console=Console(stderr=True, width=width, height=height), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(stage: str, n_done: int, n_in_all: int | None) -> None:
            if stage not in tasks:
                for earlier in tasks.values():
                    bars.stop_task(earlier)
                    bars.update(earlier, visible=False)
                tasks[stage] = bars.add_task(STAGES.get(stage, stage), total=n_in_all)
            total = None if n_in_all is None else max(n_in_all, n_done)
            bars.update(tasks[stage], completed=n_done, total=total, visible=True)

        with watched(lambda n_done, n_in_all: tell("compile", n_done, n_in_all)):
            yield tell
