from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from dedup.alignment.common_subsequence import common_places
from dedup.alignment.edits import edits_of
from dedup.records import PASSAGE, SPAN_FIELDS, swapped

words = st.lists(st.integers(0, 5), min_size=1, max_size=30)
long_texts = st.lists(st.sampled_from([0, 1, 2, 64, 1 << 31]), min_size=1, max_size=400)


def edits_between(a, b):
    """The edits of a passage that is both texts, the one behind the other."""
    passage = np.array([(0, len(a), len(a), len(a) + len(b), 0, 1)], PASSAGE)
    return edits_of(np.array([*a, *b], np.uint32), passage)


@given(st.one_of(words, long_texts), st.one_of(words, long_texts))
def test_shared_words_are_those_of_rapidfuzz(a, b):
    in_a, in_b = np.empty(400, np.int32), np.empty(400, np.int32)
    n = common_places(np.array(a, np.uint32), np.array(b, np.uint32), in_a, in_b)
    blocks = LCSseq.opcodes(a, b).as_matching_blocks()
    assert [*zip(in_a[:n].tolist(), in_b[:n].tolist(), strict=True)] == [
        (block.a + k, block.b + k) for block in blocks for k in range(block.size)
    ]


@given(words, words)
def test_edits_lie_between_words_that_both_sides_share(a, b):
    edits = edits_between(a, b)
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
        found = edits_between(x, y)
        found["begin_b"] -= len(x)
        found["end_b"] -= len(x)
        return found[SPAN_FIELDS]

    assert edits(a, b).tolist() == swapped(edits(b, a)).tolist()
