"""Writes the table of letters that are written or look alike, from Unicode's data in ICU.

    pip install PyICU
    python scripts/variants.py dedup/text/variants.tsv

A line is a kind and two strings of equal length: letters, and the letter that stands for each. `simplified` gives Chinese
characters in traditional form their simplified one. `lookalike` gives small Greek, Cyrillic and Armenian letters the
Latin letter that Unicode calls confusable with them, or whose capital is confusable with theirs; no two letters of one
script get the same.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import icu

HAN = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x32400))
ALPHABETS = (range(0x370, 0x400), range(0x400, 0x530), range(0x560, 0x588))


def main() -> None:
    """Write the table to the file that the command line names."""
    lines = ["simplified\t" + "\t".join(simplified()), "lookalike\t" + "\t".join(lookalikes())]
    Path(sys.argv[1]).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def simplified() -> tuple[str, str]:
    """Traditional characters, and their simplified forms."""
    convert = icu.Transliterator.createInstance("Hant-Hans").transliterate
    pairs = [(char, convert(char)) for block in HAN for char in map(chr, block) if is_whole(char)]
    changed = [(char, other) for char, other in pairs if other != char and len(other) == 1 and convert(other) == other]
    return "".join(char for char, _ in changed), "".join(other for _, other in changed)


def lookalikes() -> tuple[str, str]:
    """Letters of other alphabets, and the Latin letters that they look like."""
    skeleton = icu.SpoofChecker().getSkeleton
    found: dict[str, str] = {}
    for alphabet in ALPHABETS:
        letters = [char for char in map(chr, alphabet) if is_whole(char) and char.casefold() == char]
        taken: set[str] = set()
        for of_capitals in (False, True):
            for letter in letters:
                twin = skeleton(0, letter.upper() if of_capitals else letter).lower()
                if letter.isalpha() and letter not in found and len(twin) == 1 and "a" <= twin <= "z":
                    if twin not in taken:
                        found[letter] = twin
                    taken.add(twin)
    return "".join(found), "".join(found.values())


def is_whole(char: str) -> bool:
    """Whether a character has no parts and is in no other form of another."""
    return unicodedata.category(char) != "Cn" and unicodedata.normalize("NFKD", char) == char


if __name__ == "__main__":
    main()
