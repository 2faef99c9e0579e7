"""Finds the agencies that articles name, and says of each whether it provided the text or is only quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dedup.article import Article
from dedup.credits.agencies import NameKind, agency_of
from dedup.credits.matching import Hit, find
from dedup.credits.roles import Surroundings
from dedup.credits.shapes import in_byline, joined, shape_of, sign_off_start, unwrapped
from dedup.results import Credit, CreditField, CreditRole
from dedup.text.tokens import Tokens, tokenize

Verdict = tuple[Hit, CreditRole]


def detect(articles: Sequence[Article], tokens: Tokens | None = None) -> list[Credit]:
    """The agencies named in the articles, in the order of articles, fields (text, author, title) and places.

    In the article of an outlet that is an agency itself (`source`), that agency's name is a credit wherever it stands.
    `tokens` are those of the articles' texts, if they are at hand already.

    >>> found = detect([Article("1", "PARIS (AFP) - A minister told Reuters that talks went on.")])
    >>> [(credit.agency, credit.role, credit.name) for credit in found]
    [('afp', 'credit', 'AFP'), ('reuters', 'mention', 'Reuters')]
    """
    texts, titles = [article.text for article in articles], [article.title for article in articles]
    authors = list(dict.fromkeys(article.author for article in articles))  # an outlet writes most of them often
    tokens = tokenize(texts) if tokens is None else tokens
    n = len(articles)
    place_of_author = {author: 2 * n + place for place, author in enumerate(authors)}
    fields: list[CreditField] = ["text"] * n
    fields += ["title"] * n
    fields += ["author"] * len(authors)
    found = dict(_found(fields, texts + titles + authors, tokens.followed_by(tokenize(titles + authors))))
    credits: list[Credit] = []
    for i, article in enumerate(articles):
        credits.extend(_credits(article, "text", found.get(i, [])))
        credits.extend(_credits(article, "author", found.get(place_of_author[article.author], [])))
        credits.extend(_credits(article, "title", found.get(n + i, [])))
    return credits


def _credits(article: Article, field: CreditField, verdicts: list[Verdict]) -> Iterator[Credit]:
    """The verdicts on a field of an article, as seen from the outlet that published it."""
    own = agency_of(article.source) if verdicts else None
    for hit, found in verdicts:
        role = found
        if own is not None and field == "title":
            role = "mention"  # an agency that closes its headline with another one cites it
        if hit.name.agency == own:
            role = "credit"
        name = getattr(article, field)[hit.start : hit.end]
        yield Credit(article.id, hit.name.agency, name, role, field, (hit.start, hit.end))


def _found(fields: Sequence[CreditField], texts: Sequence[str], tokens: Tokens) -> Iterator[tuple[int, list[Verdict]]]:
    """Each text that names agencies, with the names that count and their roles; `fields` are those the texts are."""
    for i, hits in find(texts, tokens):
        text, field = texts[i], fields[i]
        around = Surroundings(text, tokens, int(tokens.offsets[i]), int(tokens.offsets[i + 1]), field)
        lines = unwrapped(text) if field == "text" else text
        verdicts: list[Verdict] = []
        for group in _groups(text, hits):
            if group[0].kind is NameKind.SIGNED:
                start = sign_off_start(text, group[0].start, group[0].end)
                if start is not None:
                    verdicts.append((replace(group[0], start=start), "credit"))
                continue
            start, end = around.agency_start(group[0]), group[-1].end
            if field == "author":
                shape = in_byline(text, start, end)
            else:
                shape = shape_of(lines, start, end, is_title=field == "title")
            for hit in group:
                role = around.role(hit, group[0], shape, verdicts[-1] if verdicts else None)
                if role is None:
                    continue
                if verdicts and around.specifies(hit, verdicts[-1][0]):
                    verdicts.pop()
                verdicts.append((hit, role))
        if verdicts:
            yield i, verdicts


def _groups(text: str, hits: list[Hit]) -> Iterator[list[Hit]]:
    """Names that stand together: "أ ف ب، رويترز"."""
    group = [hits[0]]
    for hit in hits[1:]:
        signed = NameKind.SIGNED in (hit.kind, group[-1].kind)
        if not signed and joined(text[group[-1].end : hit.start]):
            group.append(hit)
        else:
            yield group
            group = [hit]
    yield group
