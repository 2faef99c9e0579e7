"""Align candidate pairs: passages, how many words they share, and how much that weighs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.anchors import anchor_kernel, index_kernel
from dedup.alignment.chains import chain_kernel, passage_kernel
from dedup.alignment.common_subsequence import common_words
from dedup.records import EDITED, VERBATIM
from dedup.runtime.kernels import kernel
from dedup.runtime.storage import Workspace
from dedup.runtime.threads import on_threads
from dedup.text.grams import GRAM, gram_kernel
from dedup.weigh.days import same_days
from dedup.weigh.evidence import weigh_run

CHUNK = 1024
"""Pairs that a thread takes at a time."""


@dataclass(frozen=True, slots=True)
class Alignments:
    """What P candidate pairs share, in columns.

    `pairs` uint64[P]. `passages` int32[n, 6]: begin and end in a, begin and end in b (token places within the text),
    the words common to both in order, and the kind (`KINDS`); those of pair i stand at `offsets[i]:offsets[i + 1]`
    (int64[P + 1]), in the order of a. `evidence` float32[P, 4]: the words that are copied, each weighted
    (`evidence.weigh_run`).
    """

    pairs: NDArray[np.uint64]
    passages: NDArray[np.int32]
    offsets: NDArray[np.int64]
    evidence: NDArray[np.float32]

    def selected(self, keep: NDArray[np.bool_]) -> Alignments:
        """Only the pairs where `keep` is true."""
        n_passages = np.diff(self.offsets)
        return Alignments(
            self.pairs[keep],
            self.passages[np.repeat(keep, n_passages)],
            np.append(0, np.cumsum(n_passages[keep])),
            self.evidence[keep],
        )

    def without_passages(self, gone: NDArray[np.bool_]) -> Alignments:
        """The same pairs without the passages where `gone` is true, of which their evidence takes no notice."""
        n_kept = np.append(0, np.cumsum(~gone))
        return Alignments(self.pairs, self.passages[~gone], n_kept[self.offsets], self.evidence)


@kernel(
    "int64(uint32[::1], int64[::1], int64[::1], uint64[::1], uint8[::1], int64[::1],"
    " uint32[::1], int32[::1], int32[::1], int32[:, ::1], int32[::1], int32[::1], boolean[::1], boolean[::1],"
    " int32[:, ::1], int64[::1], float32[:, ::1])"
)
def align_kernel(
    tokens: NDArray[np.uint32],
    begin: NDArray[np.int64],
    end: NDArray[np.int64],
    pairs: NDArray[np.uint64],
    marks: NDArray[np.uint8],
    days: NDArray[np.int64],
    grams: NDArray[np.uint32],
    heads: NDArray[np.int32],
    places: NDArray[np.int32],
    anchors: NDArray[np.int32],
    following: NDArray[np.int32],
    sizes: NDArray[np.int32],
    taken_a: NDArray[np.bool_],
    taken_b: NDArray[np.bool_],
    passages: NDArray[np.int32],
    offsets: NDArray[np.int64],
    evidence: NDArray[np.float32],
) -> int:
    """Fill `passages`, `offsets` and `evidence` for sorted pairs; return the number of passages.

    The arrays from `grams` to `taken_b` are work space.
    """
    n = 0
    offsets[0] = 0
    indexed = np.int64(-1)
    n_heads = 1
    for k in range(len(pairs)):
        article_a = np.int64(pairs[k] >> np.uint64(32))
        article_b = np.int64(pairs[k] & np.uint64(0xFFFFFFFF))
        a, b = tokens[begin[article_a] : end[article_a]], tokens[begin[article_b] : end[article_b]]
        if article_a != indexed:
            n_heads = 1
            while n_heads < 2 * len(a):
                n_heads *= 2
            index_kernel(grams, gram_kernel(a, grams), heads[:n_heads], places)
            indexed = article_a
        gram_kernel(b, grams)
        n_anchors = anchor_kernel(a, b, grams, heads[:n_heads], places, anchors)
        chain_kernel(anchors, n_anchors, following, sizes)
        n_passages = passage_kernel(a, b, anchors, n_anchors, following, sizes, taken_a, taken_b, passages[n:])
        for row in range(n, n + n_passages):
            begin_a, end_a, begin_b, end_b = passages[row, 0], passages[row, 1], passages[row, 2], passages[row, 3]
            n_common = common_words(a[begin_a:end_a], b[begin_b:end_b])
            passages[row, 4] = n_common
            passages[row, 5] = VERBATIM if n_common == max(end_a - begin_a, end_b - begin_b) else EDITED
        evidence[k] = 0
        near = same_days(days[article_a], days[article_b])
        for m in range(n_anchors if n_passages > 0 else 0):
            at_a, at_b, length = anchors[m, 0], anchors[m, 1], anchors[m, 2]
            if taken_a[at_a] and taken_b[at_b]:
                row = n - 1 + np.searchsorted(passages[n : n + n_passages, 0], at_a, side="right")
                n_around = 0
                if row >= n and passages[row, 2] <= at_b < passages[row, 3]:
                    n_around = passages[row, 4]
                at = (begin[article_a] + at_a, begin[article_b] + at_b)
                weigh_run(marks, at, length, n_around if near else 0, evidence[k])
        n += n_passages
        offsets[k + 1] = n
    return n


def align(
    tokens: NDArray[np.uint32],
    spans: tuple[NDArray[np.int64], NDArray[np.int64]],
    pairs: NDArray[np.uint64],
    marks: NDArray[np.uint8],
    days: NDArray[np.int64],
    *,
    threads: int = 1,
    progress: Callable[[int], None] = lambda n_pairs: None,
    release_memory: Callable[[], None] = lambda: None,
) -> Alignments:
    """Align sorted candidate pairs of articles, on all threads; pairs that share no passage are left out.

    `spans` are the begin and end of each article's tokens, `marks` what is known of each token (`evidence`), `days`
    when each article was published (`days.days_of`). Each thread calls `release_memory` before every `CHUNK` of pairs:
    where tokens stand in a file, they are read here and there, and a chunk may bring 128 MB of it into memory.
    """
    begin, end = spans
    n_tokens = end - begin
    free: SimpleQueue[Workspace] = SimpleQueue()
    for _ in range(threads):
        free.put(Workspace())

    def work(chunk: NDArray[np.uint64]) -> Alignments:
        release_memory()
        workspace = free.get()
        try:
            return aligned(chunk, workspace)
        finally:
            free.put(workspace)

    def aligned(chunk: NDArray[np.uint64], workspace: Workspace) -> Alignments:
        n_a, n_b = (
            n_tokens[(chunk >> np.uint64(32)).astype(np.int64)],
            n_tokens[(chunk & np.uint64(0xFFFFFFFF)).astype(np.int64)],
        )
        longest_a, longest_b = int(n_a.max()), int(n_b.max())
        most_anchors = longest_b // GRAM + 1
        grams = workspace.array("grams", max(longest_a, longest_b) + 1, np.uint32)
        heads = workspace.array("heads", 1 << (2 * longest_a).bit_length(), np.int32)
        places = workspace.array("places", longest_a + 1, np.int32)
        anchors = workspace.array("anchors", 3 * most_anchors, np.int32)[: 3 * most_anchors].reshape(-1, 3)
        following = workspace.array("following", most_anchors, np.int32)
        sizes = workspace.array("sizes", most_anchors, np.int32)
        taken_a = workspace.array("taken_a", longest_a + 1, np.bool_)
        taken_b = workspace.array("taken_b", longest_b + 1, np.bool_)
        most_passages = int(np.minimum(n_a, n_b).sum()) // GRAM + 1
        passages = workspace.array("passages", 6 * most_passages, np.int32)[: 6 * most_passages].reshape(-1, 6)
        offsets, evidence = np.empty(len(chunk) + 1, np.int64), np.empty((len(chunk), 4), np.float32)
        n = align_kernel(
            tokens, begin, end, chunk, marks, days,
            grams, heads, places, anchors, following, sizes, taken_a, taken_b, passages, offsets, evidence,
        )  # fmt: skip
        found = Alignments(chunk, passages[:n], offsets, evidence)
        return found.selected(np.diff(offsets) > 0)

    parts = []
    for part in on_threads(work, [pairs[i : i + CHUNK] for i in range(0, len(pairs), CHUNK)], threads):
        parts.append(part)
        progress(CHUNK)
    return concatenated(parts)


def concatenated(parts: list[Alignments]) -> Alignments:
    """Alignments one after the other."""

    def column(name: str, empty: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([empty, *(getattr(part, name) for part in parts)])

    n_passages = np.concatenate([np.empty(0, np.int64), *(np.diff(part.offsets) for part in parts)])
    return Alignments(
        column("pairs", np.empty(0, np.uint64)),
        column("passages", np.empty((0, 6), np.int32)),
        np.append(0, np.cumsum(n_passages)),
        column("evidence", np.empty((0, 4), np.float32)),
    )
