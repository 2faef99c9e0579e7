"""Where sentences begin, in the scripts that news is written in: labelled cases, and what holds for every text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.text.marks import ENDS, LINE_BREAKS
from dedup.text.sentences import sentence_begins
from dedup.text.tokens import tokenize


def sentences(text: str) -> list[str]:
    begins = [int(at) for at in sentence_begins([text], tokenize([text])) if at >= 0]
    return [text[begin:end] for begin, end in zip(begins, [*begins[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    "parts",
    [
        # Latin, with the quotation marks and brackets that an end takes with it
        ["The dam held. ", "Nobody was hurt! ", "Will it rain? ", "Perhaps"],
        ["“Nobody was hurt.” ", "She left (at noon.) ", "[The end.] ", "Why?"],
        ["„Gut.“ ", "Er ging. ", "»Wirklich?« ", "Ja"],
        ["¿Dónde está el alcalde? ", "¡Aquí! ", "Llegó ayer"],
        # a small letter or a comma goes on
        ['He asked: "Who pays?" she said. ', '"Nobody!", he said. ', "Then they left"],
        ["Sales of approx. five million... and more. ", "Then"],
        ["«هل يدفع أحد؟»، سأل الوزير. ", "انتهى"],
        ["「明天再来。」，他说。", "居民撤离。"],
        ["Sales of telephones. ", "iPhone owners cheered. ", "Why?"],
        ["the river rose. ", "nobody was hurt. ", "written without capitals"],
        # numbers, addresses, abbreviations
        ["It rose by 3.5 metres, see example.org/a?b=1. ", "Yahoo!Japan left. ", "Why?"],
        ["Dr. Smith met Gov. Ray on Nov. 3. ", "He said no. ", "She was No. 5. ", "J. F. Kennedy came"],
        ["He left (at 5 p.m.). ", "Then she came"],
        ["Am 3. Oktober kam z. B. Prof. Weber. ", "Es waren 12. ", "Und Mio. Euro fehlten"],
        ["El Sr. García vive en EE. UU. ", "¿Y la Sra. Ruiz?"],
        ["Он жил на ул. Ленина в г. Москве. ", "Потом уехал"],
        ["Sayın Doç. Yılmaz geldi. ", "Sonra gitti"],
        ["Bà đồng ý. ", "Ông đến TP. Hồ Chí Minh. ", "Sau đó"],
        ["وأفاد د. خوجة أن المؤتمر غدا. ", "ثم انتهى"],
        ["1. The mayor. ", "He spoke.\n", "2. The minister.\n  ", "3.\nThe end"],
        # scripts with marks of their own, with or without space behind them
        ["ارتفع منسوب النهر. ", "هل أصيب أحد؟ ", "لا أحد"],
        ["ارتفع النهر؟", "لا أحد"],
        ["ارتفع النهر.\u200f ", "لا أحد؟\u200b ", "انتهى"],
        ["دریا میں پانی ۳۔۵ میٹر بڑھا۔ ", "کوئی زخمی نہیں ہوا۔"],
        ["नदी का जलस्तर बढ़ा। ", "डॉ. शर्मा आए।", "कोई घायल नहीं हुआ॥"],
        ["নদীর জল বেড়েছে। ", "কেউ আহত হয়নি।"],
        ["河水上涨。", "无人受伤！", "真的吗?", "是的.", "学校停课３．５天"],
        ["「川が増水した。」", "けが人はいない｡", "ヤフー"],
        ["ជនរងគ្រោះ។ ", "គ្មាននរណា៕"],
        ["မြစ်ရေ၊ တက်သည်။ ", "လူမသေပါ။"],
        ["ወንዙ ሞላ። ", "ማንም አልተጎዳም፧ ", "አዎ"],
        ["Գետը բարձրացավ։ ", "Ոչ ոք չի տուժել: ", "Վերջ"],
        ["Τι έγινε; ", "Ο κ. Μητσοτάκης ήρθε; ", "Ναι"],
        ["བོད་ཡིག། ", "གཉིས་པ། "],
        ["강물이 불어났다. ", "다친 사람은 없다."],
        ["הנהר עלה. ", "איש לא נפגע!"],
        # Thai has space between sentences, and round names
        ["ฝนตกหนักในภาคใต้ทำให้น้ำท่วมถนนหลายสาย ", "เจ้าหน้าที่เร่งช่วยเหลือประชาชนในพื้นที่ประสบภัย นาย สมชาย ใจดี"],
        ["ประชาชนในกทม. ได้รับความเดือดร้อนอย่างมากเมื่อวันที่ 3 พ.ย. ที่ผ่านมา"],
        # lines
        ["FLOOD IN THE NORTH\n", "The river rose\r\n\r\n", "again\u2028", "and again"],
    ],
)
def test_labelled_sentences(parts: list[str]) -> None:
    assert sentences("".join(parts)) == parts


def test_a_line_break_ends_no_sentence_in_a_text_that_is_wrapped_at_a_width() -> None:
    parts = [
        "The river rose in the night and flooded the old market of the\ntown, said Dr.\nRay, who is the mayor of this town and of the\n"
        "two villages behind the hill to the north of it. ",
        "Nobody was\nhurt, and the schools of the town stay closed until the end of\nthe week.\n\n",
        "Water is given out at the town hall.\n",
        "Bring bottles",
    ]
    assert sentences("".join(parts)) == parts


ALPHABET = [*'aB .!?؟。।،,:;\n\r«»")(1', "ب", "字", "ก", "κ", "Dr.", "\u200f", "\u0301"]


@given(st.lists(st.sampled_from(ALPHABET), max_size=60).map("".join))
def test_a_sentence_begins_behind_a_mark_or_a_line_break_and_never_inside_a_word(text: str) -> None:
    tokens = tokenize([text])
    begins = sentence_begins([text], tokens)
    assert (begins[:1] == 0).all()
    for token in range(1, len(tokens)):
        if begins[token] >= 0:
            gap = range(int(tokens.ends[token - 1]), int(tokens.starts[token]) + 1)
            assert begins[token] in gap
            assert any(char in ENDS + LINE_BREAKS + ";" for char in text[gap.start : gap.stop - 1])


@given(st.lists(st.text(alphabet="ab Dr.!\n。", max_size=80), max_size=4))
def test_a_text_has_the_same_sentences_among_others(texts: list[str]) -> None:
    together = sentence_begins(texts, tokenize(texts)).tolist()
    assert together == [begin for text in texts for begin in sentence_begins([text], tokenize([text])).tolist()]
