"""Which characters count as the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.text.characters import LENGTH_MASK, LENGTH_SHIFT, VALUE_MASK, CharacterKind, fold_table
from dedup.text.folding import fold, folded_letters
from dedup.text.variants import SERBIAN_ONLY

ASSIGNED = [char for char in map(chr, range(0x110000)) if unicodedata.category(char) not in ("Cn", "Co", "Cs")]

# All of Unicode, with every kind of character that has its own rule often enough to meet the others.
texts = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Mn", "Mc", "Me", "Cf"]),
        st.sampled_from("aÉıßﬁاأىةکـּَ\u0670کेक्षที่ำ東がガｶﾞ각ᄀ½²١۱१๑１ \u200b\u200c\u200d\ufe0f\ud800\0’'-"),
    )
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("ＡＦＰ １２", "afp 12", id="full width"),
        pytest.param("ﬁnal oﬃcial", "final official", id="Latin ligatures"),
        pytest.param("ﻣﺼﺮ ﻻ ﷲ", "مصر لا الله", id="Arabic presentation forms"),
        pytest.param("ISTANBUL, İzmir, Kadıköy", "istanbul izmir kadikoy", id="Turkish i with and without dot"),
        pytest.param("STRASSE", "straße", id="sharp s"),
        pytest.param("Élysée, naïve, façade, œuvre", "elysee naive facade oeuvre", id="French accents"),
        pytest.param("Łódź, Tromsø, Đà Nẵng", "lodz tromso da nang", id="strokes"),
        pytest.param("Αθήνα, ΟΔΟΣ", "αθηνα οδος", id="Greek accents and final sigma"),
        pytest.param("Ёлка на Красной", "елка на Краснои", id="Cyrillic accents"),
        pytest.param("الذِّكْرَى الثَّمَانِينَ", "الذكرى الثمانين", id="Arabic vowel signs"),
        pytest.param("الـــرئيس", "الرئيس", id="tatweel"),
        pytest.param("هٰذا", "هذا", id="superscript alef"),
        pytest.param("أحمد إسلام آسيا ٱلله", "احمد اسلام اسيا الله", id="forms of alef"),
        pytest.param("مستشفى", "مستشفي", id="alef maqsura"),
        pytest.param("مدرسة", "مدرسه", id="teh marbuta"),
        pytest.param("مؤتمر مسئول", "موتمر مسيول", id="hamza on waw and yeh"),
        pytest.param("کتاب علی", "كتاب علي", id="Persian kaf and yeh"),
        pytest.param("ہمارے", "همارے", id="Urdu heh"),
        pytest.param("שָׁלוֹם", "שלום", id="Hebrew points"),
        pytest.param("١٢ ۱۲ १२ ১২ ๑๒ 𝟏𝟐", "12 12 12 12 12 12", id="digits of other scripts"),
        pytest.param("l’Agence “dit”", 'l\'Agence "dit"', id="curly quotes"),
        pytest.param("Oʻzbekiston, Харкiвʼяни", "O'zbekiston, Харкiв'яни", id="letters that are apostrophes"),
        pytest.param("می‌شود", "میشود", id="zero-width non-joiner"),
        pytest.param("نمی شود، کتاب های بزرگ تر", "نمی‌شود، کتاب‌های بزرگ‌تر", id="spaces inside a Persian word"),
        pytest.param("zero\u200bwidth \u3164filler", "zerowidth filler", id="spaces of no width and fillers"),
        pytest.param("۳۰ہزار، 5pm, COVID19", "۳۰ ہزار، 5 pm, COVID 19", id="digits and letters"),
        pytest.param("10,000 km", "10000 km", id="thousands"),
        pytest.param("1 250 000 and ١٠٬٠٠٠ and 10'000", "1250000 and 10000 and 10000", id="more thousands"),
        pytest.param("1.250.000 and 12,34,567", "1250000 and 1234567", id="stops and hundreds of thousands"),
        pytest.param("Тhe рresident оf Frаnce", "The president of France", id="letters of other alphabets"),
        pytest.param("in Αthens", "in Athens", id="Greek letters"),
        pytest.param("Општина је у понедељак саопштила", "Opština je u ponedeljak saopštila", id="Serbian"),
        pytest.param("颱風昨夜登陸沿海", "台风昨夜登陆沿海", id="traditional Chinese"),
        pytest.param("co\u00adopé\u00adration", "coopération", id="soft hyphen"),
        pytest.param("❤\ufe0f\u200fعاجل", "عاجل", id="variation selectors and direction marks"),
        pytest.param("ｶﾞｽ", "ガス", id="half-width kana"),
        pytest.param("서울", unicodedata.normalize("NFD", "서울"), id="Hangul"),
        pytest.param("क़लम", "क\u093cलम", id="composed nukta"),
    ],
)
def test_readers_take_these_for_the_same(one, other):
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("12 dead", "21 dead", id="numbers"),
        pytest.param("½ point", "12 point", id="fractions"),
        pytest.param("की", "का", id="Hindi vowels"),
        pytest.param("क्या", "कया", id="virama"),
        pytest.param("ใกล้", "ไกล", id="Thai near and far"),
        pytest.param("ป่า", "ป้า", id="Thai tone"),
        pytest.param("ក្រុម", "ករម", id="Khmer"),
        pytest.param("が", "か", id="kana voicing"),
        pytest.param("パリ", "バリ", id="Paris and Bali"),
        pytest.param("سأل", "سئل", id="asked and was asked"),
        pytest.param("جونغ", "جونج", id="spellings are for the alignment to judge"),
        pytest.param("می ماند در", "میماند ودر", id="a space between words"),
        pytest.param("1.250 m", "1250 m", id="a decimal"),
        pytest.param("0,125", "0125", id="a number below one"),
        pytest.param("2015 300", "2015300", id="a year before a number"),
        pytest.param("кожа", "коза", id="Russian letters that Serbian writes with and without an accent"),
        pytest.param("река", "peka", id="a word of another alphabet that is like no Latin one"),
    ],
)
def test_these_stay_apart(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S. envoy's visit", ["the", "u", "s", "envoy", "s", "visit"]),
        ("موسكو (د.ب.أ) - قال", ["موسكو", "د", "ب", "ا", "قال"]),
        ("צה״ל הודיע", ["צה", "ל", "הודיע"]),
        ("中国国家主席习近平", list("中国国家主席习近平")),
        ("東京オリンピック2020", [*"东京オリンピック", "2020"]),
        ("กรุงเทพ", ["ก", "รุ", "ง", "เ", "ท", "พ"]),
        ("Ban Ki-moon 반기문", ["ban", "ki", "moon", "반기문"]),
        ("", []),
        (" \n—\0\ud800\U0010ffff", []),
    ],
)
def test_words(text, words):
    assert fold(text).split() == [unicodedata.normalize("NFD", word) for word in words]


def test_every_digit_of_every_script_is_its_value():
    digits = [char for char in ASSIGNED if unicodedata.decimal(char, None) is not None]
    assert len(digits) > 600
    assert [char for char in digits if fold(char) != str(unicodedata.decimal(char))] == []


def test_every_letter_of_unicode_stands_in_a_word():
    letters = [char for char in ASSIGNED if unicodedata.category(char) in ("Lu", "Ll", "Lt", "Lo")]
    missing = [char for char in letters if not fold(char)]
    # Arabic vowel signs printed by themselves, on a space or a tatweel, and Hangul fillers, which show nothing.
    parts = {part for char in missing for part in unicodedata.normalize("NFKD", char)}
    assert {part for part in parts if not unicodedata.combining(part)} <= {" ", "ـ", "\u115f", "\u1160"}


@pytest.mark.parametrize("around", ["{}", "a{}b", "的{}", "ا{}ا", "ก{}"])
def test_every_character_folds_as_its_composed_and_decomposed_forms(around):
    changing = [char for char in ASSIGNED if not unicodedata.is_normalized("NFD", char)]
    changing += [char for char in ASSIGNED if not unicodedata.is_normalized("NFC", char)]
    different = [
        char
        for char in changing
        for form in ("NFC", "NFD")
        if fold(around.format(char)) != fold(around.format(unicodedata.normalize(form, char)))
    ]
    assert len(changing) > 12_000
    assert different == []


@given(texts)
def test_composed_and_decomposed_texts_fold_alike(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


def test_upper_and_lower_case_of_all_of_unicode_fold_alike():
    different = [
        char
        for char in ASSIGNED
        if any(
            fold(other) != fold(char) for other in {char.upper(), char.lower(), char.title(), char.casefold()} - {char}
        )
    ]
    # The iota that Greek writes below a small vowel and beside a capital: below, it is an accent.
    assert all("\u0345" in unicodedata.normalize("NFD", char) for char in different)


def is_several(char):
    """Whether one character stands for several words, as "㎏" or "㍿": it stays one word, so that spans hold."""
    parts = unicodedata.normalize("NFKD", char)
    return len(parts) > 1 and fold(char) != fold(parts)


def test_a_folded_character_folds_to_itself():
    unstable = [char for char in ASSIGNED if fold(fold(char)) != fold(char)]
    assert all(is_several(char) for char in unstable)
    assert all("SQUARE" in name or "TELEGRAPH" in name or "DIGRAPH" in name or " AM" in name or " HO " in name
               for name in map(unicodedata.name, unstable))  # fmt: skip


@given(texts)
def test_a_folded_text_folds_to_itself(text):
    text = "".join(char for char in text if not is_several(char))
    assert fold(fold(text)) == fold(text)


@given(texts.map(lambda text: "".join(char for char in text if unicodedata.category(char) != "Cn")))
def test_folded_words_hold_only_letters_digits_and_marks(text):
    for word in fold(text).split(" "):
        assert {unicodedata.category(char)[0] for char in word} <= set("LNM")
        assert word == word.casefold() or "\u0345" in word


# The table that the kernel reads, against rules written down once more, from Unicode's own properties.

WRITTEN_WITHOUT_SPACES = (
    "CJK UNIFIED",
    "CJK COMPAT",
    "HIRAGANA",
    "KATAKANA",
    "THAI",
    "LAO",
    "KHMER",
    "MYANMAR",
    "BOPOMOFO",
)


def entry_of(char):
    entries, letters, *_ = fold_table()
    entry = int(entries[ord(char)])
    n, value = entry >> int(LENGTH_SHIFT) & int(LENGTH_MASK), entry & int(VALUE_MASK)
    return CharacterKind(entry >> 29), chr(value) if n == 1 else "".join(map(chr, letters[value : value + n].tolist()))


def test_the_table_and_fold_agree_on_every_character():
    for char in set(ASSIGNED) - set(SERBIAN_ONLY):
        kind, letters = entry_of(char)
        assert fold(char) == (
            "" if kind in (CharacterKind.BREAK, CharacterKind.POINT, CharacterKind.IGNORED) else letters
        )


def test_the_table_has_letters_exactly_where_a_character_adds_to_a_word():
    for char in ASSIGNED:
        kind, letters = entry_of(char)
        assert bool(letters) == (
            kind in (CharacterKind.LETTER, CharacterKind.DIGIT, CharacterKind.LONE, CharacterKind.MARK)
        ), unicodedata.name(char)


def test_letters_of_scripts_without_spaces_are_words_by_themselves():
    for char in ASSIGNED:
        name = unicodedata.name(char, "")
        if unicodedata.category(char) == "Lo" and not unicodedata.decomposition(char):
            kind, _ = entry_of(char)
            if name.startswith(WRITTEN_WITHOUT_SPACES):
                assert kind is CharacterKind.LONE, name
            elif name.startswith(
                ("ARABIC", "HEBREW", "DEVANAGARI", "LATIN", "HANGUL JUNGSEONG", "GEORGIAN", "ETHIOPIC")
            ):
                assert kind is CharacterKind.LETTER, name


def test_spaces_punctuation_and_controls_end_words():
    enders = [char for char in ASSIGNED if unicodedata.category(char)[0] in "ZP" or unicodedata.category(char) == "Cc"]
    assert len(enders) > 800
    assert {entry_of(char)[0] for char in [*enders, "\ud800", "\udfff", "\ue000", "\U0010ffff"]} == {
        CharacterKind.BREAK
    }


@given(texts)
def test_the_letters_of_a_text_are_those_of_its_words(text):
    assert folded_letters(text) == fold(text).replace(" ", "")
