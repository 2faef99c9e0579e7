"""Writes the table of weekdays, months, days, units, percent and currencies from Unicode CLDR, through Babel and ICU.

    pip install Babel PyICU
    python scripts/names.py dedup/differences/names.tsv

A line is a kind, what the names stand for, and the names, folded and without spaces. A currency's word is the one that
it shares with other countries' ("dollar"), or has beside its country's name ("real"); its forms go by their beginning.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import icu
from babel import Locale

from dedup.text.folding import fold

LANGUAGES = (
    "af ar ar_SY ar_MA ar_DZ ar_TN az be bg bn bs ca cs cy da de de_AT el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ky"
    " lo lt lv mk ml mn mr ms my nb ne nl nn pa pl ps pt pt_PT ro ru si sk sl sq sr sr_Latn sv sw ta te th tr uk ur uz vi zh zh_Hant"
).split()
UNITS = (
    "area-acre area-hectare area-square-foot area-square-kilometer area-square-meter area-square-mile digital-byte digital-gigabyte digital-kilobyte"
    " digital-megabyte digital-terabyte duration-century duration-day duration-decade duration-hour duration-minute duration-month duration-second"
    " duration-week duration-year energy-calorie energy-joule energy-kilocalorie energy-kilowatt-hour length-centimeter length-foot length-inch"
    " length-kilometer length-meter length-mile length-millimeter length-nautical-mile length-yard mass-carat mass-gram mass-kilogram mass-milligram"
    " mass-ounce mass-pound mass-ton mass-tonne power-gigawatt power-kilowatt power-megawatt power-watt speed-kilometer-per-hour speed-knot"
    " speed-meter-per-second speed-mile-per-hour temperature-celsius temperature-fahrenheit volume-barrel volume-cubic-foot volume-cubic-meter"
    " volume-gallon volume-liter volume-milliliter"
).split()
MORE_PERCENT = (
    "per cent, pct, pour cent, por ciento, por cento, per cento, Prozent, vom Hundert, procent, yüzde, في المائة, في المئة, في الميه, بالمائة, بالمئة, بالميه,"
    " درصد, אחוז, אחוזים, процент, процента, процентов, відсотків, фоиз, ποσοστό, τοις εκατό, फीसदी, प्रतिशत, فیصد, শতাংশ, 퍼센트, パーセント, 百分之"
).split(", ")
MIN_LETTERS = 3
"""Letters of a name in an alphabet; shorter ones are other words in other languages: "do", "an"."""

PERCENT = ("concentr-percent", "concentr-permille")
CURRENCIES = (
    "USD EUR GBP JPY CNY CHF CAD AUD NZD SEK NOK DKK ISK PLN CZK HUF RON BGN RUB UAH TRY ILS SAR AED QAR KWD BHD OMR JOD EGP LBP SYP IQD IRR MAD TND"
    " DZD LYD SDG YER INR PKR BDT LKR NPR IDR MYR SGD PHP THB VND KRW TWD HKD BRL ARS CLP COP MXN PEN ZAR NGN KES GHS ETB KZT GEL AMD AZN RSD"
).split()


def letters_of(text: str) -> str:
    """A text folded, without spaces."""
    return fold(text).replace(" ", "")


def leaves(value: object) -> Iterator[str]:
    """All strings in nested mappings."""
    if isinstance(value, str):
        yield value
    elif hasattr(value, "values"):
        for inner in value.values():
            yield from leaves(inner)


def calendar(locale: Locale) -> Iterator[tuple[str, str, str]]:
    """Weekdays from Monday on, months, and the days before, of and after today."""
    for kind, names in (("weekday", locale.days), ("month", locale.months)):
        for context in names.values():
            for width, by_number in context.items():
                if width in ("wide", "abbreviated"):
                    for number, name in by_number.items():
                        yield kind, str(number), name
    relative = icu.RelativeDateTimeFormatter(icu.Locale(str(locale)))
    for number, direction in (
        (-1, icu.UDateDirection.LAST),
        (0, icu.UDateDirection.THIS),
        (1, icu.UDateDirection.NEXT),
    ):
        yield "day", str(number), relative.format(direction, icu.UDateAbsoluteUnit.DAY)


def units(locale: Locale) -> Iterator[tuple[str, str, str]]:
    """Units of measure and per cent, spelled out and short."""
    for unit, widths in locale._data["unit_patterns"].items():
        kind = "percent" if unit in PERCENT else "unit"
        if unit not in PERCENT and (unit not in UNITS):
            continue
        for width in ("long", "short"):
            for pattern in leaves(widths.get(width, {})):
                if pattern.count("{0}") == 1 and len(pattern) < 40:
                    yield kind, unit, pattern.replace("{0}", "").strip()


def currencies(locale: Locale) -> Iterator[tuple[str, str, str]]:
    """The words of currencies without their countries, and their codes."""
    countries, codes = defaultdict(set), defaultdict(set)
    names = {
        code: [*leaves(locale._data["currency_names_plural"].get(code, {})), name]
        for code, name in locale.currencies.items()
    }
    for code, forms in names.items():
        for word in {word for form in forms for word in fold(form).split()}:
            countries[word].add(code[:2])
            codes[word].add(code)
    for code in CURRENCIES:
        yield "currency", code, code
        country = letters_of(locale.territories.get(code[:2], ""))
        for word in {word for form in names.get(code, ()) for word in fold(form).split()}:
            is_country = word[:4] == country[:4] or (len(codes[word]) > 1 and len(countries[word]) == 1)
            if (len(countries[word]) > 1 or not is_country) and len(word) > 2 and word.isalpha():
                yield "currency", word[:4], word


def main() -> None:
    """Write the table to the path given."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code in LANGUAGES:
        locale = Locale.parse(code)
        for part in (calendar, units, currencies):
            for kind, meaning, name in part(locale):
                letters = letters_of(name)
                is_word = len(letters) >= MIN_LETTERS or letters[:1] >= "\u2e80" or kind in ("unit", "percent")
                if letters and not letters.isdigit() and is_word:
                    found[kind, meaning].add(letters)
    found["percent", "concentr-percent"].update(map(letters_of, MORE_PERCENT))
    lines = [f"{kind}\t{meaning}\t{' '.join(sorted(found[kind, meaning]))}" for kind, meaning in sorted(found)]
    Path(sys.argv[1]).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
