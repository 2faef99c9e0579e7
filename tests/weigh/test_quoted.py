"""What most articles that carry a wording have in quotation marks is a quotation in all of them."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup import Article, scan
from dedup.corpus.texts import Texts
from dedup.text.grams import GRAM, gram_kernel
from dedup.text.layout import layout_of
from dedup.text.tokens import tokenize
from dedup.weigh import quoted
from dedup.weigh.marks import QUOTED, flag_speech
from dedup.weigh.quoted import MIN_CARRYING, flag_widely_quoted, n_slots_of
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
    return [(columns.marks_of(text) & QUOTED == QUOTED).tolist() for text in range(len(texts))]


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


def plainly_flagged(words: list[list[int]], marks: list[list[bool]]) -> list[list[bool]]:
    """The same flags by the rule in words: of each 4-gram how many carry it, and how many of these in quotation marks.

    4-grams go by their slot in a table, as few as there are.
    """
    n_slots = n_slots_of(sum(map(sum, marks)))
    slots = []
    for one in words:
        grams = np.empty(len(one) + 1, np.uint32)
        n = gram_kernel(np.array(one, np.uint32), grams)
        slots.append((grams[:n] & np.uint32(n_slots - 1)).tolist())
    in_marks, in_all = Counter(), Counter()
    for own, is_quoted in zip(slots, marks, strict=True):
        in_all.update(own)
        in_marks.update(slot for at, slot in enumerate(own) if all(is_quoted[at : at + GRAM]))
    found = [list(own) for own in marks]
    for own, flags in zip(slots, found, strict=True):
        is_quotation = [
            in_marks[slot] > 1 and in_all[slot] >= MIN_CARRYING and 2 * in_marks[slot] >= in_all[slot] for slot in own
        ]
        for at in range(1, len(own)):
            if is_quotation[at - 1] and is_quotation[at]:
                flags[at - 1 : at + GRAM] = [True] * (GRAM + 1)
    return found


articles = st.lists(
    st.lists(st.tuples(st.sampled_from(["ja", "nein", "vielleicht"]), st.booleans()), min_size=1, max_size=30),
    min_size=1,
    max_size=12,
)


@given(articles, st.sampled_from([1, 3]))
def test_what_is_flagged_is_what_the_rule_says_on_any_number_of_threads(said, threads) -> None:
    words = [[hash_of(word) for word, _ in one] for one in said]
    marks = [[is_quoted for _, is_quoted in one] for one in said]
    texts = Texts.alone(
        np.array([word for one in words for word in one], np.uint32),
        np.append(0, np.cumsum([len(one) for one in words])),
        np.array([QUOTED * flag for one in marks for flag in one], np.uint8),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quoted, "CHUNK", 2)
        flag_widely_quoted(texts, np.arange(len(words)), threads)
    found = [((texts.marks_of(text) & QUOTED) != 0).tolist() for text in range(len(words))]
    assert found == plainly_flagged(words, marks)


def hash_of(word: str) -> int:
    return int(tokenize([word]).hashes[0])
