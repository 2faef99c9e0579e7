"""What of a text is compared is kept as a sketch has it, and damage to it is noticed."""

from __future__ import annotations

import numpy as np
import pytest

from dedup.config import Config
from dedup.errors import IndexFormatError
from dedup.index.contents import packed, unpacked
from dedup.index.keys import keys_of, signatures_of, sketch_few
from dedup.sketch.sketches import sketch
from dedup.text.layout import layout_of
from dedup.text.tokens import tokenize

TEXTS = [
    "قال الوزير: «سنفتح 12 مدرسة».\nوأضاف أن العام 2015 كان صعبا.",
    "",
    "The mayor said: “We lost 40 houses.”\n\nRead also\nSchools stay closed",
    "日本銀行は金利を据え置いた。",
]


def test_the_contents_of_texts_are_their_words_and_layout():
    found = unpacked(packed(sketch(TEXTS)))
    tokens = tokenize(TEXTS)
    layout = layout_of(TEXTS, tokens)
    assert found.tokens.tolist() == tokens.hashes.tolist()
    assert found.offsets.tolist() == tokens.offsets.tolist()
    for name in layout.__slots__:
        assert np.array_equal(getattr(found.layout, name), getattr(layout, name)), name


def test_signatures_from_contents_are_those_of_sketches():
    sketches = sketch(TEXTS)
    assert np.array_equal(signatures_of(unpacked(packed(sketches)), Config()), sketches.signatures)


def test_a_few_texts_are_sketched_as_many_are():
    few, many = sketch_few(TEXTS, Config()), sketch(TEXTS)
    assert packed(few) == packed(many)
    assert [keys.tolist() for keys in keys_of(few, Config())] == [keys.tolist() for keys in keys_of(many, Config())]


def test_any_damaged_byte_is_noticed():
    one, two = packed(sketch(TEXTS))[::2]
    for at in range(len(one)):
        damaged = bytearray(one)
        damaged[at] ^= 0xA5
        with pytest.raises(IndexFormatError, match="damaged"):
            unpacked([two, bytes(damaged)])
    for length in (0, 3, 4, len(one) - 1, len(one) - 4):
        with pytest.raises(IndexFormatError, match="damaged"):
            unpacked([one[:length], two])
