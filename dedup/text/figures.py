"""Figures: which tokens are numbers, in the digits of any script."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import kernel
from dedup.text.folding import LENGTH_MASK, LENGTH_SHIFT, VALUE_MASK, fold_table
from dedup.text.tokens import Tokens, code_points

_PLANES = 0x20000
"""Code points that are looked at: no script has digits beyond."""


@cache
def _digit_table() -> NDArray[np.bool_]:
    """Of each code point, whether a digit is in what it folds to."""
    entries, letters = fold_table()
    is_digit = np.array([chr(code).isdigit() for code in range(_PLANES)])
    value = (entries[:_PLANES] & VALUE_MASK).astype(np.int64)
    length = ((entries[:_PLANES] >> LENGTH_SHIFT) & LENGTH_MASK).astype(np.int64)
    n_before = np.append(0, np.cumsum(is_digit[np.minimum(letters, _PLANES - 1)]))
    several = np.where(length == 1, 0, value)
    expanded = n_before[np.minimum(several + length, len(letters))] > n_before[several]
    found: NDArray[np.bool_] = np.where(length == 1, is_digit[np.minimum(value, _PLANES - 1)], expanded)
    return found


@kernel("void(Array(uint32, 1, 'C', True), int64[::1], int32[::1], int32[::1], int64[::1], boolean[::1], boolean[::1])")
def figure_kernel(
    chars: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
    offsets: NDArray[np.int64],
    digits: NDArray[np.bool_],
    figures: NDArray[np.bool_],
) -> None:
    """Mark the tokens of which a character is one of `digits`, by code point."""
    for text in range(len(bounds) - 1):
        for token in range(offsets[text], offsets[text + 1]):
            figures[token] = False
            for i in range(bounds[text] + starts[token], bounds[text] + ends[token]):
                if chars[i] < len(digits) and digits[chars[i]]:
                    figures[token] = True


def with_digit(tokens: Tokens, texts: Sequence[str]) -> NDArray[np.bool_]:
    """Of each token, whether a digit is in it.

    >>> from dedup.text.tokens import tokenize
    >>> texts = ["12 dead, ١٢ hurt, U2 safe, 30㎡"]
    >>> with_digit(tokenize(texts), texts).tolist()
    [True, False, True, False, True, False, True]
    """
    chars, bounds = code_points(texts)
    figures = np.empty(len(tokens), np.bool_)
    figure_kernel(chars, bounds, tokens.starts, tokens.ends, tokens.offsets, _digit_table(), figures)
    return figures
