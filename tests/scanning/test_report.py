"""A report's sequences make their objects when asked, and behave as sequences do."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup import Config, Report, scan
from dedup.results import REUSE
from dedup.scanning.on_demand import OnDemand
from tests.newsroom import collection


@pytest.fixture(scope="module")
def report() -> Report:
    return scan(collection(20))


@given(st.integers(0, 12), st.data())
def test_on_demand_is_indexed_and_sliced_as_a_list_is(n: int, data: st.DataObject) -> None:
    squares = OnDemand(n, lambda i: i * i)
    expected = [i * i for i in range(n)]
    assert len(squares) == n
    assert [*squares] == [*squares] == expected
    assert [*reversed(squares)] == expected[::-1]
    for index in range(-n, n):
        assert squares[index] == expected[index]
    bound = st.none() | st.integers(-15, 15)
    cut = slice(data.draw(bound), data.draw(bound), data.draw(bound.filter(lambda step: step != 0)))
    assert [*squares[cut]] == expected[cut]
    assert [*squares[cut][1:]] == expected[cut][1:]
    for beyond in (n, -n - 1):
        with pytest.raises(IndexError):
            squares[beyond]


def test_nothing_is_made_before_it_is_asked_for() -> None:
    made: list[int] = []
    sequence = OnDemand(1000, lambda i: made.append(i) or i)
    assert (len(sequence), bool(sequence), made) == (1000, True, [])
    assert sequence[10:20][3] == 13
    assert made == [13]


@pytest.mark.parametrize("name", ["matches", "clusters"])
def test_matches_and_families_are_sequences(report: Report, name: str) -> None:
    sequence = getattr(report, name)
    assert len(sequence) > 5
    assert list(sequence) == list(sequence) == [sequence[i] for i in range(len(sequence))]
    assert sequence[-1] == sequence[len(sequence) - 1]
    assert list(sequence[2:5]) == [sequence[2], sequence[3], sequence[4]]
    assert list(sequence[::-2]) == list(sequence)[::-2]
    assert sequence[0] in sequence
    with pytest.raises(IndexError):
        sequence[len(sequence)]


def test_articles_are_found_by_id(report: Report) -> None:
    articles = {article.id: article for article in collection(20)}
    assert dict(report.articles) == articles
    assert list(report.articles) == sorted(articles)
    with pytest.raises(KeyError):
        report.articles["nobody"]


def test_all_asked_for_in_a_row_are_those_asked_for_one_by_one(report: Report) -> None:
    assert list(report.matches) == [report.matches[place] for place in range(len(report.matches))]
    assert list(report.clusters) == [report.clusters[place] for place in range(len(report.clusters))]


def test_families_are_known_without_the_verdicts(report: Report) -> None:
    ids = list(report.articles)
    families = [[ids[place] for place in members] for members in report.family_places()]
    assert [members[0] for members in families] == [cluster.origin for cluster in report.clusters]
    assert [set(members) for members in families] == [
        {member.id for member in cluster.members} for cluster in report.clusters
    ]


def test_counts_say_what_the_sequences_hold(report: Report) -> None:
    by_relation = Counter(match.relation for match in report.matches)
    assert report.relation_counts() == by_relation
    assert {name: report.counts[name] for name in by_relation} == by_relation
    assert report.counts["articles"] == len(report.articles)
    assert report.counts["unique"] <= report.counts["articles"]
    assert sum(by_relation.values()) == len(report.matches)
    assert all(seconds >= 0 for seconds in report.seconds.values())
    assert report.config == Config()


def test_what_is_looked_for_when_asked_is_looked_for_once(report: Report) -> None:
    assert report.repeats is report.repeats
    assert report.credits is report.credits
    assert report.shared is report.shared


def test_every_relation_adds_the_pairs_that_share_only_formula() -> None:
    articles = collection(40)
    few, all_of_them = scan(articles), scan(articles, every_relation=True)
    shown = [match for match in all_of_them.matches if match.relation in REUSE]
    assert shown == list(few.matches)


def test_a_report_says_in_a_line_what_it_holds(report: Report) -> None:
    assert repr(report).startswith(f"<Report: {len(report.articles):,} articles, {len(report.matches):,} matches")
    assert repr(report.matches) == f"<matches: {len(report.matches):,}>"


def test_old_names_work_and_say_how_they_are_called_now(report: Report) -> None:
    with pytest.warns(DeprecationWarning, match=r"Report.relations\(\) is called Report.relation_counts\(\) now"):
        assert report.relations() == report.relation_counts()
    with pytest.warns(DeprecationWarning, match=r"Report.families\(\) is called Report.family_places\(\) now"):
        assert len(report.families()) == len(report.family_places())
