"""Cleaning against what is there already, and with articles that stay whatever the policy says."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dedup
from dedup.article import Article
from dedup.errors import InputError
from dedup.index import Index
from tests.newsroom import ENGLISH, collection, edited, story

_RNG = random.Random(23)
FLOOD = (
    "The river rose two metres overnight and flooded the old market, killing 12 people, the mayor told reporters on "
    "Monday. Schools in the eastern districts stay closed until the water has gone down again."
)
BANK = "日本銀行は木曜日、成長の鈍化とエネルギー価格の下落を理由に、主要な政策金利を据え置くことを全員一致で決めたと発表した。"
OTHER = story(_RNG, 60)
OLD = [
    Article("wire", FLOOD, source="afp"),
    Article("wire-again", FLOOD),
    Article("bank", BANK + OTHER),
    Article("7", story(_RNG, 80, ENGLISH)),
]
NEW = [
    Article("copy", FLOOD.replace("metres", "Metres")),
    Article("twin", FLOOD),
    Article("update", FLOOD.replace("12", "21")),
    Article("more", FLOOD + " " + story(_RNG, 40, ENGLISH)),
    Article("part", OTHER),
    Article("own", story(_RNG, 90)),
    Article("7", "The harvest of dates begins a week later than last year, the chamber of farmers in Madinah said."),
]
TWICE = [*NEW, Article("own-again", NEW[5].text), Article("wire", FLOOD)]


@pytest.fixture(params=["collection", "index"])
def against(request):
    """The old articles as a list, and as an index."""
    if request.param == "collection":
        yield OLD
        return
    with Index(":memory:") as index:
        index.add_many(OLD)
        yield index


def removed(plan):
    return {removal.article: removal.kept for removal in plan.removed}


def test_only_what_stands_in_the_old_goes_and_its_id_is_named(against):
    plan = dedup.clean(TWICE, against=against)
    assert removed(plan).keys() == {"copy", "twin", "part", "wire"}
    assert {removed(plan)[one] for one in ("copy", "twin", "wire")} <= {"wire", "wire-again"}
    assert removed(plan)["part"] == "bank"
    assert [article.id for article in plan.apply()] == ["update", "more", "own", "7", "own-again"]
    assert plan.counts()["articles"] == len(TWICE)
    assert set(plan.novelty) == {article.id for article in TWICE}
    assert (plan.novelty["copy"], plan.novelty["own"]) == (0.0, 1.0)


def test_a_second_clean_against_the_same_does_nothing(against):
    left = list(dedup.clean(TWICE, against=against).apply())
    assert dedup.clean(left, against=against).removed == []


def test_passages_that_stand_in_the_old_are_cut_from_the_new_only(against):
    article = Article("mixed", f"{NEW[5].text}\n{FLOOD}\n{story(_RNG, 30)}")
    twice = Article("mixed-again", f"{NEW[5].text}\n{NEW[6].text}")
    plan = dedup.clean([article, twice], against=against, strip="seen")
    assert [(cut.article, cut.kind) for cut in plan.cuts] == [("mixed", "seen")]
    assert plan.cuts[0].kept in {"wire", "wire-again"}
    for text, (start, end) in ((OLD[0].text, plan.cuts[0].kept_span), (article.text, plan.cuts[0].span)):
        assert text[start:end].strip(" .\n") == FLOOD.strip(" .")


def test_old_articles_neither_go_nor_are_cut(against):
    whole = Article("whole", "\n".join([BANK, OTHER, FLOOD, OLD[3].text]))
    plan = dedup.clean([whole], against=against, keep="longest", strip="repeats,boilerplate,seen")
    assert [*removed(plan)] + [article.id for article in plan.apply()] == ["whole"]


def test_another_version_of_an_old_article_goes_if_all_of_it_stands_there():
    versions = [Article("wire", FLOOD.partition(" Schools")[0]), Article("bank", BANK + OTHER + FLOOD)]
    with Index(":memory:") as index:
        index.add_many(OLD)
        for old in (OLD, index):
            assert removed(dedup.clean(versions, against=old)) == {"wire": "wire"}


@pytest.mark.parametrize("strip", ["", "seen"])
def test_with_nothing_old_nothing_goes(strip):
    with Index(":memory:") as index:
        for nothing in ([], index):
            plan = dedup.clean(TWICE, against=nothing, strip=strip)
            assert (plan.removed, plan.cuts, len(list(plan.apply()))) == ([], [], len(TWICE))


def test_items_without_ids_keep_their_positions():
    plan = dedup.clean([OTHER, FLOOD, {"text": BANK}], against=OLD)
    assert removed(plan).keys() == {"0", "1", "2"}
    assert (removed(plan)["0"], removed(plan)["2"]) == ("bank", "bank")


def test_a_text_is_nothing_to_clean_against():
    with pytest.raises(InputError, match="against must be a collection of articles or an Index"):
        dedup.clean(NEW, against="old.jsonl")


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(2, 12),
    st.integers(0, 10**6),
    st.lists(st.booleans(), min_size=12, max_size=12),
    st.sampled_from(["", "seen", "repeats,boilerplate,seen"]),
    st.sampled_from(["origin", "longest", "first"]),
    st.booleans(),
)
def test_whatever_is_old_only_that_is_what_the_new_lose_and_only_once(n, seed, is_old, strip, keep, in_index):
    articles = collection(n, seed)
    old = [article for article, one in zip(articles, is_old, strict=False) if one]
    new = articles[len(is_old) :] + [article for article, one in zip(articles, is_old, strict=False) if not one]
    with Index(":memory:") as index:
        index.add_many(old)
        against = index if in_index else old
        plan = dedup.clean(new, against=against, strip=strip, keep=keep)
        ids = {article.id for article in old}
        assert {removal.kept for removal in plan.removed} <= ids
        assert {cut.kept for cut in plan.cuts if cut.kind == "seen"} <= ids
        assert {one.id for one in plan.apply()} == {one.id for one in new} - {one.article for one in plan.removed}
        if strip in ("", "seen"):
            again = dedup.clean(list(plan.apply()), against=against, strip=strip, keep=keep)
            assert (again.removed, again.cuts) == ([], [])


# Articles that stay


def test_articles_of_given_ids_stay_and_are_preferred():
    family = [Article(str(number), edited(_RNG, FLOOD, 0), source="afp") for number in range(4)]
    assert len(removed(dedup.clean(family))) == 3
    plan = dedup.clean(family, keep_ids=["2", "no-such"])
    assert removed(plan) == {"0": "2", "1": "2", "3": "2"}
    assert removed(dedup.clean(family, keep_ids=["1", "2", "3"])).keys() == {"0"}
    assert removed(dedup.clean(family, keep_ids={"0", "1", "2", "3"})) == {}


def test_from_articles_of_given_ids_nothing_is_cut():
    long = Article("long", f"{OTHER}\n{FLOOD}")
    assert [cut.article for cut in dedup.clean([OLD[0], long], strip="seen").cuts] == ["long"]
    assert dedup.clean([OLD[0], long], strip="seen", keep_ids=["long"]).cuts == []
    repeated = Article("twice", "\n".join([FLOOD, OTHER, FLOOD]))
    assert len(dedup.clean([repeated], strip="repeats").cuts) == 1
    assert dedup.clean([repeated], strip="repeats", keep_ids=["twice"]).cuts == []


def test_ids_of_which_no_article_has_one_are_an_error():
    with pytest.raises(InputError, match="no article has one of the ids that are to be kept"):
        dedup.clean(NEW, keep_ids=["no-such"])
