"""Nothing that shares a run of twelve words is lost, however many share it.

What is promised: of any two articles that share a run of `min_run` words, a chain of candidate pairs leads from one to
the other in at most `MAX_STEPS` steps, and every article on the chain holds the same fingerprint of that run, so that
it shares wording of the run itself. Mostly the chain is one step: the two are a candidate.
"""

import math
import random
from collections import defaultdict
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.candidates.nominate import (
    CAPPED,
    GROUP_REPRESENTATIVES,
    MAX_COMPARED,
    Groups,
    Part,
    group_kernel,
    nominate,
    posting_kernel,
    representatives,
)
from dedup.candidates.pairs import split
from dedup.config import Config
from dedup.sketch.sketches import FingerprintLists, sketch

MAX_STEPS = 4  # an article, its group's leader, the representative of a common fingerprint, and down again
N_RUN = Config().min_run


def unique_in_content_order(texts):
    """Sketches as the engine orders them, and the articles that are the first of their exact duplicates."""
    sketches = sketch(texts)
    sketches = sketches.reordered(np.argsort(sketches.digests, kind="stable"))
    numbers = np.arange(len(sketches))
    unique = numbers[(representatives(sketches) == numbers) & (sketches.n_tokens > 0)]
    return sketches, unique


def candidate_pairs(texts):
    sketches, unique = unique_in_content_order(texts)
    pairs = nominate(sketches, unique, Config())
    return sketches, unique.tolist(), set(zip(*map(np.ndarray.tolist, split(pairs)), strict=True))


def fingerprints_of(sketches, article):
    return set(sketches.fingerprints[sketches.fingerprint_begin[article] : sketches.fingerprint_end[article]].tolist())


def runs_of(sketches, article):
    tokens = sketches.tokens[sketches.begin[article] : sketches.end[article]].tolist()
    return {tuple(tokens[i : i + N_RUN]) for i in range(len(tokens) - N_RUN + 1)}


def n_steps(neighbours, holders, a, b):
    """How long the shortest chain of pairs from a to b is among the holders of a fingerprint; infinite without one."""
    reached, edge, steps = {a}, {a}, 0
    while edge and b not in reached:
        edge = {other for article in edge for other in neighbours[article] & holders} - reached
        reached |= edge
        steps += 1
    return steps if b in reached else math.inf


def assert_every_shared_run_is_connected(texts):
    """Check the promise for every two of the texts; return how many share a run and how many are candidates."""
    sketches, articles, pairs = candidate_pairs(texts)
    runs = {article: runs_of(sketches, article) for article in articles}
    fingerprints = {article: fingerprints_of(sketches, article) for article in articles}
    holders, neighbours = defaultdict(set), defaultdict(set)
    for article in articles:
        for fingerprint in fingerprints[article]:
            holders[fingerprint].add(article)
    for a, b in pairs:
        neighbours[a].add(b)
        neighbours[b].add(a)
    sharing = [(a, b) for a, b in combinations(articles, 2) if runs[a] & runs[b]]
    for a, b in set(sharing) - pairs:
        shared = fingerprints[a] & fingerprints[b]
        assert min(n_steps(neighbours, holders[fingerprint], a, b) for fingerprint in shared) <= MAX_STEPS
    return len(sharing), len(pairs)


def words(n, seed):
    """A text of words that no other seed has."""
    return [f"w{seed}x{i}" for i in range(n)]


@settings(max_examples=60)
@given(st.data())
def test_articles_that_share_a_run_are_connected(data):
    vocabulary = [f"كلمة{i}" for i in range(data.draw(st.sampled_from([3, 12, 400])))]
    chosen = random.Random(data.draw(st.integers(0, 2**32)))
    runs = [chosen.choices(vocabulary, k=N_RUN + chosen.randrange(5)) for _ in range(data.draw(st.integers(1, 3)))]
    texts = []
    for _ in range(data.draw(st.integers(2, 60))):
        if texts and chosen.random() < 0.5:  # a near-duplicate of an article before
            text = list(chosen.choice(texts))
            text[chosen.randrange(len(text))] = chosen.choice(vocabulary)
        else:
            text = chosen.choices(vocabulary, k=chosen.randrange(1, 60))
        at = chosen.randrange(len(text) + 1)
        texts.append([*text[:at], *chosen.choice([*runs, []]), *text[at:]])
    assert_every_shared_run_is_connected([" ".join(text) for text in texts])


@pytest.mark.parametrize("n", [2, CAPPED.max_all, CAPPED.max_all + 1, 80])
def test_a_passage_in_many_different_articles_connects_them_all(n):
    run = words(N_RUN, "run")
    texts = [" ".join([*words(40, i), *run, *words(40, -i - 1)]) for i in range(n)]
    n_sharing, n_pairs = assert_every_shared_run_is_connected(texts)
    assert n_sharing == n * (n - 1) // 2
    n_fingerprints = 8  # of the run, at most
    linear = n_fingerprints * CAPPED.n_representatives * n
    assert n_pairs <= (n_sharing if n <= CAPPED.max_all else linear)


@pytest.mark.parametrize("n", [GROUP_REPRESENTATIVES, GROUP_REPRESENTATIVES + 1, 25])
def test_a_run_added_to_some_of_many_near_duplicates_connects_them_with_strangers(n):
    story, run = words(200, "story"), words(N_RUN, "run")
    copies = [" ".join([*story[:i], "edited", *story[i + 1 :]]) for i in range(n)]
    extended = [" ".join([*story[: 50 + i], *run, *story[50 + i :]]) for i in range(n)]
    strangers = [" ".join([*words(60, i), *run]) for i in range(30)]
    quoting = [" ".join([*words(60, -i - 1), *story[100:130]]) for i in range(30)]
    n_sharing, _ = assert_every_shared_run_is_connected(copies + extended + strangers + quoting)
    assert n_sharing > n * (n - 1)  # of copies and of extended copies, among themselves


def test_what_one_of_many_near_duplicates_adds_connects_it_with_a_stranger():
    story = words(200, "story")
    additions = [words(N_RUN, f"addition{i}") for i in range(12)]
    copies = [" ".join([*story[: 10 * i], *addition, *story[10 * i :]]) for i, addition in enumerate(additions)]
    strangers = [" ".join([*words(60, i), *addition]) for i, addition in enumerate(additions)]
    n_sharing, _ = assert_every_shared_run_is_connected(copies + strangers)
    assert n_sharing == 12 * 11 // 2 + 12


def test_a_story_in_thousands_of_outlets_costs_pairs_linear_in_them():
    story = words(120, "story")
    counts = []
    for n in (1_000, 4_000):
        own = ["".join("abcdefghij"[int(digit)] for digit in str(i)) for i in range(n)]
        _, articles, pairs = candidate_pairs([" ".join([f"outlet{one}", *story, f"page{one}"]) for one in own])
        reached = {article for pair in pairs for article in pair}
        assert reached == set(articles)
        assert len(articles) == n
        counts.append(len(pairs))
    assert counts[1] <= 4.4 * counts[0]
    assert counts[1] <= 10 * 4_000


def test_candidates_are_sorted_distinct_pairs_of_the_articles_asked_for():
    story = words(50, "story")
    sketches, unique = unique_in_content_order([" ".join([*story, f"p{i}"]) for i in range(12)])
    asked = unique[::2].copy()
    pairs = nominate(sketches, asked, Config())
    first, second = split(pairs)
    assert (first < second).all()
    assert pairs.tolist() == sorted(set(pairs.tolist()))
    assert set(first.tolist()) | set(second.tolist()) == set(asked.tolist())


def test_the_number_of_jobs_changes_nothing():
    texts = [" ".join([*words(60, f"story{i % 9}"), *words(20, f"own{i}")]) for i in range(60)]
    sketches, unique = unique_in_content_order(texts)
    one, two, five = (nominate(sketches, unique, Config(), jobs).tolist() for jobs in (1, 2, 5))
    assert one == two == five
    assert one


def test_few_or_no_articles_give_no_pairs():
    for texts in ([], ["عاجل"], ["عاجل", "عاجل"], ["", "…"]):
        assert candidate_pairs(texts)[2] == set()


def test_exact_duplicates_have_one_representative():
    texts = ["The river rose.", "THE RIVER: rose", "The bank left rates unchanged.", "the river rose", "", "…"]
    sketches = sketch(texts)
    order = np.argsort(sketches.digests, kind="stable")
    found = representatives(sketches.reordered(order))
    plain = [next(j for j, other in enumerate(order) if _same(texts, other, i)) for i in order]
    assert found.tolist() == plain


def _same(texts, i, j):
    return "".join(filter(str.isalpha, texts[i].lower())) == "".join(filter(str.isalpha, texts[j].lower()))


def test_each_article_joins_the_first_near_one_that_leads():
    pairs = [(0, 1), (0, 3), (1, 2), (2, 4), (3, 4)]
    similarities = np.array([0.9, 0.5, 0.9, 0.9, 0.9], np.float32)
    leaders, places = np.arange(5), np.zeros(5, np.int64)
    group_kernel(np.array([a << 32 | b for a, b in pairs], np.uint64), similarities, 0.7, Groups(leaders, places))
    assert leaders.tolist() == [0, 0, 2, 3, 2]  # 2 is near 1, which does not lead; 4 goes to 2 before 3
    assert places.tolist() == [0, 1, 0, 0, 1]


@pytest.mark.parametrize(("n_extra", "n_written"), [(0, 3), (MAX_COMPARED, 4)])
def test_a_crowded_group_posts_what_is_new_unless_its_leader_is_too_long_to_compare(n_extra, n_written):
    leader, member = [1, 2], [1, 3]
    values = np.array([*leader, *range(10, 10 + n_extra), *member], np.uint64) << np.uint64(24)
    bounds = np.array([0, 2 + n_extra, 4 + n_extra])
    postings = np.empty(len(values), np.uint64)
    groups = Groups(np.array([0, 0]), np.array([0, GROUP_REPRESENTATIVES]))
    everything = Part(np.uint64(0), np.uint64(1))
    n = posting_kernel(FingerprintLists(values, bounds[:2], bounds[1:]), np.arange(2), groups, everything, postings)
    assert n == n_written + n_extra
