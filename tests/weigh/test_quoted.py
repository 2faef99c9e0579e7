"""What most articles that carry a wording have in quotation marks is a quotation in all of them."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import numpy as np
import pytest

from dedup import Article, scan
from dedup.corpus.texts import Texts
from dedup.text.layout import layout_of
from dedup.text.tokens import tokenize
from dedup.weigh.marks import QUOTED, flag_speech
from dedup.weigh.quoted import MIN_CARRYING, flag_widely_quoted
from tests.newsroom import ENGLISH, story

POST = (
    "Our relations with the neighbours have never been worse thanks to many years of neglect and a council that"
    " did nothing at all while the bridges of this town were falling down"
)
MARKED, BARE = f'"{POST}," the mayor wrote.', f"{POST}\nThe post had many readers."


def flagged(texts: list[str]) -> list[list[bool]]:
    """Of each word of each text, whether it is quoted."""
    tokens = tokenize(texts)
    marks = np.zeros(len(tokens), np.uint8)
    columns = Texts.alone(tokens.hashes, tokens.offsets, marks)
    flag_speech(marks, tokens.offsets, layout_of(texts, tokens))
    flag_widely_quoted(columns, np.arange(len(texts)))
    return [((columns.marks_of(text) & QUOTED) != 0).tolist() for text in range(len(texts))]


@pytest.mark.parametrize(("n_marked", "n_bare"), [(3, 2), (4, 1), (5, 5), (40, 30)])
def test_wording_that_half_of_five_articles_quote_is_quoted_in_all(n_marked: int, n_bare: int) -> None:
    found = flagged([MARKED] * n_marked + [BARE] * n_bare)
    n_words = len(POST.split())
    for words in found[n_marked:]:
        assert words[:n_words] == [True] * n_words
        assert not any(words[n_words:])


@pytest.mark.parametrize(("n_marked", "n_bare"), [(1, 1), (2, MIN_CARRYING - 3), (2, 5), (1, 9), (0, 9)])
def test_wording_that_few_articles_carry_or_most_print_as_their_own_is_not(n_marked: int, n_bare: int) -> None:
    assert not any(map(any, flagged([MARKED] * n_marked + [BARE] * n_bare)[n_marked:]))


def news(seed: int, n: int) -> list[Article]:
    """Articles of their own words in which every second one quotes the post, and every other one embeds it."""
    rng = random.Random(seed)
    articles = []
    for number in range(n):
        own = [story(rng, 60, ENGLISH) for _ in range(2)]
        text = "\n".join([own[0], BARE if number % 2 else MARKED, own[1]])
        day = datetime(2018, 7, 16) + timedelta(hours=number)
        articles.append(Article(f"{number}", text, source=f"outlet {number}", published=day))
    return articles


def test_articles_that_embed_one_post_share_a_quotation_with_those_that_quote_it() -> None:
    articles = news(1, 12)
    assert not scan(articles).matches
    relations = {match.relation for match in scan(articles, every_relation=True).matches}
    assert relations == {"quote"}


def test_reporting_copied_around_the_post_is_reuse() -> None:
    report = story(random.Random(2), 40, ENGLISH)
    articles = [
        Article(f"{one.id}", f"{report}\n{one.text}", source=one.source, published=one.published) for one in news(3, 8)
    ]
    assert {match.relation for match in scan(articles).matches} == {"partial"}
    assert len(scan(articles).matches) == 8 * 7 // 2
