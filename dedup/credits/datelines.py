"""How datelines begin: places and days, and the signs between them and an agency."""

from __future__ import annotations

from dedup.credits import signs
from dedup.text.marks import DASHES

MAX_DATELINE_WORDS = 8
"""Words before the agency in a dateline, without numbers: "الرياض 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م" has six."""

MAX_OUTLET_WORDS = 3
"""Words that a comma may part from the agency: "سبق، واس - الباحة:"; longer ones are a sentence."""

MAX_DATELINE = 120
"""Characters of the longest dateline before the agency, with two cities and a date after two calendars."""

MAX_PLACE_WORDS = 3
"""Words of a place before brackets behind which a sentence begins; of an organisation's name there are mostly more."""


def is_dateline(before: str, after: str, *, closing: bool) -> bool:
    """Whether names between these begin a report: "الرياض - واس:", "МОСКВА, 3 сен — РИА Новости."."""
    if before in signs.ACCORDING:
        return bool(signs.DASHED_AFTER.match(after) or signs.WIRE_SIGN.match(after))
    if signs.KOREAN_DATELINE.fullmatch(before):
        return True
    if signs.REPORTER_FOLLOWS.match(after) and is_place_and_date(before.rstrip(DASHES + " ")):
        return True
    if is_place(before.rstrip("./"), MAX_PLACE_WORDS) and _joined_to_place(before, after):
        return True
    if is_place_and_date(before) and (closing or after[:1] == "." or signs.DASHED_AFTER.match(after)):
        return True
    if len(before) > MAX_DATELINE or n_words(before) > MAX_DATELINE_WORDS:
        return False
    if signs.SENTENCE_END.search(signs.ABBREVIATION.sub("", before)):
        return False
    if (closing and signs.DATED.search(before)) or (signs.YEAR.search(before) and signs.DASHED_AFTER.match(after)):
        return True
    if not (signs.APART_INSIDE if n_words(before) <= MAX_OUTLET_WORDS else signs.DASHED_BEFORE).search(before):
        return False
    return (
        closing
        or bool(signs.DASHED_AFTER.match(after))
        or (after[:1] == "." and bool(signs.DATE_OR_CAPITALS.match(before)))
    )


def _joined_to_place(before: str, after: str) -> bool:
    """Whether an agency goes with the place before it: "HANNOVER dpa |", "АСТАНА. КАЗИНФОРМ -", "Stockholm/TT."."""
    if before[-1:] == "/":
        return after[:1] == "."
    return before.isupper() and (after[:1] == "|" or (before[-1:] == "." and bool(signs.DASHED_AFTER.match(after))))


def is_place(text: str, max_words: int) -> bool:
    """Whether words may name a place in a script with capitals: "Stockholm", "RIO DE JANEIRO, Brasil"."""
    words = signs.WORD.findall(text)
    if not 0 < len(words) <= max_words or signs.SENTENCE_END.search(signs.ABBREVIATION.sub("", text)):
        return False
    return words[0][0].isupper() and all(word[0].isupper() or word in signs.PARTICLES for word in words)


def is_place_and_date(text: str) -> bool:
    """Whether a text is a place and a day, as datelines begin: "Oslo, July 20", "Москва. 20 июля.", "पेरिस, 20 जुलाई"."""
    date = signs.DATE.search(text)
    if date is None:
        return False
    place = text[: date.start()].rstrip(signs.TRIM)
    if is_place(place.rstrip(".,،/–- "), MAX_PLACE_WORDS + 1):
        return place[-1:] in signs.PLACE_ENDS or place.isupper()
    n = len(place.split())  # vowel signs part words of Indic scripts for a regular expression
    return 0 < n <= MAX_PLACE_WORDS and place[-1:] in signs.PLACE_ENDS and place.upper() == place.lower()


def place_or_day_follows(after: str) -> bool:
    """Whether a place or a day follows behind a comma, up to the end of the line: "AFP, PARIS", "ТАСС, 3 ноября."."""
    place = after[1:].strip() if after[:1] == "," else ""
    return bool(signs.DAY_FOLLOWS.match(after)) or (place.isupper() and is_place(place, MAX_PLACE_WORDS))


def n_words(text: str) -> int:
    """How many words a text has, without numbers."""
    return sum(not word.isdigit() for word in signs.WORD.findall(text))
