"""The signs and words by which the shape of a credit is told."""

from __future__ import annotations

import re

from dedup.credits.agencies import entries
from dedup.text.marks import (
    CLOSING_BRACKETS,
    CLOSING_QUOTES,
    COLONS,
    DASHES,
    ENDS,
    FULL_STOPS,
    INVISIBLES,
    LINE_BREAKS,
    OPENING_BRACKETS,
    PAUSES,
    QUOTES,
    SENTENCE_ENDS,
    SPACES,
    STATEMENT_ENDS,
    any_of,
    without,
)

_WORDS = entries()["words"]

_CORNERS = "「」『』｢｣"
"""East Asian quotation marks, which stand round an agency as brackets do elsewhere."""

QUOTATION_MARKS = without(QUOTES, _CORNERS)
OPENERS = OPENING_BRACKETS + _CORNERS[::2]
CLOSERS = CLOSING_BRACKETS + _CORNERS[1::2]
TRIM = SPACES + QUOTATION_MARKS
"""Space, direction marks and quotes, which do not change a shape."""

STOPS = frozenset(ENDS)
_SPACE = rf"\s{re.escape(INVISIBLES)}"
_DASHES, _QUOTES, _PAUSES, _ENDS = map(re.escape, (DASHES, QUOTATION_MARKS, PAUSES, ENDS))

BRACKETS = re.compile(any_of(OPENERS, CLOSERS))
LAST_OPENER = re.compile(rf".*({any_of(OPENERS)})", re.DOTALL)
CLOSER = re.compile(any_of(CLOSERS))
OPENER = re.compile(any_of(OPENERS))
WORD = re.compile(r"\w+")
DASH_ENTITY = re.compile(r"&(?:[nm]dash|#821[12]);")
ENTITY = re.compile(r"&(?:#\d+|\w+);")
LINE_BREAK = re.compile(r"(?<=\S)\n(?=\S)")
CHROME = re.compile(r"^\s*(?:Next Previous|Previous Next)\b\s*")
"""What a picture slider leaves before the text."""


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, words))


BETWEEN_NAMES = re.compile(
    rf"[{_SPACE}{_QUOTES}\]\[()（）]*[{_PAUSES}/+&|・=.{_DASHES}]*[{_SPACE}]*(?:و|and|und|et|y|e|и|ve|via)?[{_SPACE}]*"
    rf"(?:the|la|die|der|l['’])?[{_SPACE}{_QUOTES}\[(（]*",
    re.IGNORECASE,
)

# Arabic outlets draw a dash with tatweel as well; right after a letter it is none: "لـ«رويترز»".
DASHED_BEFORE = re.compile(rf"[{_DASHES}:/|=·•*©>\\]$|(?<!\w)ـ+$")
DASHED_AFTER = re.compile(rf"^[{_DASHES}ـ:/|=·•*<\\]|^_+\s|^\.[{_SPACE}]*[{_DASHES}]|^[{_PAUSES}][{_SPACE}]*$")
APART_INSIDE = re.compile(rf"[{_PAUSES}]$|{DASHED_BEFORE.pattern}")
APART_BEFORE = re.compile(rf"{APART_INSIDE.pattern}|[()\[\]（）【】]$")
APART_AFTER = re.compile(rf"^[{_DASHES}ـ:/|{_PAUSES}.=·•*©()\[\]（）【】]")

LINE_ENDS = re.compile(rf"[{_SPACE}{_PAUSES}{re.escape(COLONS + STATEMENT_ENDS)}!…*{_QUOTES}{_DASHES}/\\]*")
SENTENCE_END = re.compile(any_of(ENDS))
SENTENCES_PARTED = re.compile(
    rf"{any_of(SENTENCE_ENDS, LINE_BREAKS)}|{any_of(FULL_STOPS)}{any_of(CLOSING_QUOTES, CLOSING_BRACKETS)}*(?:\s|$)"
)
ABBREVIATION = re.compile(r"\b[^\W\d]{2,5}\.")
"""A month or a state in a dateline: "Sept.", "Calif."."""

DATED = re.compile(rf"\d[{_SPACE}]*[^\W\d]{{0,2}}[{_SPACE}]*$")
"""A date up to the agency: "10 أغسطس 2015 م"."""

YEAR = re.compile(rf"\b\d{{4}}[{_SPACE}]*[^\W\d]{{0,2}}[{_SPACE}]*$")
DATE_OR_CAPITALS = re.compile(r"^[^\W\d_]{2,}[^.!?]*\d|^(?:(?![a-zа-я])[^.!?])+$")
COMPOUND = re.compile(r"-[A-Za-z0-9]")
"""A hyphen, no dash: "AA-minus", "PA-28"."""

PHOTOGRAPHER = re.compile(r"/\s*\(?[^\W\d][^/.!?]{2,40}$")
"""Behind an agency, after the end of a sentence and up to the end of the line: "REUTERS/Jane Doe"."""

NUMBERED = re.compile(rf"[\d{_SPACE}.)]+[{_DASHES}.)][{_SPACE}]*|[\d{_SPACE}]+")
CLOSING_SIGN = re.compile(
    rf"(?:[{_SPACE}{_ENDS}{_QUOTES}][{_SPACE}]*(?:[{_DASHES}|©]|(?<!\w)ـ+)|[/©|]|[{_ENDS}])[{_SPACE}]*$",
)
WIRE_SIGN = re.compile(r"^[^。，！？\n]{0,24}[电電]")
"""How Chinese datelines end: "新华社北京9月3日电"."""

ACCORDING = ("", "据", "據")
"""What may stand before the agency in such a dateline."""

KOREAN_DATELINE = re.compile(rf"[{_SPACE}]*[\[(]?[\uac00-\ud7a3·{_SPACE}]{{1,14}}=")
"""How Korean datelines begin: "서울=연합뉴스"."""

_DAY = r"\d{1,2}(?:st|nd|rd|th|\.ª|º|er)?"
_MONTH = r"(?!\d)\w[\w\u0900-\u0dff’']{1,16}"
DATE = re.compile(
    rf"\b(?:{_DAY}[./]?[{_SPACE}]*(?:de |d[’']|-)?{_MONTH}\.?|{_MONTH}\.?[{_SPACE}]{_DAY}"
    r"|\d{1,2}[./-]\d{1,2}|\d{1,2}日)"
    rf"(?:[,{_SPACE}]+(?:de |del )?\d{{4}}(?:[{_SPACE}]*(?:г|р|r|m|م|年)\b)?)?[.,،]?[{_SPACE}]*$"
)
"""A day of a month, with or without its year, up to the end."""

PARTICLES = frozenset(
    (
        "de",
        "del",
        "la",
        "las",
        "le",
        "les",
        "el",
        "al",
        "di",
        "da",
        "do",
        "dos",
        "am",
        "an",
        "der",
        "auf",
        "sur",
        "of",
        "and",
        "und",
        "et",
        "y",
        "in",
    )
)
"""Small words inside the names of places."""

PLACE_ENDS = frozenset(",،、.-–—/:")

REPORTERS = re.compile(
    rf"(?:{_any(_WORDS['reporters'])})[{_SPACE}:]+(?-i:[^\W\d_a-zа-я])[^()\n]*?[;,./|\n)][^()\n]*$", re.IGNORECASE
)
PROVIDED = re.compile(rf"\b(?:{_any(_WORDS['provided'])})[{_SPACE}]*(?:the|la|l['’]|der)?[{_SPACE}]*$", re.IGNORECASE)
"""Before an agency, whatever follows: "This report by The Canadian Press was first published"."""

NEWSROOM = re.compile(rf"[{_SPACE}]*(?:{'|'.join(_WORDS['newsroom'])})\b[^.\n]{{0,30}}$", re.IGNORECASE)
OUTLET_WITH = re.compile(
    rf"[{_SPACE}]*(?!(?:Interview|Gespräch|Entretien|Entrevista|Intervista)\b)(?:[^\W\d_a-zа-я][\w.’'&-]*[{_SPACE}]+){{1,4}}"
    rf"(?:{_any(_WORDS['outlet_with'])})[{_SPACE}]*(?:la|l['’]|der)?"
)
"""An outlet with its agency, alone in a line: "Le Monde avec AFP"."""

EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")

FILLER = re.compile(rf"{_any(_WORDS['fillers'])}|[\d.]+", re.IGNORECASE)
SOURCE = re.compile(
    rf"(?:(?:{_any(_WORDS['sources'])})[{_SPACE}]*(?:[:：=/]|[:：][^.\n]{{1,30}}[+،,/&])|(?:copyright|\(c\)|©)[{_SPACE}\d]*(?:the)?)[{_SPACE}{_QUOTES}]*$",
    re.IGNORECASE,
)
WITH = re.compile(
    rf"(?:(?:^|[{_ENDS}(|*{_DASHES}])[{_SPACE}]*(?:{_any(_WORDS['with'])})|\bwith (?:\w+ ){{1,3}}(?:from|by)"
    rf"|\b(?:{_any(_WORDS['given_by'])}|additional reporting by)|^[{_SPACE}]*(?:by|von|par|por|di|da) [^.]{{3,40}},)"
    rf"[{_SPACE}]*(?:the|l['’]|der|la)?$",
    re.IGNORECASE,
)
CONTRIBUTED = re.compile(
    rf"^[{_SPACE}]*(?:(?:also |has )?contributed|staff\b|writers?\b|all rights reserved"
    r"|journalists? .{0,60}contributed)",
    re.IGNORECASE,
)
