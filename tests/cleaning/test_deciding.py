"""Decisions on what is known of a few articles, and how their texts are held."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

import numpy as np

from dedup.article import Article
from dedup.cleaning.deciding import decide
from dedup.cleaning.policy import Policy
from dedup.cleaning.ranking import Ranking
from dedup.cleaning.state import CleaningState
from dedup.scanning.on_demand import ArticleColumns
from tests.newsroom import story


class Counted(Mapping[str, Article]):
    """Articles by id, of which each look is counted."""

    def __init__(self, *texts: str) -> None:
        self._articles = {str(k): Article(str(k), text) for k, text in enumerate(texts)}
        self.n_looks = 0

    def __getitem__(self, article_id: str) -> Article:
        self.n_looks += 1
        return self._articles[article_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __len__(self) -> int:
        return len(self._articles)


def state(articles: Counted, policy: Policy, most_texts: float = 100) -> CleaningState:
    n_words = np.array([len(article.text.split()) for article in articles.values()], np.int64)
    numbers = np.arange(len(articles))
    columns = ArticleColumns(
        numbers, n_words, np.full(len(articles), np.nan), np.zeros(len(articles), np.int32), ["spa"], numbers
    )
    return CleaningState(articles, Ranking(policy, columns), n_words, lambda _: True, most_texts, uncut=True)


def test_who_shares_something_with_what_went_is_judged_beside_what_was_kept() -> None:
    policy = Policy()
    copy = story(random.Random(1), 120)
    known = state(Counted(f"{copy}\n{story(random.Random(2), 80)}", f"Our staff\n{copy}", f"Reuters\n{copy}"), policy)
    known.learn(np.array([[0, 1], [1, 2]]))  # nobody has told that 0 and 2 share something
    removals = decide(known, policy).removals
    assert [(removals[k].article, removals[k].kept) for k in (1, 2)] == [("1", "0"), ("2", "0")]


def test_a_look_at_a_text_that_is_remembered_throws_no_other_away() -> None:
    articles = Counted(*(story(random.Random(k), 20) for k in range(6)))
    known = state(articles, Policy(), most_texts=4)
    articles.n_looks = 0
    known.load(range(5))
    for number in range(5):
        known.text(number)
    assert articles.n_looks == 5
    known.text(5)
    known.text(5)
    assert articles.n_looks == 6
