"""Segments are sentences of even size: short ones join, long ones are cut, and no token is lost."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.text.segments import MAX_WORDS, MIN_WORDS, segment
from dedup.text.tokens import tokenize


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
