"""What a report shows since a time: of the report on everything what concerns the articles since then, as it stands."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dedup import Article, InputError, Report, scan
from dedup.families.grouping import members_by_origin
from dedup.output.html import write_page
from dedup.output.jsonl import report_lines, write_json_lines
from dedup.output.notebook import notebook_html
from tests.newsroom import collection, story

SINCE = datetime(2015, 7, 24, tzinfo=UTC)
FOOTER = "Share this story on Facebook and follow us for breaking news"


@pytest.fixture(scope="module")
def news() -> list[Article]:
    rng = random.Random(3)
    footed = [
        Article(
            f"footed-{number:02}",
            f"LONDON (Reuters) - {story(rng, 60)}\n{story(rng, 40)}\n{FOOTER}",
            source="Gazette",
            published=datetime(2015, 7, 18 + number, 8, tzinfo=UTC),
        )
        for number in range(12)
    ]
    copied = story(rng, 80)
    twice = [
        Article(f"twice-{day:02}", f"{copied} {story(rng, 50)} {copied}", published=datetime(2015, 7, day))
        for day in (1, 2, 27)
    ]
    return [*collection(30), *footed, *twice]


def lines_of(report: Report) -> list[Mapping[str, Any]]:
    stream = io.BytesIO()
    write_json_lines(report_lines(report, "1"), stream)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def concerned(line: Mapping[str, Any]) -> set[str]:
    """The articles that a line is about."""
    match line["type"]:
        case "match":
            return {line["a"], line["b"]}
        case "cluster":
            return {member["id"] for member in line["members"]}
        case "story":
            return set(line["articles"])
        case "repeat" | "credit":
            return {line["article"]}
        case "shared":
            return {place["id"] for place in line["articles"]}
        case "boilerplate":
            return {place["id"] for place in line["places"]}
    return set()


@pytest.mark.parametrize("every_relation", [False, True])
def test_shown_is_what_concerns_articles_since_then_exactly_as_the_whole_report_has_it(
    news: list[Article], every_relation: bool
) -> None:
    whole, shown = (scan(news, every_relation=every_relation, since=since) for since in (None, SINCE))
    recent = {one.id for one in news if one.published is None or one.published_utc >= SINCE}  # type: ignore[operator]
    assert 20 < len(recent) < len(news) - 20
    beside = recent | {member.id for cluster in shown.clusters for member in cluster.members}
    summary, *lines = lines_of(shown)
    everything = lines_of(whole)[1:]
    expected = [
        line
        for line in everything
        if line["type"] in ("skipped", "reading") or concerned(line) & (beside if line["type"] == "credit" else recent)
    ]
    assert lines == expected
    kinds = {line["type"] for line in lines}
    assert {"match", "cluster", "story", "repeat", "credit", "shared", "boilerplate"} <= kinds
    assert len(lines) < len(everything)
    assert (summary["articles"], summary["earlier"]) == (len(recent), len(news) - len(recent))
    assert summary["matches"] == sum(line["type"] == "match" for line in lines)


def test_repeats_alone_and_the_page_and_the_tables_show_the_same(news: list[Article], tmp_path: Any) -> None:
    shown = scan(news, since=SINCE)
    repeats = list(shown.repeats)
    shown.find_all()
    assert repeats == list(shown.repeats)
    assert len(shown.passages) == sum(len(match.passages) for match in shown.matches)
    assert [len(places) for places in shown.family_places()] == [len(cluster.members) for cluster in shown.clusters]
    recent = shown.shown_places()
    families = members_by_origin(shown.columns().origins)
    assert shown.counts["family_members"] == sum(int(recent[of].sum()) for of in families.values())
    write_page(shown, tmp_path / "page.html")
    assert "published since 24 July 2015" in (tmp_path / "page.html").read_text("utf-8")
    assert f"{shown.n_shown:,} articles" in notebook_html(shown)


@pytest.mark.parametrize("since", ["2015-07-24", date(2015, 7, 24), datetime(2015, 7, 24), SINCE])
def test_the_day_is_given_as_people_have_it(news: list[Article], since: Any) -> None:
    assert scan(news, since=since).n_earlier == scan(news, since=SINCE).n_earlier > 0


def test_how_long_ago_counts_from_now() -> None:
    now = datetime.now(UTC)
    articles = [Article(str(days), "Rain.", published=now - timedelta(days=days)) for days in (1, 6, 8)]
    assert scan(articles, since="7d").n_shown == scan(articles, since=timedelta(days=7)).n_shown == 2


def test_what_is_no_date_is_an_error() -> None:
    with pytest.raises(InputError, match='since: "yesterday" is no date'):
        scan([], since="yesterday")
