"""Contents: what of a text is compared - its words as hashes, lines, speech, numbers - packed, so it need not be read.

Packed, it is a row of whole numbers (int32, little-endian): a checksum, four counts, and the four columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.errors import IndexFormatError
from dedup.runtime.kernels import inlined, kernel
from dedup.sketch.sketches import Sketches
from dedup.text.layout import Layout, joined_layout

_COUNTS = ("n_words", "n_lines", "n_speeches", "n_numbers")
HEAD = np.dtype([(name, "<i4") for name in ("checksum", *_COUNTS)])
"""What packed contents begin with."""

_HEAD = 5
_SPEECH, _NUMBER = 3, 2
"""Numbers in a speech and in a number; a word and a line are one."""


@dataclass(frozen=True, slots=True)
class StoredContents:
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


def unpacked(parts: Sequence[bytes]) -> StoredContents:
    """The contents of texts together. Raises `IndexFormatError` where they are not what was packed."""
    n_bytes = np.fromiter(map(len, parts), np.int64, len(parts))
    if (n_bytes % 4).any() or (n_bytes < 4 * _HEAD).any():
        raise _damaged()
    row = np.frombuffer(b"".join(parts), "<i4")
    end = np.cumsum(n_bytes // 4)
    begin = end - n_bytes // 4
    heads = row[begin[:, None] + np.arange(_HEAD)].view(HEAD).ravel()
    n_words, n_lines, n_speeches, n_numbers = (heads[name].astype(np.int64) for name in _COUNTS)
    negative = [(counts < 0).any() for counts in (n_words, n_lines, n_speeches, n_numbers)]
    lengths = _HEAD + n_words + n_lines + _SPEECH * n_speeches + _NUMBER * n_numbers
    if any(negative) or (lengths != end - begin).any():
        raise _damaged()
    sizes = (n_words.sum(), n_lines.sum(), _SPEECH * n_speeches.sum(), _NUMBER * n_numbers.sum())
    columns = Columns(*(np.empty(size, np.int32) for size in sizes))
    if not unpack_kernel(row, begin, heads, columns):
        raise _damaged()
    layout = joined_layout(columns.lines, n_lines, columns.speeches, n_speeches, columns.numbers, n_numbers)
    return StoredContents(columns.words.view(np.uint32), np.append(0, np.cumsum(n_words)), layout)


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


class Columns(NamedTuple):
    """The words, lines, speeches and numbers of texts in a row, int32 each."""

    words: NDArray[np.int32]
    lines: NDArray[np.int32]
    speeches: NDArray[np.int32]
    numbers: NDArray[np.int32]


@inlined
def copied(row: NDArray[np.int32], at: int, column: NDArray[np.int32], n: int, size: int) -> int:
    """Copy `size` numbers of a row into a column, behind the first n; return where the next ones stand."""
    for i in range(size):
        column[n + i] = row[at + i]
    return at + size


@kernel("boolean(Array(int32, 1, 'C', True), int64[::1], HEAD[::1], Columns)")
def unpack_kernel(row: NDArray[np.int32], begin: NDArray[np.int64], heads: NDArray[np.void], columns: Columns) -> bool:
    """Fill the columns from packed texts; whether all checksums are right."""
    n_words, n_lines, n_speeches, n_numbers = 0, 0, 0, 0
    for text in range(len(begin)):
        head = heads[text]
        own_speeches, own_numbers = _SPEECH * head.n_speeches, _NUMBER * head.n_numbers
        end = begin[text] + _HEAD + head.n_words + head.n_lines + own_speeches + own_numbers
        if checksum(row, begin[text], end) != head.checksum:
            return False
        at = copied(row, begin[text] + _HEAD, columns.words, n_words, head.n_words)
        at = copied(row, at, columns.lines, n_lines, head.n_lines)
        at = copied(row, at, columns.speeches, n_speeches, own_speeches)
        at = copied(row, at, columns.numbers, n_numbers, own_numbers)
        n_words, n_lines = n_words + head.n_words, n_lines + head.n_lines
        n_speeches, n_numbers = n_speeches + own_speeches, n_numbers + own_numbers
    return True
