"""What is said beside two texts: titles and days, which tell short texts apart that say the same."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from dedup.article import Article
from dedup.corpus.days import NEWS_WINDOW_DAYS
from dedup.differences.find import other_facts
from dedup.reasons import OTHER_SIDE, Reason
from dedup.text.folding import fold
from dedup.text.side import Side

MIN_TEXT_WORDS = 18
"""Words of a text that says something by itself; of a shorter one, such as a name, the title must be the same too.

On Reuters ten texts of 14 to 16 words stood under another title, and four of these were of another subject: "Qtly div
four cts vs four cts prior" of two companies, hog prices of two cities. The next, of 18 words (Saudi news: of 21) and
more, are of the same subject."""

MIN_DAYLESS_WORDS = 60
"""Words of a text that is the same news on whatever day; a shorter one may be today's notice in yesterday's words.

On Saudi news and Reuters eleven copies of fewer words are of one outlet's other day, or beyond a news window. Six, of
21 to 50 words, say that something is so again: "left credit policies unchanged after today's meeting", ships in port,
no new infections. Of 64 words and more all are printed again."""

Told = Literal["title", "day"]
"""What tells two texts apart."""


def told_apart(one: Article, other: Article, n_words: int) -> Told | None:
    """What tells two articles apart whose texts say the same; `n_words` has the shorter one.

    Short texts mean what their title or their day makes of them, and titles of which only facts differ are of two
    fillings of a form, however long the texts: "futures at 11:00" and "at 11:10".
    """
    if n_words < MIN_TEXT_WORDS and fold(one.title) != fold(other.title):
        return "title"
    if n_words < MIN_DAYLESS_WORDS and _on_other_days(one, other):
        return "day"
    if one.title.strip() and other.title.strip() and one.title != other.title and _other_facts(one.title, other.title):
        return "title"
    return None


def kept_by(told: Told, articles: tuple[Article, Article], side: Literal["a", "b"]) -> Reason:
    """That the article of a `side` is not safe to drop, for what tells the two apart."""
    a, b = articles
    facts = {"source": OTHER_SIDE[side], "copy": side}
    if told == "title":
        return Reason("keeps_title", {**facts, "words_a": a.title, "words_b": b.title})
    return Reason("keeps_day", {**facts, "days": _days_apart(a, b) or 0})


def _on_other_days(one: Article, other: Article) -> bool:
    """Whether two articles are of different days: of one outlet by a day, of two by more than a news window.

    The same page that was fetched again is the same article.
    """
    days = _days_apart(one, other)
    if not days or (one.url and one.url == other.url):
        return False
    return days > NEWS_WINDOW_DAYS or (bool(one.source.strip()) and one.source == other.source)


def _days_apart(one: Article, other: Article) -> int | None:
    first, second = one.published_utc, other.published_utc
    return None if first is None or second is None else abs((first.date() - second.date()).days)


@lru_cache(1 << 12)
def _other_facts(title: str, other: str) -> bool:
    return other_facts(Side.of(title), Side.of(other))
