"""Segments: sentences joined and cut to an even size, as rewritten text is compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import kernel
from dedup.text.sentences import sentence_begins
from dedup.text.tokens import Tokens

MIN_WORDS = 8
"""Words in the shortest segment that stands for itself: fewer say too little to be found again; they join what
follows."""

MAX_WORDS = 40
"""Words in the longest segment: a longer one, from prose without stops or a table, is cut evenly."""


@dataclass(frozen=True, slots=True)
class Segments:
    """Sentences of m texts in columns, and the segments made of them.

    `edges` bool[n_tokens + 1]: a sentence begins at the token (the first token of a text always does, and so does the
    place after the last). `starts` int32: the first token of each segment within its text, and last the number of the
    text's tokens; those of text i stand at `offsets[i]:offsets[i + 1]`, int64[m + 1], so that text i has
    `offsets[i + 1] - offsets[i] - 1` segments. `of_token` int32[n_tokens]: the segment that a token belongs to.
    """

    edges: NDArray[np.bool_]
    starts: NDArray[np.int32]
    offsets: NDArray[np.int64]
    of_token: NDArray[np.int32]


@kernel("int64(boolean[::1], int64[::1], int32[::1], int64[::1], int32[::1])")
def segment_kernel(
    edges: NDArray[np.bool_],
    token_offsets: NDArray[np.int64],
    starts: NDArray[np.int32],
    offsets: NDArray[np.int64],
    of_token: NDArray[np.int32],
) -> int:
    """Fill the columns of `Segments`; return the length of `starts`."""
    n = 0
    offsets[0] = 0
    for text in range(len(token_offsets) - 1):
        first = token_offsets[text]
        n_tokens = token_offsets[text + 1] - first
        starts[n] = 0
        n += 1
        begin = 0
        for i in range(1, n_tokens + 1):
            length = i - begin
            if i < n_tokens and (not edges[first + i] or length < MIN_WORDS):
                continue
            if length < MIN_WORDS and n - offsets[text] > 1 and i - starts[n - 2] <= MAX_WORDS:
                starts[n - 1] = i  # a short last sentence joins the one before
                continue
            n_parts = (length + MAX_WORDS - 1) // MAX_WORDS
            for part in range(1, n_parts + 1):
                starts[n] = begin + length * part // n_parts
                n += 1
            begin = i
        offsets[text + 1] = n
        for segment in range(n - offsets[text] - 1):
            for i in range(starts[offsets[text] + segment], starts[offsets[text] + segment + 1]):
                of_token[first + i] = segment
    return n


def segment(texts: Sequence[str], tokens: Tokens) -> Segments:
    """The sentences and segments of `texts`, whose `tokens` are given.

    >>> from dedup.text.tokens import tokenize
    >>> texts = ["The river rose by 3.5 metres. Nobody was hurt."]
    >>> np.flatnonzero(segment(texts, tokenize(texts)).edges)
    array([ 0,  7, 10])
    """
    n_tokens, n_texts = len(tokens.hashes), len(texts)
    edges = np.append(sentence_begins(texts, tokens) >= 0, True)
    starts = np.empty(n_tokens + n_texts + 1, np.int32)
    offsets, of_token = np.empty(n_texts + 1, np.int64), np.empty(n_tokens, np.int32)
    n = segment_kernel(edges, tokens.offsets, starts, offsets, of_token)
    return Segments(edges, starts[:n].copy(), offsets, of_token)
