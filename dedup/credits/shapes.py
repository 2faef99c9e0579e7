"""The shapes in which newsrooms credit an agency: byline, dateline, caption, closing line.

A shape is told from the line around a name alone, in any language: brackets, dashes, the ends of the line and a few
words that captions carry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dedup.credits import signs
from dedup.credits.datelines import (
    MAX_DATELINE_WORDS,
    MAX_PLACE_WORDS,
    is_dateline,
    is_place,
    is_place_and_date,
    n_words,
    place_or_day_follows,
)
from dedup.text.marks import DASHES, DOUBLE_QUOTES, QUOTES

MAX_BEFORE, MAX_AFTER = 160, 120
"""Characters looked at before and after a name: no dateline or caption's bracket is longer."""

MAX_BRACKET = 60
"""Characters beside the agency in a caption's brackets: "(AFP Photo / Jean-Christophe Verhaegen)"."""

MAX_SIGN_OFF = 400
"""Characters from the reporters of a sign-off to its editors: some name a dozen."""

MAX_PLACE = 20
"""Characters of a place and a date in East Asian brackets, where no sign parts them: "（ベルリン時事）"."""

MAX_WRAPPED, MIN_WRAPPED_LINES = 90, 4
"""Lines that never exceed 90 characters and often reach half of it were broken at some width."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How names stand in their line: `credit` if as providers.

    `bracketed`: in brackets of their own, `inline` if the line goes on behind them; in a byline `inline` means set
    apart on one side. `headed`: nothing stands before them. `sentence`: a caption run into the text left them by
    themselves, in quotes or brackets after the end of a sentence. `placed`: in brackets behind a word or two that
    a line begins with, as places without a date.
    """

    credit: bool
    bracketed: bool = False
    headed: bool = False
    inline: bool = False
    sentence: bool = False
    placed: bool = False


def joined(between: str) -> bool:
    """Whether two names with this between them are named together: "أ ف ب، رويترز", "AFP/Reuters".

    >>> joined("» و«"), joined("/"), joined(" told ")
    (True, True, False)
    """
    return len(between) <= MAX_BRACKET and "\n" not in between and bool(signs.BETWEEN_NAMES.fullmatch(between))


def unwrapped(text: str) -> str:
    """The text with spaces for the line breaks inside paragraphs, if its lines were broken at some width; as long.

    >>> unwrapped("no line break")
    'no line break'
    """
    if text.count("\n") < MIN_WRAPPED_LINES:
        return text
    lengths = sorted(map(len, text.split("\n")))
    wrapped = lengths[-1] <= MAX_WRAPPED and lengths[len(lengths) // 2] >= MAX_WRAPPED // 2
    return signs.LINE_BREAK.sub(" ", text) if wrapped else text


def shape_of(text: str, start: int, end: int, *, is_title: bool = False) -> Shape:
    """The shape of the names that stand at `text[start:end]`, read from their line.

    >>> shape_of("الرياض - واس: بدأ اليوم", 9, 12).credit
    True
    >>> shape_of("He told Reuters that talks went on.", 8, 15).credit
    False
    """
    start, end = _balanced(text, start, end)
    line_start, line_end = _line(text, start, end)
    before = _without_entities(text[line_start:start]).rstrip(signs.TRIM)
    after = _without_entities(text[end:line_end]).lstrip(signs.TRIM)
    before = signs.CHROME.sub("", before)
    bracketed = _brackets(before, after)
    if bracketed is not None:
        return _in_brackets(*bracketed)
    if signs.PROVIDED.search(before, max(len(before) - 60, 0)):
        return Shape(True)
    if signs.MATERIAL.match(after) and signs.WITH.search(before, max(len(before) - 50, 0)):
        return Shape(True)
    if signs.NUMBERED.fullmatch(before) or signs.COMPOUND.match(text, end):
        return Shape(False)
    closing = bool(signs.LINE_ENDS.fullmatch(after))
    headed = not before.strip(signs.OPENERS) or bool(signs.ARTICLE.fullmatch(before))
    if headed and (closing or signs.REPORTER_BESIDE.fullmatch(after)):
        return Shape(True, headed=True)
    if not is_title and place_or_day_follows(after) and (headed or _is_with(before)):
        return Shape(True, headed=headed)
    signed = signs.NEWSROOM.match(after) or signs.PHOTOGRAPHER.match(after)
    if signed and signs.WITH.search(before, max(len(before) - 50, 0)):
        return Shape(True)
    if before[-1:] in signs.STOPS and (signs.PHOTOGRAPHER.match(after) or signs.INITIALS.fullmatch(after)):
        return Shape(True)
    if (closing and _closes(before)) or signs.CONTRIBUTED.match(after) or _is_source(before):
        return Shape(not (is_title and before.endswith(":")))
    if not is_title and is_dateline(before, after, closing=closing):
        return Shape(True, headed=not before)
    return Shape(False, sentence=_alone(text, start, end))


def _closes(before: str) -> bool:
    """Whether a name at the end of a line stands apart from what it follows: behind a dash, a stop, "with"."""
    return bool(signs.CLOSING_SIGN.search(before, max(len(before) - 8, 0))) or _is_with(before)


def _is_with(before: str) -> bool:
    """Whether the words before say that what follows gave the text: "mit Material von", "Le Monde avec"."""
    return bool(signs.WITH.search(before, max(len(before) - 50, 0)) or signs.OUTLET_WITH.fullmatch(before))


def _is_source(before: str) -> bool:
    """Whether the words before say that a source follows: "Photo:", "المصدر :", "Copyright 2024 The"."""
    return bool(signs.SOURCE.search(before, max(len(before) - 40, 0)))


def sign_off_start(text: str, start: int, end: int) -> int | None:
    """Where the sign-off begins that at `text[start:end]` comes to its editors: "(Reporting by A; Editing by B)"."""
    low = max(start - MAX_SIGN_OFF, 0)
    if signs.SERVICE.fullmatch(text, start, end):
        found = signs.BRACKET_SO_FAR.search(text, low, start)
        return None if found is None else found.start()
    found = signs.REPORTERS.search(text, low, start)
    names_follow = text[end : end + 3].lstrip(" :")[:1].isupper()
    return found.start() if found is not None and names_follow else None


def in_byline(text: str, start: int, end: int) -> Shape:
    """The shape of names in an author field: a credit where signs or the ends set them apart from people and places."""
    before, after = _without_entities(text[:start]), _without_entities(text[end:])
    left, right = before.rstrip(signs.TRIM), after.lstrip(signs.TRIM)
    opened = (
        not left
        or _quoted(before[len(left) :])
        or bool(signs.APART_BEFORE.search(left))
        or bool(signs.DATED.search(left))
    )
    closed = not right or _quoted(after[: len(after) - len(right)]) or bool(signs.APART_AFTER.search(right))
    return Shape(opened and closed, inline=opened or closed, headed=not left and bool(right))


def _quoted(gap: str) -> bool:
    return not gap.isspace() and bool(gap.strip(" \u00a0\u200e\u200f"))


def _in_brackets(before: str, after: str) -> Shape:
    words = n_words(before)
    if signs.LINE_ENDS.fullmatch(after):
        return Shape(True, bracketed=True)
    if signs.DASHED_AFTER.search(after.lstrip()) and words <= MAX_DATELINE_WORDS:
        return Shape(True, bracketed=True, headed=not words)
    if not words or (words <= MAX_DATELINE_WORDS and signs.DATED.search(before)) or is_place_and_date(before):
        return Shape(True, bracketed=True, headed=not words)
    if after.lstrip()[:1].isupper() and is_place(before, MAX_PLACE_WORDS):
        return Shape(True, bracketed=True)
    ended = before.rstrip(signs.TRIM)[-1:] in signs.STOPS
    return Shape(False, bracketed=True, inline=True, sentence=ended, placed=not ended and words <= MAX_PLACE_WORDS - 1)


def _brackets(before: str, after: str) -> tuple[str, str] | None:
    """What stands before and after the brackets round a name, None where there are none or more than a name inside."""
    opener, closer = signs.LAST_OPENER.match(before), signs.CLOSER.search(after)
    if opener is None or closer is None:
        slash = signs.SLASH_BEFORE.search(before) if after.startswith("/") else None  # "МОСКВА, 3 сентября. /ТАСС/."
        if slash is None or not (slash["sign"] or is_place_and_date(before[: slash.start()])):
            return None
        return before[: slash.start()], after[1:]
    opened, closed = opener.start(1), closer.start()
    if signs.CLOSER.search(before, opened) or signs.OPENER.search(after, 0, closed):
        return None
    inner_left, inner_right = before[opened + 1 :], after[:closed]
    if len(inner_left) > MAX_BRACKET or len(inner_right) > MAX_BRACKET:
        return None
    if _thin(inner_left, signs.APART_INSIDE) and _thin(inner_right, signs.DASHED_AFTER):
        return before[:opened], after[closed + 1 :]
    return None


def _thin(inner: str, separated: re.Pattern[str]) -> bool:
    """Whether words in brackets beside an agency are a place, a photographer or "photo", set apart by a sign."""
    inner = inner.strip()
    if not inner or separated.search(inner):
        return True
    words = signs.WORD.findall(inner)
    if all(signs.FILLER.fullmatch(word) for word in words):
        return True
    if signs.FILLER.fullmatch(words[0]) and any(dash in inner for dash in "/" + DASHES):
        return True
    return len(inner) <= MAX_PLACE and signs.EAST_ASIAN.search(inner) is not None


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened by one bracket where the names hold one side of it: "رويترز (أ ف ب" + ")"."""
    inside = text[start:end]
    if signs.BRACKETS.search(inside) and sum((sign in signs.OPENERS) - (sign in signs.CLOSERS) for sign in inside) > 0:
        while end < len(text) and text[end] in " " + QUOTES:
            end += 1
        if end < len(text) and text[end] in signs.CLOSERS:
            end += 1
    return start, end


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the line round a span, or of as much of it as matters."""
    low, high = max(start - MAX_BEFORE, 0), min(end + MAX_AFTER, len(text))
    line_start = max(text.rfind("\n", low, start), text.rfind("\r", low, start)) + 1
    line_end = text.find("\n", end, high)
    return line_start or low, line_end if line_end >= 0 else high


def _without_entities(text: str) -> str:
    return signs.ENTITY.sub(" ", signs.DASH_ENTITY.sub("-", text)) if "&" in text else text


def _alone(text: str, start: int, end: int) -> bool:
    """Whether the names stand in quotes right after the end of a sentence."""
    before = text[max(start - 8, 0) : start].rstrip(" \u00a0")
    after = text[end : end + 3].lstrip(" \u00a0")
    quoted = bool(before and after) and before[-1] in DOUBLE_QUOTES and after[0] in DOUBLE_QUOTES
    return quoted and before[:-1].rstrip()[-1:] in signs.STOPS
