"""Writes the table of number words from Unicode CLDR's spell-out rules, through ICU.

    pip install PyICU    (needs libicu-dev; or Debian's python3-icu)
    python scripts/number_words.py dedup/differences/numerals.tsv

For each language and each of its rule sets - cardinals, ordinals, genders, cases - the numbers from 0 to a million are
spelled out in turn. What `NumberWords.read` reads as another number, or not at all, teaches a word: one that multiplies
("zwei|hundert"), one that joins ("ein|und|zwanzig"), else the whole ("elf"). In the end numbers drawn at random are
spelled and read again, and the share that comes back right is printed.
"""

from __future__ import annotations

import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import icu

from dedup.differences.numerals import MAX_WORD, NumberWords
from dedup.text.folding import fold

LANGUAGES = (
    "af ar az be bg bs ca cs cy da de el en eo es et fa fi fil fr he hi hr hu hy id is it ja ka kk km ko ky lo lt lv mk ms mt"
    " my nb ne nl nn pl pt ro ru sk sl sq sr sv sw ta th tr uk vi yue zh"
).split()
SKIPPED = re.compile("financial|numbering-year|before-consonant|days")
FACTORS = (10**9, 10**6, 10**5, 10**4, 1000, 100)
CJK = ("zh", "yue", "ja", "ko")

# What CLDR's rules leave out: other spellings and cases, round numbers in the plural, and words for two and twelve.
MORE = {
    "en": {
        2: "both twice pair",
        3: "thrice triple",
        12: "dozen dozens",
        20: "score",
        100: "*hundreds",
        1000: "*thousands",
        10**6: "*millions *mln",
        10**9: "*billions *bln *bn",
    },
    "ar": {
        1: "واحدة احد احدى",
        2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي",
        3: "ثلاث ثلاثة",
        8: "ثمان ثماني ثمانية",
        10: "عشر عشرة",
        20: "عشرين وعشرين",
        30: "ثلاثين وثلاثين",
        40: "أربعين وأربعين",
        50: "خمسين وخمسين",
        60: "ستين وستين",
        70: "سبعين وسبعين",
        80: "ثمانين وثمانين",
        90: "تسعين وتسعين",
        100: "*مئة *مائة *مئات",
        200: "مئتان مئتين مائتان مائتين",
        1000: "*ألف *آلاف *الفا *ألوف",
        2000: "ألفان ألفين ألفي",
        10**6: "*مليون *ملايين *مليونا",
        2 * 10**6: "مليونان مليونين مليوني",
        10**9: "*مليار *مليارات *مليارا *بليون",
        2 * 10**9: "ملياران مليارين ملياري",
        0: "صفر",
    },
    "de": {2: "beide beiden zweimal", 12: "dutzend", 1: "ein", 10**6: "*millionen *mio", 10**9: "*milliarden *mrd"},
    "fr": {12: "douzaine", 15: "quinzaine", 20: "vingtaine", 100: "centaine", 1000: "millier *milliers"},
    "es": {2: "ambos ambas", 12: "docena", 10**6: "*millones"},
    "it": {2: "entrambi entrambe", 12: "dozzina", 10**6: "*milioni *mln", 10**9: "*miliardi *mld"},
    "pt": {2: "ambos ambas", 12: "dúzia", 10**6: "*milhões *milhão", 10**9: "*bilhões *bilhão"},
    "nl": {2: "beide", 12: "dozijn", 10**6: "*miljoen *mln", 10**9: "*miljard *mld"},
    "ru": {2: "оба обе", 12: "дюжина", 1000: "*тыс", 10**6: "*млн", 10**9: "*млрд"},
    "uk": {2: "обидва обидві", 1000: "*тис", 10**6: "*млн", 10**9: "*млрд"},
    "pl": {2: "oba obie", 12: "tuzin", 1000: "*tys", 10**6: "*mln", 10**9: "*mld"},
    "id": {1000: "*seribu"},
    "tr": {1000: "*binlerce", 10**6: "*milyonlarca"},
    "fa": {100: "*صد", 1000: "*هزار", 10**6: "*میلیون", 10**9: "*میلیارد"},
    "bg": {
        11: "единадесет",
        12: "дванадесет",
        13: "тринадесет",
        14: "четиринадесет",
        15: "петнадесет",
        16: "шестнадесет",
        17: "седемнадесет",
        18: "осемнадесет",
        19: "деветнадесет",
        20: "двадесет",
        30: "тридесет",
        40: "четиридесет",
        60: "шестдесет",
    },
    "hi": {
        15: "पंद्रह",
        16: "सोलह",
        18: "अठारह",
        27: "सत्ताईस",
        100: "*सौ *सैकड़ा",
        1000: "*हजार *हज़ार",
        10**5: "*लाख",
        10**7: "*करोड़",
    },
    "ur": {
        0: "صفر",
        1: "ایک",
        2: "دو دونوں",
        3: "تین",
        4: "چار",
        5: "پانچ",
        6: "چھ",
        7: "سات",
        8: "آٹھ",
        9: "نو",
        10: "دس",
        11: "گیارہ",
        12: "بارہ",
        13: "تیرہ",
        14: "چودہ",
        15: "پندرہ",
        16: "سولہ",
        17: "سترہ",
        18: "اٹھارہ",
        19: "انیس",
        20: "بیس",
        25: "پچیس",
        30: "تیس",
        40: "چالیس",
        50: "پچاس",
        60: "ساٹھ",
        70: "ستر",
        80: "اسی",
        90: "نوے",
        100: "*سو",
        1000: "*ہزار",
        10**5: "*لاکھ",
        10**7: "*کروڑ",
        10**9: "*ارب",
    },
    "bn": {
        0: "শূন্য",
        1: "এক",
        2: "দুই",
        3: "তিন",
        4: "চার",
        5: "পাঁচ",
        6: "ছয়",
        7: "সাত",
        8: "আট",
        9: "নয়",
        10: "দশ",
        11: "এগারো",
        12: "বারো",
        13: "তেরো",
        14: "চৌদ্দ",
        15: "পনেরো",
        16: "ষোলো",
        17: "সতেরো",
        18: "আঠারো",
        19: "উনিশ",
        20: "বিশ",
        30: "ত্রিশ",
        40: "চল্লিশ",
        50: "পঞ্চাশ",
        60: "ষাট",
        70: "সত্তর",
        80: "আশি",
        90: "নব্বই",
        100: "*শত *শো",
        1000: "*হাজার",
        10**5: "*লাখ",
        10**7: "*কোটি",
    },
    "zh": {2: "两 兩", 0: "〇"},
    "ja": {0: "〇"},
    "ko": {0: "영"},
}


def letters_of(text: str) -> str:
    """A text folded, without spaces: what the table holds and reads."""
    return fold(text).replace(" ", "")


def numbers() -> Iterator[int]:
    """The numbers from which words are learnt, small ones first."""
    yield from range(200)
    yield from range(200, 1000, 10)
    yield from range(1000, 20_000, 1000)
    yield from range(20_000, 100_000, 10_000)
    yield from range(100_000, 1_000_001, 100_000)
    yield from (1100, 1101, 1111, 2_000_000, 5_000_000, 10**9, 2 * 10**9, 5 * 10**9)
    rng = random.Random(1)
    yield from (rng.randrange(1000) for _ in range(600))
    yield from (rng.randrange(1_000_000) for _ in range(600))


def learn(words: NumberWords, spelled: dict[int, str], number: int, *, ordinal: bool) -> None:  # noqa: C901 - a list of cases
    """Take in what is needed to read a number as it is spelled."""
    letters = spelled[number]
    found = words.read(letters)
    if found is not None and found.value == number and found.ordinal == ordinal:
        return
    if ordinal:
        for split in range(len(letters) - 1, 0, -1):  # "twenty|first"
            head = words.read(letters[:split])
            if head and 0 < number - head.value < head.value and letters[split:] in words.ordinals:
                return
        if len(letters) <= MAX_WORD and (number <= 20 or number % 10 ** (len(str(number)) - 1) == 0):
            words.ordinals.setdefault(letters, number)
        return
    for factor in FACTORS:
        if number >= factor and number % factor == 0:
            for split in (*range(1, len(letters)), 0):
                head = words.read(letters[:split])
                rest = letters[split:]
                if rest not in words.adding and (
                    (head and head.value * factor == number) or (not split and number == factor)
                ):
                    if len(rest) <= MAX_WORD:
                        words.multiplying.setdefault(rest, factor)
                    if words.read(letters) and words.read(letters).value == number:
                        return
    for places in range(1, len(str(number))):
        low = number % 10**places
        parts = spelled.get(low, ""), spelled.get(number - low, "")
        for first, last in (parts, parts[::-1]):
            between = letters[len(first) : len(letters) - len(last)]
            if first and last and 0 < len(between) <= 4 and letters == first + between + last and between.isalpha():
                words.joining.setdefault(between, 0)
                if words.read(letters) and words.read(letters).value == number:
                    return
    if len(letters) <= MAX_WORD and (number < 1000 or number % 10 ** (len(str(number)) - 1) == 0):
        words.adding.setdefault(letters, number)


def language(code: str) -> NumberWords:
    """The number words of a language, from all its rule sets."""
    words = NumberWords()
    if code in CJK:
        for factor, letters in (
            (10, "十"),
            (100, "百"),
            (1000, "千"),
            (10**4, "万"),
            (10**4, "萬"),
            (10**8, "億"),
            (10**8, "亿"),
        ):
            if code != "ko":
                words.multiplying[letters] = factor
        if code == "ko":
            words.multiplying.update(
                {letters_of(w): f for w, f in (("십", 10), ("백", 100), ("천", 1000), ("만", 10**4), ("억", 10**8))}
            )
    for value, more in MORE.get(code, {}).items():
        for word in more.split():
            (words.multiplying if word.startswith("*") else words.adding)[letters_of(word)] = value
    if code in ("ur", "bn"):
        return words
    rules = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale(code))
    names = [rules.getRuleSetName(i) for i in range(rules.getNumberOfRuleSetNames())]
    names = sorted((n for n in names if not SKIPPED.search(n)), key=lambda n: ("ordinal" in n, names.index(n)))
    rng = random.Random(2)
    for name in names:
        ordinal = "ordinal" in name
        spelled = {n: letters_of(rules.format(n, name)) for n in numbers()}
        if sum(any(c.isdigit() for c in s) for s in spelled.values()) > 20:
            continue  # ordinals as "21."
        for number, letters in spelled.items():
            if letters and not any(map(str.isdigit, letters)):
                learn(words, spelled, number, ordinal=ordinal)
        drawn = [rng.randrange(1_000_000) for _ in range(300)] + [rng.randrange(1000) for _ in range(300)]
        read = [words.read(letters_of(rules.format(n, name))) for n in drawn]
        right = sum(r is not None and r.value == n and r.ordinal == ordinal for r, n in zip(read, drawn, strict=True))
        wrong = [
            (n, rules.format(n, name), r) for r, n in zip(read, drawn, strict=True) if r is not None and r.value != n
        ]
        print(f"{code:4}{name:50}{right / len(drawn):.3f}  {wrong[:2] or ''}", file=sys.stderr)
    return words


def main() -> None:
    """Write the table to the path given."""
    lines = []
    for code in sorted({*LANGUAGES, *MORE}):
        words = language(code)
        for kind, known in (("=", words.adding), ("*", words.multiplying), ("o", words.ordinals), ("+", words.joining)):
            by_value = defaultdict(set)
            for letters, value in known.items():
                by_value[value].add(letters)
            lines += [f"{code}\t{kind}\t{value}\t{' '.join(sorted(by_value[value]))}" for value in sorted(by_value)]
    Path(sys.argv[1]).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
