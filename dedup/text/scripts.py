"""Scripts: how many words a token counts as, which in scripts written without spaces is a single character.

A token's hash says so itself: those of such characters stand apart from all others, so that every stage can weigh words
without another column.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel

UNIT = 64
"""Units in a word: words are counted in whole ones, so that sums are the same in any order."""

_HAN, _KANA, _THAI, _LAO, _BURMESE, _KHMER = range(6)

UNITS = np.array([42, 18, 16, 14, 17, 18, UNIT, UNIT], np.int64)
"""Units of a character of each script, in the order of the names above.

Measured on the Universal Declaration of Human Rights, whose English text has 1753 words: Chinese has 2675 characters
(.66 words each), Thai 7113 (.25), Lao 7778 (.22), Burmese 6474 (.27), Khmer 6219 (.28), and Japanese 1797 ideographs
with 1961 kana, of which an ideograph counts as in Chinese and the kana the rest (.28)."""

FIRST_CHARACTER = np.uint32(0xC0000000)
"""The hashes from here on are those of characters: three bits for the script, and 27 of the hash itself."""

_SCRIPT_SHIFT, _SCRIPT_MASK, _HASH_MASK = np.uint32(27), np.uint32(7), np.uint32(0x07FFFFFF)
_WORD_MASK = np.uint32(0x7FFFFFFF)


@inlined
def script_of(char: np.uint32) -> np.uint32:
    """The script of a character that is a word by itself."""
    script = np.uint32(_HAN)
    if (
        np.uint32(0x3041) <= char < np.uint32(0x3100)
        or np.uint32(0x31F0) <= char < np.uint32(0x3200)
        or np.uint32(0xFF66) <= char < np.uint32(0xFFA0)
        or np.uint32(0x1AFF0) <= char < np.uint32(0x1B170)
    ):
        script = np.uint32(_KANA)
    elif char < np.uint32(0x0E80):
        script = np.uint32(_THAI)
    elif char < np.uint32(0x0F00):
        script = np.uint32(_LAO)
    elif char < np.uint32(0x10A0) or np.uint32(0xA9E0) <= char < np.uint32(0xAA80):
        script = np.uint32(_BURMESE)
    elif char < np.uint32(0x1800):
        script = np.uint32(_KHMER)
    return script


@inlined
def character_hash(value: np.uint32, char: np.uint32) -> np.uint32:
    """The hash of a token that is a character of a script without spaces."""
    return FIRST_CHARACTER | (script_of(char) << _SCRIPT_SHIFT) | (value & _HASH_MASK)


@inlined
def word_hash(value: np.uint32) -> np.uint32:
    """The hash of any other token, in the range of these."""
    return value & _WORD_MASK if value >= FIRST_CHARACTER else value


@inlined
def units_of(token: np.uint32) -> int:
    """What a token counts, in units of which a word has `UNIT`."""
    return UNITS[(token >> _SCRIPT_SHIFT) & _SCRIPT_MASK] if token >= FIRST_CHARACTER else UNIT


@kernel("int64(uint32[::1])")
def units_in(tokens: NDArray[np.uint32]) -> int:
    """What tokens count together, in units of which a word has `UNIT`."""
    n = 0
    for token in tokens:
        n += units_of(token)
    return n


def words_in(tokens: NDArray[np.uint32]) -> int:
    """How many whole words tokens amount to."""
    return int(units_in(tokens)) // UNIT
