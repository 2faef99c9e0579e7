"""Writes the table of thousands, millions and more, and how they are shortened, from Unicode CLDR, through Babel.

    pip install Babel
    python scripts/scales.py dedup/differences/scales.tsv

A line is a language, a power of ten, and its words behind a number, folded and without spaces: "5 million", "5m", "5 Mio."
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

from dedup.text.folding import fold

LANGUAGES = (
    "af ar az be bg bn bs ca cs cy da de de_AT el en en_GB es es_MX et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ky lo lt lv mk ml"
    " mn mr ms my nb ne nl nn pa pl ps pt pt_PT ro ru si sk sl sq sr sr_Latn sv sw ta te th tr uk ur uz vi zh zh_Hant"
).split()
MIN_POWER = 3
"""Thousands; what is below is spelled out."""


def scales(locale: Locale) -> Iterator[tuple[int, str]]:
    """Powers of ten, and what a language writes for them behind a number."""
    for forms in locale.compact_decimal_formats.values():
        for patterns in forms.values():
            for size, pattern in patterns.items():
                zeros = re.findall("0+", pattern.pattern.partition(";")[0])
                word = re.sub(r"[0'.;\u200e\u200f]", "", pattern.pattern.partition(";")[0])
                if len(zeros) == 1 and (letters := fold(word).replace(" ", "")):
                    yield len(str(size)) - len(zeros[0]), letters


def main() -> None:
    """Write the table."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for code in LANGUAGES:
        for power, letters in scales(Locale.parse(code)):
            if power >= MIN_POWER:
                found[code.partition("_")[0], power].add(letters)
    lines = ["\t".join([language, str(power), " ".join(sorted(words))]) for (language, power), words in found.items()]
    Path(sys.argv[1]).write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
