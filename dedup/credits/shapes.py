"""The shapes in which newsrooms credit an agency: byline, dateline, caption, closing line.

A shape is told from the line around a name alone, in any language: brackets, dashes, the ends of the line and a few words
that captions carry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DASHES = r"\-–—―‒"
_SPACE = r"\s\u200b-\u200f\u202a-\u202e\u2060\ufeff"
_QUOTES = r"\"'“”„«»‘’‹›"
_OPENERS, _CLOSERS = "([（【〔［「{", ")]）】〕］」}"

MAX_DATELINE_WORDS = 8
"""Words before the agency in a dateline: "الرياض 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م واس" has ten, numbers not counted six."""

_STOPS = (".", "!", "?", "؟", "…", "。")

MAX_BEFORE, MAX_AFTER = 160, 120
"""Characters looked at before and after a name: no dateline or caption's bracket is longer."""

MAX_BRACKET = 60
"""Characters beside the agency in a caption's brackets: "(AFP Photo / Jean-Christophe Verhaegen)"."""

_DASH_ENTITY = re.compile(r"&(?:[nm]dash|#821[12]);")
_ENTITY = re.compile(r"&(?:#\d+|\w+);")
_TRIM = " \t\n\r\u00a0\u2009\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u202f\u2060\u3000\ufeff\"'“”„«»‘’‹›"
"""Space, direction marks and quotes, which do not change a shape."""
_BETWEEN = re.compile(
    rf"[{_SPACE}{_QUOTES}\]\[()（）]*[،,、;؛/+&|・=.{_DASHES}]*[{_SPACE}]*(?:و|and|und|et|y|e|и|ve|via)?[{_SPACE}]*(?:the|la|die|der|l['’])?[{_SPACE}{_QUOTES}\[(（]*"
)
_FILLERS = re.compile(
    r"(?:photos?|images?|picture|pool|file|files|archives?|handout|via|by|with|from|and|the|avec|con|mit|com|von|foto|fotos|symbolbild|archivbild|archivo|"
    r"source|credit|copyright|stringer|newswire|agency|news|video|screengrab|"
    r"фото|архив|صورة|صور|تصوير|أرشيف|أرشيفية|ارشيف|ارشيفية|أرشيفيه|الأرشيف|خاص|عن|عبر|من|وكالة|وكالات|عكس|آرشیو|"
    r"提供|写真|撮影|資料|資料写真|자료사진|제공|图|图片|照片|摄|צילום|ארכיון|fotoğraf|arşiv|[\d.]+)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
# Arabic outlets draw a dash with tatweel as well; right after a letter it is none: "لـ«رويترز»".
_SEPARATES_BEFORE = re.compile(rf"[{_DASHES}:/|،,؛;=·•*©>\\]$|(?<!\w)ـ+$")
_SEPARATES_AFTER = re.compile(rf"^[{_DASHES}ـ:/|=·•*<\\]|^\.[{_SPACE}]*[{_DASHES}]|^[،,؛;][{_SPACE}]*$")
_APART_BEFORE = re.compile(rf"{_SEPARATES_BEFORE.pattern}|[()\[\]（）【】]$")
_APART_AFTER = re.compile(rf"^[{_DASHES}ـ:/|،,؛;.=·•*©()\[\]（）【】]")
_ENDS = re.compile(rf"[{_SPACE}.،,:;؛!…*。{_QUOTES}{_DASHES}/\\]*")
_SENTENCE_END = re.compile(r"[.!?؟…。！？]")
_ABBREVIATED_MONTH = re.compile(r"\b[^\W\d]{2,5}\.")
_DATED = re.compile(rf"\d[{_SPACE}]*[^\W\d]{{0,2}}[{_SPACE}]*$")
_DATE_OR_CAPITALS = re.compile(r"^[^\W\d_]{2,}[^.!?]*\d|^(?:(?![a-zа-я])[^.!?])+$")
_NUMBERED = re.compile(rf"[\d{_SPACE}.)]+[{_DASHES}.)][{_SPACE}]*|[\d{_SPACE}]+")
_CLOSING_SIGN = re.compile(rf"(?:[{_SPACE}.!؟?”»\"][{_SPACE}]*(?:[{_DASHES}|©]|(?<!\w)ـ+)|[/©|]|[.!?؟…。])[{_SPACE}]*$")
_SOURCE = re.compile(
    r"(?:(?:المصدر|مصدر|المصادر|المصدر الأصلي|تصوير|الصورة|صورة|نقلا عن|ترجمة|source|sources|photo|photos|image|credit|quelle|quellen|foto|fuente|"
    r"fuentes|fonte|bild|crédit|crédits|источник|фото|kaynak|fotoğraf|منبع|מקור|צילום|来源|來源|图|出典|写真|출처|사진)"
    rf"[{_SPACE}]*[:：=/]|\b(?:الصور|الصورة|صور)[{_SPACE}]+(?:من|عن)|\bتصوير|(?:copyright|\(c\)|©)[{_SPACE}\d]*(?:the)?)[{_SPACE}{_QUOTES}]*$",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"(?:\b(?:with|with (?:\w+ ){0,3}(?:from|by)|avec|con información de|con informacion de|con|mit|mit Material (?:von|der)|com|com informações da|"
    r"material from|additional reporting by|by \w+ \w+,? (?:the|of the)?)|מאת|بالتعاون مع|بالاتفاق مع|باتفاق مع|خدمة|إعداد)[\s]*(?:the|l['’]|der|la)?\s*$",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(
    rf"^[{_SPACE}]*(?:(?:also |has )?contributed|staff|writers?\b|all rights reserved|journalists? .{{0,60}}contributed)", re.IGNORECASE
)
_WIRE_SIGN = re.compile(r"^[^。，！？\n]{0,24}[电電]")


@dataclass(frozen=True, slots=True)
class Shape:
    """How names stand in their line: `credit` if as providers.

    `bracketed`: in brackets of their own, `inline` if the line goes on behind them; in a byline `inline` means set apart on
    one side. `headed`: nothing stands before them. `sentence`: a caption run into the text left them by themselves, in
    quotes or brackets after the end of a sentence.
    """

    credit: bool
    bracketed: bool = False
    headed: bool = False
    inline: bool = False
    sentence: bool = False


def joined(between: str) -> bool:
    """Whether two names with this between them are named together: "أ ف ب، رويترز", "AFP/Reuters".

    >>> joined("» و«"), joined("/"), joined(" told ")
    (True, True, False)
    """
    return len(between) <= MAX_BRACKET and "\n" not in between and bool(_BETWEEN.fullmatch(between))


def shape_of(text: str, start: int, end: int, *, is_title: bool = False) -> Shape:
    """The shape of the names that stand at `text[start:end]`, read from their line.

    >>> shape_of("الرياض - واس: بدأ اليوم", 9, 12).credit
    True
    >>> shape_of("He told Reuters that talks went on.", 8, 15).credit
    False
    """
    start, end = _balanced(text, start, end)
    line_start, line_end = _line(text, start, end)
    before = _without_entities(text[line_start:start]).rstrip(_TRIM)
    after = _without_entities(text[end:line_end]).lstrip(_TRIM)
    bracketed = _brackets(before, after)
    if bracketed is not None:
        return _in_brackets(*bracketed)
    closing = bool(_ENDS.fullmatch(after))
    if closing and not before.strip("".join(_OPENERS)):
        return Shape(True, headed=True)
    if _NUMBERED.fullmatch(before):
        return Shape(False)
    if closing and (_CLOSING_SIGN.search(before) or _SOURCE.search(before) or _WITH.search(before)):
        return Shape(not (is_title and before.endswith(":")))
    if _CONTRIBUTED.search(after) or _SOURCE.search(before):
        return Shape(True)
    if is_title:
        return Shape(False)
    if _n_words(before) <= MAX_DATELINE_WORDS and not _SENTENCE_END.search(_ABBREVIATED_MONTH.sub("", before)):
        separated = bool(_SEPARATES_BEFORE.search(before))
        if not before and _SEPARATES_AFTER.search(after):
            return Shape(True, headed=True)
        if separated and (closing or _SEPARATES_AFTER.search(after)):
            return Shape(True)
        if closing and _DATED.search(before):
            return Shape(True)
        if separated and after.startswith(".") and _DATE_OR_CAPITALS.search(before):
            return Shape(True)
    if len(before) <= 1 and _WIRE_SIGN.search(after):
        return Shape(True)
    return Shape(False, sentence=_alone(text, start, end))


def in_byline(text: str, start: int, end: int) -> Shape:
    """The shape of names in an author field: a credit where signs or the ends set them apart from people and places."""
    before, after = _without_entities(text[:start]), _without_entities(text[end:])
    left, right = before.rstrip(_TRIM), after.lstrip(_TRIM)
    opened = not left or _quoted(before[len(left) :]) or bool(_APART_BEFORE.search(left)) or bool(_DATED.search(left))
    closed = not right or _quoted(after[: len(after) - len(right)]) or bool(_APART_AFTER.search(right))
    return Shape(opened and closed, inline=opened or closed, headed=not left and bool(right))


def _quoted(gap: str) -> bool:
    return not gap.isspace() and bool(gap.strip(" \u00a0\u200e\u200f"))


def _in_brackets(before: str, after: str) -> Shape:
    words = _n_words(before)
    if _ENDS.fullmatch(after):
        return Shape(True, bracketed=True)
    if _SEPARATES_AFTER.search(after.lstrip()) and words <= MAX_DATELINE_WORDS:
        return Shape(True, bracketed=True, headed=not words)
    if not words:
        return Shape(True, bracketed=True, headed=True)
    return Shape(False, bracketed=True, inline=True, sentence=before.rstrip(_TRIM).endswith(_STOPS))


def _brackets(before: str, after: str) -> tuple[str, str] | None:
    """What stands before and after the brackets round a name, None where there are none or more than a name inside."""
    opened = max(before.rfind(sign) for sign in _OPENERS)
    closed = min((at for sign in _CLOSERS if (at := after.find(sign)) >= 0), default=-1)
    if opened < 0 or closed < 0:
        slashes = before.endswith("/") and after.startswith("/") and before[-2:-1] in ("", " ", ".")
        return (before[:-1], after[1:]) if slashes else None
    if any(sign in before[opened:] for sign in _CLOSERS) or any(sign in after[:closed] for sign in _OPENERS):
        return None
    inner_left, inner_right = before[opened + 1 :], after[:closed]
    if len(inner_left) > MAX_BRACKET or len(inner_right) > MAX_BRACKET:
        return None
    if _thin(inner_left, _SEPARATES_BEFORE) and _thin(inner_right, _SEPARATES_AFTER):
        return before[:opened], after[closed + 1 :]
    return None


def _thin(inner: str, separated: re.Pattern[str]) -> bool:
    """Whether words in brackets beside an agency are a place, a photographer or "photo", set apart by a sign."""
    inner = inner.strip()
    if not inner or separated.search(inner):
        return True
    words = _WORD.findall(inner)
    if all(_FILLERS.fullmatch(word) for word in words):
        return True
    if _FILLERS.fullmatch(words[0]) and any(sign in inner for sign in "/-–—"):
        return True
    return len(inner) <= 10 and "\u3040" <= inner[0] <= "\u9fff"


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened by one bracket where the names hold one side of it: "رويترز (أ ف ب" + ")"."""
    inside = text[start:end]
    depth = sum(inside.count(sign) for sign in _OPENERS) - sum(inside.count(sign) for sign in _CLOSERS)
    if depth > 0:
        while end < len(text) and text[end] in " \"'»”“":
            end += 1
        if end < len(text) and text[end] in _CLOSERS:
            end += 1
    return start, end


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the line round a span, or of as much of it as matters."""
    low, high = max(start - MAX_BEFORE, 0), min(end + MAX_AFTER, len(text))
    line_start = max(text.rfind("\n", low, start), text.rfind("\r", low, start)) + 1
    line_end = text.find("\n", end, high)
    return line_start or low, line_end if line_end >= 0 else high


def _without_entities(text: str) -> str:
    return _ENTITY.sub(" ", _DASH_ENTITY.sub("-", text)) if "&" in text else text


def _alone(text: str, start: int, end: int) -> bool:
    """Whether the names stand in quotes right after the end of a sentence."""
    before = text[max(start - 8, 0) : start].rstrip(" \u00a0")
    after = text[end : end + 3].lstrip(" \u00a0")
    quoted = before.endswith(("\"", "“", "”", "«", "„")) and after.startswith(("\"", "“", "”", "»"))
    return quoted and before[:-1].rstrip().endswith(_STOPS)


def _n_words(text: str) -> int:
    return sum(not word.isdigit() for word in _WORD.findall(text))
