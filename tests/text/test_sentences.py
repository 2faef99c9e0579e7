"""Sentences begin after a mark that ends sentences or on a new line, in any script; segments are sentences of even
size."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.text.sentences import MAX_WORDS, MIN_WORDS, segment
from dedup.text.tokens import tokenize


def first_words(text):
    tokens = tokenize([text])
    edges = segment([text], tokens).edges
    return [text[tokens.starts[i] : tokens.ends[i]] for i in np.flatnonzero(edges[:-1])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam held. Nobody was hurt! Will it rain? Perhaps", ["The", "Nobody", "Will", "Perhaps"]),
        ("The river rose by 3.5 metres, see example.org for a map.", ["The"]),
        ("ارتفع منسوب النهر. هل أصيب أحد؟ لا أحد", ["ارتفع", "هل", "لا"]),
        ("河水上涨。无人受伤。", ["河", "无"]),
        ("नदी का जलस्तर बढ़ा। कोई घायल नहीं हुआ।", ["नदी", "कोई"]),
        ("FLOOD IN THE NORTH\nThe river rose\r\nagain", ["FLOOD", "The", "again"]),
        ('He said: "It is over." She left.', ["He", "She"]),
    ],
)
def test_where_sentences_begin(text, expected):
    assert first_words(text) == expected


def test_short_sentences_join_and_long_ones_are_cut_evenly():
    texts = ["Rain. Wind. " + "word " * 100 + ". Rain again."]
    tokens = tokenize(texts)
    sizes = np.diff(segment(texts, tokens).starts)
    assert sizes.sum() == len(tokens)
    assert sizes.max() <= MAX_WORDS
    assert sizes.max() - sizes.min() <= MIN_WORDS


@given(st.lists(st.text(alphabet="ab .!\n。", max_size=200), max_size=4))
def test_segments_part_the_tokens_of_each_text(texts):
    tokens = tokenize(texts)
    found = segment(texts, tokens)
    assert len(found.edges) == len(tokens) + 1
    for i in range(len(texts)):
        starts = found.starts[found.offsets[i] : found.offsets[i + 1]]
        n_tokens = tokens.offsets[i + 1] - tokens.offsets[i]
        assert starts[0] == 0
        assert starts[-1] == n_tokens
        assert (np.diff(starts) > 0).all()
        assert (np.diff(starts) <= max(MAX_WORDS, 1)).all()
        expected = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        assert (found.of_token[tokens.offsets[i] : tokens.offsets[i + 1]] == expected).all()
