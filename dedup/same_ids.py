"""Articles that have one id by chance, since outlets and files count theirs from 1, told apart."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, repeat

from dedup.article import Article
from dedup.articles import Articles
from dedup.fields.values import host

_EDGE = 64
"""Characters at both ends of a text by which two are told apart."""


def are_others(known: Article, article: Article) -> bool:
    """Whether two articles of one id are not versions of one: other texts of different outlets, or addresses."""
    if known.text == article.text:
        return False
    return _differ(known.source, article.source) or _differ(known.url, article.url)


def _differ(a: str, b: str) -> bool:
    return bool(a and b) and a != b


def name_apart(article: Article, file: str) -> str:
    """The id of an article whose own another has: with its file before it, else its outlet."""
    return _named(article.id, file, article.source, article.url)


def _named(article_id: str, file: str, source: str, url: str) -> str:
    return f"{file or source or host(url) or url}#{article_id}"


class SameIds:
    """Remembers the ids that were given, and gives articles that have one by chance another.

    `n` counts those, `example` is the first.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._marks = array("q")  # of each article four: its file, outlet, address and text
        self._files: dict[str, int] = {}
        self.n = 0
        self.example = ""

    def told_apart(self, articles: Articles, file: str, rows: Sequence[int]) -> Articles:
        """The articles, under `file#id` where another file, outlet or address has the id of one for another text.

        Only those in `rows` have ids of their own. Files count where neither outlet nor address is known.
        """
        own = articles if len(rows) == len(articles) else articles.chosen(rows)
        of_file = self._files.setdefault(file, len(self._files))
        texts = (hash((len(text), text[:_EDGE], text[-_EDGE:])) for text in own.texts)
        marks = zip(repeat(of_file), map(hash, own.sources), map(hash, own.urls), texts, strict=False)  # of "" it is 0
        if self._numbers.keys().isdisjoint(own.ids) and len(set(own.ids)) == len(own):
            n_known = len(self._numbers)
            self._numbers.update(zip(own.ids, range(n_known, n_known + len(own)), strict=True))
            self._marks.extend(chain.from_iterable(marks))
            return articles
        ids = list(articles.ids)
        for row, of_article in zip(rows, marks, strict=True):
            number = self._numbers.get(ids[row])
            if number is None:
                self._numbers[ids[row]] = len(self._numbers)
                self._marks.extend(of_article)
            elif _are_others(tuple(self._marks[4 * number : 4 * number + 4]), of_article):
                ids[row] = _named(ids[row], file, articles.sources[row], articles.urls[row])
                self.n += 1
                self.example = self.example or ids[row]
        return replace(articles, ids=ids)


def _are_others(known: tuple[int, ...], marks: tuple[int, ...]) -> bool:
    (file, outlet, address, text), (other_file, other_outlet, other_address, other_text) = known, marks
    if text == other_text:
        return False
    if (outlet and other_outlet and outlet != other_outlet) or (address and other_address and address != other_address):
        return True
    return file != other_file and not (outlet or other_outlet or address or other_address)
