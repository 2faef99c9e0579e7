"""Variants: characters that are written or look like others, by Unicode's data (`scripts/variants.py`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LOOKALIKE_END = 0x590
"""The code point behind the alphabets that have letters like Latin ones: Greek, Cyrillic, Armenian."""

SERBIAN = dict(zip("абвгдђежзијклмнопрстћуфхцчшѓќѕ", "abvgddezzijklmnoprstcufhccsgkz", strict=True)) | {
    "љ": "lj",
    "њ": "nj",
    "џ": "dz",
}
"""The Latin letters in which Serbian is written as well, without their accents; Macedonian has the last three more."""

SERBIAN_ONLY, NEVER_SERBIAN = "ђјљњћџЂЈЉЊЋЏ", "щъыьэюяєіґЩЪЫЬЭЮЯЄІҐ"
"""Letters of Serbian and Macedonian that other languages lack, and letters that these two lack; none has an accent,
which may be a character by itself."""


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    lines = files(__package__).joinpath("variants.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return {kind: dict(zip(letters, others, strict=True)) for kind, letters, others in rows}


def simplified() -> Mapping[str, str]:
    """The simplified form of each traditional Chinese character that has one.

    >>> simplified()["體"]
    '体'
    """
    return _table()["simplified"]


def lookalikes() -> Mapping[str, str]:
    """The Latin letter that a small letter of another alphabet looks like, or whose capital its capital looks like.

    >>> [lookalikes().get(letter) for letter in "авж"]
    ['a', 'b', None]
    """
    return _table()["lookalike"]
