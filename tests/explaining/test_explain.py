"""Why two articles are a match or none."""

import random
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dedup
from dedup import Article, Config, why
from dedup.errors import InputError
from dedup.explaining.among import Among
from dedup.explaining.channels import longest_run
from dedup.explaining.explain import explained
from tests.newsroom import collection, story

FLOOD = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday."
MORE = " Schools stay closed, trains run late, and the bridge is shut until the water falls, says the railway."
JULY = datetime(2015, 7, 21, 12)


@pytest.fixture(scope="module")
def newsroom():
    articles = collection(40, seed=5)
    return articles, dedup.scan(articles, every_relation=True), Among.of(articles, Config())


def test_it_says_of_every_pair_what_the_report_says(newsroom):
    articles, report, among = newsroom
    matches = {(match.a, match.b): match for match in report.matches}
    rng = random.Random(1)
    others = [tuple(sorted(rng.sample([one.id for one in articles], 2))) for _ in range(30)]
    reported = {(match.a, match.b) for match in dedup.scan(articles).matches}
    family = {member.id: cluster.id for cluster in report.clusters for member in cluster.members}
    for pair in [*rng.sample(sorted(matches), 60), *others]:
        found = explained(among, pair, Config())
        if pair in matches:
            assert found.match == matches[pair]
            assert found.relation == matches[pair].relation
        assert found.reported == (pair in reported)
        assert (found.family is not None) == (family.get(pair[0], 0) == family.get(pair[1], 1))


def test_every_condition_comes_true_when_it_is_met():
    long = FLOOD + MORE
    found = why(FLOOD, long)
    assert found.relation == "contained"
    (fewer,) = [flip for flip in found.flips if "fewer" in flip.condition and flip.relation == "reprint"]
    n_words = int(fewer.condition.split()[3])
    assert fewer.condition == f"if b had {n_words} fewer words of its own"
    words = long.split()
    assert dedup.compare(FLOOD, " ".join(words[:-n_words]), rewritten=False).relation == "reprint"
    assert dedup.compare(FLOOD, " ".join(words[: -n_words + 1]), rewritten=False).relation == "contained"


def test_a_formula_would_be_a_copy_if_nobody_else_had_it():
    form = (
        "والله الموفق وهو الهادي إلى سواء السبيل وصلى الله على نبينا محمد وعلى آله وصحبه أجمعين والحمد لله رب العالمين"
    )
    rng = random.Random(2)
    articles = [
        Article(f"{n:02}", f"{story(rng, 60)} {form} {story(rng, 60)}", published=JULY + timedelta(days=9 * n))
        for n in range(30)
    ]
    found = why("03", "17", articles)
    assert (found.relation, found.reported) == ("boilerplate", False)
    assert found.evidence.needed is None or found.evidence.by_spread < found.evidence.needed == 16
    assert ("partial", "if no other article had the words they share") in {
        (flip.relation, flip.condition) for flip in found.flips
    }


def test_articles_without_a_passage_say_how_long_their_longest_run_is():
    found = why(FLOOD, "The bank left its rate unchanged on Monday, and the river rose two metres in the spring.")
    assert (found.relation, found.match, found.evidence, found.flips) == (None, None, None, ())
    assert found.longest_run == 5


def test_the_same_words_in_another_order_of_arrival_and_sides():
    here, there = why(FLOOD, FLOOD + MORE), why(FLOOD + MORE, FLOOD)
    swapped = {
        condition.replace(" a ", " X ").replace(" b ", " a ").replace(" X ", " b ") for _, condition in _pairs(there)
    }
    assert {condition for _, condition in _pairs(here)} == swapped
    assert (here.bands, here.longest_run, here.steps) == (there.bands, there.longest_run, there.steps)


def _pairs(found):
    return [(flip.relation, flip.condition) for flip in found.flips]


def test_exact_copies_need_no_numbers():
    found = why(FLOOD, FLOOD.upper())
    assert (found.relation, found.steps, found.flips) == ("exact", (), ())
    assert found.bands.n_agree == found.bands.n_bands


def test_an_article_from_outside_joins_the_collection(newsroom):
    articles, _, _ = newsroom
    copy = Article("copy", articles[0].text + " " + FLOOD)
    found = why(copy, articles[0].id, articles)
    assert (found.a, found.b, found.relation) == ("copy", articles[0].id, found.match.relation)


@pytest.mark.parametrize(("a", "b"), [("nobody", "also nobody"), ("okaz", "okaz")])
def test_ids_that_make_no_pair_are_an_error(a, b):
    with pytest.raises(InputError):
        why(a, b, [Article("okaz", FLOOD), Article("sabq", MORE)])


def test_an_article_without_words_is_an_error():
    with pytest.raises(InputError, match="with words"):
        why(FLOOD, "...")


def test_hot_fingerprints_are_counted():
    rng = random.Random(3)
    form = story(rng, 30)
    articles = [Article(f"{n:02}", f"{story(rng, 40)} {form}") for n in range(40)]
    found = why("03", "17", articles)
    assert 0 < found.fingerprints.n_hot <= found.fingerprints.n_common


@pytest.mark.parametrize(
    ("a", "b", "n"), [([1, 2, 3, 4], [9, 2, 3, 9], 2), ([1], [2], 0), ([], [1], 0), ([7, 8], [7, 8], 2)]
)
def test_the_longest_run(a, b, n):
    assert longest_run(a, b) == n


@settings(max_examples=200)
@given(st.lists(st.integers(0, 3), max_size=40), st.lists(st.integers(0, 3), max_size=40))
def test_the_longest_run_is_that_of_all_runs(a, b):
    runs = {tuple(a[i:j]) for i in range(len(a) + 1) for j in range(i, len(a) + 1)}
    assert longest_run(a, b) == max(
        j - i for i in range(len(b) + 1) for j in range(i, len(b) + 1) if tuple(b[i:j]) in runs
    )
