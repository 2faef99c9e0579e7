"""Forty reprints of one wire report are one origin; what is not known is uncertain, and counts as none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dedup
from dedup.families.among import story_among
from dedup.families.independence import MOSTLY, Text, Unit, independent_origins

FLOOD = [
    "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday.",
    "Schools in the lower town stay closed until Thursday, when the water is expected to fall.",
    "Twelve people were taken to hospital after a bridge near the station gave way in the dark.",
    "Engineers of the water board blamed a dam upstream that was opened without any warning.",
]
OWN = [
    "Our reporter met Marta Kowal at her bakery, where the flour bags stood in brown water to the third shelf.",
    "She has insured neither the oven nor the cellar, and her landlord did not answer the telephone.",
    "Across the street two students pumped out a bookshop whose owner had gone to Riga for a wedding.",
    "By noon a queue had formed at the town hall, where forms for aid were handed out in three languages.",
    "Nobody there could say which of the dams upstream belonged to the county and which to the railway.",
    "The last flood of this size was in 1974, according to a brass line on the wall of the customs house.",
]


def _article(name, sentences, source="", hour=8, **more):
    return {
        "id": name,
        "source": source or name,
        "date": f"2025-09-01T{hour:02}:00Z",
        "text": " ".join(sentences),
        **more,
    }


def _wire(agency, name="wire", hour=8):
    return _article(name, [f"TOLVIK ({agency}) -", *FLOOD], hour=hour)


def _story(articles, of="wire", **more):
    return dedup.scan(articles).story(of, **more)


def _counted(story):
    return {origin.name: sorted(one.article for one in origin.articles) for origin in story.origins}


def test_forty_reprints_of_one_wire_report_are_one_origin():
    copies = [_article(f"outlet-{n}", FLOOD[:4] if n % 2 else FLOOD[:3], hour=9 + n % 10) for n in range(40)]
    story = _story([_wire("Reuters"), *copies])

    assert story.n_origins == 1
    [origin] = story.origins
    assert (origin.kind, origin.name, len(origin.articles)) == ("agency", "reuters", 41)
    assert not story.uncertain
    reasons = {one.article: one.reason for one in origin.articles}
    assert reasons["wire"] == "credited to reuters"
    assert reasons["outlet-1"].code == "mostly_in"


def test_two_agencies_are_two_origins_and_each_outlet_says_where_it_goes():
    articles = [
        _wire("Reuters"),
        _article("a", FLOOD, hour=9),
        _article("afp-1", ["TOLVIK (AFP) -", *OWN, FLOOD[0]], hour=9),
        _article("b", [*OWN, FLOOD[0]], hour=10),
    ]
    assert _counted(_story(articles)) == {"afp": ["afp-1", "b"], "reuters": ["a", "wire"]}


def test_texts_of_one_agency_fold_also_where_they_are_no_copies():
    articles = [
        _wire("Reuters"),
        _article("later", [f"TOLVIK (Reuters) - {OWN[0]}", *OWN[1:], FLOOD[0], FLOOD[1]], hour=12),
    ]
    story = _story(articles)
    assert _counted(story) == {"reuters": ["later", "wire"]}


def test_an_article_with_a_copied_part_and_more_of_its_own_is_uncertain():
    story = _story([_wire("Reuters"), _article("reporter", [*OWN, *FLOOD[:2]], hour=12)])
    assert _counted(story) == {"reuters": ["wire"]}
    [uncertain] = story.uncertain
    assert (uncertain.article, uncertain.source, uncertain.reason.code) == ("reporter", "reporter", "partly_in")
    assert uncertain.reason.endswith("of its words are in wire, the rest may be reporting of its own")


def test_the_longer_article_of_a_family_may_have_more_of_its_own():
    report = dedup.scan([_article("short", FLOOD), _article("long", [*FLOOD, *OWN], hour=12)])
    [match] = report.matches
    assert (match.relation, match.containment_a < MOSTLY) == ("contained", True)
    story = report.story("short")
    assert _counted(story) == {"short": ["short"]}
    assert [(one.article, one.reason.code) for one in story.uncertain] == [("long", "partly_in")]


def test_without_a_credit_the_outlet_is_the_origin_and_without_an_outlet_the_article():
    articles = [_article("first", FLOOD, "The Courier"), _article("copy", FLOOD, "The Tide", 9)]
    assert _counted(_story(articles, "copy")) == {"The Courier": ["copy", "first"]}
    articles = [{"id": one["id"], "text": one["text"]} for one in articles]
    [origin] = _story(articles, "copy").origins
    assert origin.kind == "article"


def test_a_credit_to_agencies_that_names_none_leaves_it_open():
    articles = [_wire("Reuters"), _article("دون اسم", [*OWN, FLOOD[0], FLOOD[1]], hour=12, author="وكالات")]
    story = _story(articles)
    assert [(one.article, one.reason.code) for one in story.uncertain] == [("دون اسم", "unnamed_agency")]


def test_a_family_alone_leaves_out_what_is_linked_to_it():
    articles = [_wire("Reuters"), _article("copy", FLOOD, hour=9), _article("reporter", [*OWN, *FLOOD[:2]], hour=12)]
    report = dedup.scan(articles)
    assert report.story("copy", family_only=True).articles == ("copy", "wire")
    assert report.story("copy").articles == ("copy", "reporter", "wire")
    assert [story.id for story in report.stories] == [report.clusters[0].id]
    with pytest.raises(KeyError):
        report.story("nobody")


def test_an_article_of_no_family_is_a_story_of_its_own():
    story = dedup.scan([_article("only", OWN)]).story("only")
    assert (story.articles, story.families, story.n_origins) == (("only",), (), 1)


def test_what_is_months_apart_is_another_story():
    old = {**_wire("Reuters"), "id": "old", "date": "2025-01-01"}
    articles = [{**_article("new", [*OWN, *FLOOD[:2]], hour=9)}, old, _article("copy", [*OWN], hour=10)]
    assert "old" not in _story(articles, "new").articles


def test_the_story_of_an_article_among_its_matches_is_that_of_a_scan():
    given = [
        _wire("Reuters"),
        _article("a", FLOOD, hour=9),
        _article("afp-1", ["TOLVIK (AFP) -", *OWN, FLOOD[0]], hour=9),
        _article("reporter", [*OWN[:2], OWN[4], *FLOOD[:2]], hour=12),
    ]
    articles = [dedup.Article.from_mapping(one) for one in given]
    report = dedup.scan(articles)
    found = story_among(articles, list(report.matches))
    expected = report.story("wire")
    assert _counted(found) == _counted(expected)
    assert [one.article for one in found.uncertain] == [one.article for one in expected.uncertain]


def test_json_and_terminal_say_it(capsys):
    from rich.console import Console

    from dedup.output.stories import show_stories

    report = dedup.scan(
        [_wire("Reuters"), _article("copy", FLOOD, hour=9), _article("reporter", [*OWN, *FLOOD[:2]], hour=12)]
    )
    lines = [json.loads(line) for line in report.to_json().splitlines()]
    assert lines[0]["stories"] == 1
    [line] = [line for line in lines if line["type"] == "story"]
    assert (line["n_origins"], line["origins"][0]["name"], line["origins"][0]["articles"][0]) == (
        1,
        "reuters",
        {"article": "wire", "source": "wire", "reason": "credited to reuters"},
    )
    show_stories(Console(width=120), report)
    said = capsys.readouterr().out
    assert "3 articles, 3 outlets: 1 independent origin, 1 uncertain" in said
    assert "reporter" in said


_TEXTS = st.builds(
    Text,
    st.uuids().map(str),
    st.sampled_from(["", "a", "b", "c"]),
    st.sampled_from([float("nan"), 1.0, 2.0, 3.0]),
    st.sampled_from([None, None, "afp"]),
    st.frozensets(st.sampled_from(["reuters", "ap"]), max_size=2),
    st.booleans(),
)


@settings(max_examples=200, deadline=None)
@given(st.data(), st.lists(st.lists(_TEXTS, min_size=1, max_size=3), min_size=1, max_size=5))
def test_every_article_is_counted_once_and_at_least_one_origin_is_known(data, families):
    texts = [text for family in families for text in family]
    units, at = [], 0
    for family in families:
        units.append(Unit(range(at, at + len(family)), [1.0, *(data.draw(st.floats(0, 1)) for _ in family[1:])]))
        at += len(family)
    links = {
        one: {
            other: data.draw(st.floats(0, 1))
            for other in range(len(units))
            if other != one and data.draw(st.booleans())
        }
        for one in range(len(units))
    }

    origins, uncertain = independent_origins(texts, units, links)

    counted = [one.article for origin in origins for one in origin.articles] + [one.article for one in uncertain]
    assert sorted(counted) == sorted(text.id for text in texts)
    assert origins
    assert len({(one.kind, one.name) for one in origins}) == len(origins) <= len(units)
