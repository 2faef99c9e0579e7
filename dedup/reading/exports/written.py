"""What archives write above articles in any language: labels, dates, authors, numbers of words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from dedup.dates import read_date

MAX_HEADING_LINE = 150
"""Characters of a date, a byline or a number of words that has a line of its own."""

_MAX_DATED = 400
"""Characters of a line in which a date is looked for."""

N_WORDS = re.compile(
    r"[\d.,\s]*\d\s*(?:words?|mots?|wörter|worte|palabras?|palavras?|parole|woorden|ord|слов[оа]?|słow\w*|kelime|sana[a]?|"
    r"slov\w*|كلمة|كلمات|字|语|語|単語)\.?",
    re.IGNORECASE,
)
"""How long an article is: "546 words"."""

_DATE = re.compile(
    r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?:\s?日)?"  # 2021-06-30, 2021年6月30日
    r"|\d{1,2}(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+|d')?[^\W\d_]{3,}\.?,?\s+(?:de\s+)?\d{4}"  # 30 June 2021, 30 de junio
    r"|[^\W\d_]{3,}\.?\s+\d{1,2}(?:st|nd|rd|th)?\.?,?\s+\d{4}"  # June 30, 2021
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"  # 30/06/2021
)
_MONTH = re.compile(r"\s*[^\W\d_]{3,}\s+\d{4}\s*")
"""A month of a year, as magazines are dated; it tells no day."""

_TIME = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s*(?:GMT|UTC)\b)?")
_BY = re.compile(r"^(?:written\s+by|by|von|par|por|door|da|di|av|af|przez|от|بقلم)\b\s*:?\s*", re.IGNORECASE)

_NAMES = re.compile(
    r"(?:[^\W\d_a-zß-ÿ][\w.'’-]*|and|und|et|y|e|en|och|og|in|for|of|the|de|der|van|von|[,;/|&])"
    r"(?:[\s,;/|&]+(?:[^\W\d_a-zß-ÿ][\w'’-]*\.?|and|und|et|y|e|en|och|og|in|for|of|the|de|der|van|von)){0,9}"
)
"""Capitalised words and what joins names."""


@lru_cache(maxsize=256)
def date_in(line: str) -> datetime | None:
    """The date that a line of a heading gives, with its time of day where one stands behind it.

    >>> date_in("2021-06-30 Wednesday, London Edition")
    datetime.datetime(2021, 6, 30, 0, 0)
    """
    found = _DATE.search(line[:_MAX_DATED])
    if found is None:
        return None
    day = read_date(found[0].strip(), day_first=True)
    time = _TIME.search(line, found.end())
    with_time = (
        None if day is None or time is None else read_date(f"{found[0].strip()} {time[0].strip()}", day_first=True)
    )
    return with_time or day


def is_date(line: str) -> bool:
    """Whether a line is a date, with a day of the week, a time or an edition at most."""
    if len(line) > MAX_HEADING_LINE:
        return False
    found = _DATE.search(line)
    if found is None and _MONTH.fullmatch(line):
        return read_date(f"1 {line.strip()}") is not None
    return found is not None and len(line) - len(found[0]) <= len(found[0]) + 30 and date_in(line) is not None


def author(line: str) -> str:
    """The authors that a byline names.

    >>> author("By Ida Holm in Tolvik")
    'Ida Holm in Tolvik'
    """
    return _BY.sub("", line.strip()).strip(" ;,")


def is_byline(line: str) -> bool:
    """Whether a line is a byline: "By" and names.

    >>> is_byline("By Ida Holm and Per Lund"), is_byline("By Monday the water had gone down.")
    (True, False)
    """
    names = author(line)
    return len(line) <= MAX_HEADING_LINE and names != line.strip() and _NAMES.fullmatch(names) is not None


def label_of(line: str, labels: Mapping[str, str]) -> tuple[str, str] | None:
    """The meaning of the label that a line begins with and what stands behind it; None without one.

    >>> label_of("Byline: Ida Holm", {"byline": "author"})
    ('author', 'Ida Holm')
    """
    name, colon, rest = line.partition(":")
    meaning = labels.get(" ".join(name.split()).casefold()) if colon else None
    return None if meaning is None else (meaning, rest.strip())
