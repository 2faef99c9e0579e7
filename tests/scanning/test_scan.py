"""A scan: what it finds, that nothing but the articles decides it, and what it does with input it cannot use."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup import Article, Config, compare, scan
from dedup.alignment import align as aligning
from dedup.results import Match
from dedup.sketch import batches
from tests.newsroom import collection, dump, measured, seed, story

FLOOD = (
    "ارتفع منسوب النهر مترين خلال الليل وأغرق السوق القديم وسط المدينة، وقال رئيس البلدية للصحفيين صباح الاثنين إن فرق"
    " الإنقاذ أجلت أربعين أسرة إلى مدارس قريبة، وإن الجسر الشرقي سيبقى مغلقا حتى نهاية الأسبوع."
)
BANK = (
    "The central bank left its main rate unchanged at four per cent on Tuesday, as most economists had expected, and"
    " said that inflation was likely to fall slowly over the coming year while wages kept rising in most industries."
)


def by_pair(matches: Any) -> dict[tuple[str, str], Match]:
    return {(match.a, match.b): match for match in matches}


# The seeds and what outlets make of them.


def test_the_five_seeds_are_different_reports_and_no_reprints() -> None:
    report = scan(seed(number) for number in range(5))
    assert len(report.matches) == 0
    assert len(report.clusters) == 0
    assert len(report.skipped) == 0
    assert report.counts["articles"] == 5


def test_the_seeds_among_what_outlets_made_of_them() -> None:
    seeds = [seed(number) for number in range(5)]
    spelled = seeds[2].text.replace("جونج", "جونغ")
    half = "صور من القمة\n" + seeds[0].text[: seeds[0].text.index(" ", len(seeds[0].text) // 2)]
    embedded = FLOOD + "\n\n" + seeds[3].text + "\n\n" + story(random.Random(1), 500)
    begin = seeds[4].text.index("وتزعم الدول الغربية")
    lifted = BANK + " " + seeds[4].text[begin : seeds[4].text.index(".", begin)] + ". " + BANK
    counted = seeds[4].text.replace("قبل حوالي 25 عامًا", "قبل حوالي 24 عامًا")
    made = {"spelled": spelled, "half": half, "embedded": embedded, "lifted": lifted, "counted": counted}
    report = scan([*seeds, *(Article(name, text) for name, text in made.items())])
    found = by_pair(report.matches)
    assert {pair: match.relation for pair, match in found.items()} == {
        (seeds[2].id, "spelled"): "reprint",
        (seeds[0].id, "half"): "contained",
        (seeds[3].id, "embedded"): "contained",
        (seeds[4].id, "lifted"): "partial",
        ("counted", "lifted"): "partial",
        (seeds[4].id, "counted"): "reprint",
    }
    assert found[seeds[0].id, "half"].containment_b > 0.9 > found[seeds[0].id, "half"].containment_a
    assert found[seeds[3].id, "embedded"].containment_a == 1
    (change,) = found[seeds[4].id, "counted"].changes
    assert (change.text_a, change.text_b, change.kind) == ("25", "24", "number")
    texts = {**{one.id: one.text for one in seeds}, **made}
    for (a, b), match in found.items():
        claimed = (match.similarity, match.containment_a, match.containment_b)
        assert claimed == pytest.approx(measured(match, texts[a], texts[b]), abs=1e-4)


def test_every_match_of_a_collection_can_be_read_off_the_texts() -> None:
    articles = collection(60)
    report = scan(articles, every_relation=True)
    assert len(report.matches) > 100
    texts = {article.id: article.text for article in articles}
    for match in report.matches:
        assert match.a < match.b
        claimed = (match.similarity, match.containment_a, match.containment_b)
        assert claimed == pytest.approx(measured(match, texts[match.a], texts[match.b]), abs=1e-4)
    pairs = [(match.a, match.b) for match in report.matches]
    assert pairs == sorted(set(pairs)), "each pair once, by the ids of both"


def test_a_scan_and_a_comparison_show_the_same_passages() -> None:
    articles = collection(15)
    by_id = {article.id: article for article in articles}
    for match in scan(articles).matches:
        alone = compare(by_id[match.a], by_id[match.b], rewritten=False)
        assert alone is not None
        assert (alone.passages, alone.changes, alone.origin) == (match.passages, match.changes, match.origin)


# Nothing but the articles decides the result.


@pytest.fixture(scope="module")
def reference() -> tuple[list[Article], str]:
    articles = [*collection(40), *(seed(number) for number in range(5))]
    return articles, as_json(articles, jobs=1)


def as_json(articles: list[Article], jobs: int) -> str:
    return json.dumps(dump(scan(articles, jobs=jobs, every_relation=True)), default=str)


@pytest.mark.parametrize("jobs", [2, 3])
def test_the_number_of_threads_changes_nothing(reference: tuple[list[Article], str], jobs: int) -> None:
    articles, expected = reference
    assert as_json(articles, jobs) == expected


@pytest.mark.parametrize("order", range(3))
def test_the_order_of_the_articles_changes_nothing(reference: tuple[list[Article], str], order: int) -> None:
    articles, expected = reference
    shuffled = random.Random(order).sample(articles, len(articles)) if order else articles[::-1]
    assert as_json(shuffled, order + 1) == expected


@pytest.mark.parametrize(("batch", "chunk"), [(1, 1), (1000, 7), (10**9, 10**6)])
def test_the_size_of_batches_changes_nothing(
    reference: tuple[list[Article], str], batch: int, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles, expected = reference
    monkeypatch.setattr(batches, "BATCH_CHARS", batch)
    monkeypatch.setattr(aligning, "CHUNK", chunk)
    assert as_json(articles, jobs=2) == expected


short_texts = st.lists(st.sampled_from(["النهر", "ارتفع", "12", "قال", "أمس", "flood", "الجسر"]), max_size=25).map(
    " ".join
)


@settings(max_examples=40)
@given(st.lists(short_texts, max_size=8), st.randoms(use_true_random=False))
def test_any_small_collection_in_any_order(texts: list[str], rng: random.Random) -> None:
    articles = [Article(f"{number}", text) for number, text in enumerate(texts)]
    shuffled = rng.sample(articles, len(articles))
    assert as_json(articles, 1) == as_json(shuffled, 2)


def test_a_report_is_the_same_when_asked_twice() -> None:
    report = scan(collection(10))
    assert dump(report) == dump(report)


# What an item may be.


def test_texts_mappings_and_articles_mix_and_those_without_an_id_get_their_position() -> None:
    report = scan([FLOOD, {"body": FLOOD, "headline": "فيضان"}, {"id": 77, "text": FLOOD}, Article("x", FLOOD)])
    assert sorted(report.articles) == ["0", "1", "77", "x"]
    assert {match.relation for match in report.matches} == {"exact"}
    assert len(report.matches) == 6


def test_the_title_is_kept() -> None:
    assert scan([{"id": "a", "headline": "فيضان", "body": FLOOD}]).articles["a"].title == "فيضان"


def test_nothing_to_scan() -> None:
    for items in ([], [""], iter([]), ["", "…", " "]):
        report = scan(items)
        assert (len(report.matches), len(report.clusters), len(report.articles)) == (0, 0, 0)
        assert (list(report.repeats), list(report.credits), list(report.shared)) == ([], [], [])


def test_one_article_alone() -> None:
    report = scan([FLOOD])
    assert list(report.articles) == ["0"]
    assert len(report.matches) == 0


def test_another_configuration_is_used_and_recorded() -> None:
    config = Config(min_run=8, fingerprint_size=4)
    assert scan([FLOOD, BANK], config=config).config == config


def test_progress_is_told_of_every_stage() -> None:
    told: list[tuple[str, int, int | None]] = []
    report = scan(collection(5), progress=lambda *step: told.append(step))
    assert {stage for stage, _, _ in told} == set(report.seconds)


# Input that cannot be used: the rest stays intact.


def test_of_several_articles_with_one_id_the_first_is_kept() -> None:
    report = scan([Article("a", FLOOD), Article("a", BANK), Article("b", FLOOD)])
    assert [(match.a, match.b) for match in report.matches] == [("a", "b")]
    assert [(one.id, one.reason) for one in report.skipped] == [
        ("a", "another article has the same id; the first is kept")
    ]
    assert report.articles["a"].text == FLOOD


def test_354_empty_texts() -> None:
    empty = [Article(f"empty-{n}", "" if n % 2 else " \n\t—") for n in range(354)]
    report = scan([*empty[:100], Article("a", FLOOD), *empty[100:], Article("b", FLOOD)])
    assert sorted(report.articles) == ["a", "b"]
    assert len(report.matches) == 1
    assert {one.id for one in report.skipped} == {one.id for one in empty}
    assert {one.reason for one in report.skipped} == {"no words"}


@pytest.mark.parametrize("item", [None, 7, 3.5, ["a", "list"], b"bytes", object()])
def test_what_is_no_article_is_skipped(item: Any) -> None:
    report = scan([Article("a", FLOOD), item, Article("b", FLOOD)])
    assert len(report.matches) == 1
    (skipped,) = report.skipped
    assert skipped.id == "1"
    assert type(item).__name__ in skipped.reason


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"id": "x"}, "no text"),
        ({"id": "x", "text": None}, "no text"),
        ({"id": "x", "text": 12}, "text is int"),
        ({"id": 1.5, "text": FLOOD}, "id is float"),
        ({"id": ("x",), "text": FLOOD}, "id is tuple"),
        ({"id": True, "text": FLOOD}, "id is bool"),
        ({"id": "", "text": FLOOD}, "id is empty"),
    ],
)
def test_a_mapping_that_is_no_article_is_skipped_with_its_reason(fields: dict[str, Any], reason: str) -> None:
    report = scan([Article("a", FLOOD), fields, Article("b", FLOOD)])
    assert len(report.matches) == 1
    (skipped,) = report.skipped
    assert reason in skipped.reason


@pytest.mark.parametrize("article_id", ["a\0b", "\U0001f4f0", "אב", " "])
def test_ids_of_any_characters(article_id: str) -> None:
    report = scan([Article(article_id, FLOOD), Article("m", FLOOD)])
    (match,) = report.matches
    assert {match.a, match.b} == {article_id, "m"}
    assert match.a < match.b


@pytest.mark.parametrize("text", ["\ud800" + FLOOD, FLOOD.replace(" ", "\0"), FLOOD + "ُ" * 100_000])
def test_texts_of_any_characters(text: str) -> None:
    report = scan([Article("a", text), Article("b", FLOOD)])
    assert [match.relation for match in report.matches] == ["exact"]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("n_before", [0, 1, 2000])
def test_an_iterator_that_raises_is_passed_on_and_says_where(jobs: int, n_before: int) -> None:
    def articles() -> Iterator[Article]:
        for number in range(n_before):
            yield Article(f"{number}", FLOOD)
        raise OSError("the connection was lost")

    with pytest.raises(OSError, match="connection was lost") as raised:
        scan(articles(), jobs=jobs)
    assert raised.value.__notes__ == [f"raised while reading article {n_before + 1:,}; nothing was reported"]


def test_naive_aware_and_missing_dates_mix() -> None:
    times = [
        datetime(2015, 7, 21, 12),
        datetime(2015, 7, 21, 11, tzinfo=UTC),
        None,
        datetime.min,
        datetime(9999, 1, 1),
        datetime(9999, 1, 1, tzinfo=UTC),
    ]
    report = scan(Article(f"{n}", f"{FLOOD} {'abcdef'[n]}", published=time) for n, time in enumerate(times))
    (cluster,) = report.clusters
    assert cluster.origin == "1", "no article is of the year 1 or 9999"
    assert [member.id for member in cluster.members] == ["1", "3", "0", "4", "5", "2"]


def test_one_article_of_five_megabytes() -> None:
    rng = random.Random(4)
    paragraphs = [story(rng, 60) for _ in range(9_000)]
    large = "\n".join(paragraphs)
    assert len(large.encode()) > 5_000_000
    report = scan([Article("large", large), Article("small", paragraphs[4_321]), Article("other", BANK)])
    (match,) = report.matches
    assert (match.a, match.b, match.relation, match.containment_b) == ("large", "small", "contained", 1)
    (passage,) = match.passages
    assert large[slice(*passage.a)] == paragraphs[4_321]


def test_two_articles_of_five_megabytes_with_edits_between_them() -> None:
    rng = random.Random(5)
    paragraphs = [story(rng, 60) for _ in range(9_000)]
    edited = [paragraph if n % 3 else "تحديث " + paragraph + " المصدر" for n, paragraph in enumerate(paragraphs)]
    report = scan([Article("one", "\n".join(paragraphs)), Article("two", "\n".join(edited))])
    (match,) = report.matches
    assert match.relation == "reprint"
    assert match.similarity == pytest.approx(2 * 540_000 / (540_000 + 546_000), abs=0.001)


def test_ids_sort_by_their_characters() -> None:
    ids = ["b", "a10", "a9", "ب", "é", "Z"]
    report = scan(Article(one, FLOOD) for one in ids)
    assert list(report.articles) == sorted(ids)
    assert [(match.a, match.b) for match in report.matches] == list(itertools.combinations(sorted(ids), 2))


HUGE = 10**5000
"""Python refuses to write or read a number of so many digits."""
VALUES = [HUGE, -HUGE, [HUGE], {"#text": HUGE}, {"name": HUGE}, {HUGE: "x"}, "1" * 5000]


@pytest.mark.parametrize("field", ["id", "title", "source", "url", "author", "date"])
@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_a_number_of_thousands_of_digits_costs_at_most_its_record(field: str, value: Any) -> None:
    sound = [{"id": name, "text": FLOOD} for name in "ab"]
    report = scan([*sound, {"id": "c", "text": FLOOD} | {field: value}])
    assert {"a", "b"} <= {one for match in report.matches for one in (match.a, match.b)}
    assert [one.reason for one in report.skipped] in (
        [],
        ["a number with too many digits"],
        [f"id is {type(value).__name__}, not text"],
    )
