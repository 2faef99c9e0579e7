"""How an editor would call two articles, on labelled cases in many languages."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dedup import Article, compare, scan
from dedup.results import REUSE, Match

CASES = Path(__file__).parent / "cases" / "judgement"


def cases(name: str) -> list[Any]:
    read = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case["why"]) for case in read]


def found(articles: list[Article]) -> Match | None:
    matches = {(match.a, match.b): match for match in scan(articles, every_relation=True).matches}
    return matches.get(("a", "b"))


@pytest.mark.parametrize("case", cases("quotes"))
def test_quotations(case: dict[str, Any]) -> None:
    match = found([Article("a", case["a"], source="herald"), Article("b", case["b"], source="tribune")])
    assert match is not None
    assert match.relation == case["relation"]
    assert case.get("reason", "") in "; ".join(match.reasons)
    kept = scan([case["a"], case["b"]]).matches
    assert len(kept) == (match.relation != "quote"), "a quotation is shown on demand only"


@pytest.mark.parametrize("case", cases("statements"))
def test_statements_of_one_day(case: dict[str, Any]) -> None:
    """Ten words outside of the marks would be reporting that one outlet has from the other."""
    a, b = (Article(side, case[side], source=f"outlet {side}", published=datetime(2024, 3, 5)) for side in "ab")
    match = found([a, b])
    assert match is not None
    assert match.relation == case["relation"]


@pytest.mark.parametrize("case", cases("quotes"))
def test_quotations_beside_each_other(case: dict[str, Any]) -> None:
    match = compare(case["a"], case["b"])
    assert match is not None
    assert match.relation == case["relation"]


def release(name: str, source: str, form: str, given: dict[str, Any]) -> Article:
    published = datetime(2015, 7, 1) + timedelta(days=given["day"]) if "day" in given else None
    return Article(name, form.format(*given["facts"]) + given.get("tail", ""), source=source, published=published)


@pytest.mark.parametrize("case", cases("templates"))
def test_templates(case: dict[str, Any]) -> None:
    articles = [release("a", "office", case["form"], case["a"]), release("b", "paper", case["form"], case["b"])]
    context = case.get("context", {"every": 1, "facts": ""})
    others = [
        release(f"other-{k}", "office", case["form"], {"day": k * context["every"], "facts": [fact]})
        for k, fact in enumerate(context["facts"].split())
    ]
    match = found([*articles, *others])
    if case["relation"] == "none":  # also where there are so many that the two are compared with others only
        assert match is None or match.relation not in REUSE
        return
    assert match is not None
    assert match.relation == case["relation"]
    reasons = "; ".join(match.reasons)
    assert case.get("reason", "") in reasons
    for fact in case.get("facts", ()):
        assert fact in reasons
    assert case.get("change", "") in [f"{one.text_a} -> {one.text_b}" for one in match.changes] + [""]
