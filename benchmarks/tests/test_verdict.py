"""The rules in plain Python are those of the kernel."""

from __future__ import annotations

from itertools import combinations

from benchmarks.judgement import Labelled, nested, scores
from benchmarks.verdict import Judged, Rules
from tests.newsroom import collection


def test_the_plain_rules_and_the_kernel_agree() -> None:
    articles = collection(40)
    ids = [one.id for one in articles]
    judged = Judged(articles).pairs(list(combinations(ids, 2)))
    found = [pair for pair in judged if pair is not None and pair.kernel != "template"]  # the plain rules know no forms
    assert {Rules().verdict(pair) for pair in found} >= {"exact", "reprint", "contained", "partial", "boilerplate"}
    assert [Rules().verdict(pair) for pair in found] == [pair.kernel for pair in found]


def test_scores_count_reuse_and_relations() -> None:
    labels = [
        Labelled("1", "reprint", True, 3),
        Labelled("2", "partial", True, 3),
        Labelled("3", "quote", False, 2),
        Labelled("4", "unrelated", False, 1),
    ]
    found = scores(labels, ["exact", "contained", "partial", "none"])
    assert (found.precision, found.recall, found.f1, found.relation) == (0.6667, 1.0, 0.8, 0.5)


def test_every_pair_is_held_out_once_a_round() -> None:
    articles = collection(12)
    ids = [(a.id, b.id) for a, b in combinations(articles[:14], 2)]
    pairs = Judged(articles).pairs(ids)
    relations = [Rules().verdict(pair) for pair in pairs]
    labels = [
        Labelled(f"{k}", relation, relation in {"reprint", "contained", "partial"}, 3)
        for k, relation in enumerate(relations)
    ]
    all_rounds, sure_rounds, choices = nested(labels, pairs, 5, 2)
    assert [one.pairs for one in all_rounds] == [len(labels)] * 2
    assert all_rounds == sure_rounds
    assert all_rounds[0].f1 > 0.9
    assert choices.total() == 10
