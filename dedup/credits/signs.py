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
    rf"[{_SPACE}{_QUOTES}\]\[()（）]*[{_PAUSES}/+&|・=.{_DASHES}]*[{_SPACE}]*"
    rf"(?:و|and|und|et|y|e|и|ve|via|with|avec|con|mit|com)?[{_SPACE}]*(?:the|la|die|der|l['’])?[{_SPACE}{_QUOTES}\[(（]*",
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

_CAPITAL = r"[^\W\d_a-zа-я]"
REPORTER_FOLLOWS = re.compile(rf",[{_SPACE}]+(?:{_CAPITAL}[\w.’'-]*[{_SPACE}]+)?{_CAPITAL}[\w’'-]+\.(?:\s|$)")
"""A reporter behind the agency of a dateline: "МОСКВА, 3 сен — РИА Новости, Иван Петров."."""

INITIALS = re.compile(r"(?:[A-Z]{2,4}[\s.]*){1,5}")
"""Who wrote and edited, behind the agency that closes a text: "The river rose. PTI ABC DEF"."""

REPORTER_BESIDE = re.compile(r"(?:记者|記者)[^。，、,.\n]{1,20}")
"""Behind an agency, alone in a line with it: "新华社记者李明"."""

SLASH_BEFORE = re.compile(rf"(?P<sign>(?<=\.)[{_SPACE}]*/|/корр\.?[{_SPACE}]*)$|/$", re.IGNORECASE)
"""Slashes for brackets, and whether a sign before them says so: "МОСКВА, 3 сентября. /ТАСС/.", "/Корр. БЕЛТА/"."""

MATERIAL = re.compile(r"-(?:Material|Informationen|Angaben)\b")
"""What German outlets write to an agency: "Mit dpa-Material"."""

NUMBERED = re.compile(rf"[\d{_SPACE}.)]+[{_DASHES}.)][{_SPACE}]*|[\d{_SPACE}]+")
CLOSING_SIGN = re.compile(
    rf"(?:[{_SPACE}{_ENDS}{_QUOTES}][{_SPACE}]*(?:[{_DASHES}|©]|(?<!\w)ـ+)|[/©|]|[{_ENDS}])[{_SPACE}]*$",
)
WIRE_SIGN = re.compile(r"^[^。，！？\n]{0,24}[电電]|^(?:快[讯訊]|消息|[讯訊])[：:]")
"""How Chinese datelines end: "新华社北京9月3日电"."""

ACCORDING = ("", "据", "據")
"""What may stand before the agency in such a dateline."""

KOREAN_DATELINE = re.compile(rf"[{_SPACE}]*[\[(]?[\uac00-\ud7a3·{_SPACE}]{{1,14}}=")
"""How Korean datelines begin: "서울=연합뉴스"."""

_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th|\.ª|º|er)?|{_any(_WORDS['days'])})"
_MONTH = r"(?!\d)\w[\w\u0900-\u0dff’']{1,16}"
_DATE = (
    rf"\b(?:{_DAY}[./]?[{_SPACE}]*(?:de |d[’']|-)?{_MONTH}\.?|{_MONTH}\.?[{_SPACE}]{_DAY}"
    r"|\d{1,2}[./-]\d{1,2}(?:[./-]\d{4})?|\d{1,2}日)"
    rf"(?:[,{_SPACE}]+(?:de |del )?\d{{4}}(?:[{_SPACE}]*(?:г|р|r|m|م|年)\b)?)?"
)
DATE = re.compile(rf"{_DATE}[.,،]?[{_SPACE}]*$")
"""A day of a month, with or without its year, up to the end."""

DAY_FOLLOWS = re.compile(rf"[,،][{_SPACE}]*{_DATE}[.]?[{_SPACE}]*(?:$|(?<=\.[{_SPACE}])|[{_DASHES}])")
"""A day behind an agency, up to the end of its line or of a sentence: "ТАСС, 3 сентября."."""

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

ARTICLE = re.compile(r"(?:the|la|le|l['’]|der|die|a|o)[\s]*", re.IGNORECASE)
"""An article that is part of an agency's name: "The Associated Press"."""

SERVICE = re.compile(_any(_WORDS["services"]), re.IGNORECASE)
BRACKET_SO_FAR = re.compile(rf"{any_of(OPENERS)}[^()\n]*$")
REPORTERS = re.compile(
    rf"(?:{_any(_WORDS['reporters'])})[{_SPACE}:]+(?-i:[^\W\d_a-zа-я])[^()\n]*?[;,./|\n)][^()\n]*$", re.IGNORECASE
)
PROVIDED = re.compile(
    rf"\b(?:{_any(_WORDS['provided'])})[{_SPACE}{_DASHES}]*(?:the|la|l['’]|der)?[{_SPACE}]*$", re.IGNORECASE
)
"""Before an agency, whatever follows: "This report by The Canadian Press was first published"."""

NEWSROOM = re.compile(rf"[{_SPACE}]*(?:\w+ ){{0,2}}(?:{'|'.join(_WORDS['newsroom'])})\b[^.\n]{{0,30}}$", re.IGNORECASE)
OUTLET_WITH = re.compile(
    rf"[{_SPACE}]*(?!(?:Interview|Gespräch|Entretien|Entrevista|Intervista)\b)"
    rf"(?:{_CAPITAL}[\w.’'&-]*,?[{_SPACE}]+(?:(?:de|do|da|du|des|of|the)[{_SPACE}]+)?){{1,4}}"
    rf"(?:{_any(_WORDS['outlet_with'])})[{_SPACE}]*(?:la|l['’]|der)?"
)
"""An outlet with its agency, alone in a line: "Le Monde avec AFP"."""

EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")

FILLER = re.compile(rf"{_any(_WORDS['fillers'])}|[\d.]+", re.IGNORECASE)
SOURCE = re.compile(
    rf"(?:(?:{_any(_WORDS['sources'])})[{_SPACE}]*(?:[:：=/]|[:：][^.\n]{{1,30}}[+،,;/&])"
    rf"|(?:copyright|\(c\)|©)[{_SPACE}\d]*)"
    rf"[{_SPACE}{_QUOTES}]*(?:the|la|der|l['’])?[{_SPACE}{_QUOTES}]*$",
    re.IGNORECASE,
)
WITH = re.compile(
    rf"(?:(?:^|[{_ENDS}(|*{_DASHES}])[{_SPACE}]*(?:{_any(_WORDS['with'] + _WORDS['sourced'] + _WORDS['sources'])})"
    rf"|\bwith (?:\w+ ){{1,3}}(?:from|by)|\b(?:{_any(_WORDS['given_by'])}|additional reporting by)"
    rf"|^[{_SPACE}]*(?:by|von|par|por|di|da) [^.]{{3,40}},)"
    rf"[{_SPACE}]*(?:the|l['’]|der|la)?$",
    re.IGNORECASE,
)
CONTRIBUTED = re.compile(
    rf"^[{_SPACE}]*(?:(?:also |has )?contributed|(?:was|were) used (?:in|for) this\b|staff\b|writers?\b"
    r"|all rights reserved|journalists? .{0,60}contributed)",
    re.IGNORECASE,
)
