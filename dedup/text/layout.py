"""Layout: where lines begin in each text, what is speech, and where numbers stand, in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import kernel
from dedup.text.punctuation import mark_table, number_kernel, punctuation_kernel
from dedup.text.tokens import Tokens, code_points


@dataclass(frozen=True, slots=True)
class Layout:
    """Where among the tokens of N texts lines begin, and speech and numbers stand.

    `lines` int32[l]: the first token of each line that has words; those of text i stand at
    `line_begin[i]:line_end[i]` (int64[N] each). `speeches` int32[s, 3]: begin and end in tokens, and
    `punctuation.MARKED` or `SPEECH`; those of text i stand at `speech_begin[i]:speech_end[i]`. `numbers` int32[m, 2]:
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
    "void(Array(uint32, 1, 'C', True), int64[::1], int32[::1], int32[::1], int64[::1], uint8[::1],"
    " int32[::1], int64[::1], int32[:, ::1], int64[::1], int32[:, ::1], int64[::1])"
)
def layout_kernel(
    chars: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
    offsets: NDArray[np.int64],
    table: NDArray[np.uint8],
    lines: NDArray[np.int32],
    line_offsets: NDArray[np.int64],
    speeches: NDArray[np.int32],
    speech_offsets: NDArray[np.int64],
    numbers: NDArray[np.int32],
    number_offsets: NDArray[np.int64],
) -> None:
    """Fill lines, speeches and numbers of a batch; the first five arrays are the tokenizer's."""
    line_offsets[0] = speech_offsets[0] = number_offsets[0] = 0
    for text in range(len(offsets) - 1):
        begin, end = offsets[text], offsets[text + 1]
        at_line, at_speech, at_number = line_offsets[text], speech_offsets[text], number_offsets[text]
        n_lines, n_speeches = punctuation_kernel(
            chars, bounds[text], bounds[text + 1], starts[begin:end], ends[begin:end], table,
            lines[at_line:], speeches[at_speech:],
        )  # fmt: skip
        line_offsets[text + 1], speech_offsets[text + 1] = at_line + n_lines, at_speech + n_speeches
        number_offsets[text + 1] = at_number + number_kernel(
            chars, bounds[text], starts[begin:end], ends[begin:end], table, numbers[at_number:]
        )


def layout_of(texts: Sequence[str], tokens: Tokens) -> Layout:
    """The layout of texts whose tokens are known."""
    chars, bounds = code_points(texts)
    lines, line_offsets = np.empty(len(tokens), np.int32), np.empty(len(bounds), np.int64)
    speeches, speech_offsets = np.empty((2 * len(tokens) + 1, 3), np.int32), np.empty(len(bounds), np.int64)
    numbers, number_offsets = np.empty((len(tokens), 2), np.int32), np.empty(len(bounds), np.int64)
    layout_kernel(
        chars, bounds, tokens.starts, tokens.ends, tokens.offsets, mark_table(),
        lines, line_offsets, speeches, speech_offsets, numbers, number_offsets,
    )  # fmt: skip
    return joined_layout(
        lines[: line_offsets[-1]], np.diff(line_offsets),
        speeches[: speech_offsets[-1]], np.diff(speech_offsets),
        numbers[: number_offsets[-1]], np.diff(number_offsets),
    )  # fmt: skip
