"""What is left out before repeats and credits are looked for: articles in which nothing would be found."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dedup.article import Article
from dedup.credits.detect import detect
from dedup.credits.screen import may_name_beside, texts_may_name
from dedup.repeats import repeats_of
from dedup.repeats.screen import may_repeat
from dedup.scanning.scan import run_of, scan_as
from dedup.sketch.sketches import sketch
from dedup.text.marks import LINE_BREAKS
from tests.newsroom import collection

WORDS = [
    "river",
    "rose",
    "metres",
    "overnight",
    "mayor",
    "النهر",
    "ارتفع",
    "ليلا",
    "洪水",
    "AFP",
    "Reuters",
    "3",
    "14",
    "-",
]
LINES = [
    "The river rose two metres overnight and flooded the market",
    "The river rose two meters overnight and flooded the market (AFP)",
    "Photo: Reuters",
    "SHARE",
    "The Rhine in Basel (AFP)",
]
PIECES = st.sampled_from([*WORDS, *LINES, *LINE_BREAKS, "\r\n", "\n\n", ". "])
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from([" ", ""])).map("".join), max_size=60).map("".join)


@settings(max_examples=150)
@given(st.lists(TEXTS, min_size=1, max_size=4))
@example([f"{LINES[0]}\x85{LINES[1]}"])
@example([f"{LINES[0]}\u2028flood {LINES[0]}"])
@example(["洪水" * 12])
def test_an_article_in_which_something_repeats_or_an_agency_is_named_is_looked_at(texts: list[str]) -> None:
    articles = [Article(str(place), text) for place, text in enumerate(texts)]
    words = sketch(texts).words
    repeating, naming = may_repeat(words, 2).tolist(), texts_may_name(words.tokens, 2).tolist()
    assert {repeat.article for repeat in repeats_of(articles)} <= {str(k) for k, may in enumerate(repeating) if may}
    assert {credit.article for credit in detect(articles)} <= {str(k) for k, may in enumerate(naming) if may}


@given(
    st.lists(st.tuples(TEXTS, st.sampled_from(["", "AFP", "By Jane Doe, Reuters", "Jane Doe"])), min_size=1, max_size=4)
)
def test_so_is_one_that_names_an_agency_in_its_title_or_as_its_author(given: list[tuple[str, str]]) -> None:
    articles = [Article(str(place), "-", title=title, author=author) for place, (title, author) in enumerate(given)]
    may_name = may_name_beside(articles).tolist()
    assert {credit.article for credit in detect(articles)} <= {str(k) for k, may in enumerate(may_name) if may}


def test_most_articles_of_a_newsroom_are_left_out() -> None:
    articles = [Article(str(k), f"{LINES[0]} on day {k}, the mayor of town {k} said.") for k in range(40)]
    words = sketch([article.text for article in articles]).words
    assert not np.any(may_repeat(words, 1) | texts_may_name(words.tokens, 1) | may_name_beside(articles))


@pytest.mark.parametrize("n_processes", [1, 2])
def test_repeats_and_credits_are_those_of_all_articles(n_processes: int) -> None:
    articles = collection(80, seed=5)
    articles += [
        Article("twice", "Flood hits Basel old town\n\nThe Rhine in Basel (AFP)\nThe Rhine in Basel (AFP)"),
        Article("titled", "-- a --", title="AFP: floods"),
    ]
    report = scan_as(run_of(jobs=2, n_processes=n_processes), articles, None, None)
    report.find_all()
    assert list(report.repeats) == repeats_of(sorted(articles, key=lambda article: article.id))
    assert list(report.credits) == detect(sorted(articles, key=lambda article: article.id))
    assert len(report.repeats) > 0
    assert {"twice", "titled"} <= {credit.article for credit in report.credits}
