"""Words with their places: the kernel against a plain reading of the same rules."""

import re
import unicodedata

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dedup.text.characters import CharacterKind, fold_table
from dedup.text.folding import fold
from dedup.text.tokens import tokenize
from dedup.text.variants import lookalikes

SENTENCES = [
    "The ferry sank off Lampedusa on Tuesday, killing 12 people, the coastguard said.",
    "Le Premier ministre s’est rendu à Orléans « sans délai », selon l’Élysée.",
    "İstanbul'da ısı 40°C'yi aştı; yangın söndürüldü.",
    "В Москве прошёл саммит с участием 14 государств.",
    "قالَ الرئيسُ الروسيُّ (د.ب.أ) إنّ المحادثـــات «بنّاءة» يوم ١٢ سبتمبر.",
    "تهران می‌گوید مذاکرات ۱۲ ساعت ادامه یافت.",
    "דובר צה״ל הודיע כי שָׁלוֹם יישמר.",
    "प्रधानमंत्री ने कहा कि १२ लोग घायल हुए।",
    "นายกรัฐมนตรีกล่าวว่าน้ำท่วมกรุงเทพฯ",
    "中国国家主席习近平9月3日在北京发表讲话。",
    "東京ガスは２０日、ﾃﾞｰﾀを公開した。",
    "김정은 국무위원장이 평양에서 열린 행사에 참석했다.",
]

any_text = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Mn", "Mc", "Me", "Cf", "Cs"]),
        st.characters(min_codepoint=0x10000),
        st.sampled_from("aZ9012,.'аеяαλմيمتره Éﬁ اأةکـَّשָׁकेที東がｶﾞ각½㍿ﷺ \u200b\u200c\ufeff\ud800\udc00\0’"),
    )
)

# One letter for each kind, so that a word is a regular expression over the kinds of a text's characters.
KIND_LETTERS = dict(zip(CharacterKind, "BLDOMPI", strict=True))
WORD = re.compile("O[MPI]*|D[DMPI]*|[LM][LMPI]*")

NUMBER = re.compile(
    r"""[1-9]\d{0,2}(?:([,٬، \xa0\u2009\u202f'’])\d{3}(?!\d))(?:\1\d{3}(?!\d))*
    |[1-9]\d{0,2}(?:\.\d{3}(?!\d)){2,}
    |[1-9]\d?(?:([,٬،])\d\d(?!\d))(?:\2\d\d(?!\d))*\2\d{3}(?!\d)""".replace("\n    ", ""),
    re.ASCII,
)
PREFIX = re.compile("ن?م[یي]")
ENDING = re.compile("ها(?:ي|يي|يم|يت|يش|يمان|يتان|يشان)?|تر(?:ين)?")


def kinds(text):
    entries = fold_table().entries
    return "".join(KIND_LETTERS[CharacterKind(int(entries[ord(char)]) >> 29)] for char in text)


def plain_tokens(text):
    """The words of a text with their spans: (start, end, folded word)."""
    of_kind = kinds(text)
    digits = "".join(
        char if kind != "D" else fold(char) if len(fold(char)) == 1 else "5"
        for char, kind in zip(text, of_kind, strict=True)
    )
    digits = re.sub("[0-9]", lambda match: match[0] if of_kind[match.start()] == "D" else "?", digits)
    spans, number_end, word_begin = [], 0, 0
    for match in WORD.finditer(of_kind):
        start, end = match.start(), match.start() + len(match.group().rstrip("I"))
        if start < number_end:
            spans[-1] = (spans[-1][0], max(end, number_end))
            continue
        if spans and is_joined(text, of_kind, (word_begin, spans[-1][1]), (start, end)):
            spans[-1] = (spans[-1][0], end)
        else:
            number = NUMBER.match(digits, start) if match.group()[0] == "D" else None
            number_end = number.end() if number and number.end() > end else 0
            spans.append((start, max(end, number_end)))
        word_begin = start
    return list(in_latin([(start, end, "".join(map(fold, text[start:end]))) for start, end in spans]))


def is_joined(text, of_kind, word, following):
    """Whether Persian writes a word and the one that follows as one."""
    (begin, end), (start, stop) = word, following
    edges = (end - 1, start)
    if start != end + 1 or text[end] not in " \xa0\u2009\u202f" or any(of_kind[at] != "L" for at in edges):
        return False
    if any(not "\u0620" <= text[at] < "\u0700" for at in edges):
        return False
    folded = "".join(map(fold, text[start:stop]))
    is_ending = ENDING.fullmatch(folded) and len(folded) == stop - start
    return bool(is_ending or PREFIX.fullmatch(text[begin:end]))


def in_latin(words):
    """Words, those with letters that look like Latin ones beside or behind such written in these."""
    is_latin = False
    for start, end, word in words:
        has_latin = any("a" <= letter <= "z" for letter in word)
        others = [letter for letter in word if "\u0370" <= letter < "\u0590"]
        twins = [letter for letter in others if letter in lookalikes()]
        mixed = bool(twins) and (has_latin or (is_latin and twins == others))
        yield start, end, "".join(lookalikes().get(letter, letter) for letter in word) if mixed else word
        is_latin = has_latin or mixed


SCRIPTS = (("HIRAGANA", "KATAKANA", "HENTAIGANA", "HALFWIDTH KATAKANA"), "THAI", "LAO", "MYANMAR", "KHMER")


def plain_hash(word, char=""):
    """FNV-1a over the letters in 64 bits, of it the upper half of (h ^ h >> 33) * a constant of MurmurHash3.

    That of a character of a script without spaces, `char`, begins with two ones and three bits of its script.
    """
    value = 0xCBF29CE484222325
    for letter in word:
        value = (value ^ ord(letter)) * 0x100000001B3 % 2**64
    value = ((value ^ value >> 33) * 0xFF51AFD7ED558CCD % 2**64) >> 32
    if char and kinds(char) == "O":
        script = next((n for n, names in enumerate(SCRIPTS, 1) if unicodedata.name(char, "").startswith(names)), 0)
        return 3 << 30 | script << 27 | value & 0x7FFFFFF
    return value & 0x7FFFFFFF if value >= 3 << 30 else value


def columns(tokens):
    return list(zip(tokens.starts.tolist(), tokens.ends.tolist(), tokens.hashes.tolist(), strict=True))


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_gives_the_words_of_the_plain_reading(text):
    expected = [(start, end, plain_hash(word, text[start])) for start, end, word in plain_tokens(text)]
    assert columns(tokenize([text])) == expected


@given(any_text)
@example("a" + "\u0301" * 5)
@example("\u0301\u0301a\u200d\u0301 \u200d\u0301")
@example("か\u3099\u200d\ufe0fa")
@example("10,000 and 1,00,000 and 12 345 678, 1.250 and 1.250.000; 2015 300, 0,125 10,0000 5①,000\u0301")
@example("نمی رود می شود کتاب های بزرگ تر ترین می 5 هاي")
@example("Москow: реасе The реасе of Раris, мир Facebook в")
def test_any_text_gives_the_words_of_the_plain_reading(text):
    expected = [(start, end, plain_hash(word, text[start])) for start, end, word in plain_tokens(text)]
    assert columns(tokenize([text])) == expected


@given(any_text)
def test_spans_lie_in_the_text_ascend_and_fold_to_their_words(text):
    tokens = tokenize([text])
    bounds = np.stack([tokens.starts, tokens.ends], axis=1).ravel().tolist()
    assert all(start < end for start, end in zip(bounds[::2], bounds[1::2], strict=True))
    assert bounds == sorted(bounds)
    assert all(0 <= bound <= len(text) for bound in bounds)
    words = fold(text).split(" ") if len(tokens) else []
    assert [
        plain_hash(word, text[start]) for word, start in zip(words, tokens.starts, strict=True)
    ] == tokens.hashes.tolist()


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("الـــرَّئيسُ، قال", ["الـــرَّئيسُ", "قال"]),
        ("e\u0301tat d'urgence", ["e\u0301tat", "d", "urgence"]),
        ("می‌شود\u200c.", ["می‌شود"]),
        ("น้ำ", ["น้", "ำ"]),
        ("𝐀𝐅𝐏 \U0001f600 ok", ["𝐀𝐅𝐏", "ok"]),
        ("\ud83dnews\ude00\0\0wire", ["news", "wire"]),
    ],
)
def test_a_span_covers_points_and_inner_joiners_and_nothing_around(text, spans):
    tokens = tokenize([text])
    assert [text[start:end] for start, end, _ in columns(tokens)] == spans


def test_a_hundred_thousand_marks_on_one_letter_are_one_word():
    tokens = tokenize(["a" + "\u0301" * 100_000, "क" + "\u0947" * 100_000, "\u0301" * 100_000])
    assert tokens.offsets.tolist() == [0, 1, 2, 2]
    assert columns(tokens)[0] == (0, 100_001, plain_hash("a"))
    assert columns(tokens)[1] == (0, 100_001, plain_hash("क" + "\u0947" * 100_000))


@given(st.lists(any_text, max_size=6))
def test_texts_of_a_batch_do_not_touch(texts):
    batch = tokenize(texts)
    assert len(batch.offsets) == len(texts) + 1
    assert len(batch) == batch.offsets[-1]
    for i, text in enumerate(texts):
        assert columns(batch.of(i)) == columns(tokenize([text]))
        assert batch.of(i).offsets.tolist() == [0, len(batch.of(i))]


@given(
    st.lists(any_text, min_size=1, max_size=5), st.lists(st.integers(0, 4), max_size=6), st.lists(any_text, max_size=3)
)
def test_batches_are_taken_apart_and_put_together(texts, places, more):
    places = [place % len(texts) for place in places]
    found = tokenize(texts).chosen(places).followed_by(tokenize(more))
    expected = tokenize([*(texts[place] for place in places), *more])
    assert columns(found) == columns(expected)
    assert found.offsets.tolist() == expected.offsets.tolist()
    assert found.offsets.dtype == expected.offsets.dtype


@given(any_text, st.integers(1, 8))
def test_words_that_begin_alike_hash_alike_on_demand(text, n):
    expected = [plain_hash(word[:n], text[start]) for start, _, word in plain_tokens(text)]
    assert tokenize([text], n_letters=n).hashes.tolist() == expected


def test_columns_have_the_documented_types():
    tokens = tokenize(SENTENCES)
    assert [column.dtype.name for column in (tokens.hashes, tokens.starts, tokens.ends, tokens.offsets)] == [
        "uint32",
        "int32",
        "int32",
        "int64",
    ]
