"""Of two depths the alignment that says more of a pair is kept."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.alignment.alignments import Alignments
from dedup.judge.judged import Judged, stronger
from dedup.judge.relation import CONTAINED, PARTIAL, QUOTE, RELATIONS, REPRINT, TEMPLATE
from dedup.records import PASSAGE, SCORES
from dedup.weigh.evidence import in_full

COPY, REWRITE = 0, 2


def judged(relations: dict[int, int], kind: int) -> Judged:
    pairs = np.array(sorted(relations), np.uint64)
    n = len(pairs)
    passages = np.array([(0, 9, 0, 9, 9, kind)] * n, PASSAGE)
    alignments = Alignments(pairs, passages, np.arange(n + 1), in_full(np.ones(n, np.float32)))
    codes = np.array([relations[int(pair)] for pair in pairs], np.int8)
    return Judged(alignments, codes, np.zeros(n, SCORES))


def taken(copied: dict[int, int], reworded: dict[int, int]) -> dict[int, tuple[int, int]]:
    found = stronger(judged(copied, COPY), judged(reworded, REWRITE))
    kinds = found.alignments.passages["kind"].tolist()
    pairs = found.alignments.pairs.tolist()
    assert len(set(pairs)) == len(pairs)
    return {pair: (kinds[i], int(found.relations[i])) for i, pair in enumerate(pairs)}


def test_the_passages_are_the_reworded_ones_unless_only_the_copies_make_a_whole() -> None:
    assert taken({1: PARTIAL}, {1: QUOTE}) == {1: (REWRITE, PARTIAL)}
    assert taken({1: PARTIAL}, {1: CONTAINED}) == {1: (REWRITE, CONTAINED)}
    assert taken({1: CONTAINED}, {1: PARTIAL}) == {1: (COPY, CONTAINED)}
    assert taken({1: PARTIAL}, {1: PARTIAL}) == {1: (REWRITE, PARTIAL)}


relations = st.dictionaries(st.integers(0, 20), st.integers(0, len(RELATIONS) - 1))


@given(relations, relations)
def test_every_pair_is_kept_once_with_its_strongest_relation(copied: dict[int, int], reworded: dict[int, int]) -> None:
    found = taken(copied, reworded)
    assert {pair: relation for pair, (_, relation) in found.items()} == {
        pair: TEMPLATE if copied.get(pair) == TEMPLATE else min(copied.get(pair, 99), reworded.get(pair, 99))
        for pair in copied.keys() | reworded.keys()
    }


def test_what_is_a_template_as_a_copy_is_one_whatever_its_words_look_like() -> None:
    assert taken({1: TEMPLATE}, {1: REPRINT}) == {1: (COPY, TEMPLATE)}
    assert taken({1: PARTIAL}, {1: TEMPLATE}) == {1: (REWRITE, PARTIAL)}
