"""Abbreviations: the full stops that end no sentence."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined, kernel
from dedup.text.marks import LINE_BREAK, LOWER, ZERO, kind_of
from dedup.text.tokens import Points, Tokens, tokenize

_BEFORE_NAMES = (
    "Dr Drs Mr Mrs Ms Messrs Prof Rev Hon St Gen Col Maj Capt Lt Sgt Sen Rep Gov Jr Sr vs Inc Corp Co Ltd "
    "Hr Fr Dipl Ing Mio Mrd Tsd Str bzw Mgr Sra Srta Dra Dña Lic Gral Mons Excmo Exmo Eng Av EE Sig Dott Avv "
    "г д п р с т ул пл просп проф акад ген св тов κ κα Δρ Doç Sn Jl Hj Tn dhr mevr św płk TP ThS PGS डॉ ডা মো"
)
_BEFORE_NUMBERS = "No Nos Nr núm pp pág vol Jan Feb Mar Apr Aug Sep Sept Oct Nov Dec ст"
_AFTER_NUMBERS = "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember"
MAX_ABBREVIATION = 6
"""Letters of the longest of these abbreviations."""


class Abbreviations(NamedTuple):
    """Words by their hashes, uint32: abbreviations before a name, those before a number, and months after a day's."""

    before_names: NDArray[np.uint32]
    before_numbers: NDArray[np.uint32]
    after_numbers: NDArray[np.uint32]


@cache
def abbreviations() -> Abbreviations:
    """The words behind which, or before which, a full stop ends no sentence."""
    return Abbreviations(
        *(tokenize(words.split()).hashes for words in (_BEFORE_NAMES, _BEFORE_NUMBERS, _AFTER_NUMBERS))
    )


@inlined
def _among(value: np.uint32, values: NDArray[np.uint32]) -> bool:
    found = False
    for one in values:
        found = found or one == value
    return found


@inlined
def is_thai(char: np.uint32) -> bool:
    """Whether a letter is Thai or Lao."""
    return bool(np.uint32(0xE01) <= char <= np.uint32(0xEFF))


@kernel("boolean(Points, Tokens, int64, int64, uint8[::1], Abbreviations)")
def is_abbreviated(
    points: Points, tokens: Tokens, text: int, token: int, table: NDArray[np.uint8], known: Abbreviations
) -> bool:
    """Whether the full stop directly behind the token before this one is that of an abbreviation or an ordinal."""
    chars, bounds = points
    hashes, starts, ends, offsets = tokens
    first = bounds[text]
    begin, end, after = first + starts[token - 1], first + ends[token - 1], first + starts[token]
    if is_thai(chars[end - 1]):
        return True
    n_chars = end - begin
    n_digits = 0
    for i in range(begin, end):
        n_digits += kind_of(chars[i], table) >= ZERO
    if n_digits == n_chars:
        if n_digits <= 2 and _among(hashes[token], known.after_numbers):
            return True
        low = first + ends[token - 2] if token - 1 > offsets[text] else first
        at = begin
        while at > low and begin - at < 4 and kind_of(chars[at - 1], table) != LINE_BREAK:
            at -= 1
        begins_line = at == first or kind_of(chars[at - 1], table) == LINE_BREAK
        return bool(n_digits <= 3 and begin - at < 4 and begins_line)  # "3." before an entry of a list
    is_word = chars[begin] >= np.uint32(0x80) and kind_of(chars[begin], table) == LOWER  # "ý", "ö"
    if n_chars == 1 and not is_word:
        is_alone = token - 1 == offsets[text] or ends[token - 2] < starts[token - 1]
        return bool(is_alone and chars[begin] < np.uint32(0x2E80))
    if n_chars > MAX_ABBREVIATION:
        return False
    before_number = kind_of(chars[after], table) >= ZERO and _among(hashes[token - 1], known.before_numbers)
    return before_number or _among(hashes[token - 1], known.before_names)
