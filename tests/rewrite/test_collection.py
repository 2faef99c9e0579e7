"""A scan at depth "rewrite": text in other words is found, forms filled in otherwise and reports on one event are not."""

from __future__ import annotations

import json
import random
from itertools import chain

import numpy as np
import pytest

from dedup import Article, scan
from dedup.output.html.evidence import KINDS
from tests.newsroom import ENGLISH, FLOOD, FLOOD_REWORDED, LETTERS, dump, invented, story

FLOOD_ELSEWHERE = (
    "Hundreds of people in Sarrat are waiting for news of their belongings. The Wahran is still rising, says Leila "
    'Haddad, the mayor. "I have lost my shop and my car," said Omar, a baker who slept in the gymnasium with his two '
    "daughters. The army has promised sandbags and a field kitchen, and the railway is closed until further notice."
)
TOWNS = ("Harlow", "Sarrat", "Imsouane", "Kelso", "Berat", "Lindau", "Osh", "Tartu", "Nuuk", "Salta", "Pavia", "Delft")


def form(town: str, rng: random.Random) -> str:
    figures = rng.sample(range(10, 99), 6)
    return (
        f"The weather in {town}: a high of {figures[0]} and a low of {figures[1]} degrees are expected, with winds from "
        f"the north at {figures[2]} kilometres an hour, rising to {figures[3]} in the evening along the coast. Humidity "
        f"reaches {figures[4]} per cent, waves {figures[5]} decimetres, and the sea is moderate to rough."
    )


def written(text: str) -> str:
    """The same with capitals where sentences begin, as in the articles it stands in."""
    return ". ".join(sentence[:1].upper() + sentence[1:] for sentence in text.split(". "))


def newsroom() -> list[Article]:
    rng = random.Random(5)
    texts = {
        "wire": f"{written(story(rng, 120, ENGLISH))} {FLOOD}",
        "herald": f"{FLOOD_REWORDED} {written(story(rng, 90, ENGLISH))}",
        "reporter": FLOOD_ELSEWHERE,
    }
    texts |= {f"weather-{town}": form(town, rng) for town in TOWNS}
    texts |= {f"other-{k}": story(rng, 150, ENGLISH) for k in range(20)}
    return [Article(name, text, source=name[:3]) for name, text in texts.items()]


@pytest.fixture(scope="module")
def report():
    return scan(newsroom(), rewritten=True)


def test_reworded_text_is_a_match_with_its_sentences(report) -> None:
    (match,) = [match for match in report.matches if {match.a, match.b} == {"herald", "wire"}]
    assert match.relation == "partial"
    (passage,) = match.passages
    assert passage.kind == "rewritten"
    articles = report.articles
    assert articles["herald"].text[slice(*passage.a)].rstrip() == FLOOD_REWORDED
    assert articles["wire"].text[slice(*passage.b)] == FLOOD
    assert len(passage.aligned) == 4


def test_at_the_default_depth_it_is_only_seen_that_the_articles_are_alike_as_wholes() -> None:
    report = scan(newsroom())
    [match] = [match for match in report.matches if {match.a, match.b} == {"herald", "wire"}]
    [passage] = match.passages
    assert (passage.a, passage.b) == tuple((0, len(report.articles[one].text)) for one in (match.a, match.b))


def test_another_report_on_the_event_and_forms_filled_in_otherwise_are_no_rewriting(report) -> None:
    rewritten = [match for match in report.matches if any(passage.aligned for passage in match.passages)]
    assert [(match.a, match.b) for match in rewritten] == [("herald", "wire")]


def test_copies_are_found_as_at_the_default_depth(report) -> None:
    copies = [match for match in report.matches if not any(passage.aligned for passage in match.passages)]
    assert copies == [match for match in scan(newsroom()).matches if {match.a, match.b} != {"herald", "wire"}]


def with_clauses(text: str, rng: random.Random) -> str:
    """A text with a clause of nine words put in after every fourteen."""
    words = text.split()
    clauses = [story(rng, 60, ENGLISH).lower().split()[:9] for _ in words[13::14]]
    return " ".join(w for at, clause in enumerate([*clauses, []]) for w in [*words[14 * at : 14 * at + 14], *clause])


def test_a_copy_that_many_edits_leave_in_pieces_is_one_passage() -> None:
    rng = random.Random(11)
    shared = f"{written(story(rng, 130, ENGLISH))}."
    own = written(story(rng, 90, ENGLISH))
    texts = [f"{shared} {own}", f"{with_clauses(shared, rng)} {story(rng, 90, ENGLISH)}"]
    articles = [Article(f"copy-{k}", text, source=f"outlet {k}") for k, text in enumerate(texts)]
    articles += [Article(f"other-{k}", story(rng, 150, ENGLISH), source="other") for k in range(20)]
    [copied] = scan(articles).matches
    [match] = scan(articles, rewritten=True).matches
    assert len(copied.passages) == 9
    [passage] = match.passages
    assert passage.kind == "edited"
    assert passage.n_words >= sum(one.n_words for one in copied.passages)


@pytest.mark.parametrize("letters", LETTERS)
def test_a_copy_whose_clauses_changed_places_is_one_passage(letters: str) -> None:
    rng = random.Random(12)
    vocabulary = invented(rng, 1000, letters)
    words = vocabulary[:144]
    clauses = [words[k : k + 12] for k in range(0, 144, 12)]
    moved = [*chain(*(clauses[k ^ 1] if k in {4, 5, 8, 9} else clauses[k] for k in range(12)))]
    edited = [rng.choice(vocabulary) if k % 12 == 9 else word for k, word in enumerate(moved)]
    texts = [f"{story(rng, 120, vocabulary[150:])} {' '.join(text)}." for text in (words, edited)]
    articles = [Article(f"copy-{k}", text, source=f"outlet {k}") for k, text in enumerate(texts)]
    articles += [Article(f"other-{k}", story(rng, 150, vocabulary[150:]), source="other") for k in range(20)]
    [copied] = scan(articles).matches
    [match] = scan(articles, rewritten=True).matches
    assert len(copied.passages) > 1
    [passage] = match.passages
    assert passage.n_words < sum(one.n_words for one in copied.passages)  # not all in the same order


def test_order_and_threads_change_nothing(report) -> None:
    articles = newsroom()
    random.Random(1).shuffle(articles)
    expected, found = dump(report, everything=False), dump(scan(articles, rewritten=True, jobs=3), everything=False)
    assert found == expected


def test_json_and_the_columns_of_the_page_carry_kinds_and_sentences(report) -> None:
    lines = list(map(json.loads, report.to_json().splitlines()))
    (passages,) = [line["passages"] for line in lines if line["type"] == "match" and line["b"] == "wire"]
    assert [passage["kind"] for passage in passages] == ["rewritten"]
    table = report.match_table(np.arange(len(report.matches)))
    kinds = [KINDS[kind] for kind in table.passages.values["kind"]]
    assert kinds == [passage.kind for match in report.matches for passage in match.passages]
    aligned = [(*here, *there) for match in report.matches for one in match.passages for here, there in one.aligned]
    assert table.aligned.values.tolist() == aligned
    assert len(aligned) == len(passages[0]["aligned"])
