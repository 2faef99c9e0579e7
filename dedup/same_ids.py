"""Articles that have one id by chance, since outlets and files count theirs from 1, told apart."""

from __future__ import annotations

from array import array
from dataclasses import replace

from dedup.article import Article
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
    return f"{file or article.source or host(article.url) or article.url}#{article.id}"


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

    def told_apart(self, article: Article, file: str) -> Article:
        """The article, under `file#id` where another file, outlet or address has its id for another text.

        Files count where neither outlet nor address is known.
        """
        marks = (
            self._files.setdefault(file, len(self._files)),
            hash(article.source) if article.source else 0,
            hash(article.url) if article.url else 0,
            hash((len(article.text), article.text[:_EDGE], article.text[-_EDGE:])),
        )
        number = self._numbers.get(article.id)
        if number is None:
            self._numbers[article.id] = len(self._marks) // 4
            self._marks.extend(marks)
            return article
        if not _are_others(tuple(self._marks[4 * number : 4 * number + 4]), marks):
            return article
        named = replace(article, id=name_apart(article, file))
        self.n += 1
        self.example = self.example or named.id
        return named


def _are_others(known: tuple[int, ...], marks: tuple[int, ...]) -> bool:
    (file, outlet, address, text), (other_file, other_outlet, other_address, other_text) = known, marks
    if text == other_text:
        return False
    if (outlet and other_outlet and outlet != other_outlet) or (address and other_address and address != other_address):
        return True
    return file != other_file and not (outlet or other_outlet or address or other_address)
