"""Finds the agencies that articles name, and says of each whether it provided the text or is only quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from dedup.article import Article
from dedup.credits.agencies import agency_of
from dedup.credits.matching import Hit, find
from dedup.credits.roles import Surroundings
from dedup.credits.shapes import in_byline, joined, shape_of
from dedup.results import Credit, CreditField, CreditRole
from dedup.text.tokens import Tokens, tokenize


def detect(articles: Sequence[Article], tokens: Tokens | None = None) -> list[Credit]:
    """The agencies named in the articles, in the order of articles, fields (text, author, title) and places.

    `tokens` are those of the articles' texts, if they are at hand already.

    >>> found = detect([Article("1", "PARIS (AFP) - A minister told Reuters that talks went on.")])
    >>> [(credit.agency, credit.role, credit.name) for credit in found]
    [('afp', 'credit', 'AFP'), ('reuters', 'mention', 'Reuters')]
    """
    columns: tuple[tuple[CreditField, list[str]], ...] = (
        ("text", [article.text for article in articles]),
        ("author", [article.author for article in articles]),
        ("title", [article.title for article in articles]),
    )
    found: list[list[Credit]] = [[] for _ in articles]
    for field, texts in columns:
        column = tokens if field == "text" and tokens is not None else tokenize(texts)
        for i, hits, text_tokens in find(texts, column):
            found[i].extend(_judged(articles[i], field, texts[i], hits, text_tokens))
    return list(chain.from_iterable(found))


def _judged(article: Article, field: CreditField, text: str, hits: list[Hit], tokens: Tokens) -> Iterator[Credit]:
    """The hits that count, each with its role."""
    own = agency_of(article.source) if article.source else None
    last: tuple[Hit, CreditRole] | None = None
    for group in _groups(text, hits):
        around = Surroundings(text, tokens, field)
        start = around.agency_start(group[0])
        end = group[-1].end
        if field == "author":
            shape = in_byline(text, start, end)
        else:
            shape = shape_of(text, start, end, is_title=field == "title")
        for hit in group:
            role = around.role(hit, group[0], shape, last)
            if role is None:
                continue
            if hit.name.agency == own:
                role = "credit"
            last = (hit, role)
            yield Credit(article.id, hit.name.agency, text[hit.start : hit.end], role, field, (hit.start, hit.end))


def _groups(text: str, hits: list[Hit]) -> Iterator[list[Hit]]:
    """Names that stand together: "أ ف ب، رويترز"."""
    group = [hits[0]]
    for hit in hits[1:]:
        if joined(text[group[-1].end : hit.start]):
            group.append(hit)
        else:
            yield group
            group = [hit]
    yield group
