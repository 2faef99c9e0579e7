"""Copies first, then texts that are alike as wholes: which of the two a pair is judged by."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import dedup
from dedup.alignment.align import align
from dedup.candidates.pairs import join
from dedup.corpus.texts import Texts
from dedup.judge.judged import judge
from dedup.judge.relation import PARTIAL, TEMPLATE
from dedup.judge.retold import with_copies
from dedup.records import REWRITTEN

words = st.lists(st.integers(0, 40), min_size=30, max_size=90)


@given(st.lists(words, min_size=2, max_size=6))
def test_a_pair_is_what_its_copies_say_unless_they_show_no_reuse(lists: list[list[int]]) -> None:
    offsets = np.cumsum([0, *map(len, lists)])
    texts = Texts.alone(np.concatenate([np.array(one, np.uint32) for one in lists]), offsets)
    first, second = np.triu_indices(len(lists), 1)
    pairs = np.sort(join(first.astype(np.int64), second.astype(np.int64)))
    copies = align(texts, pairs)
    copied, found = judge(copies, texts), with_copies(copies, texts, pairs)
    assert (np.diff(found.pairs.astype(np.int64)) > 0).all()
    assert set(copied.pairs.tolist()) <= set(found.pairs.tolist())
    kinds = dict(
        zip(found.pairs.tolist(), found.alignments.passages["kind"][found.alignments.offsets[:-1]], strict=True)
    )
    relations = dict(zip(found.pairs.tolist(), found.relations.tolist(), strict=True))
    for pair, relation in zip(copied.pairs.tolist(), copied.relations.tolist(), strict=True):
        if relation <= TEMPLATE:
            assert (kinds[pair], relations[pair]) != (REWRITTEN, None)
            assert relations[pair] == relation
    for pair, kind in kinds.items():
        assert kind != REWRITTEN or relations[pair] <= PARTIAL


def test_a_story_with_other_figures_is_a_template_however_its_sentences_are_turned() -> None:
    market = (
        "Shares in Oslo closed {a} points higher at {b} on Monday as {c} of the {d} companies of the index gained. Banks "
        "rose by {e} per cent and shipping lines by {f}. Turnover was {g} million crowns, after {h} million on Friday."
    )
    one = market.format(a=12, b=4180, c=31, d=40, e="1.2", f="2.4", g=7200, h=6900)
    other = market.format(a=57, b=4237, c=36, d=40, e="0.7", f="3.1", g=8100, h=7200)
    head, *rest = other.split(". ")
    turned = ". ".join([*(part.rstrip(".") for part in rest), head]) + "."
    match = dedup.compare(one, turned, rewritten=False)
    assert match is None or match.relation not in ("exact", "reprint", "contained", "partial")
