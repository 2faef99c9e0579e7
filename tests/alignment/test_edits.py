from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from dedup.alignment.edits import edit_kernel, shared_kernel

words = st.lists(st.integers(0, 5), min_size=1, max_size=30)
long_texts = st.lists(st.sampled_from([0, 1, 2, 64, 1 << 31]), min_size=1, max_size=400)


@given(st.one_of(words, long_texts), st.one_of(words, long_texts))
def test_shared_words_are_those_of_rapidfuzz(a, b):
    shared = np.empty((400, 2), np.int32)
    n = shared_kernel(np.array(a, np.uint32), np.array(b, np.uint32), shared)
    blocks = LCSseq.opcodes(a, b).as_matching_blocks()
    assert shared[:n].tolist() == [[block.a + k, block.b + k] for block in blocks for k in range(block.size)]


@given(words, words)
def test_edits_lie_between_words_that_both_sides_share(a, b):
    tokens = np.array([*a, *b], np.uint32)
    passages = np.array([[0, len(a), len(a), len(a) + len(b)]], np.int64)
    edits = np.empty((len(a) + len(b) + 1, 5), np.int64)
    edits = edits[: edit_kernel(tokens, passages, edits)]
    kept_a, kept_b = np.ones(len(a), bool), np.ones(len(b), bool)
    for begin_a, end_a, begin_b, end_b, passage in edits.tolist():
        assert passage == 0
        assert end_a > begin_a or end_b > begin_b
        kept_a[begin_a:end_a] = False
        kept_b[begin_b - len(a) : end_b - len(a)] = False
    same_a, same_b = np.array(a)[kept_a].tolist(), np.array(b)[kept_b].tolist()
    assert same_a == same_b
    assert len(same_a) == LCSseq.similarity(a, b)


@given(words, words)
def test_the_edits_are_the_same_from_the_other_side(a, b):
    def edits(x, y):
        found = np.empty((len(x) + len(y) + 1, 5), np.int64)
        places = np.array([[0, len(x), len(x), len(x) + len(y)]], np.int64)
        found = found[: edit_kernel(np.array([*x, *y], np.uint32), places, found)]
        return found[:, :4] - np.array([0, 0, len(x), len(x)])

    assert edits(a, b).tolist() == edits(b, a)[:, [2, 3, 0, 1]].tolist()
