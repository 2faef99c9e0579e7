"""Layout: where lines begin in each text, what is speech, and where numbers stand, in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.records import NUMERAL, SPEECH, NumeralRecords, SpeechRecords
from dedup.runtime.kernels import kernel
from dedup.text.abbreviations import Abbreviations, abbreviations
from dedup.text.dialogue import dialogue_kernel, statement_kernel
from dedup.text.embedded import CreditWords, credit_words, embedded_kernel
from dedup.text.marks import mark_table
from dedup.text.numbers import folded_digits, number_kernel
from dedup.text.speech import speech_kernel
from dedup.text.tokens import Points, Tokens, code_points


class LayoutColumns(NamedTuple):
    """What a kernel fills: lines, speeches and numbers of texts, with room for all, and the offsets of each text."""

    lines: NDArray[np.int32]
    line_offsets: NDArray[np.int64]
    speeches: SpeechRecords
    speech_offsets: NDArray[np.int64]
    numbers: NumeralRecords
    number_offsets: NDArray[np.int64]

    def parts(self) -> tuple[NDArray[Any], ...]:
        """What was filled, each column with how many each text has."""
        columns = zip(self[::2], self[1::2], strict=True)
        return tuple(part for values, n in columns for part in (values[: n[-1]].view(np.int32), np.diff(n)))


@dataclass(frozen=True, slots=True)
class Layout:
    """Where among the tokens of N texts lines begin, and speech and numbers stand.

    `lines` int32[l]: the first token of each line that has words; those of text i stand at
    `line_begin[i]:line_end[i]` (int64[N] each). `speeches` SPEECH[s]: those of text i stand at
    `speech_begin[i]:speech_end[i]`; `numbers` NUMERAL[m]: those of text i stand at `number_begin[i]:number_end[i]`.
    """

    lines: NDArray[np.int32]
    line_begin: NDArray[np.int64]
    line_end: NDArray[np.int64]
    speeches: SpeechRecords
    speech_begin: NDArray[np.int64]
    speech_end: NDArray[np.int64]
    numbers: NumeralRecords
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
    """The layout from all texts' lines, speeches and numbers in a row, as int32, and how many each text has."""
    line_end, speech_end, number_end = np.cumsum(n_lines), np.cumsum(n_speeches), np.cumsum(n_numbers)
    return Layout(
        lines, line_end - n_lines, line_end,
        speeches.view(SPEECH), speech_end - n_speeches, speech_end,
        numbers.view(NUMERAL), number_end - n_numbers, number_end,
    )  # fmt: skip


@kernel("void(Points, Tokens, uint8[::1], boolean[::1], Abbreviations, CreditWords, LayoutColumns)")
def layout_kernel(
    points: Points,
    tokens: Tokens,
    table: NDArray[np.uint8],
    digits: NDArray[np.bool_],
    known: Abbreviations,
    credits: CreditWords,
    layout: LayoutColumns,
) -> None:
    """Fill the layout of a batch of texts."""
    lines, line_offsets, speeches, speech_offsets, numbers, number_offsets = layout
    line_offsets[0] = speech_offsets[0] = number_offsets[0] = 0
    for text in range(len(line_offsets) - 1):
        line, speech, number = line_offsets[text], speech_offsets[text], number_offsets[text]
        n_lines, n_speeches = speech_kernel(points, tokens, text, table, known, lines[line:], speeches[speech:])
        line_offsets[text + 1], speech = line + n_lines, speech + n_speeches
        own = lines[line : line + n_lines]
        speech += dialogue_kernel(points, tokens, text, table, own, speeches[speech:])
        speech += statement_kernel(points, tokens, text, table, own, speeches[speech:])
        speech += embedded_kernel(points, tokens, text, table, credits, own, speeches[speech:])
        speech_offsets[text + 1] = speech
        number_offsets[text + 1] = number + number_kernel(points, tokens, text, table, digits, numbers[number:])


def layout_of(texts: Sequence[str], tokens: Tokens) -> Layout:
    """The layout of texts whose tokens are known."""
    n, n_offsets = len(tokens), len(texts) + 1
    columns = LayoutColumns(
        np.empty(n, np.int32), np.empty(n_offsets, np.int64), np.empty(7 * n + 1, SPEECH),
        np.empty(n_offsets, np.int64), np.empty(n, NUMERAL), np.empty(n_offsets, np.int64),
    )  # fmt: skip
    layout_kernel(code_points(texts), tokens, mark_table(), folded_digits(), abbreviations(), credit_words(), columns)
    return joined_layout(*columns.parts())
