"""Which articles may say something twice, told from their words and lines alone, as a scan has them of all articles."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.repeats.lines import (
    LINE_PAIR,
    LINE_PLACE,
    MAX_LINE_WORDS,
    MAX_NEAR_WORDS,
    MAX_TWINS,
    MIN_LINE_WORDS,
    MIN_NEAR_WORDS,
    key_with,
    look_alikes_kernel,
)
from dedup.repeats.passages import STRETCH, repeats_kernel
from dedup.runtime.kernels import kernel
from dedup.runtime.threads import chunks, on_threads
from dedup.sketch.sketches import Words

BATCH = 4096
"""Articles that a thread looks at before it takes others."""


def may_repeat(words: Words, threads: int) -> NDArray[np.bool_]:
    """Whether something may stand twice in each of N articles, bool[N]: where not, `repeats_of` finds nothing."""
    found = np.zeros(len(words.tokens.begin), np.bool_)

    def work(some: slice) -> None:
        screen_kernel(words, some.start, found[some])

    for _ in on_threads(work, chunks(len(found), BATCH), threads):
        pass
    return found


@kernel("boolean(uint32[::1], int32[::1])")
def lines_may_repeat(tokens: NDArray[np.uint32], begins: NDArray[np.int32]) -> bool:
    """Whether two lines of an article are alike; its lines begin at the tokens `begins`."""
    lines, keys = np.zeros(len(begins), LINE_PLACE), np.empty(len(begins), np.uint64)
    n_near, n_keys = 0, 0
    for k in range(len(begins)):
        begin, end = begins[k], begins[k + 1] if k + 1 < len(begins) else len(tokens)
        if MIN_LINE_WORDS <= end - begin <= MAX_LINE_WORDS:
            keys[n_keys] = 0
            for token in range(begin, end):
                keys[n_keys] = key_with(keys[n_keys], tokens[token])
            n_keys += 1
        if MIN_NEAR_WORDS <= end - begin <= MAX_NEAR_WORDS:
            lines[n_near].first, lines[n_near].last = begin, end
            n_near += 1
    keys = np.sort(keys[:n_keys])
    for k in range(1, n_keys):
        if keys[k] == keys[k - 1]:
            return True
    return look_alikes_kernel(lines[:n_near], tokens, np.empty(MAX_TWINS * n_near, LINE_PAIR)) > 0


@kernel("void(Words, int64, boolean[::1])")
def screen_kernel(words: Words, first: int, found: NDArray[np.bool_]) -> None:
    """Fill in of some articles, from number `first` on, whether something may stand twice in them."""
    lists, lines = words.tokens, words.lines
    offsets, stretch = np.zeros(2, np.int64), np.empty(1, STRETCH)
    for k in range(len(found)):
        article = first + k
        tokens = lists.values[lists.begin[article] : lists.end[article]]
        begins = lines.values[lines.begin[article] : lines.end[article]]
        offsets[1] = len(tokens)
        found[k] = lines_may_repeat(tokens, begins) or repeats_kernel(tokens.astype(np.uint64), offsets, stretch) > 0
