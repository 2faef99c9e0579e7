"""The encoding is told from the bytes, also from a few words."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.errors import InputError
from dedup.reading.encoding import decode, detect

SENTENCES = {
    "ar": (
        "ذكرت وكالة الأنباء السعودية أن الوزير غادر الرياض أمس",
        "قال",
        "وصل الرئيس إلى القاهرة",
        "أعلنت الحكومة اليوم عن خطة جديدة لدعم المزارعين، وقال الوزير إن البرنامج يبدأ في سبتمبر.",
        "ولد سنة 1957 في قرية ضبعة",
    ),
    "fa": ("رئیس جمهور گفت که گفتگوها پیش می‌رود".replace("ی", "ي").replace("ک", "ك"),),
    "fr": (
        "Le président a été réélu à Paris",
        "Café",
        "La Commission européenne a présenté hier à Bruxelles son projet de réforme du marché de l’électricité.",
    ),
    "de": ("Die Bürger müssen für Öl mehr zahlen", "Über die Straße – sagte er: „Nein“"),
    "es": ("El año pasado, dijo el señor Núñez, llovió más", "¿Qué pasó en Málaga?"),
    "pl": ("Rząd ogłosił, że podwyżki wejdą w życie w środę", "Żółw"),
    "cs": ("Vláda včera schválila nový rozpočet, řekl mluvčí",),
    "tr": ("Cumhurbaşkanı dün Ankara'da açıklama yaptı", "Işıklar söndü"),
    "ru": ("Президент прибыл в Москву", "Москва", "Правительство объявило о новой программе поддержки хозяйств."),
    "el": ("Ο πρωθυπουργός δήλωσε χθες στην Αθήνα ότι θα επιμείνει",),
    "he": ("ראש הממשלה אמר היום בירושלים כי הממשלה תפעל",),
    "th": ("นายกรัฐมนตรีกล่าวเมื่อวันพุธที่กรุงเทพฯ",),
    "zh": ("外交部发言人周三在北京表示，中方对此高度关注。", "总统周三抵达莫斯科"),
    "tw": ("總統府發言人週三在台北表示，政府對此高度關注。", "市長說明新的計畫"),
    "ja": ("首相は水曜日に東京で記者会見を開いた。", "東京株式市場は反発した"),
    "ko": ("대통령은 수요일 서울에서 기자회견을 열었다.", "정부는 새로운 계획을 발표했다"),
}
ENCODINGS = {
    "ar": ("cp1256", "iso8859_6"),
    "fa": ("cp1256",),
    "fr": ("cp1252",),
    "de": ("cp1252",),
    "es": ("cp1252",),
    "pl": ("cp1250",),
    "cs": ("cp1250",),
    "tr": ("cp1254",),
    "ru": ("cp1251", "koi8_r", "iso8859_5", "cp866"),
    "el": ("cp1253",),
    "he": ("cp1255",),
    "th": ("cp874",),
    "zh": ("gb18030",),
    "tw": ("big5",),
    "ja": ("cp932", "euc_jp", "iso2022_jp"),
    "ko": ("cp949",),
}
CASES = [
    (language, encoding, sentence)
    for language, encodings in ENCODINGS.items()
    for encoding in encodings
    for sentence in SENTENCES[language]
]


@pytest.mark.parametrize(("language", "encoding", "sentence"), CASES)
def test_an_old_encoding_is_told_from_a_sentence(language: str, encoding: str, sentence: str) -> None:
    assert decode(sentence.encode(encoding)) == sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
@pytest.mark.parametrize("language", SENTENCES)
def test_unicode_with_and_without_a_mark(language: str, encoding: str) -> None:
    text = "\n".join(SENTENCES[language]) + "\n2024\n"
    assert decode(text.encode(encoding)) == text


def test_a_declaration_wins_where_it_can_be_true() -> None:
    assert decode("señor".encode("cp850"), "cp850") == "señor"
    assert decode("ذكرت وكالة الأنباء".encode(), "ascii") == "ذكرت وكالة الأنباء"
    assert decode("ذكرت وكالة الأنباء".encode(), "no-such-encoding") == "ذكرت وكالة الأنباء"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf8_is_never_taken_for_anything_else(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")


@given(st.binary())
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    try:
        encoding = detect(raw)
    except InputError:
        return
    assert isinstance(raw.decode(encoding), str)


def test_noise_is_no_text() -> None:
    with pytest.raises(InputError):
        decode(os.urandom(5000))
