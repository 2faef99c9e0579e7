"""A date in words and numbers as people write it, and both ways to read one that is all numbers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from typing import Any

from dedup.dates.calendars import FIRST_YEAR, LAST_YEAR, day_of, east_asian, with_own_months

MAX_LENGTH = 100
"""Characters beyond which something is no date."""


@dataclass(frozen=True, slots=True)
class Written:
    """The day of a date, read with the day first and read with the month first; None where it cannot be read so."""

    day_first: date | None
    month_first: date | None

    @property
    def is_open(self) -> bool:
        """Whether both ways can be meant, and differ."""
        return None not in (self.day_first, self.month_first) and self.day_first != self.month_first

    @property
    def tells(self) -> bool | None:
        """Whether it shows that the day stands first (True) or the month (False); None where it shows nothing."""
        if (self.day_first is None) == (self.month_first is None):
            return None
        return self.day_first is not None


NOT_READ = Written(None, None)


_AM_PM = r"a\.?\s?m\.?|p\.?\s?m\.?|上午|下午|午前|午後|오전|오후|صباحا?ً?|مساءً?|ص|م|ق\.ظ|ب\.ظ|π\.?μ\.?|μ\.?μ\.?|SA|CH"
_AFTERNOON = re.compile(r"p|下午|午後|오후|م|ب|μ\.?μ|CH", re.IGNORECASE)
_TIME = re.compile(
    rf"(?P<before>(?:{_AM_PM})\s*)?(?<!\d)(?P<hour>\d{{1,2}})(?:[:时時시]|\s?h\s?)\s*(?P<minute>\d{{2}})"
    rf"(?:(?::|[分분]\s?)(?P<second>\d{{2}})[秒초]?(?:[.,:](?P<fraction>\d+))?|[分분])?(?!\d)\s*(?P<after>(?:{_AM_PM})(?![^\W\d_]))?"
    r"\s*(?P<zone>(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?(?!\d|-)|(?:Z|[A-Z]{2,5}T?)(?![^\W\d_]))?",
    re.IGNORECASE,
)
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "CET": 1, "BST": 1, "WEST": 1, "CEST": 2, "EET": 2, "SAST": 2, "EEST": 3,
    "MSK": 3, "TRT": 3, "PKT": 5, "WIB": 7, "ICT": 7, "HKT": 8, "SGT": 8, "JST": 9, "KST": 9, "AEST": 10, "NZST": 12,
    "EST": -5, "EDT": -4, "CDT": -5, "MDT": -6, "MST": -7, "PST": -8, "PDT": -7, "BRT": -3, "ART": -3,
}  # fmt: skip
"""Hours of the zones whose letters mean one thing; of others (IST, CST) nobody can tell which."""
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})?$")

_DOTTED = re.compile(r"(?<=\d{4})([ ,]+\d{1,2})\.(?=[0-5]\d(?:\s*[ap]\.?m\b|\s+[^\W\d_]{2,5}\b|$))([0-5]\d)")
"""A time of day with a dot, behind a year."""

_NUMBERS = re.compile(r"(?<!\d)(\d{1,4})\s?([/.\-–_])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{1,2})\.?(?!\d)")
_DAY_MONTH_YEAR = re.compile(
    r"(?<!\d)\d{1,2}(?:\.|st|nd|rd|th|er|º)?\s(?:de\s)?[^\W\d_]{2,}\.?,?\s(?:de\s)?\d{4}(?!\d)"
)
"""A date in words among others, such as those that say that it was updated."""

_LABEL = re.compile(
    r"^\s*(?:(?:first |last )?(?:published|updated|posted|modified|created|released)(?: (?:on|at))?|date)\s*:?\s*",
    re.IGNORECASE,
)
_MAX_AROUND = 24
"""Characters of a weekday and the like around a date in numbers."""

_ISLAMIC = re.compile(r"هـ|ھ|هجري|\bAH\b")
_MARKS = re.compile(r"พ\.ศ\.|ค\.ศ\.|วัน\S*ที่|هـ|(?<=\d)\s*م\b|\u200e|\u200f|\u061c|[\u202a-\u202e\u2066-\u2069]")

_MONTHS = {
    "كانون الثاني": "January", "شباط": "February", "آذار": "March", "اذار": "March", "نيسان": "April", "أيار": "May",
    "ايار": "May", "حزيران": "June", "تموز": "July", "آب": "August", "أيلول": "September", "ايلول": "September",
    "تشرين الأول": "October", "تشرين الاول": "October", "تشرين الثاني": "November", "كانون الأول": "December",
    "كانون الاول": "December", "جانفي": "January", "فيفري": "February", "أفريل": "April", "جوان": "June",
    "جويلية": "July", "أوت": "August",
}  # fmt: skip
"""Months in the Levant and in the Maghreb, which dateparser does not know."""
_MONTH = re.compile(rf"(?<!\w)({'|'.join(_MONTHS)})(?!\w)(?:\s*[/(]\s*\w+\)?)?")

LANGUAGES = (
    "en", "ar", "zh", "es", "fr", "de", "ru", "pt", "it", "tr", "fa", "ja", "ko", "pl", "nl", "sv", "da",
    "nb", "fi", "cs", "sk", "hu", "ro", "bg", "el", "he", "uk", "hr", "sr", "sl", "lt", "lv", "et", "id",
    "vi", "th", "hi", "ur", "bn", "ta", "te", "ml", "mr", "gu", "pa", "kn", "sw", "ca", "eu", "gl", "sq",
    "mk", "bs", "az", "kk", "uz", "ka", "hy", "is", "ga", "cy", "ms", "fil", "af", "am", "km", "my", "ne",
    "si", "zh-Hant",
)  # fmt: skip
"""In which months and weekdays are known, in the order in which they are tried: some names mean two months."""


def read_written(text: str) -> tuple[Written, time | None]:
    """The day of a date as people write it, and its time of day if it has one.

    >>> read_written("Tuesday, 21 July 2015, 3:05 p.m.")[0].day_first, read_written("21 July 2015, 3:05 p.m.")[1]
    (datetime.date(2015, 7, 21), datetime.time(15, 5))
    >>> read_written("03/04/2015")[0].is_open
    True
    """
    if len(text) > MAX_LENGTH:
        return NOT_READ, None
    plain = text if text.isascii() else _plain(text)
    found = _TIME.search(_DOTTED.sub(r"\1:\2", plain) if "." in plain else plain)
    if found is None:
        return _day(plain.strip(" ,،;|-–()")), None
    moment = _time_of(found)
    if moment is None:
        return NOT_READ, None
    plain = found.string
    rest = plain[: found.start()].rstrip(" ,،;|-–T") + " " + plain[found.end() :]
    day = _day(rest.strip(" ,،;|-–()"))
    if day is NOT_READ:
        day = _day(plain.strip())
    return day, moment


def _plain(text: str) -> str:
    """Digits of all scripts as ASCII, every space as one, no signs of direction."""
    digits = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    return " ".join(unicodedata.normalize("NFKC", digits).split())


def _time_of(found: re.Match[str]) -> time | None:
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    half = found["before"] or found["after"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if _AFTERNOON.search(half) else 0)
    fraction = int((found["fraction"] or "0")[:6].ljust(6, "0"))
    try:
        return time(hour, minute, min(second, 59), fraction, _zone(found["zone"] or ""))
    except ValueError:
        return None


def _zone(name: str) -> tzinfo | None:
    """The zone that letters or an offset name; None where they name none that is sure."""
    offset = _OFFSET.search(name)
    if offset:
        ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(ahead if offset[1] == "+" else -ahead) if ahead < timedelta(days=1) else None
    hours = _ZONES.get(name.strip().upper())
    return None if hours is None else UTC if hours == 0 else timezone(timedelta(hours=hours))


@lru_cache(1 << 16)
def _day(text: str) -> Written:
    """The day that a text without a time of day names. A collection has few: they are remembered."""
    if "الموافق" in text:  # a date in two calendars
        for part in reversed(text.split("الموافق")):
            day = _day(part.strip(" ,،:"))
            if day is not NOT_READ:
                return day
    found = _NUMBERS.search(text)
    if found:
        around = text[: found.start()] + text[found.end() :]
        if len(around) <= _MAX_AROUND and not any(map(str.isdigit, around)):
            return _in_numbers(found, islamic=_ISLAMIC.search(around) is not None)
    own = with_own_months(text)
    named = own or east_asian(text) or _in_words(text) or _among_words(text)
    return NOT_READ if named is None else Written(named, named)


def _in_numbers(found: re.Match[str], *, islamic: bool) -> Written:
    first, second, third = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) >= 3:
        day = day_of(first, second, third, islamic=islamic)
        return Written(day, day)
    year = _year(third) if len(found[4]) <= 2 else third
    day_first = day_of(year, second, first, islamic=islamic)
    month_first = day_of(year, first, second, islamic=islamic)
    if found[2] == "." or not FIRST_YEAR <= year <= LAST_YEAR:  # only with the day first, but for one that cannot be
        return Written(day_first or month_first, day_first or month_first)
    return Written(day_first, month_first)


def _among_words(text: str) -> date | None:
    """The day of the one date in words that a text holds among others, and no other number."""
    found = _DAY_MONTH_YEAR.search(text)
    if found is None or found[0] == text or any(map(str.isdigit, text[: found.start()] + text[found.end() :])):
        return None
    return _in_words(found[0])


_THAI_YEAR = re.compile(r"([\u0e00-\u0e7f]\.?) ?(\d\d)$")
"""A year of two digits behind a Thai month, of the Buddhist calendar."""

_ZEROS = re.compile("0+")
_A_YEAR = "2011"


def _in_words(text: str) -> date | None:
    """The day that a text with words names, in any of `LANGUAGES`."""
    text = _MARKS.sub(
        " ", _MONTH.sub(lambda found: next(v for k, v in _MONTHS.items() if found[0].startswith(k)), text)
    )
    text = _LABEL.sub("", text).strip()
    text = _THAI_YEAR.sub(r"\1 25\2", text)
    shape = re.sub(r"\d", "0", text)
    if shape.count("0") < 3 or not any(map(str.isalpha, text)) or not _is_shape_of_dates(shape):
        return None
    moment = _parsed(text)
    if moment is None:
        return None
    year = moment.year if "0000" in shape else _year(moment.year % 100)
    return day_of(year, moment.month, moment.day)


@lru_cache(1 << 16)
def _is_shape_of_dates(shape: str) -> bool:
    """Whether a text of this shape, its digits as 0, can be a date: with numbers that any day, month and year may have.

    A collection has few shapes, and dateparser takes milliseconds to say no.
    """
    return _parsed(_ZEROS.sub(_any_number, shape)) is not None


def _any_number(zeros: re.Match[str]) -> str:
    """A number of so many digits that can be a day, a month, a year, or all of a date."""
    n = len(zeros[0])
    return "1" * n if n < len(_A_YEAR) else _A_YEAR + "1" * (n - len(_A_YEAR))


def _parsed(text: str) -> datetime | None:
    """What dateparser makes of a text; None also where it fails."""
    try:
        moment: datetime | None = _parser().get_date_data(text).date_obj
    except Exception:
        return None
    return moment


def _year(two_digits: int) -> int:
    """The year of two digits: from 1969 to 2049; none of news, where those may be of another calendar."""
    return two_digits + (2000 if two_digits < 50 else 1900 if two_digits > 68 else 0)


@cache
def _parser() -> Any:
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=list(LANGUAGES),
        use_given_order=True,
        try_previous_locales=False,  # else a date would be read by those that came before it
        settings={
            "STRICT_PARSING": True,
            "PARSERS": ["absolute-time"],
            "DATE_ORDER": "DMY",
            "PREFER_LOCALE_DATE_ORDER": False,
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
