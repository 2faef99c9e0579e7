"""Wording that several articles share without being a match."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.shared_wording import MIN_RUN_WORDS, shared_wording
from dedup.shared_wording.grams import PLACE, MatchLists
from dedup.shared_wording.runs import shared_runs
from dedup.shared_wording.suffixes import sort_kernel
from dedup.sketch.sketches import TokenLists
from dedup.text.folding import fold
from dedup.text.tokens import tokenize

SEEDS = Path(__file__).parents[2] / "seeds"


def seeds() -> list[Article]:
    found = []
    for path in sorted(SEEDS.glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            found.append(Article(path.name[:3], file.read()))
    return found


def told(articles: list[Article], excluded: frozenset[tuple[str, str]] = frozenset()) -> dict[str, tuple[str, ...]]:
    return {
        fold(shared.text): tuple(occurrence.id for occurrence in shared.articles)
        for shared in shared_wording(articles, excluded)
    }


def test_the_seeds_share_names_with_titles_and_the_anniversary() -> None:
    found = told(seeds())
    assert found[fold("الذكرى الثمانين لنهاية الحرب العالمية الثانية")] == ("002", "003")
    # Two newsrooms spell Jong in two ways (جونج, جونغ): all three share the names before it, two of them the whole.
    names = "الرئيس الروسي فلاديمير بوتين والزعيم الكوري الشمالي كيم"
    assert found[fold(names)] == ("002", "003", "004")
    assert found[fold(names + " جونغ أون")] == ("003", "004")


def test_the_widest_shared_wording_comes_first_and_of_these_the_longest() -> None:
    found = shared_wording(seeds())
    sizes = [(len(shared.articles), shared.n_words) for shared in found]
    assert sizes == sorted(sizes, reverse=True)
    assert found[:2] == [found[0], found[1]]
    assert found[-1] == list(found)[-1]


def test_wording_of_a_match_is_not_told_between_its_two_articles() -> None:
    wire = "The harbour of Rotterdam was closed on Tuesday after a chemical spill, the port authority said."
    report = "Ships wait outside: the harbour of Rotterdam was closed on Tuesday."
    articles = [Article("a", wire), Article("b", wire), Article("c", report)]
    assert told(articles, frozenset({("a", "b")})) == {
        "the harbour of rotterdam was closed on tuesday": ("a", "b", "c")
    }
    assert fold(wire) in told(articles)


def test_each_article_counts_once_with_its_first_place() -> None:
    phrase = "das Bundesamt für Meteorologie und Klimatologie"
    twice = Article("b", f"Regen, sagt {phrase}. Schnee, sagt {phrase}.")
    once = Article("a", f"Wind meldet {phrase}.")
    (shared,) = shared_wording([twice, once])
    assert shared.text == phrase
    assert [(occurrence.id, occurrence.span[0]) for occurrence in shared.articles] == [("a", 12), ("b", 12)]


def test_characters_count_as_words_where_no_spaces_stand() -> None:
    found = told(
        [Article("1", "昨日、日本銀行の植田和男総裁は会見した。"), Article("2", "日本銀行の植田和男総裁が訪米した。")]
    )
    assert found == {fold("日本銀行の植田和男総裁"): ("1", "2")}
    assert not told(
        [Article("1", "昨日、植田和男総裁は会見した。"), Article("2", "植田和男総裁が訪米した。")]
    )  # four words


def test_what_stands_in_one_article_only_or_is_shorter_than_five_words_is_not_shared() -> None:
    assert not shared_wording([Article("1", "one two three four five. one two three four five"), Article("2", "")])
    assert not shared_wording([Article("1", "one two three four"), Article("2", "one two three four")])
    assert not shared_wording([])


WORDS = st.lists(st.sampled_from("abc"), max_size=12)


def all_maximal_runs(texts: list[list[str]], excluded: frozenset[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Every run of every length, the obvious way."""
    articles: dict[tuple[str, ...], set[str]] = {}
    for number, words in enumerate(texts):
        for start in range(len(words)):
            for end in range(start + MIN_RUN_WORDS, len(words) + 1):
                articles.setdefault(tuple(words[start:end]), set()).add(str(number))

    def lies_in(run: tuple[str, ...], longer: tuple[str, ...]) -> bool:
        return any(longer[i : i + len(run)] == run for i in range(len(longer) - len(run) + 1))

    return {
        " ".join(run): tuple(sorted(ids))
        for run, ids in articles.items()
        if any(pair not in excluded for pair in combinations(sorted(ids), 2))
        and not any(len(other) > len(run) and ids == articles[other] and lies_in(run, other) for other in articles)
    }


@given(st.lists(WORDS, max_size=4), st.frozensets(st.sampled_from(list(combinations("0123", 2)))))
def test_all_runs_are_found_and_only_those_that_cannot_be_longer(texts, excluded) -> None:
    articles = [Article(str(number), " ".join(words)) for number, words in enumerate(texts)]
    assert told(articles, excluded) == all_maximal_runs(texts, excluded)


@given(st.lists(WORDS, min_size=2, max_size=5), st.randoms())
def test_the_order_of_the_articles_makes_no_difference(texts, random) -> None:
    articles = [Article(str(number), " ".join(words)) for number, words in enumerate(texts)]
    shuffled = random.sample(articles, len(articles))
    assert list(shared_wording(articles)) == list(shared_wording(shuffled))


@given(st.lists(st.lists(st.integers(0, 1), max_size=9), min_size=1, max_size=12))
def test_the_places_of_a_group_are_sorted_by_what_follows_and_what_neighbours_share_is_counted(tails) -> None:
    texts = [[7, 7, *tail] for tail in tails]  # all begin alike
    lengths = np.array([len(text) for text in texts])
    words, ends = np.concatenate(texts).astype(np.uint32), np.cumsum(lengths)
    places = np.zeros(len(texts), PLACE)
    places["article"] = np.arange(len(texts))
    common = np.empty(len(texts), np.int32)
    sort_kernel(TokenLists(words, ends - lengths, ends), places, np.array([len(texts)]), 2, common)
    ordered = [texts[article] for article in places["article"].tolist()]
    assert ordered == sorted(texts)
    for n, (above, here) in zip(common.tolist()[1:], pairwise(ordered), strict=True):
        assert above[:n] == here[:n]
        assert above[n : n + 1] != here[n : n + 1] or above == here


@given(st.lists(WORDS, min_size=2, max_size=4), st.integers(1, 4))
def test_the_number_of_threads_makes_no_difference(texts, threads) -> None:
    tokens = tokenize([" ".join(words) for words in texts])
    lists = TokenLists(tokens.hashes, tokens.offsets[:-1].copy(), tokens.offsets[1:].copy())
    none = MatchLists(np.empty(0, np.int32), np.zeros(len(texts) + 1, np.int64))
    one, several = shared_runs(lists, MIN_RUN_WORDS, none), shared_runs(lists, MIN_RUN_WORDS, none, threads)

    def told_of(found) -> list[tuple[int, int, list[tuple[int, int]]]]:
        numbers = zip(found.n_words.tolist(), found.n_articles.tolist(), strict=True)
        return sorted((*pair, sorted(places.tolist())) for pair, places in zip(numbers, found.places, strict=True))

    assert told_of(one) == told_of(several)


@given(st.lists(st.text(max_size=60), max_size=4))
def test_every_span_lies_in_its_text_and_folds_to_the_shared_wording(texts) -> None:
    articles = [Article(str(number), text) for number, text in enumerate(texts + texts)]
    by_id = {article.id: article.text for article in articles}
    for shared in shared_wording(articles):
        for occurrence in shared.articles:
            start, end = occurrence.span
            assert fold(by_id[occurrence.id][start:end]) == fold(shared.text)
