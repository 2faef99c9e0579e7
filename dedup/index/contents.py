"""Contents: what of a text is compared - its words as hashes, lines, speech, numbers - packed, so it need not be read.

Packed, it is a row of whole numbers (int32, little-endian): a checksum, four counts, and the four columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.errors import IndexFormatError
from dedup.runtime.kernels import inlined, kernel
from dedup.sketch.sketches import Sketches
from dedup.text.layout import Layout, joined_layout

_COUNTS = slice(1, 5)
_HEAD = 5
_WIDTHS = np.array([1, 1, 3, 2])
"""Numbers in a word, a line, a speech and a number."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What of N texts is compared: `tokens` uint32[n]; those of text i stand at `offsets[i]:offsets[i + 1]` (int64)."""

    tokens: NDArray[np.uint32]
    offsets: NDArray[np.int64]
    layout: Layout

    def of(self, text: int) -> NDArray[np.uint32]:
        """The words of one text."""
        return self.tokens[self.offsets[text] : self.offsets[text + 1]]


def packed(sketches: Sketches) -> list[bytes]:
    """The contents of each text."""
    layout = sketches.layout
    tokens, lines = sketches.tokens.view(np.int32), layout.lines
    speeches, numbers = layout.speeches.view(np.int32), layout.numbers.view(np.int32)
    found = []
    bounds = np.stack(
        [
            sketches.begin, sketches.end, layout.line_begin, layout.line_end, layout.speech_begin, layout.speech_end,
            layout.number_begin, layout.number_end,
        ],
        axis=1,
    )  # fmt: skip
    for begin, end, line, last_line, speech, last_speech, number, last_number in bounds.tolist():
        head = [0, end - begin, last_line - line, last_speech - speech, last_number - number]
        row = np.concatenate(
            [
                np.array(head, np.int32), tokens[begin:end], lines[line:last_line],
                speeches[3 * speech : 3 * last_speech], numbers[2 * number : 2 * last_number],
            ]
        )  # fmt: skip
        row[0] = checksum_kernel(row)
        found.append(row.astype("<i4", copy=False).tobytes())
    return found


def unpacked(parts: Sequence[bytes]) -> Contents:
    """The contents of texts together. Raises `IndexFormatError` where they are not what was packed."""
    n_bytes = np.fromiter(map(len, parts), np.int64, len(parts))
    if (n_bytes % 4).any() or (n_bytes < 4 * _HEAD).any():
        raise _damaged()
    row = np.frombuffer(b"".join(parts), "<i4")
    end = np.cumsum(n_bytes // 4)
    begin = end - n_bytes // 4
    counts = np.stack([row[begin + place] for place in range(1, _HEAD)], axis=1).astype(np.int64)
    if (counts < 0).any() or (_HEAD + counts @ _WIDTHS != end - begin).any():
        raise _damaged()
    n_tokens, n_lines, n_speeches, n_numbers = counts.T
    tokens, lines = np.empty(n_tokens.sum(), np.int32), np.empty(n_lines.sum(), np.int32)
    speeches, numbers = np.empty(3 * n_speeches.sum(), np.int32), np.empty(2 * n_numbers.sum(), np.int32)
    if not unpack_kernel(row, begin, end, np.ascontiguousarray(counts), tokens, lines, speeches, numbers):
        raise _damaged()
    layout = joined_layout(lines, n_lines, speeches, n_speeches, numbers, n_numbers)
    return Contents(tokens.view(np.uint32), np.append(0, np.cumsum(n_tokens)), layout)


def _damaged() -> IndexFormatError:
    return IndexFormatError(
        "an article of the index is damaged: restore a copy of it, or fill a new index from the articles"
    )


@inlined
def checksum(row: NDArray[np.int32], begin: int, end: int) -> np.int32:
    """A checksum of whole numbers, the first left out: FNV-1a, a number at a time."""
    value = np.uint64(0xCBF29CE484222325)
    for i in range(begin + 1, end):
        value = (value ^ np.uint64(np.uint32(row[i]))) * np.uint64(0x100000001B3)
    return np.int32(value >> np.uint64(32))


@kernel("int32(int32[::1])")
def checksum_kernel(row: NDArray[np.int32]) -> np.int32:
    """The checksum of one text's contents."""
    return checksum(row, 0, len(row))


@kernel(
    "boolean(Array(int32, 1, 'C', True), int64[::1], int64[::1], int64[:, ::1], int32[::1], int32[::1], int32[::1],"
    " int32[::1])"
)
def unpack_kernel(
    row: NDArray[np.int32],
    begin: NDArray[np.int64],
    end: NDArray[np.int64],
    counts: NDArray[np.int64],
    tokens: NDArray[np.int32],
    lines: NDArray[np.int32],
    speeches: NDArray[np.int32],
    numbers: NDArray[np.int32],
) -> bool:
    """Fill the columns from packed texts; whether all checksums are right."""
    n_tokens, n_lines, n_speeches, n_numbers = 0, 0, 0, 0
    for text in range(len(begin)):
        if checksum(row, begin[text], end[text]) != row[begin[text]]:
            return False
        at = begin[text] + 5
        for _ in range(counts[text, 0]):
            tokens[n_tokens] = row[at]
            n_tokens, at = n_tokens + 1, at + 1
        for _ in range(counts[text, 1]):
            lines[n_lines] = row[at]
            n_lines, at = n_lines + 1, at + 1
        for _ in range(3 * counts[text, 2]):
            speeches[n_speeches] = row[at]
            n_speeches, at = n_speeches + 1, at + 1
        for _ in range(2 * counts[text, 3]):
            numbers[n_numbers] = row[at]
            n_numbers, at = n_numbers + 1, at + 1
    return True
