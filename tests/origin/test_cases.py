"""Who was first and whose credit is gone, on labelled pairs."""

import tomllib
from pathlib import Path

import pytest

from dedup import Article, compare

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
        rewritten=False,
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
    swapped = there.swapped()
    assert (swapped.origin, swapped.origin_confidence, swapped.credit_removed) == (
        here.origin, here.origin_confidence, here.credit_removed,
    )  # fmt: skip
    assert swapped.reasons == here.reasons
