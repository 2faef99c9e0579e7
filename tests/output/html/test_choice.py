from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup import scan
from dedup.output.html.choice import Choice, Limits, choose, survey
from dedup.scanning.report import Report
from tests.newsroom import collection


@pytest.fixture(scope="module")
def report() -> Report:
    return scan(collection(40, seed=5), jobs=1)


def choice_of(report: Report, **limits: int) -> Choice:
    return choose(report, survey(report), Limits(**limits))


def test_a_report_of_the_usual_size_is_there_as_a_whole(report):
    choice = choice_of(report)
    assert choice.articles.tolist() == list(range(len(report.articles)))
    assert choice.n_families == len(report.clusters)
    assert sorted(choice.matches.tolist()) == list(range(len(report.matches)))
    assert sorted(choice.texts) == list(range(len(report.articles)))
    assert set(choice.left_out.values()) == {0}


def test_of_a_large_collection_only_texts_in_which_something_was_found_are_there(report):
    choice = choice_of(report, whole=0)
    found = {one for match in report.matches for one in (match.a, match.b)} | {one.article for one in report.repeats}
    ids = list(report.articles)
    assert {ids[number] for number in choice.texts} == found
    assert choice.left_out["texts"] == 0


@settings(max_examples=30)
@given(st.integers(0, 120), st.integers(0, 60), st.integers(0, 60_000))
def test_what_is_left_out_is_counted_and_what_is_there_hangs_together(report, articles, matches, characters):
    choice = choice_of(report, articles=articles, matches=matches, characters=characters)
    ids = list(report.articles)
    places = choice.articles.tolist()
    assert len(places) == min(articles, len(ids)) == len(ids) - choice.left_out["articles"]
    assert choice.n_families + choice.left_out["families"] == len(report.clusters)
    assert len(choice.matches) + choice.left_out["matches"] == len(report.matches)
    assert len(choice.matches) <= matches
    assert sum(len(report.articles[ids[places[number]]].text) for number in choice.texts) <= characters
    assert len(choice.texts) + choice.left_out["texts"] == len(places)
    there = {ids[place] for place in places}
    for cluster in report.clusters[: choice.n_families]:
        assert {member.id for member in cluster.members} <= there
    for place in choice.matches:
        match = report.matches[place]
        assert {match.a, match.b} <= there


def test_the_largest_families_come_first(report):
    size = len(report.clusters[0].members)
    choice = choice_of(report, articles=size)
    assert choice.n_families == 1
    assert choice.left_out["families"] == len(report.clusters) - 1
