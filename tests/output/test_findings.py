"""What a report says first is counted again in its JSON lines, by hand."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import datetime, timedelta
from random import Random

import pytest

from dedup import Article, scan
from dedup.output.findings import Findings
from dedup.output.html.furthest import furthest
from dedup.output.jsonl import report_lines, write_json_lines
from dedup.output.shares import part_of
from dedup.output.wires import Carrier, Wire, carriers

START = datetime(2026, 3, 2, 6, 0)
NOUNS = [
    "baker",
    "bridge",
    "clay",
    "ferry",
    "goat",
    "harbour",
    "ink",
    "kite",
    "lamp",
    "market",
    "needle",
    "orchard",
    "pilot",
    "quarry",
    "river",
    "saddle",
    "tannery",
    "umbrella",
    "violin",
    "window",
    "yard",
    "ladder",
    "museum",
    "station",
    "garden",
    "tunnel",
    "mirror",
    "basket",
    "candle",
    "engine",
    "feather",
    "hammer",
    "island",
    "jacket",
    "kettle",
    "lantern",
    "meadow",
    "nurse",
    "oven",
    "pebble",
    "rope",
    "sailor",
    "tailor",
    "uncle",
    "valley",
    "wagon",
    "apple",
    "button",
    "cellar",
    "drum",
]
PLACES = ["Harlow", "Lerwick", "Bregenz", "Tartu", "Oulu", "Ghent", "Porto", "Split", "Varna", "Lund", "Turku", "Brno"]


def newsroom() -> list[Article]:
    """A dozen agency stories: the Gazette never names the agency, the Post always does, the Echo prints twice."""
    found = []
    for n, place in enumerate(PLACES):
        nouns = Random(n).sample(NOUNS, 36)
        lines = [f"the {a} of the {b} left the {c} near {place}" for a, b, c in zip(*[iter(nouns)] * 3, strict=True)]
        body = f"In {place} {100 + 7 * n} people were counted, and " + ", ".join(lines) + "."
        agency = ("Reuters", "AFP")[n % 4 == 3]

        def article(outlet: str, text: str, hours: float, n: int = n, place: str = place) -> Article:
            when = START + timedelta(days=n, hours=hours)
            return Article(f"{outlet}-{n}-{hours}", text, title=f"{place} news", source=outlet, published=when)

        found.append(article("Post", f"{place.upper()}, March {n + 2} ({agency}) - {body}", 0))
        found.append(article("Gazette", body, 3 + n))
        if n % 2:
            found.append(article("Echo", body.replace(str(100 + 7 * n), str(101 + 7 * n)), 5))
            found.append(article("Echo", f"{body} ({agency})", 40))
    found += [
        Article(f"own-{n}", f"{place} has a museum of clay number {n * n}.", source="Own")
        for n, place in enumerate(PLACES)
    ]
    return found


@pytest.fixture(scope="module")
def report():
    return scan(newsroom(), jobs=1)


@pytest.fixture(scope="module")
def findings(report) -> Findings:
    return Findings(report, list(report.unjudged_families()))


@pytest.fixture(scope="module")
def lines(report) -> dict[str, list[dict]]:
    stream = io.BytesIO()
    write_json_lines(report_lines(report, "0"), stream)
    found: dict[str, list[dict]] = {}
    for line in map(json.loads, stream.getvalue().splitlines()):
        found.setdefault(line["type"], []).append(line)
    return found


@pytest.fixture(scope="module")
def credits(lines) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in lines["credit"]:
        if line["role"] == "credit":
            found.setdefault(line["article"], set()).add(line["agency"])
    return found


def test_the_headline_is_true(findings, lines, credits):
    n_members = sum(len(line["members"]) for line in lines["cluster"])
    n_articles = lines["summary"][0]["articles"]
    stories = [line for line in lines["cluster"] if any(one["id"] in credits for one in line["members"])]
    named = sum(one["id"] in credits for line in stories for one in line["members"])
    omitted = sum(one["credit_removed"] is not None for line in stories for one in line["members"])
    assert len(stories) > len(lines["cluster"]) / 2
    assert omitted >= 12
    assert findings.headline() == [
        f"{part_of(n_members, n_articles, 'article')} are copies of one another.",
        f"Most copied stories credit a news agency, but {omitted} of {named + omitted} such copies do not.",
    ]


def test_the_outlet_that_omits_credits_is_named_with_its_figures(findings, lines, credits):
    members = [one for line in lines["cluster"] for one in line["members"] if one["source"] == "Gazette"]
    omitted = sum(one["credit_removed"] is not None for one in members)
    copies = omitted + sum(one["id"] in credits for one in members)
    fact = findings.facts()[0]
    assert fact.lead.startswith(f"Gazette omits the agency's credit in {omitted} of its {copies} agency copies")
    assert fact.params == {"found": "lost", "outlet": "Gazette"}
    assert fact.link == f"{omitted} articles"


def test_the_agencies_are_counted_by_story(findings, lines, credits):
    counts = Counter()
    for line in lines["cluster"]:
        named = Counter(agency for one in line["members"] for agency in credits.get(one["id"], ()))
        counts.update(agency for agency, _ in named.most_common(1))
    fact = findings.facts()[1]
    assert fact.lead == f"{counts['reuters']} copied stories credit Reuters;"
    assert fact.rest == f"Agence France-Presse {counts['afp']}."


def test_pairs_with_changed_numbers_are_counted(findings, lines):
    reuse = {"exact", "reprint", "contained", "partial"}
    n = sum(line["n_changed_numbers"] > 0 and line["relation"] in reuse for line in lines["match"])
    assert n > 0
    assert findings.facts()[2].lead == f"{n} pairs differ in a number."


def test_how_quickly_stories_spread(findings, lines):
    spreads = []
    for line in lines["cluster"]:
        firsts: dict[str, datetime] = {}
        for one in line["members"]:
            when = datetime.fromisoformat(one["published"])
            firsts[one["source"]] = min(when, firsts.get(one["source"], when))
        if len(firsts) > 1:
            spreads.append(max(firsts.values()) - min(firsts.values()))
    fact = findings.facts()[3]
    within_a_day = sum(one <= timedelta(days=1) for one in spreads)
    assert fact.lead.startswith(part_of(within_a_day, len(spreads), "story", "stories"))
    assert fact.rest == f"half within {sorted(spreads)[len(spreads) // 2].total_seconds() / 3600:.0f} hours."


def test_who_printed_again_what_it_had(findings, lines):
    again = Counter()
    for line in lines["cluster"]:
        again.update({outlet: n - 1 for outlet, n in Counter(one["source"] for one in line["members"]).items()})
    outlet, n = again.most_common(1)[0]
    assert findings.facts()[4].lead == f"{outlet} printed its own text again {n} times."


def test_wires_count_each_copy_once(findings, lines, credits):
    members = {one["id"]: one for line in lines["cluster"] for one in line["members"]}
    assert {one.article for one in findings.carried} == {
        identity for identity, one in members.items() if one["credit_removed"] or identity in credits
    }
    assert sum(wire.n_copies for wire in findings.wires) == len(findings.carried)
    assert sum(wire.n_unnamed for wire in findings.wires) == sum(
        one["credit_removed"] is not None for one in members.values()
    )


def test_the_stories_that_travelled_furthest_come_first(report, findings, lines):
    reach = sorted(
        (-len({one["source"] for one in line["members"]}), -len(line["members"]), line["id"])
        for line in lines["cluster"]
    )
    assert [line.id for line in furthest(report, report.clusters, findings.credited)] == [
        identity for *_, identity in reach[:6]
    ]


def test_nothing_is_claimed_of_nothing():
    for articles, said in (
        ([], "Nothing to compare: no articles."),
        (newsroom()[:1], "Nothing to compare: only one article."),
        (newsroom()[-3:], "None of 3 articles is a copy of another, and none shares a passage."),
    ):
        report = scan(articles, jobs=1)
        findings = Findings(report, list(report.unjudged_families()))
        assert findings.headline() == [said]
        assert findings.facts() == findings.wires == furthest(report, report.clusters, {}) == []


def test_few_articles_do_not_make_the_worst_outlet():
    one, many = carriers([Wire("afp", "One", 0, 3), Wire("afp", "Many", 3, 97)])[::-1]
    assert (one.outlet, one.share_unnamed, many.share_unnamed) == ("One", 1.0, 0.97)
    assert one.least_share < many.least_share < many.share_unnamed
    assert Carrier("None", 50, 0).least_share == pytest.approx(0, abs=1e-9)
