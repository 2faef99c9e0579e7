"""Layout: where lines begin in each text, what is speech, and where numbers stand, in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import kernel
from dedup.text.abbreviations import Abbreviations, abbreviations
from dedup.text.marks import mark_table
from dedup.text.numbers import number_kernel
from dedup.text.speech import speech_kernel
from dedup.text.tokens import Points, Tokens, code_points

Filled = tuple[NDArray[np.int32], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where among the tokens of N texts lines begin, and speech and numbers stand.

    `lines` int32[l]: the first token of each line that has words; those of text i stand at
    `line_begin[i]:line_end[i]` (int64[N] each). `speeches` int32[s, 3]: begin and end in tokens, and
    `speech.MARKED` or `SPEECH`; those of text i stand at `speech_begin[i]:speech_end[i]`. `numbers` int32[m, 2]:
    the token and its value; those of text i stand at `number_begin[i]:number_end[i]`.
    """

    lines: NDArray[np.int32]
    line_begin: NDArray[np.int64]
    line_end: NDArray[np.int64]
    speeches: NDArray[np.int32]
    speech_begin: NDArray[np.int64]
    speech_end: NDArray[np.int64]
    numbers: NDArray[np.int32]
    number_begin: NDArray[np.int64]
    number_end: NDArray[np.int64]

    def reordered(self, order: NDArray[np.int64]) -> Layout:
        """The same with text `order[i]` at place i; lines and speeches stay where they are."""
        return replace(
            self,
            line_begin=self.line_begin[order],
            line_end=self.line_end[order],
            speech_begin=self.speech_begin[order],
            speech_end=self.speech_end[order],
            number_begin=self.number_begin[order],
            number_end=self.number_end[order],
        )


def joined_layout(
    lines: NDArray[np.int32],
    n_lines: NDArray[np.int64],
    speeches: NDArray[np.int32],
    n_speeches: NDArray[np.int64],
    numbers: NDArray[np.int32],
    n_numbers: NDArray[np.int64],
) -> Layout:
    """The layout from all texts' lines, speeches and numbers in a row, and how many each text has."""
    line_end, speech_end, number_end = np.cumsum(n_lines), np.cumsum(n_speeches), np.cumsum(n_numbers)
    return Layout(
        lines, line_end - n_lines, line_end,
        speeches.reshape(-1, 3), speech_end - n_speeches, speech_end,
        numbers.reshape(-1, 2), number_end - n_numbers, number_end,
    )  # fmt: skip


@kernel(
    "void(Points, Tokens, uint8[::1], Abbreviations, Tuple((int32[::1], int64[::1])),"
    " Tuple((int32[:, ::1], int64[::1])), Tuple((int32[:, ::1], int64[::1])))"
)
def layout_kernel(
    points: Points,
    tokens: Tokens,
    table: NDArray[np.uint8],
    known: Abbreviations,
    lines: Filled,
    speeches: Filled,
    numbers: Filled,
) -> None:
    """Fill lines, speeches and numbers of a batch: each an array with room for all, and the offsets of each text."""
    line, line_offsets = lines
    speech, speech_offsets = speeches
    number, number_offsets = numbers
    line_offsets[0] = speech_offsets[0] = number_offsets[0] = 0
    for text in range(len(line_offsets) - 1):
        at_line, at_speech, at_number = line_offsets[text], speech_offsets[text], number_offsets[text]
        n_lines, n_speeches = speech_kernel(points, tokens, text, table, known, line[at_line:], speech[at_speech:])
        n_numbers = number_kernel(points, tokens, text, table, number[at_number:])
        line_offsets[text + 1], speech_offsets[text + 1] = at_line + n_lines, at_speech + n_speeches
        number_offsets[text + 1] = at_number + n_numbers


def layout_of(texts: Sequence[str], tokens: Tokens) -> Layout:
    """The layout of texts whose tokens are known."""
    points = code_points(texts)
    n, n_offsets = len(tokens), len(texts) + 1
    lines = np.empty(n, np.int32), np.empty(n_offsets, np.int64)
    speeches = np.empty((2 * n + 1, 3), np.int32), np.empty(n_offsets, np.int64)
    numbers = np.empty((n, 2), np.int32), np.empty(n_offsets, np.int64)
    layout_kernel(points, tokens, mark_table(), abbreviations(), lines, speeches, numbers)
    columns = ((values[: offsets[-1]], np.diff(offsets)) for values, offsets in (lines, speeches, numbers))
    return joined_layout(*chain.from_iterable(columns))
