"""Results in JSON: every field that a result declares, whatever it holds."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime

import pytest

from dedup.output.json_form import json_form
from dedup.results import FIGURES, Cluster, CreditRemoved, Match, Member, Passage


@dataclass(frozen=True)
class Visitor:
    name: str
    arrived: datetime | None = None


@dataclass(frozen=True)
class Visit:
    visitors: tuple[Visitor, ...]
    host: Visitor | None
    rooms: tuple[tuple[int, int], ...]
    n_rooms: int = 1


def test_a_field_that_is_declared_is_in_json_and_lists_of_results_come_last() -> None:
    visit = Visit((Visitor("منى", datetime(2026, 3, 2, 6, tzinfo=UTC)), Visitor("Ada")), Visitor("Li"), ((1, 2),))
    form = json_form(visit)
    assert list(form.items()) == [
        ("host", {"name": "Li", "arrived": None}),
        ("rooms", ((1, 2),)),
        ("n_rooms", 1),
        ("visitors", [{"name": "منى", "arrived": "2026-03-02T06:00:00+00:00"}, {"name": "Ada", "arrived": None}]),
    ]
    assert json_form(Visit((), None, ()))["host"] is None


def test_a_match_says_in_json_all_that_it_says_in_python() -> None:
    passage = Passage((0, 40), (9, 49), 7, 1.0, "verbatim")
    match = Match("1", "2", "exact", 1.0, 1.0, 1.0, (passage,), (), "a", (), 0.9, CreditRemoved("b", "afp"))
    form = json_form(match)
    assert {*form} == {one.name for one in fields(Match)} | {"safe_to_drop", "contained"}
    assert form["credit_removed"] == {"article": "b", "agency": "afp"}
    assert form["passages"] == [{"a": (0, 40), "b": (9, 49), "words": 7, "similarity": 1.0, "kind": "verbatim"}]


def test_aligned_sentences_are_in_json_where_there_are_any() -> None:
    aligned = (((0, 40), (9, 49)),)
    assert json_form(Passage((0, 40), (9, 49), 7, 0.5, "rewritten", aligned))["aligned"] == aligned


def test_a_family_names_its_members_last() -> None:
    members = (Member("1", "origin", "afp", None),)
    assert list(json_form(Cluster("c1", "1", members))) == ["id", "origin", "origin_confidence", "reasons", "members"]


@pytest.mark.parametrize("figure", FIGURES)
def test_the_figures_of_a_match_are_counts(figure: str) -> None:
    assert figure.startswith("n_")
