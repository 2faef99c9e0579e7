"""Align candidate pairs: their copied passages, how many words they share, and how much that weighs."""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.alignments import Alignments
from dedup.alignment.anchors import Space, index_kernel
from dedup.alignment.chains import copies_of
from dedup.alignment.throughout import N_BIGRAMS, bigram_kernel, edited_throughout
from dedup.candidates.pairs import sides_of, split
from dedup.corpus.days import same_days
from dedup.corpus.texts import Texts
from dedup.records import EVIDENCE, PASSAGE, EvidenceRecord, EvidenceRecords, PassageRecords
from dedup.runtime.kernels import inlined, kernel
from dedup.runtime.storage import Workspace
from dedup.runtime.threads import on_threads
from dedup.text.grams import GRAM
from dedup.weigh.evidence import MOST_QUOTED, is_quoted_by_one, weigh_run

CHUNK = 1024
"""Pairs that a thread takes at a time."""


@inlined
def weigh_pair(
    texts: Texts, a: int, b: int, n_anchors: int, space: Space, passages: PassageRecords, evidence: EvidenceRecord
) -> None:
    """Add what the words of the anchors inside the `passages` of texts `a` and `b` weigh to their `evidence`.

    A passage that is mostly quotation is one as a whole, and so is one that only one of the texts quotes.
    """
    near = same_days(texts.days[a], texts.days[b])
    anchors, taken_a, taken_b, begins = space.anchors, space.taken_a, space.taken_b, passages["begin_a"]
    n_quoted, unquoted = np.zeros(len(passages), np.int64), np.zeros(len(passages))
    for m in range(n_anchors):
        anchor = anchors[m]
        if taken_a[anchor.at_a] and taken_b[anchor.at_b]:
            n_around = 0
            row = np.searchsorted(begins, anchor.at_a, side="right") - 1
            inside = row >= 0 and passages[row].begin_b <= anchor.at_b < passages[row].end_b
            if near and inside:
                n_around = passages[row].n_common
            at = (texts.begin[a] + anchor.at_a, texts.begin[b] + anchor.at_b)
            n_words, weight = weigh_run(texts.marks, at, anchor.length, n_around, evidence)
            if inside:
                n_quoted[row] += n_words
                unquoted[row] += weight
    marks_a = texts.marks[texts.begin[a] : texts.begin[a] + texts.n_tokens[a]]
    marks_b = texts.marks[texts.begin[b] : texts.begin[b] + texts.n_tokens[b]]
    for row in range(len(passages)):
        passage = passages[row]
        quoted = n_quoted[row] >= MOST_QUOTED * passage.n_common
        if quoted or is_quoted_by_one(marks_a, marks_b, passage):
            evidence.unquoted = max(np.float64(evidence.unquoted) - unquoted[row], 0.0)


@kernel("int64(Texts, uint64[::1], Space, boolean[::1], PassageRecords, int64[::1], EvidenceRecords)")
def align_kernel(
    texts: Texts,
    pairs: NDArray[np.uint64],
    space: Space,
    bigrams: NDArray[np.bool_],
    passages: PassageRecords,
    offsets: NDArray[np.int64],
    evidence: EvidenceRecords,
) -> int:
    """Fill `passages`, `offsets` and `evidence` (all 0 at first) for sorted pairs; return the number of passages.

    `bigrams` is room for those of a text (`throughout`).
    """
    n = 0
    offsets[0] = 0
    indexed, marked = np.int64(-1), np.int64(-1)
    n_heads, n_bigrams = 1, 1
    for k in range(len(pairs)):
        first, second = sides_of(pairs[k])
        a = texts.tokens[texts.begin[first] : texts.begin[first] + texts.n_tokens[first]]
        b = texts.tokens[texts.begin[second] : texts.begin[second] + texts.n_tokens[second]]
        if first != indexed:
            n_heads = index_kernel(a, space)
            indexed = first
        n_passages, n_anchors = copies_of(a, b, n_heads, space, passages[n:])
        if n_passages > 0:
            weigh_pair(texts, first, second, n_anchors, space, passages[n : n + n_passages], evidence[k])
        else:
            if first != marked:
                n_bigrams = bigram_kernel(a, bigrams)
                marked = first
            n_passages = edited_throughout(texts, (first, second), bigrams[:n_bigrams], passages[n], evidence[k])
        n += n_passages
        offsets[k + 1] = n
    return n


def align(
    texts: Texts,
    pairs: NDArray[np.uint64],
    *,
    threads: int = 1,
    progress: Callable[[int], None] = lambda n_pairs: None,
    release_memory: Callable[[], None] = lambda: None,
) -> Alignments:
    """Align sorted candidate pairs of texts, on all threads; pairs that share no passage are left out.

    Each thread calls `release_memory` before every `CHUNK` of pairs: where tokens stand in a file, they are read here
    and there, and a chunk may bring 128 MB of it into memory.
    """
    free: SimpleQueue[Workspace] = SimpleQueue()
    for _ in range(threads):
        free.put(Workspace())

    def work(chunk: NDArray[np.uint64]) -> Alignments:
        release_memory()
        workspace = free.get()
        try:
            return _aligned(texts, chunk, workspace)
        finally:
            free.put(workspace)

    parts = []
    for part in on_threads(work, [pairs[i : i + CHUNK] for i in range(0, len(pairs), CHUNK)], threads):
        parts.append(part)
        progress(CHUNK)
    return Alignments.joined(parts)


def _aligned(texts: Texts, pairs: NDArray[np.uint64], workspace: Workspace) -> Alignments:
    n_a, n_b = (texts.n_tokens[side] for side in split(pairs))
    space = Space.of(workspace, int(n_a.max()), int(n_b.max()))
    passages = workspace.array("passages", int(np.minimum(n_a, n_b).sum()) // GRAM + 1, PASSAGE)
    offsets, evidence = np.empty(len(pairs) + 1, np.int64), np.zeros(len(pairs), EVIDENCE)
    bigrams = workspace.array("bigrams", N_BIGRAMS, np.bool_)
    n = align_kernel(texts, pairs, space, bigrams, passages, offsets, evidence)
    found = Alignments(pairs, passages[:n].copy(), offsets, evidence)  # the workspace is used again
    return found.selected(np.diff(offsets) > 0)
