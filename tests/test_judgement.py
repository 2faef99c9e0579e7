"""How an editor would call two articles, on labelled cases in many languages."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import dedup
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


EDITED = [
    (
        "At least three guards were hurt when fire broke out in a warehouse of the port of Tolvik on Monday, the company"
        " said. Fire crews came from four towns. Nobody can say what was stored there. The mayor wants an inquiry.",
        "At least three guards were hurt when fire broke out in a warehouse of the port of Tolvik on Monday, the company"
        " said. As the wind drove the smoke over the old harbour and its hotels, fire crews came from four towns. Since"
        " the books of the firm, which has changed hands twice, burnt as well, nobody can say what was stored there. When"
        " the council met in haste and behind closed doors after midnight, the mayor wants an inquiry, members heard.",
    ),
    (
        "أعلنت قيادة القوات المشتركة في بيان لها استشهاد الرقيب ماهر السلمي من منسوبي الحرس بعد إصابته بمقذوف عسكري. ووقع"
        " الحادث في قطاع الجبل أمس. ونقل زملاؤه إلى مستشفى المدينة المركزي.",
        "أعلنت قيادة القوات المشتركة في بيان لها استشهاد الرقيب ماهر السلمي من منسوبي الحرس بعد إصابته بمقذوف عسكري. وبحسب"
        " ما ذكره سكان القرى القريبة لمراسلنا الذي زار المكان فجرا، وقع الحادث في قطاع الجبل أمس. وهرعت سيارات الإسعاف من"
        " القرى المجاورة رغم وعورة الطريق وكثافة الضباب، ونقل زملاؤه إلى مستشفى المدينة المركزي.",
    ),
]


@pytest.mark.parametrize(("short", "long"), EDITED)
def test_a_text_edited_throughout_is_contained_and_may_not_go_for_that(short: str, long: str) -> None:
    (match,) = scan([Article("a", short, source="herald"), Article("b", long, source="tribune")]).matches
    assert match.containment_a < 0.75, "edits leave less of it in passages"
    assert (match.relation, match.contained) == ("contained", "a")
    assert match.safe_to_drop == ()
    assert not dedup.clean([Article("a", short), Article("b", long)]).removed
