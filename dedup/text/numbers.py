"""Numbers: which words hold digits of any script, and the values of those that are numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dedup.records import NumeralRecords
from dedup.runtime.kernels import kernel
from dedup.text.characters import LENGTH_MASK, LENGTH_SHIFT, N_CODE_POINTS, VALUE_MASK, fold_table
from dedup.text.marks import ZERO, kind_of
from dedup.text.tokens import Points, Tokens, code_points


@cache
def folded_digits() -> NDArray[np.bool_]:
    """Of each code point, whether a digit is in what it folds to: words are compared folded, "30㎡" as "30m2"."""
    entries, letters = fold_table()[:2]
    is_digit = np.char.isdecimal(np.arange(N_CODE_POINTS, dtype=np.uint32).view("<U1"))
    length, value = (entries >> LENGTH_SHIFT) & LENGTH_MASK, entries & VALUE_MASK
    found: NDArray[np.bool_] = (length == 1) & is_digit[value]
    n_before = np.append(0, np.cumsum(is_digit[letters]))
    several = np.flatnonzero(length > 1)
    found[several] = n_before[value[several] + length[several]] > n_before[value[several]]
    return found


@kernel("boolean(Array(uint32, 1, 'C', True), int64, int64, boolean[::1])")
def has_digit(chars: NDArray[np.uint32], begin: int, end: int, digits: NDArray[np.bool_]) -> bool:
    """Whether one of these characters is one of `digits`, by code point."""
    found = False
    for i in range(begin, end):
        found |= chars[i] < len(digits) and digits[chars[i]]
    return found


@kernel("int64(Points, Tokens, int64, uint8[::1], boolean[::1], NumeralRecords)")
def number_kernel(
    points: Points,
    tokens: Tokens,
    text: int,
    table: NDArray[np.uint8],
    digits: NDArray[np.bool_],
    numbers: NumeralRecords,
) -> int:
    """Fill in the words of a text with a digit; return how many.

    The value is that of its digits (modulo 2^31), so that "20", "and20" and "٢٠" are one.
    """
    chars, bounds = points
    _, starts, ends, offsets = tokens
    n = 0
    for token in range(offsets[text], offsets[text + 1]):
        begin, end = bounds[text] + starts[token], bounds[text] + ends[token]
        if not has_digit(chars, begin, end, digits):
            continue
        value = 0
        for i in range(begin, end):
            digit = kind_of(chars[i], table) - ZERO
            value = (10 * value + digit) & 0x7FFFFFFF if digit >= 0 else value
        numbers[n].token, numbers[n].value = token - offsets[text], value
        n += 1
    return n


@kernel("void(Points, Tokens, boolean[::1], boolean[::1])")
def digit_kernel(points: Points, tokens: Tokens, digits: NDArray[np.bool_], found: NDArray[np.bool_]) -> None:
    """Mark the tokens with a digit."""
    chars, bounds = points
    _, starts, ends, offsets = tokens
    for text in range(len(bounds) - 1):
        for token in range(offsets[text], offsets[text + 1]):
            found[token] = has_digit(chars, bounds[text] + starts[token], bounds[text] + ends[token], digits)


def with_digit(tokens: Tokens, texts: Sequence[str]) -> NDArray[np.bool_]:
    """Of each token, whether a digit is in it.

    >>> from dedup.text.tokens import tokenize
    >>> texts = ["12 dead, ١٢ hurt, U2 safe, 30㎡"]
    >>> with_digit(tokenize(texts), texts).tolist()
    [True, False, True, False, False, True, False, True, True]
    """
    found = np.empty(len(tokens), np.bool_)
    digit_kernel(code_points(texts), tokens, folded_digits(), found)
    return found
