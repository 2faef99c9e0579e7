"""What articles declare of their origin beside their text: weak evidence, since anybody can, and templates do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dedup.addresses import address
from dedup.article import Article
from dedup.origin.profiles import Profile
from dedup.origin.provenance import is_outlet_of
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
    declared = copy.provenance.declared
    exact = named = None
    if declared:
        exact = next((one for one in declared if _is_address_or_id(one, source.article)), None)
        named = exact or next((one for one in declared if _is_outlet(one, source)), None)
    named = named or _byline(copy, source)
    if named is not None:
        yield view.sign(NAMES_ARTICLE if exact else NAMES_SITE, "declares_origin", declared=named)
    elif declared and not source.provenance.declared and _byline(source, copy) is None:
        yield view.sign(NAMES_THIRD, "declares_other", declared=declared[0])
    if source.provenance.has_manifest and not copy.provenance.has_manifest:
        yield view.sign(KEEPS_MANIFEST, "keeps_manifest")


def _is_address_or_id(declared: str, article: Article) -> bool:
    if declared == article.id:
        return True
    return (
        "//" in declared
        and bool(article.url)
        and address(declared) == address(article.url)
        and "/" in address(declared)
    )


def _is_outlet(declared: str, profile: Profile) -> bool:
    return is_outlet_of(declared, profile.article, profile.provenance.agency)


def _byline(profile: Profile, other: Profile) -> str | None:
    """The outlet of the other article, where an article of another outlet is signed with it."""
    outlet = other.article.source
    if not profile.article.author or not outlet or outlet.casefold() == profile.article.source.casefold():
        return None
    if other.provenance.agency is not None:
        return None  # that is a credit
    return outlet if is_signed_with(profile.article.author, outlet) else None


@lru_cache(maxsize=1 << 14)  # outlets and authors are few
def is_signed_with(author: str, outlet: str) -> bool:
    """Whether an author field names an outlet as one of its parts."""
    name, author = outlet.casefold(), author.casefold()
    return name in author and name in _PARTS.split(author)
