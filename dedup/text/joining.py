"""Joining: tokens that stand apart and are one word, because others write it so.

That is a number whose thousands are set apart ("10,000", "10 000"), and the Persian prefixes and endings that stand
behind no space, a narrow one or a whole one ("می‌رود", "کتاب‌ها").
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.runtime.kernels import inlined
from dedup.text.characters import KIND_SHIFT, VALUE_MASK, CharacterKind

_DIGIT, _LETTER = np.uint32(CharacterKind.DIGIT), np.uint32(CharacterKind.LETTER)
_ZERO = np.uint32(ord("0"))
_STOP = np.uint32(ord("."))

COMMAS = np.array([*map(ord, ",٬،")], np.uint32)
"""What sets thousands apart, and in India hundreds of them: "1,00,000"."""
SPACES = np.array([*map(ord, " \u00a0\u2009\u202f")], np.uint32)
SEPARATORS = np.append(COMMAS, np.append(SPACES, np.array([*map(ord, "'’.")], np.uint32)))

_NOON, _MEEM = np.uint32(ord("ن")), np.uint32(ord("م"))
_HEH, _ALEF, _TEH, _REH = (np.uint32(ord(letter)) for letter in "هاتر")  # two letters begin all endings
_YEH, _ARABIC_YEH = np.uint32(ord("ی")), np.uint32(ord("ي"))
_ARABIC, _ARABIC_END = np.uint32(0x620), np.uint32(0x700)

_ENDINGS = ["ها", "هاي", "هايي", "هايم", "هايت", "هايش", "هايمان", "هايتان", "هايشان", "تر", "ترين"]
LONGEST_ENDING = max(map(len, _ENDINGS))
ENDINGS = np.array([[*map(ord, ending.ljust(LONGEST_ENDING, "\0"))] for ending in _ENDINGS], np.uint32)
"""Folded endings of the plural and of comparison, filled up with zeros: no Persian words by themselves."""


@inlined
def is_one_of(char: np.uint32, chars: NDArray[np.uint32]) -> bool:
    """Whether a character is one of a few."""
    found = False
    for one in chars:
        found = found or char == one
    return found


@inlined
def is_kind(chars: NDArray[np.uint32], at: int, entries: NDArray[np.uint32], kind: np.uint32) -> bool:
    """Whether a character of some kind stands at a place."""
    return bool(chars[at] < np.uint32(len(entries)) and entries[chars[at]] >> KIND_SHIFT == kind)


@inlined
def digits_at(chars: NDArray[np.uint32], at: int, last: int, entries: NDArray[np.uint32]) -> int:
    """How many digits stand from a place on, 4 at most."""
    n = 0
    while n < 4 and at + n < last and is_kind(chars, at + n, entries, _DIGIT):
        n += 1
    return n


@inlined
def number_end(chars: NDArray[np.uint32], begin: int, at: int, last: int, entries: NDArray[np.uint32]) -> int:
    """The end of the number that begins at `begin` if the sign at `at` sets apart its thousands, else `at`.

    Full stops have to do so twice: "1.250" may be a decimal.
    """
    if at >= last or not is_one_of(chars[at], SEPARATORS):
        return at
    separator, n_digits = chars[at], digits_at(chars, begin, at, entries)
    if n_digits != at - begin or n_digits > 3 or entries[chars[begin]] == entries[_ZERO]:
        return at
    end, group, n_groups, in_pairs = at, at, 0, False
    while group < last and chars[group] == separator:
        n = digits_at(chars, group + 1, last, entries)
        if n == 3:
            n_groups += 1
            end = group + 4
        elif n == 2 and n_groups == 0 and n_digits < 3 and is_one_of(separator, COMMAS):
            in_pairs = True
        else:
            break
        group += n + 1
        if n == 3 and in_pairs:
            break
    return at if separator == _STOP and n_groups < 2 else end


@inlined
def may_be_prefix(chars: NDArray[np.uint32], begin: int, end: int) -> bool:
    """Whether a word ends as a Persian prefix of a verb does: "می", "نمی"."""
    yeh, meem = chars[end - 1], chars[max(end - 2, begin)]
    return bool((meem == _MEEM) & ((yeh == _YEH) | (yeh == _ARABIC_YEH)))


@inlined
def is_prefix(chars: NDArray[np.uint32], begin: int, end: int) -> bool:
    """Whether a word that ends so is a prefix."""
    return end - begin == 2 or (end - begin == 3 and chars[begin] == _NOON)


@inlined
def may_be_ending(chars: NDArray[np.uint32], begin: int, end: int, entries: NDArray[np.uint32]) -> bool:
    """Whether a word begins as Persian endings do, with "ها" or "تر"."""
    first, second = entries[chars[begin]] & VALUE_MASK, entries[chars[min(begin + 1, end - 1)]] & VALUE_MASK
    return bool(((first == _HEH) & (second == _ALEF)) | ((first == _TEH) & (second == _REH)))


@inlined
def is_ending(chars: NDArray[np.uint32], begin: int, end: int, entries: NDArray[np.uint32]) -> bool:
    """Whether a word is a Persian ending of the plural or of comparison."""
    length, found = end - begin, False
    if length > LONGEST_ENDING:
        return found
    for ending in range(len(ENDINGS)):
        same = length == LONGEST_ENDING or ENDINGS[ending, length] == np.uint32(0)
        for i in range(length):
            same = same and (entries[chars[begin + i]] & VALUE_MASK) == ENDINGS[ending, i]
        found = found or same
    return found


@inlined
def is_arabic(chars: NDArray[np.uint32], at: int, entries: NDArray[np.uint32]) -> bool:
    """Whether an Arabic letter stands at a place."""
    return _ARABIC <= chars[at] < _ARABIC_END and is_kind(chars, at, entries, _LETTER)


@inlined
def goes_on(
    chars: NDArray[np.uint32], word: tuple[int, int], following: tuple[int, int], entries: NDArray[np.uint32]
) -> bool:
    """Whether the word behind another one, a space between them, belongs to it as Persian is written."""
    begin, end = word
    # Both are rare: told without branches, which the processor would guess wrong for every second word.
    prefix, ending = may_be_prefix(chars, begin, end), may_be_ending(chars, following[0], following[1], entries)
    if not prefix | ending:
        return False
    if not (is_prefix(chars, begin, end) if prefix else is_ending(chars, following[0], following[1], entries)):
        return False
    in_persian = is_arabic(chars, end - 1, entries) and is_arabic(chars, following[0], entries)
    return in_persian and is_one_of(chars[end], SPACES)
