"""Other calendars than the Gregorian: Persian, Islamic, Buddhist, and the eras of Japan and Taiwan."""

from __future__ import annotations

import re
from datetime import date

FIRST_YEAR, LAST_YEAR = 1600, 2200
"""Years of the Gregorian calendar in which news can have appeared; programs write 1 and 9999 where they have none."""

_PERSIAN = range(1300, 1411)  # 1921 to 2032
_ISLAMIC = range(1411, 1501)  # 1990 to 2078; earlier ones are written with their months or with هـ
_BUDDHIST = range(2400, 2701)  # 543 years ahead

_PERSIAN_MONTHS = (
    "فروردین|حمل", "اردیبهشت|ثور", "خرداد|جوزا", "تیر|سرطان", "مرداد|امرداد|اسد", "شهریور|سنبله",
    "مهر|میزان", "آبان|ابان|عقرب", "آذر|اذر|قوس", "دی|جدی", "بهمن|دلو", "اسفند|حوت",
)  # fmt: skip
"""As in Iran, and as in Afghanistan."""

_ISLAMIC_MONTHS = (
    "محرم|muharram",
    "صفر|safar",
    "ربیع الاول|rabi al-awwal|rabi i",
    "ربیع الثانی|ربیع الآخر|ربیع الاخر|rabi al-thani|rabi ii",
    "جمادی الاولی|جمادی الاول|jumada al-ula|jumada i",
    "جمادی الثانیة|جمادی الآخرة|جمادی الاخرة|جمادی الثانی|jumada al-thani|jumada ii",
    "رجب|rajab",
    "شعبان|shaban",
    "رمضان|ramadan",
    "شوال|shawwal",
    "ذو القعدة|ذی القعدة|ذوالقعدة|dhu al-qidah",
    "ذو الحجة|ذی الحجة|ذوالحجة|dhu al-hijjah",
)


def _alternatives(months: tuple[str, ...]) -> dict[str, int]:
    return {name: month for month, names in enumerate(months, start=1) for name in names.split("|")}


_MONTHS = {
    "persian": _alternatives(_PERSIAN_MONTHS),
    "islamic": {name.replace("أ", "ا"): month for name, month in _alternatives(_ISLAMIC_MONTHS).items()},
}
_WRITTEN = {
    calendar: re.compile(
        rf"(?<!\d)(\d{{1,2}})(?:-?[اأ]?م)?\s+({'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})"
        r"(?:\s+(?:ماه|سال|من|عام))*[\s,،]+(1[34]\d\d)(?!\d)",
        re.IGNORECASE,
    )
    for calendar, names in _MONTHS.items()
}
_FOLDED = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "أ": "ا", "إ": "ا"})

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "民國": 1911, "民国": 1911}
_EAST_ASIAN = re.compile(
    rf"({'|'.join(_ERAS)})?\s*(\d{{1,4}}|元)\s*[年년]\s*(\d{{1,2}})\s*[月월]\s*(\d{{1,2}})\s*[日일号號]?"
)
_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_NUMBER = re.compile("[〇零○一二三四五六七八九十廿卅]+")


def day_of(year: int, month: int, day: int, *, islamic: bool = False) -> date | None:
    """The day of a date in the calendar that its year tells; None for one that is none, or too far off for news.

    >>> day_of(1394, 4, 30), day_of(2558, 7, 21), day_of(1, 1, 1)
    (datetime.date(2015, 7, 21), datetime.date(2015, 7, 21), None)
    """
    try:
        if islamic or year in _ISLAMIC:
            from hijridate import Hijri

            found = date(*Hijri(year, month, day).to_gregorian().datetuple())
        elif year in _PERSIAN:
            from persiantools.jdatetime import JalaliDate

            found = JalaliDate(year, month, day).to_gregorian()
        else:
            found = date(year - 543 if year in _BUDDHIST else year, month, day)
    except (ValueError, OverflowError):
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def with_own_months(text: str) -> date | None:
    """The day of a date whose month has a name of the Persian or Islamic calendar; None without one.

    >>> with_own_months("سه‌شنبه 30 تیر 1394"), with_own_months("5 شوال 1436هـ")
    (datetime.date(2015, 7, 21), datetime.date(2015, 7, 21))
    """
    folded = text.translate(_FOLDED)
    for calendar, pattern in _WRITTEN.items():
        found = pattern.search(folded)
        if found:
            month = _MONTHS[calendar][found[2].lower()]
            return day_of(int(found[3]), month, int(found[1]), islamic=calendar == "islamic")
    return None


def east_asian(text: str) -> date | None:
    """The day of a date with the signs for year, month and day; None without one.

    >>> [east_asian(text).isoformat() for text in ("2015年7月21日", "平成27年7月21日", "二〇一五年七月二十一日")]
    ['2015-07-21', '2015-07-21', '2015-07-21']
    """
    found = _EAST_ASIAN.search(text) or _EAST_ASIAN.search(_CHINESE_NUMBER.sub(lambda found: _number(found[0]), text))
    if found is None:
        return None
    year = 1 if found[2] == "元" else int(found[2])
    return day_of(year + _ERAS.get(found[1] or "", 0), int(found[3]), int(found[4]))


def _number(written: str) -> str:
    """A number in Chinese numerals, digit by digit or with the sign for ten."""
    written = written.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = written.partition("十")
    if not ten:
        return written.translate(_CHINESE_DIGITS)
    try:
        return str(10 * int(tens.translate(_CHINESE_DIGITS) or 1) + int(ones.translate(_CHINESE_DIGITS) or 0))
    except ValueError:  # two signs for ten
        return written
