"""Articles made from a number: the same number gives the same article in every process, so none need be passed on."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from dedup.article import Article

_SYLLABLES = ("با", "دي", "سو", "را", "من", "كي", "لا", "تو", "شم", "في", "هر", "نو")
WORDS = tuple(first + second + third for first in _SYLLABLES for second in _SYLLABLES for third in _SYLLABLES)


def text(seed: str, n_words: int = 60) -> str:
    """A text that shares nothing but single words with that of any other seed."""
    draw = Random(seed)
    return " ".join(draw.choices(WORDS, k=n_words))


def story(article_id: str, told: str = "", *, n_words: int = 60) -> Article:
    """The article of this id; it tells the story `told` where one is given, else its own."""
    published = datetime(2015, 7, 1) + timedelta(minutes=Random(article_id).randrange(60 * 24 * 60))
    return Article(article_id, text(told or article_id, n_words), source=article_id[:2], published=published)


def edited(article: Article, article_id: str) -> Article:
    """The same story in another outlet, with a few words of its own."""
    words = article.text.split()
    words[3:3] = text(article_id, 4).split()
    return Article(article_id, " ".join(words), source=article_id[:2], published=article.published)
