"""Which pairs differ in a number, told from the words that a scan has of all articles anyway."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.edits import passage_edit_kernel
from dedup.candidates.pairs import split
from dedup.judge.judged import Judged
from dedup.records import EDIT, EDITED, EditRecord, PassageRecords
from dedup.runtime.kernels import inlined, kernel
from dedup.runtime.threads import chunks, on_threads
from dedup.sketch.sketches import NumberLists, Words

BATCH = 10_000
"""Pairs that a thread looks at before it takes others."""


def changed_numbers(words: Words, judged: Judged, rows: NDArray[np.int64], threads: int) -> NDArray[np.bool_]:
    """Whether edits of the pairs at `rows` int64[n] of `judged` change a number, bool[n]."""
    found = np.zeros(len(rows), np.bool_)
    first, second = split(judged.pairs[rows])
    passages, offsets = judged.alignments.passages, judged.alignments.offsets
    begins, ends = offsets[rows], offsets[rows + 1]

    def work(some: slice) -> None:
        changed_kernel(words, first[some], second[some], passages, begins[some], ends[some], found[some])

    for _ in on_threads(work, chunks(len(rows), BATCH), threads):
        pass
    return found


@inlined
def number_from(numbers: NumberLists, text: int, token: int) -> int:
    """The place of the first number of a text at a token or behind it; where its numbers end, if none stands there."""
    begin, end = numbers.begin[text], numbers.end[text]
    return int(begin + np.searchsorted(numbers.values[begin:end]["token"], token))


@kernel("boolean(Words, int64, int64, EditRecord)")
def numbers_differ(words: Words, a: int, b: int, edit: EditRecord) -> bool:
    """Whether the words with digits on both sides of an edit differ; `edit` are tokens of the texts `a` and `b`."""
    tokens, numbers, _ = words
    i, j = number_from(numbers, a, edit.begin_a), number_from(numbers, b, edit.begin_b)
    while True:
        in_a = i < numbers.end[a] and numbers.values[i].token < edit.end_a
        in_b = j < numbers.end[b] and numbers.values[j].token < edit.end_b
        if not (in_a and in_b):
            return bool(in_a or in_b)
        word_a = tokens.values[tokens.begin[a] + numbers.values[i].token]
        if word_a != tokens.values[tokens.begin[b] + numbers.values[j].token]:
            return True
        i, j = i + 1, j + 1


@kernel("void(Words, int64[::1], int64[::1], PassageRecords, int64[::1], int64[::1], boolean[::1])")
def changed_kernel(
    words: Words,
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    passages: PassageRecords,
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
    found: NDArray[np.bool_],
) -> None:
    """Fill in whether an edit of each pair changes a number; its passages stand at `begins:ends`."""
    tokens = words.tokens
    edits = np.empty(256, EDIT)
    for k in range(len(first)):
        a, b = first[k], second[k]
        for passage in passages[begins[k] : ends[k]]:
            if passage.kind != EDITED or found[k]:
                continue
            in_a = tokens.values[tokens.begin[a] + passage.begin_a : tokens.begin[a] + passage.end_a]
            in_b = tokens.values[tokens.begin[b] + passage.begin_b : tokens.begin[b] + passage.end_b]
            if len(in_a) + len(in_b) >= len(edits):
                edits = np.empty(2 * (len(in_a) + len(in_b)), EDIT)
            for edit in edits[: passage_edit_kernel(in_a, in_b, edits)]:
                edit.begin_a += passage.begin_a
                edit.end_a += passage.begin_a
                edit.begin_b += passage.begin_b
                edit.end_b += passage.begin_b
                found[k] = found[k] or numbers_differ(words, a, b, edit)
