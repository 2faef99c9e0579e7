"""Provenance: what an article says of where it comes from, whatever it is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from dedup.addresses import site
from dedup.article import Article
from dedup.credits.agencies import agency_of
from dedup.markup import C2PA
from dedup.origin.moments import Moment, moment_of
from dedup.origin.spellings import Spellings
from dedup.origin.wordlists import update_heading
from dedup.results import Credit
from dedup.text.tokens import tokenize

MIN_LETTERS = 8
"""Letters from which two words or more are a name wherever they stand; shorter ones may be anything."""

TAIL = 90
"""Characters at the end of a text that are searched for closing marks."""

_HEAD = 80
"""Characters at the beginning of a text that are searched for the heading of a later version."""

_WIRE_MARK = re.compile(
    r"(?://\s*انتهى\s*/|\(\s*انتهى\s*\)|\bانتهى\s*[/.]*\s*(?:\d\d:\d\d.{0,8})?$|[-–—]\s*30\s*[-–—]|\bENDITEM\b|[(（](?:ends?|fin|Ende|конец|完|了|끝|son)[)）])"
    r"[^\n]{0,40}\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an article says of where it comes from, kept without its text.

    `agency` is set where its outlet is a news agency; `credited` are the agencies it is credited to, except its own;
    `named` are all agencies that it names. `author` is the name it is signed with, "" where the field holds no name.
    `declared` are the origins that it declares beside its text, names and addresses other than its own.
    `is_update`: it is headed as an update or a correction; `closes_as_wire`: it ends as agency texts do;
    `has_manifest`: its text carries a C2PA manifest.
    """

    agency: str | None
    credits: tuple[Credit, ...]
    credited: frozenset[str]
    named: frozenset[str]
    moment: Moment | None
    author: str
    declared: tuple[str, ...]
    is_update: bool
    closes_as_wire: bool
    has_manifest: bool
    spellings: Spellings

    @classmethod
    def of(
        cls, article: Article, credits: tuple[Credit, ...], spellings: Spellings, *, crawled: bool, now: datetime
    ) -> Provenance:
        """The provenance of an article as of `now`; `crawled`: its outlet's times are a crawler's."""
        agency = agency_of(article.source)
        author = article.author.strip()
        return cls(
            agency,
            credits,
            frozenset(one.agency for one in credits if one.role == "credit" and one.agency != agency),
            frozenset(one.agency for one in credits),
            moment_of(article, crawled=crawled, now=now),
            author if is_name(author) else "",
            tuple(_declared(article, agency)),
            bool(update_heading().match(article.title) or update_heading().match(article.text[:_HEAD].lstrip())),
            bool(_WIRE_MARK.search(article.text[-TAIL:])),
            C2PA in article.text,
            spellings,
        )


def _declared(article: Article, agency: str | None) -> Iterator[str]:
    """The origins that an article declares and that are not itself."""
    for declared in filter(None, map(str.strip, article.declared_origin.split("; "))):
        is_own_id = declared == article.id and not article.url
        if not is_own_id and not is_outlet_of(declared, article, agency):
            yield declared


def is_outlet_of(name: str, article: Article, agency: str | None) -> bool:
    """Whether a name or address is that of the outlet of an article; `agency` is the agency that this outlet is."""
    host, outlet = site(name), article.source
    if host:
        return host in (site(article.url), outlet.casefold().removeprefix("www."))
    if outlet and name.casefold() == outlet.casefold():
        return True
    return agency is not None and agency_of(name) == agency


def is_name(text: str) -> bool:
    """Whether words can only be the name of a person or an outlet, wherever they stand.

    >>> is_name("Marta Kowalczyk"), is_name("Reuters"), is_name("M. K.")
    (True, False, False)
    """
    return len(text.split()) > 1 and sum(map(str.isalpha, text)) >= MIN_LETTERS


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[int, ...]:
    """The tokens of a name."""
    return tuple(tokenize([name]).hashes.tolist())
