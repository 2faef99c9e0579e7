"""Passages in many languages, with the same settings: where copying and rewording begin and end, and where none is.

The cases in tests/cases/passages each hold a story, the same after light edits and in other words, another report on the
event, and two texts on other things.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dedup.results import Passage
from dedup.scanning.compare import align

CASES = {
    path.stem: tomllib.loads(path.read_text("utf-8")) for path in Path(__file__).parent.glob("cases/passages/*.toml")
}
JOINS = {"lines": "\n\n", "prose": " "}

every_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)
both_ways = pytest.mark.parametrize("rewritten", [False, True])
however_joined = pytest.mark.parametrize("between", JOINS.values(), ids=JOINS)


def sides(passages: tuple[Passage, ...], a: str, b: str) -> list[tuple[str, str, str]]:
    return [(one.kind, a[slice(*one.a)], b[slice(*one.b)]) for one in passages]


@every_case
@both_ways
@however_joined
def test_a_verbatim_passage_begins_and_ends_where_the_copying_does(
    case: dict[str, str], rewritten: bool, between: str
) -> None:
    a, b = case["own_a"] + between + case["story"], case["story"] + between + case["own_b"]
    assert sides(align(a, b, rewritten=rewritten), a, b) == [("verbatim", case["story"], case["story"])]
    assert sides(align(b, a, rewritten=rewritten), b, a) == [("verbatim", case["story"], case["story"])]


@every_case
@both_ways
def test_an_edited_passage_runs_over_its_edits(case: dict[str, str], rewritten: bool) -> None:
    a, b = case["own_a"] + "\n" + case["story"], case["edited"] + "\n" + case["own_b"]
    (found,) = sides(align(a, b, rewritten=rewritten), a, b)
    assert found[0] == "edited"
    assert case["story"].endswith(found[1])
    assert case["edited"].endswith(found[2])
    assert len(found[1]) > 0.9 * len(case["story"])


@every_case
@however_joined
def test_a_reworded_passage_is_found_sentence_by_sentence(case: dict[str, str], between: str) -> None:
    a, b = case["own_a"] + between + case["story"], case["reworded"] + between + case["own_b"]
    (passage,) = align(a, b)
    assert sides((passage,), a, b) == [("rewritten", case["story"], case["reworded"])]
    assert len(passage.aligned) >= 4


@every_case
@both_ways
def test_another_report_on_the_event_shares_nothing(case: dict[str, str], rewritten: bool) -> None:
    a, b = case["own_a"] + "\n" + case["story"], case["independent"] + "\n" + case["own_b"]
    assert align(a, b, rewritten=rewritten) == ()
