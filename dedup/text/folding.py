"""Folding: the words of a text as they are compared, for people, tables and tests."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache, reduce
from operator import or_

from dedup.text.characters import (
    ALPHABET_MASK,
    ALPHABET_SHIFT,
    LENGTH_MASK,
    LENGTH_SHIFT,
    VALUE_MASK,
    Alphabet,
    fold_table,
)
from dedup.text.tokens import code_points, is_serbian, tokenize
from dedup.text.variants import LOOKALIKE_END, SERBIAN_ONLY, lookalikes

FOLDING_VERSION = f"2-{unicodedata.unidata_version}"
"""Stored with everything persisted: texts folded under another version must not be compared."""


def fold(text: str) -> str:
    r"""The folded words of a text, a space between them: what equality means here.

    >>> fold("الذِّكرى الثّمانين لِنهاية")
    'الذكري الثمانين لنهايه'
    >>> fold("L’Agence ＡＦＰ, 12 morts")
    'l agence afp 12 morts'
    >>> fold("10,000 km2, 10 000 km²"), fold("Москow"), fold("می‌رود، می رود")
    ('10000 km 2 10000 km 2', 'mockow', 'ميرود ميرود')
    >>> fold("東京ガス")
    '东 京 カ\u3099 ス'
    """
    points = code_points([text])
    tokens, serbian = tokenize([text], points=points), is_serbian(points.chars, 0, len(text))
    words: list[str] = []
    is_latin = False
    for start, end in zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True):
        parts = [_folded(char, serbian) for char in text[start:end]]
        word, alphabets = "".join(letters for letters, _ in parts), reduce(or_, (bits for _, bits in parts))
        has_latin = bool(alphabets & Alphabet.LATIN)
        if alphabets & Alphabet.TWIN and (has_latin or (is_latin and alphabets == Alphabet.TWIN)):
            word, has_latin = "".join(lookalikes().get(letter, letter) for letter in word), True
        words.append(word)
        is_latin = has_latin
    return " ".join(words)


def folded_letters(text: str) -> str:
    """The folded letters of a text with nothing between its words, in a tenth of the time that `fold` takes.

    >>> folded_letters("Abū Ẓabī, 2024")
    'abuzabi2024'
    """
    letters = text.translate(_LETTERS)
    if _OTHER.search(letters) and (_LATIN.search(letters) or not _SERBIAN.isdisjoint(text)):
        return fold(text).replace(" ", "")
    return letters


_LATIN, _OTHER = re.compile("[a-z]"), re.compile(f"[\u0370-{chr(LOOKALIKE_END - 1)}]")
_SERBIAN = frozenset(SERBIAN_ONLY)
"""Where letters of these stand together, or Serbian ones, whole words decide what they are folded to."""


class _Letters(dict[int, str]):
    """What each character adds to the words of a text, looked up once."""

    def __missing__(self, code_point: int) -> str:
        self[code_point] = found = _folded(chr(code_point), False)[0]
        return found


_LETTERS = _Letters()


@lru_cache(maxsize=1 << 13)
def _folded(char: str, serbian: bool) -> tuple[str, int]:
    """The letters that one character adds to a word, and the bits of its alphabet."""
    table = fold_table()
    entry = int((table.serbian if serbian else table.entries)[ord(char)])
    n, value = entry >> int(LENGTH_SHIFT) & int(LENGTH_MASK), entry & int(VALUE_MASK)
    letters = chr(value) if n == 1 else "".join(map(chr, table.letters[value : value + n].tolist()))
    return letters, entry >> int(ALPHABET_SHIFT) & int(ALPHABET_MASK)
