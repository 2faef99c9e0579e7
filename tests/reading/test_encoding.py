"""The encoding is told from the bytes, also from a few words."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.errors import InputError
from dedup.reading.encoding import decode, decode_page, detect, escaped
from dedup.reading.records import Notes
from tests.reading.encoded_news import NEWS, encoded_news

UNDECIDED = {("et", "cp1257")}
"""Where a first line of thirty characters can be two languages: "Jõgi tõusis öösel" is as good Hungarian by its letters."""


@pytest.mark.parametrize(("language", "encoding", "text"), encoded_news())
def test_an_old_encoding_is_told_from_a_sentence_and_from_thirty_characters(
    language: str, encoding: str, text: str
) -> None:
    if (language, encoding) in UNDECIDED and len(text) == 30:
        pytest.xfail("two languages have these letters")
    assert decode(text.encode(encoding)) == text


def test_how_many_encodings_and_languages_that_is() -> None:
    pairs = {(language, encoding) for language, encoding, _ in encoded_news()}
    assert len({encoding for _, encoding in pairs}) >= 25
    assert len({language for language, _ in pairs}) >= 25


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
@pytest.mark.parametrize("language", NEWS)
def test_unicode_with_and_without_a_mark(language: str, encoding: str) -> None:
    text = "\n".join(NEWS[language]) + "\n2024\n"
    assert decode(text.encode(encoding)) == text


def test_a_declaration_wins_where_it_can_be_true() -> None:
    assert decode("señor".encode("cp850"), "cp850") == "señor"
    assert decode("ذكرت وكالة الأنباء".encode(), "ascii") == "ذكرت وكالة الأنباء"
    assert decode("ذكرت وكالة الأنباء".encode(), "no-such-encoding") == "ذكرت وكالة الأنباء"


def test_one_wrong_byte_costs_one_character() -> None:
    text = "ذكرت وكالة الأنباء أن الوزير غادر الرياض"
    raw = text.encode()
    assert decode(raw[:-1] + b"\xff" + raw[-1:]) == text[:-1] + "\ufffd\ufffd\ufffd"
    assert decode("señor \x81 Núñez".encode("cp1252", "replace") + b"\x81", "cp1252") == "señor ? Núñez\ufffd"


def test_a_page_is_asked_where_its_server_is_wrong() -> None:
    text = "Синоптики предупредили о сильных ливнях в среду."
    page = f"<html><head><meta charset=windows-1251></head><body>{text}</body></html>".encode("cp1251")
    for charset in ("iso-8859-1", "utf-8", "koi8-r", "no-such-encoding", ""):
        assert text in decode_page(page, charset)
    assert text in decode_page(page.replace(b"windows-1251", b"iso-8859-1"), "windows-1251")
    assert text in decode_page(page.replace(b"windows-1251", b"utf-8"), "")


def test_what_is_declared_is_read_in_what_browsers_take_for_it() -> None:
    for name, encoding, text in (
        ("gb2312", "gbk", "朱镕基在北京表示"),
        ("shift_jis", "cp932", "①首相は水曜日に"),
        ("euc-kr", "cp949", "똠방각하는 서울에서"),
        ("iso-8859-1", "cp1252", "“It costs £12”, he said."),
    ):
        page = f"<html><head><meta http-equiv=Content-Type content='text/html; charset={name}'></head>{text}"
        assert text in decode_page(page.encode(encoding))


def test_what_was_guessed_is_told() -> None:
    notes = Notes()
    decode("وصل الرئيس إلى القاهرة".encode("cp1256"), notes=notes)
    decode("وصل الرئيس إلى القاهرة".encode(), notes=notes)
    assert notes.encodings == {"cp1256": 1}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf8_is_never_taken_for_anything_else(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")


@given(st.binary())
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    try:
        encoding = detect(raw)
    except InputError:
        return
    assert isinstance(escaped(raw, encoding), str)


def test_noise_is_no_text() -> None:
    with pytest.raises(InputError):
        decode(os.urandom(5000))
