"""The signs and words by which the shape of a credit is told."""

from __future__ import annotations

import re

from dedup.credits.agencies import entries

_WORDS = entries()["words"]

DASHES = r"\-–—―‒"
SPACE = r"\s\u200b-\u200f\u202a-\u202e\u2060\ufeff"
QUOTES = r"\"'“”„«»‘’‹›"
OPENERS, CLOSERS = "([（【〔［「{", ")]）】〕］」}"
STOPS = (".", "!", "?", "؟", "…", "。")

TRIM = (
    " \t\n\r\u00a0\u2009\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u202f\u2060\u3000\ufeff"
    "\"'“”„«»‘’‹›"
)
"""Space, direction marks and quotes, which do not change a shape."""

BRACKETS = re.compile(f"[{re.escape(OPENERS + CLOSERS)}]")
WORD = re.compile(r"\w+")
DASH_ENTITY = re.compile(r"&(?:[nm]dash|#821[12]);")
ENTITY = re.compile(r"&(?:#\d+|\w+);")
LINE_BREAK = re.compile(r"(?<=\S)\n(?=\S)")
CHROME = re.compile(r"^\s*(?:Next Previous|Previous Next)\b\s*")
"""What a picture slider leaves before the text."""


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, words))


BETWEEN_NAMES = re.compile(
    rf"[{SPACE}{QUOTES}\]\[()（）]*[،,、;؛/+&|・=.{DASHES}]*[{SPACE}]*(?:و|and|und|et|y|e|и|ve|via)?[{SPACE}]*"
    rf"(?:the|la|die|der|l['’])?[{SPACE}{QUOTES}\[(（]*",
    re.IGNORECASE,
)

# Arabic outlets draw a dash with tatweel as well; right after a letter it is none: "لـ«رويترز»".
DASHED_BEFORE = re.compile(rf"[{DASHES}:/|=·•*©>\\]$|(?<!\w)ـ+$")
DASHED_AFTER = re.compile(rf"^[{DASHES}ـ:/|=·•*<\\]|^\.[{SPACE}]*[{DASHES}]|^[،,؛;][{SPACE}]*$")
APART_INSIDE = re.compile(rf"[،,؛;]$|{DASHED_BEFORE.pattern}")
APART_BEFORE = re.compile(rf"{APART_INSIDE.pattern}|[()\[\]（）【】]$")
APART_AFTER = re.compile(rf"^[{DASHES}ـ:/|،,؛;.=·•*©()\[\]（）【】]")

LINE_ENDS = re.compile(rf"[{SPACE}.،,:;؛!…*。{QUOTES}{DASHES}/\\]*")
SENTENCE_END = re.compile(r"[.!?؟…。！？]")
ABBREVIATION = re.compile(r"\b[^\W\d]{2,5}\.")
"""A month or a state in a dateline: "Sept.", "Calif."."""

DATED = re.compile(rf"\d[{SPACE}]*[^\W\d]{{0,2}}[{SPACE}]*$")
"""A date up to the agency: "10 أغسطس 2015 م"."""

YEAR = re.compile(rf"\b\d{{4}}[{SPACE}]*[^\W\d]{{0,2}}[{SPACE}]*$")
DATE_OR_CAPITALS = re.compile(r"^[^\W\d_]{2,}[^.!?]*\d|^(?:(?![a-zа-я])[^.!?])+$")
COMPOUND = re.compile(r"-[A-Za-z0-9]")
"""A hyphen, no dash: "AA-minus", "PA-28"."""

PHOTOGRAPHER = re.compile(r"/\s*[^\W\d][^/.!?]{2,40}$")
"""Behind an agency, after the end of a sentence and up to the end of the line: "REUTERS/Jane Doe"."""

NUMBERED = re.compile(rf"[\d{SPACE}.)]+[{DASHES}.)][{SPACE}]*|[\d{SPACE}]+")
CLOSING_SIGN = re.compile(
    rf"(?:[{SPACE}.!؟?”»\"][{SPACE}]*(?:[{DASHES}|©]|(?<!\w)ـ+)|[/©|]|[.!?؟…。])[{SPACE}]*$",
)
WIRE_SIGN = re.compile(r"^[^。，！？\n]{0,24}[电電]")
"""How Chinese datelines end: "新华社北京9月3日电"."""

ACCORDING = ("", "据", "據")
"""What may stand before the agency in such a dateline."""

EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")

FILLER = re.compile(rf"{_any(_WORDS['fillers'])}|[\d.]+", re.IGNORECASE)
SOURCE = re.compile(
    rf"(?:(?:{_any(_WORDS['sources'])})[{SPACE}]*(?:[:：=/]|[:：][^.\n]{{1,30}}[+،,/&])|(?:copyright|\(c\)|©)[{SPACE}\d]*(?:the)?)[{SPACE}{QUOTES}]*$",
    re.IGNORECASE,
)
WITH = re.compile(
    rf"(?:(?:^|[.!?(|*{DASHES}])[{SPACE}]*(?:{_any(_WORDS['with'])})|\bwith (?:\w+ ){{1,3}}(?:from|by)"
    rf"|\b(?:{_any(_WORDS['given_by'])}|additional reporting by)|^[{SPACE}]*(?:by|von|par|por|di|da) [^.]{{3,40}},)"
    rf"[{SPACE}]*(?:the|l['’]|der|la)?$",
    re.IGNORECASE,
)
CONTRIBUTED = re.compile(
    rf"^[{SPACE}]*(?:(?:also |has )?contributed|staff\b|writers?\b|all rights reserved"
    r"|journalists? .{0,60}contributed)",
    re.IGNORECASE,
)
