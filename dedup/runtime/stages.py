"""Stages of a long run: how long each takes, and how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dedup.arguments import refused

Progress = Callable[[str, int, int | None], None]
"""Called as `progress(stage, n_done, n_in_all)`; None where nobody knows yet how many there will be."""


class Stages:
    """Times stages and passes on their progress; `seconds` holds each stage's total."""

    def __init__(self, progress: Progress | None = None) -> None:
        if progress is not None and not callable(progress):
            raise refused("progress", progress, "a function that takes a stage and two numbers")
        self.seconds: dict[str, float] = {}
        self._progress = progress

    @contextmanager
    def stage(self, name: str, n_in_all: int | None = None) -> Iterator[Callable[[int], None]]:
        """Time a stage; the callable it gives is told how many more are done."""
        begin = time.perf_counter()
        n_done = 0

        def advance(n_more: int) -> None:
            nonlocal n_done
            n_done += n_more
            if self._progress is not None:
                self._progress(name, n_done, n_in_all)

        advance(0)
        yield advance
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begin
