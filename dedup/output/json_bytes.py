"""JSON as bytes, written by kernels from columns: texts in quotation marks, whole numbers, and what stands between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel
from dedup.text.tokens import code_points

ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Written as \\uXXXX, which JSON reads as the same: what would steer a terminal, split a line, or is no UTF-8 alone."""

_LETTERS = {'"': '"', "\\": "\\", "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t"}
"""What is written behind a backslash for a character."""

_AS_NUMBER = 1
MAX_BYTES = 6
"""Bytes of a character at most, as \\uXXXX."""

_QUOTE, _BACKSLASH, _U, _ZERO, _A = (np.uint8(ord(char)) for char in '"\\u0a')
_MINUS = np.uint8(ord("-"))


class Quoted(NamedTuple):
    """Texts as JSON has them, in quotation marks and in UTF-8: text i is `data[offsets[i]:offsets[i + 1]]`."""

    data: NDArray[np.uint8]
    offsets: NDArray[np.int64]


@cache
def _escapes() -> NDArray[np.uint8]:
    """How each character below U+10000 is escaped: 0 not at all, `_AS_NUMBER`, or the letter behind a backslash."""
    table = np.zeros(1 << 16, np.uint8)
    table[:32] = _AS_NUMBER
    table[[ord(found[0]) for found in ESCAPED.finditer("".join(map(chr, range(1 << 16))))]] = _AS_NUMBER
    for char, letter in _LETTERS.items():
        table[ord(char)] = ord(letter)
    return table


@inlined
def put_char(out: NDArray[np.uint8], n: int, char: np.uint32, escapes: NDArray[np.uint8]) -> int:
    """Write a character of a text behind the first `n` bytes; return how many there are then."""
    escape = escapes[char] if char < np.uint32(0x10000) else np.uint8(0)
    if escape == _AS_NUMBER:
        out[n], out[n + 1] = _BACKSLASH, _U
        for k in range(4):
            digit = (char >> np.uint32(12 - 4 * k)) & np.uint32(15)
            out[n + 2 + k] = _ZERO + digit if digit < np.uint32(10) else _A + digit - np.uint32(10)
        return n + 6
    if escape:
        out[n], out[n + 1] = _BACKSLASH, escape
        return n + 2
    if char < np.uint32(0x80):
        out[n] = char
        return n + 1
    if char < np.uint32(0x800):
        out[n] = np.uint32(0xC0) | (char >> np.uint32(6))
        out[n + 1] = np.uint32(0x80) | (char & np.uint32(0x3F))
        return n + 2
    if char < np.uint32(0x10000):
        out[n] = np.uint32(0xE0) | (char >> np.uint32(12))
        out[n + 1] = np.uint32(0x80) | ((char >> np.uint32(6)) & np.uint32(0x3F))
        out[n + 2] = np.uint32(0x80) | (char & np.uint32(0x3F))
        return n + 3
    out[n] = np.uint32(0xF0) | (char >> np.uint32(18))
    out[n + 1] = np.uint32(0x80) | ((char >> np.uint32(12)) & np.uint32(0x3F))
    out[n + 2] = np.uint32(0x80) | ((char >> np.uint32(6)) & np.uint32(0x3F))
    out[n + 3] = np.uint32(0x80) | (char & np.uint32(0x3F))
    return n + 4


@kernel("void(Array(uint32, 1, 'C', True), int64[::1], int64[::1], uint8[::1], Quoted)")
def quote_kernel(
    chars: NDArray[np.uint32],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
    escapes: NDArray[np.uint8],
    found: Quoted,
) -> None:
    """Write the texts that stand from `begins` to `ends` among characters, each in quotation marks."""
    n = 0
    found.offsets[0] = 0
    for text in range(len(begins)):
        found.data[n] = _QUOTE
        n += 1
        for at in range(begins[text], ends[text]):
            n = put_char(found.data, n, chars[at], escapes)
        found.data[n] = _QUOTE
        n += 1
        found.offsets[text + 1] = n


def quoted(texts: Sequence[str]) -> Quoted:
    """These texts as JSON has them."""
    chars, bounds = code_points(texts)
    return quoted_spans(chars, bounds[:-1].copy(), bounds[1:].copy())


def quoted_spans(chars: NDArray[np.uint32], begins: NDArray[np.int64], ends: NDArray[np.int64]) -> Quoted:
    """The texts that stand from `begins` to `ends` among some characters, as JSON has them."""
    room = np.empty(MAX_BYTES * int((ends - begins).sum()) + 2 * len(begins), np.uint8)
    found = Quoted(room, np.empty(len(begins) + 1, np.int64))
    quote_kernel(chars, begins, ends, _escapes(), found)
    return found._replace(data=room[: found.offsets[-1]].copy())


def fixed(text: str) -> NDArray[np.uint8]:
    """What stands alike in many lines, for `put`."""
    return np.frombuffer(text.encode(), np.uint8)


@inlined
def put(out: NDArray[np.uint8], n: int, data: NDArray[np.uint8]) -> int:
    """Write some bytes behind the first `n`; return how many there are then."""
    for at in range(len(data)):
        out[n + at] = data[at]
    return n + len(data)


@inlined
def put_text(out: NDArray[np.uint8], n: int, texts: Quoted, text: int) -> int:
    """Write one of some texts."""
    for at in range(texts.offsets[text], texts.offsets[text + 1]):
        out[n] = texts.data[at]
        n += 1
    return n


@inlined
def put_int(out: NDArray[np.uint8], n: int, value: int) -> int:
    """Write a whole number."""
    if value < 0:
        out[n] = _MINUS
        n += 1
        value = -value
    n_digits, rest = 1, value
    while rest >= 10:
        rest //= 10
        n_digits += 1
    for place in range(n_digits - 1, -1, -1):
        out[n + place] = np.uint8(48 + value % 10)
        value //= 10
    return n + n_digits


@inlined
def put_score(out: NDArray[np.uint8], n: int, score: int) -> int:
    """Write a score of so many ten thousandths, as `0.25`."""
    n = put_int(out, n, score // 10_000)
    out[n] = np.uint8(46)
    n += 1
    rest, place = score % 10_000, 1_000
    while place == 1_000 or rest > 0:
        out[n] = np.uint8(48 + rest // place)
        rest, place = rest % place, place // 10
        n += 1
    return n


@inlined
def put_span(out: NDArray[np.uint8], n: int, begin: int, end: int) -> int:
    """Write a span, as `[0, 24]`."""
    out[n] = np.uint8(91)
    n = put_int(out, n + 1, begin)
    out[n], out[n + 1] = np.uint8(44), np.uint8(32)
    n = put_int(out, n + 2, end)
    out[n] = np.uint8(93)
    return n + 1


SPAN_BYTES = 2 * 20 + 4
"""Bytes of a span at most."""
