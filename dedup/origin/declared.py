"""What articles declare of their origin beside their text: weak evidence, since anybody can, and templates do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dedup.addresses import address, site
from dedup.article import Article
from dedup.credits.agencies import agency_of
from dedup.markup import C2PA
from dedup.origin.profiles import Profile
from dedup.origin.view import Sign, View

NAMES_ARTICLE = 2.0
"""Of an article that declares the address or id of the other to be its origin: most who do are right, but canonical
addresses also name collections and later versions."""

NAMES_SITE = 1.2
"""Of one that declares the outlet of the other, which may have several articles on the story."""

NAMES_THIRD = 0.5
"""Of one that declares an origin which is neither of the two, beside one that declares none."""

KEEPS_MANIFEST = 0.3
"""Of one whose text carries a C2PA manifest, beside one without: who copies words seldom takes it along."""

_PARTS = re.compile(r"\s*(?:[;,|/()–—]|\s-\s|\bfor\b|\bvia\b|\bfür\b|\bpour\b|\bpara\b)\s*")


def declaration_signs(view: View) -> Iterator[Sign]:
    """That the copy declares the source to be its origin, or an origin that is neither of them."""
    source, copy = view.source, view.copy
    declared = _foreign(copy)
    exact = next((one for one in declared if _names_article(one, source.article)), None)
    named = exact or next((one for one in declared if _names_outlet(one, source)), None) or _byline(copy, source)
    if named is not None:
        yield view.sign(NAMES_ARTICLE if exact else NAMES_SITE, "declares_origin", declared=named)
    elif declared and not _foreign(source) and _byline(source, copy) is None:
        yield view.sign(NAMES_THIRD, "declares_other", declared=declared[0])
    if C2PA in source.article.text and C2PA not in copy.article.text:
        yield view.sign(KEEPS_MANIFEST, "keeps_manifest")


def declared(article: Article) -> list[str]:
    """The origins that an article declares, names and addresses."""
    return [one for part in article.declared_origin.split("; ") if (one := part.strip())]


def _foreign(profile: Profile) -> list[str]:
    """The origins that an article declares and that are not itself."""
    article = profile.article
    return [
        one for one in declared(article) if not (_names_outlet(one, profile) or (one == article.id and not article.url))
    ]


def _names_article(value: str, article: Article) -> bool:
    if value == article.id:
        return True
    return "//" in value and bool(article.url) and address(value) == address(article.url) and "/" in address(value)


def _names_outlet(value: str, profile: Profile) -> bool:
    """Whether a name or address is that of the outlet of an article."""
    outlet, url = profile.article.source, profile.article.url
    host = site(value)
    if host:
        return host in (site(url), outlet.casefold().removeprefix("www."))
    agency = profile.provenance.agency
    return (bool(outlet) and value.casefold() == outlet.casefold()) or (
        agency is not None and agency_of(value) == agency
    )


def _byline(profile: Profile, other: Profile) -> str | None:
    """The outlet of the other article, where an article of another outlet is signed with it."""
    outlet = other.article.source
    if not profile.article.author or not outlet or outlet.casefold() == profile.article.source.casefold():
        return None
    if other.provenance.agency is not None:
        return None  # that is a credit
    return outlet if outlet.casefold() in _PARTS.split(profile.article.author.casefold()) else None
