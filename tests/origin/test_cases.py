"""Who was first and whose credit is gone, on labelled pairs."""

import tomllib
from pathlib import Path

import pytest

from dedup import Article, compare
from dedup.output.pairs import flipped
from dedup.results import Change, Match, Passage

CASES = Path(__file__).parent.parent / "cases" / "origin"


def cases(name):
    return [
        pytest.param(case, id=case["why"], marks=[pytest.mark.xfail(strict=True)] * case.get("xfail", False))
        for case in tomllib.loads((CASES / name).read_text("utf-8"))["case"]
    ]


def match_of(case, first="a", second="b"):
    return compare(
        Article.from_mapping(case["a"], default_id=first),
        Article.from_mapping(case["b"], default_id=second),
        depth="copy",
    )


@pytest.mark.parametrize("case", cases("direction.toml"))
def test_who_was_first(case):
    match = match_of(case)
    assert (match.origin or "") == case["first"], match.reasons
    assert any(case.get("because", "") in reason for reason in match.reasons), match.reasons
    assert (match.origin_confidence > 0) == bool(case["first"])
    if match.origin:
        assert case.get("above", 0.6) <= match.origin_confidence < case.get("below", 1.0)


@pytest.mark.parametrize("case", cases("credit_removed.toml"))
def test_which_credit_is_gone(case):
    removed = match_of(case).credit_removed
    assert ("" if removed is None else f"{removed.article} {removed.agency}") == case["removed"]


@pytest.mark.parametrize("case", [*cases("direction.toml"), *cases("credit_removed.toml")])
def test_the_answer_is_the_same_with_the_sides_exchanged(case):
    here, there = match_of(case), match_of(case, "b", "a")
    turned = flipped(there)
    assert (turned.origin, turned.origin_confidence, turned.credit_removed) == (
        here.origin, here.origin_confidence, here.credit_removed,
    )  # fmt: skip
    assert sorted(turned.reasons[1:]) == sorted(here.reasons[1:])


def test_facts_of_a_template_change_sides_with_the_articles():
    reason = "a template, one form with other facts: 12 -> 21"
    passage = Passage((0, 90), (0, 90), 40, 0.98, "edited")
    change = Change((5, 7), (5, 7), "12", "21", "number")
    match = Match(
        "1", "2", "boilerplate", 0.9, 0.9, 0.8, (passage,), (change,), None, ("90% of a and 80% of b", reason)
    )
    turned = flipped(match)
    assert turned.reasons == ("90% of b and 80% of a", "a template, one form with other facts: 21 -> 12")
    assert flipped(turned) == match
