"""Characters: what each does to the word it stands in, and what it is folded to.

Readers take some characters for the same. Folded away are compatibility forms (full-width letters, ligatures, Arabic
presentation forms), case, Latin, Greek and Cyrillic accents, Arabic vowel signs and tatweel, Hebrew points, the Arabic
letters that newsrooms write either way (أإآٱ→ا ى→ي ة→ه ؤ→و ئ→ي), their Persian and Urdu twins (ک ی ہ), traditional
Chinese characters, the digits of every script, and what takes no room: joiners, marks of direction, spaces of no width.
Marks that carry meaning stay: Indic, Thai and Khmer vowels, kana voicing. Digits stay: "12 dead" and "21 dead" differ.

It is a table: one entry for each Unicode character, built from `unicodedata` when first needed and read by the
tokenizer's kernel. An entry says what the character does to a word (`CharacterKind`), which folded letters it adds and
what alphabet it is of (`Alphabet`). Every character adds to one word only, so spans stay whole characters: "㎏" is one
word, and "½" stays itself rather than become 12. The NFC and the NFD form of a text fold to the same; marks typed in
another order than Unicode's are left as they stand.

What is folded by whole words stands in `joining` and `tokens`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.text.variants import LOOKALIKE_END, SERBIAN, lookalikes, simplified

N_CODE_POINTS = 0x110000


class CharacterKind(IntEnum):
    """What a character does to the word it stands in; the top three bits of its table entry."""

    BREAK = 0  # ends a word: space, punctuation, symbols, controls
    LETTER = 1  # starts a word or goes on with one of letters
    DIGIT = 2  # starts a word or goes on with one of digits: "5pm" is "5 pm"
    LONE = 3  # a word by itself: a character of a script written without spaces
    MARK = 4  # goes on with whatever word it follows
    POINT = 5  # folded away, but belongs to the word it follows
    IGNORED = 6  # folded away: what takes no room


class Alphabet(IntEnum):
    """What a letter says of the alphabet of its word, in bits."""

    OTHER = 0
    LATIN = 1
    TWIN = 2  # looks like a Latin letter and is none
    FOREIGN = 4  # of an alphabet that has such twins, and none itself


class FoldTable(NamedTuple):
    """What each character is and how it is folded, for kernels: `entries` uint32[0x110000], `letters` uint32[m].

    An entry holds its `CharacterKind` (bits 29-31), its `Alphabet` (bits 26-28), the number n of folded letters (bits
    21-25) and, for n = 1, the letter itself, for n > 1 the index in `letters` where its n letters stand. `serbian` are
    the entries for a text in Serbian or Macedonian Cyrillic. `twins` uint32[LOOKALIKE_END] gives each folded letter the
    Latin one that it looks like, or itself.
    """

    entries: NDArray[np.uint32]
    letters: NDArray[np.uint32]
    serbian: NDArray[np.uint32]
    twins: NDArray[np.uint32]


KIND_SHIFT = np.uint32(29)
ALPHABET_SHIFT = np.uint32(26)
ALPHABET_MASK = np.uint32(7)
LENGTH_SHIFT = np.uint32(21)
LENGTH_MASK = np.uint32(0x1F)
VALUE_MASK = np.uint32(0x1FFFFF)

# Marks that readers leave out without changing the word.
_POINTS = (
    (0x0300, 0x036F),  # Latin, Greek and Cyrillic accents
    (0x0591, 0x05C7),  # Hebrew points and accents
    (0x0610, 0x061A),  # Arabic honorific signs
    (0x064B, 0x065F),  # Arabic vowel signs, hamza above and below
    (0x0670, 0x0670),  # superscript alef
    (0x06D6, 0x06ED),  # Quranic annotation
    (0x08CA, 0x08FF),  # extended Arabic marks
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFE20, 0xFE2F),
    (0xE0100, 0xE01EF),
)
# Scripts written without spaces between words.
_LONE = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x3007),  # ideographic iteration mark, closing mark, zero
    (0x3021, 0x3029),
    (0x3031, 0x3035),
    (0x3038, 0x303C),
    (0x3041, 0x30FF),  # kana
    (0x3100, 0x312F),  # Bopomofo
    (0x31A0, 0x31BF),
    (0x31F0, 0x31FF),
    (0x3400, 0x9FFF),  # Han
    (0xA9E0, 0xA9FF),  # Burmese extended
    (0xAA60, 0xAA7F),
    (0x1AFF0, 0x1B16F),  # kana extended
    (0xF900, 0xFAFF),  # Han that old encodings had twice
    (0x20000, 0x3FFFF),
)
# Letters that some write for others.
_SAME = {
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ے": "ي",
    "ة": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ۃ": "ه",
    "ک": "ك",
    "ڪ": "ك",
    "ı": "i",
    "ø": "o",
    "đ": "d",
    "ł": "l",
    "æ": "ae",
    "œ": "oe",
    "ς": "σ",
}
_TATWEEL = "\u0640"
_FRACTION_SLASH = "\u2044"
_IOTA_SUBSCRIPT = "\u0345"  # case folding would make it a letter
_MODIFIER_APOSTROPHES = "\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u055a"
_FILLERS = "\u115f\u1160\u3164\uffa0"
"""Hangul letters that take room and show nothing."""
_HANGUL = (0xAC00, 0xD7A3)


@cache
def _same() -> Mapping[str, str]:
    """What Unicode keeps apart and readers do not."""
    return {**simplified(), **_SAME}


def _members(ranges: tuple[tuple[int, int], ...]) -> bytearray:
    """1 at each code point in the ranges, 0 at all others."""
    found = bytearray(N_CODE_POINTS)
    for low, high in ranges:
        found[low : high + 1] = b"\1" * (high + 1 - low)
    return found


_IS_POINT, _IS_LONE = _members(_POINTS), _members(_LONE)


def _kind(char: str) -> CharacterKind:
    """The kind of a fully decomposed character."""
    code_point, category = ord(char), unicodedata.category(char)
    if char == _TATWEEL:
        return CharacterKind.POINT
    if char in _MODIFIER_APOSTROPHES:
        return CharacterKind.BREAK
    if category == "Cf" or char in _FILLERS:
        return CharacterKind.IGNORED
    if category == "Me" or (category[0] == "M" and _IS_POINT[code_point]):
        return CharacterKind.POINT
    if category[0] == "M":
        return CharacterKind.MARK
    if category[0] == "L" or category == "Nl":
        return CharacterKind.LONE if _IS_LONE[code_point] else CharacterKind.LETTER
    return CharacterKind.LETTER if category[0] == "N" else CharacterKind.BREAK


def _letters(char: str) -> str:
    """The folded letters that stand for one character, "" if none."""
    decomposed = unicodedata.normalize("NFKD", char).replace(_IOTA_SUBSCRIPT, "")
    if _FRACTION_SLASH in decomposed:
        return char  # "½" is not "12"
    kept = []
    for letter in unicodedata.normalize("NFKD", decomposed.casefold()):
        digit = unicodedata.decimal(letter, None)
        if digit is not None:
            kept.append(str(digit))
        elif _kind(letter) in (CharacterKind.LETTER, CharacterKind.LONE, CharacterKind.MARK):
            kept.append(_same().get(letter, letter))
    return "".join(kept)


def _kind_of_all(decomposed: str) -> CharacterKind:
    """The kind of a character that decomposes: that of its first letter, else of its first mark or point."""
    if len(decomposed) == 1:
        return _kind(decomposed)
    kinds = [_kind(char) for char in decomposed]
    return next((kind for kind in kinds if kind in (CharacterKind.LETTER, CharacterKind.LONE)), min(kinds))


def _alphabet(folded: str) -> Alphabet:
    """The alphabet of folded letters, by the last of them."""
    last = folded[-1:]
    if "a" <= last <= "z":
        return Alphabet.LATIN
    if not "\u0370" <= last < chr(LOOKALIKE_END):
        return Alphabet.OTHER
    return Alphabet.TWIN if last in lookalikes() else Alphabet.FOREIGN


@cache
def fold_table() -> FoldTable:
    """The table for all of Unicode."""
    entries = np.zeros(N_CODE_POINTS, np.uint32)
    letters: list[int] = []

    def put(code_point: int, kind: CharacterKind, folded: str) -> None:
        value = ord(folded) if len(folded) == 1 else len(letters)
        if len(folded) > 1:
            letters.extend(map(ord, folded))
        if kind is CharacterKind.LETTER and folded.isdecimal():
            kind = CharacterKind.DIGIT
        entries[code_point] = _head(kind, len(folded), _alphabet(folded)) | value

    for low, high in _SELF_FOLDING:
        itself = np.arange(low, high + 1, dtype=np.uint32)
        entries[low : high + 1] = np.uint32(_head(CharacterKind.LONE, 1)) | itself
    for low, high in _FOLDED_ONE_BY_ONE:
        for code_point in range(low, high + 1):
            char = chr(code_point)
            category = unicodedata.category(char)
            if category == "Lo" and not unicodedata.decomposition(char):  # no case, no parts: most of Unicode
                kind = CharacterKind.LONE if _IS_LONE[code_point] else CharacterKind.LETTER
                entries[code_point] = _head(kind, 1) | ord(_same().get(char, char))
            elif category not in _NEVER_LETTERS:
                kind = _kind_of_all(unicodedata.normalize("NFKD", char))
                if kind in (CharacterKind.POINT, CharacterKind.IGNORED):
                    put(code_point, kind, "")
                elif kind is not CharacterKind.BREAK:
                    put(code_point, kind, _letters(char))
    for traditional, char in simplified().items():
        entries[ord(traditional)] = _head(CharacterKind.LONE, 1) | ord(char)
    plain = entries.copy()
    for letter, latin in SERBIAN.items():
        put(ord(letter), CharacterKind.LETTER, latin)
        put(ord(letter.upper()), CharacterKind.LETTER, latin)
    serbian, entries = entries, plain
    jamo, n_jamo = _hangul()
    starts = len(letters) + np.cumsum(n_jamo, dtype=np.uint32) - n_jamo
    for table in (entries, serbian):
        table[_HANGUL[0] : _HANGUL[1] + 1] = np.uint32(_head(CharacterKind.LETTER, 0)) | n_jamo << LENGTH_SHIFT | starts
    twins = np.arange(LOOKALIKE_END, dtype=np.uint32)
    twins[[*map(ord, lookalikes())]] = [*map(ord, lookalikes().values())]
    return FoldTable(entries, np.append(np.array(letters, np.uint32), jamo), serbian, twins)


def _head(kind: CharacterKind, n_letters: int, alphabet: Alphabet = Alphabet.OTHER) -> int:
    """An entry without its value."""
    return kind << int(KIND_SHIFT) | alphabet << int(ALPHABET_SHIFT) | n_letters << int(LENGTH_SHIFT)


def _hangul() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The letters (jamo) of all Hangul syllables, one after another, and how many each has: as in decomposed text.

    The arithmetic is section 3.12 of the Unicode standard.
    """
    syllable = np.arange(_HANGUL[1] + 1 - _HANGUL[0], dtype=np.uint32)
    leading, vowel, trailing = syllable // 588, syllable % 588 // 28, syllable % 28
    parts = np.stack([0x1100 + leading, 0x1161 + vowel, 0x11A7 + trailing], axis=1)
    has_part = np.stack([trailing >= 0, trailing >= 0, trailing > 0], axis=1)
    return parts[has_part], has_part.sum(axis=1, dtype=np.uint32)


# Ranges whose characters all fold to themselves, filled at once; and the rest of what Unicode has assigned so far.
_SELF_FOLDING = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x17000, 0x18DFF), (0x20000, 0x2EE5D), (0x30000, 0x323AF))
_FOLDED_ONE_BY_ONE = (
    (0x0000, 0x33FF),
    (0xA000, 0xABFF),
    (0xD7B0, 0xD7FF),
    (0xF900, 0xFFFF),
    (0x10000, 0x12FFF),
    (0x13000, 0x16FFF),
    (0x1AFF0, 0x1B2FF),
    (0x1BC00, 0x1BCFF),
    (0x1D400, 0x1FBFF),
    (0x2F800, 0x2FA1F),
    (0xE0000, 0xE01FF),
)
_NEVER_LETTERS = frozenset(("Cn", "Cc", "Cs", "Co", "Zs", "Zl", "Zp", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Pc"))
