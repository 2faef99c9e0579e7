"""Numbers in digits: times of day, dates, units that are glued to them, and what groups their thousands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dedup.differences.piece import Piece
from dedup.differences.signs import DASHES
from dedup.differences.tables import folded, kind_of, name_of

_DAY = re.compile(r"0?[1-9]|[12]\d|3[01]")


def is_day(piece: Piece) -> bool:
    """Whether a piece is a number in digits that may be the day of a month."""
    return piece.kind == "number" and not piece.readings and bool(_DAY.fullmatch("".join(piece.meanings)))


_HOUR = re.compile(r"(\d{1,2})(?:[.:](\d\d))?")


def time_of_day(number: str, behind: Sequence[str]) -> tuple[frozenset[str], int]:
    """The time of day of a number before "am" or "p.m.", as clocks with 24 hours show it, and how many words these are.

    >>> time_of_day("2.30", ["p", "m"]), time_of_day("9", ["am", "and"]), time_of_day("14", ["m", "long"])
    ((frozenset({'14:30'}), 2), (frozenset({'09:00'}), 1), (frozenset(), 0))
    """
    half = behind[0] if behind and behind[0] in ("am", "pm") else "".join(behind[:2])
    hour = _HOUR.fullmatch(number)
    if half not in ("am", "pm") or hour is None or not 1 <= int(hour[1]) <= 12:
        return frozenset(), 0
    hours = int(hour[1]) % 12 + 12 * (half == "pm")
    return frozenset({f"{hours:02}:{int(hour[2] or 0):02}"}), 1 if behind[0] == half else 2


_GLUED = re.compile(r"(\d(?:.*\d)?)(\D*)", re.DOTALL)


def in_digits(text: str) -> list[Piece]:
    """A number in digits, and the unit or word that is glued to it: "30km", "5pm"."""
    glued = _GLUED.fullmatch(text)
    number, letters = (glued[1], folded(glued[2])) if glued else (text, "")
    found = [Piece("number", _numbers(number))]
    if letters:
        found.append(Piece(*(name_of(letters) or (kind_of(letters), frozenset({letters})))))
    return found


def _numbers(text: str) -> frozenset[str]:
    """What a number in digits may be: the Arabic decimal mark is written as a comma or as a point."""
    return frozenset({figures(text), figures(text.replace("٫", "."))})


_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[,٬،'’\s]\d{3})+|[1-9]\d{0,2}(?:\.\d{3}){2,}")
DATE = re.compile(r"(\d{1,2}|\d{4})([-/.])(\d{1,2})\2(\d{1,2}|\d{4})")
_DASH = re.compile(rf"\s*[{DASHES}]\s*")
_SLASH = re.compile(r"\s*/\s*")


def figures(text: str) -> str:
    """A number in digits as it is compared: in ASCII, without what groups its thousands.

    >>> [figures(number) for number in ("١٠٬٠٠٠", "10,000", "1.25", "1.250.000", "3 – 1", "3-10-2024")]
    ['10000', '10000', '1.25', '1250000', '3-1', '3/10/2024']
    """
    plain = _DASH.sub("-", "".join(str(int(char)) if char.isdecimal() else char for char in text))
    plain = _SLASH.sub("/", plain)
    if (date := DATE.fullmatch(plain)) and (len(date[1]) == 4) != (len(date[4]) == 4):
        return f"{date[1]}/{date[3]}/{date[4]}"
    return re.sub(r"\D", "", plain) if _GROUPED.fullmatch(plain) else plain.replace("٫", ",").replace("،", ",")
