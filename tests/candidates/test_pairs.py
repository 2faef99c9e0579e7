"""From postings to pairs, against every pair looked at."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.candidates.pairs import MAX_ARTICLES, LinkLimits, join, link, split

holders = st.dictionaries(st.integers(0, 2**40 - 1), st.sets(st.integers(0, 40), max_size=30), max_size=5)


def postings_of(holders):
    """One posting for each key that an article holds, ascending by article."""
    postings = sorted((article, key) for key, articles in holders.items() for article in articles)
    return np.array([key << 24 | article for article, key in postings], np.uint64)


def as_set(pairs):
    found = [tuple(pair) for pair in zip(*map(np.ndarray.tolist, split(pairs)), strict=True)]
    assert found == sorted(set(found)), "sorted, and each once"
    return set(found)


def plain_link(holders, max_all, n_representatives):
    pairs = set()
    for articles in map(sorted, holders.values()):
        firsts = articles if len(articles) <= max_all else articles[:n_representatives]
        pairs |= {(a, b) for a, b in combinations(articles, 2) if a in firsts}
    return pairs


@given(holders, st.integers(1, 30), st.integers(1, 4))
def test_few_holders_of_a_key_pair_up_and_many_go_by_the_first(holders, max_all, n_representatives):
    pairs = link(postings_of(holders), LinkLimits(max_all, n_representatives))
    assert as_set(pairs) == plain_link(holders, max_all, n_representatives)


def test_a_key_held_twice_by_an_article_counts_once():
    once, twice = postings_of({7: {1, 2, 3}}), np.repeat(postings_of({7: {1, 2, 3}}), 2)
    assert link(twice, LinkLimits(3, 1)).tolist() == link(once, LinkLimits(3, 1)).tolist()
    assert link(np.array([7 << 24 | 1] * 5, np.uint64), LinkLimits(2, 1)).tolist() == []


def test_a_story_in_thousands_of_outlets_costs_pairs_linear_in_them():
    n = 5_000
    pairs = as_set(link(postings_of({7: range(n)}), LinkLimits(24, 2)))
    assert len(pairs) == (n - 1) + (n - 2)
    assert {b for _, b in pairs} | {0} == set(range(n))


def test_the_largest_key_and_article_number_fit():
    last, key = MAX_ARTICLES - 1, (1 << 40) - 1
    assert as_set(link(postings_of({key: {0, last}, 0: {last - 1, last}}), LinkLimits(24, 2))) == {
        (0, last),
        (last - 1, last),
    }


@given(st.lists(st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))))
def test_joined_pairs_split_into_smaller_and_larger(pairs):
    first, second = np.array(pairs, np.int64).reshape(-1, 2).T
    smaller, larger = split(join(first, second))
    assert list(zip(smaller.tolist(), larger.tolist(), strict=True)) == [tuple(sorted(pair)) for pair in pairs]
