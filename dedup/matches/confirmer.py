"""Confirmer: which pairs of texts share what, and what that amounts to; every way through the engine asks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.align import align
from dedup.alignment.alignments import Alignments
from dedup.corpus.texts import Texts
from dedup.judge.judged import Choice, Judged, anything, judge, stronger
from dedup.judge.retold import with_copies
from dedup.runtime.stages import Stages
from dedup.runtime.storage import Storage


class Rewriting(Protocol):
    """Looks for passages at depth "rewrite"."""

    def pairs(self, pairs: NDArray[np.uint64], copied: Judged, /) -> NDArray[np.uint64]:
        """Those of the sorted pairs that are worth a look, given what of them is copied."""
        ...

    def align(self, pairs: NDArray[np.uint64], copied: Judged, progress: Callable[[int], None], /) -> Alignments:
        """What the pairs share; those that share nothing are left out. `progress` is told how many more are done."""
        ...


@dataclass(frozen=True, slots=True)
class Confirmer:
    """Aligns pairs of `texts` on all `threads` and judges them, with `rewriting` at depth "rewrite" too.

    `beside` chooses which copies count where rewritten passages are looked for. `stages` times both and tells their
    progress; between two pieces of work `storage` releases memory.
    """

    texts: Texts
    rewriting: Rewriting | None = None
    threads: int = 1
    beside: Choice = anything
    stages: Stages = field(default_factory=Stages)
    storage: Storage = field(default_factory=Storage)

    def __call__(self, pairs: NDArray[np.uint64]) -> Judged:
        """The sorted pairs that share passages, judged."""
        release_memory = self.storage.release_memory
        with self.stages.stage("align", len(pairs)) as advance:
            found = align(self.texts, pairs, threads=self.threads, progress=advance, release_memory=release_memory)
            copied = with_copies(found, self.texts, pairs, self.threads)
        if self.rewriting is None:
            return copied
        left = self.rewriting.pairs(pairs, copied)
        with self.stages.stage("rewritten", len(left)) as advance:

            def progress(n_pairs: int) -> None:
                advance(n_pairs)
                release_memory()

            reworded = judge(self.rewriting.align(left, copied, progress), self.texts, self.threads)
        return stronger(self.beside(copied), reworded)
