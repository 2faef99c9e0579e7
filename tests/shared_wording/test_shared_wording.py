"""Wording that several articles share without being a match."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.shared_wording import MIN_RUN_WORDS, shared_wording
from dedup.shared_wording.suffixes import common_prefixes, sorted_places
from dedup.text.folding import fold

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
    found = told([Article("1", "日本銀行の植田和男総裁は記者会見で述べた。"), Article("2", "植田和男総裁が訪米した。")])
    assert found == {fold("植田和男総裁"): ("1", "2")}


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


@given(st.lists(st.lists(st.integers(0, 2), max_size=20), max_size=4))
def test_the_suffix_array_is_sorted_and_its_prefixes_are_counted(sequences) -> None:
    words = [word for number, sequence in enumerate(sequences) for word in (*sequence, 3 + number)]
    array = np.array(words, np.int32)
    order = sorted_places(array)
    assert order.tolist() == sorted(range(len(words)), key=lambda place: words[place:])
    common = common_prefixes(array, order).tolist()
    for slot in range(1, len(words)):
        above, here = words[order[slot - 1] :], words[order[slot] :]
        n_alike = next((i for i, (a, b) in enumerate(zip(above, here, strict=False)) if a != b), 0)
        assert common[slot] == n_alike


@given(st.lists(st.text(max_size=60), max_size=4))
def test_every_span_lies_in_its_text_and_folds_to_the_shared_wording(texts) -> None:
    articles = [Article(str(number), text) for number, text in enumerate(texts + texts)]
    by_id = {article.id: article.text for article in articles}
    for shared in shared_wording(articles):
        for occurrence in shared.articles:
            start, end = occurrence.span
            assert fold(by_id[occurrence.id][start:end]) == fold(shared.text)
