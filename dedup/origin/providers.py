"""Whose text an article says that it is: the agencies that provided it as a whole, and the one a family agrees on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from dedup.origin.profiles import MAX_PROFILES, Profile, ProfileCache
from dedup.origin.provenance import Provenance
from dedup.results import Credit
from dedup.text.side import Side

MAX_DATELINE = 16
"""Words of a text in which its dateline ends: "الرياض 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م واس" has eleven."""

MAX_CLOSING = 6
"""Words of a text in which its closing credit begins."""

MAX_PLACE = 4
"""Words before a dateline's agency where there is no date: a city with its country; more are a caption."""


@dataclass(frozen=True, slots=True)
class Provider:
    """An agency that provided a whole text; `begin` and `end`: the words where it says so, None beside the text."""

    agency: str
    begin: int | None = None
    end: int | None = None


def providers_in(profile: Profile) -> Iterator[Provider]:
    """The agencies that provided a text as a whole; who took a picture or is only quoted does not count."""
    return _providers(profile.provenance.agency, profile.provenance.credits, lambda: profile)


def _providers(agency: str | None, credits: Sequence[Credit], profile: Callable[[], Profile]) -> Iterator[Provider]:
    """The same of an article whose outlet is an `agency` or none, and which has these `credits`.

    Its `profile` is made only where its text credits somebody.
    """
    if agency is not None:
        yield Provider(agency)
    for credit in credits:
        if credit.role != "credit" or credit.agency in ("agencies", agency):
            continue
        if credit.field == "author":
            yield Provider(credit.agency)
        elif credit.field == "text":
            side = profile().side
            begin, end = np.searchsorted(side.starts, credit.span).tolist()
            if len(side) - begin <= MAX_CLOSING or (end <= MAX_DATELINE and _is_dateline(side, begin)):
                yield Provider(credit.agency, begin, end)


def _is_dateline(side: Side, begin: int) -> bool:
    """Whether the words before the credit are places and dates, not a picture's caption."""
    start = int(side.starts[begin])
    before = side.text[side.text.rfind("\n", 0, start) + 1 : start]
    return any(map(str.isdigit, before)) or len(before.split()) <= MAX_PLACE


def text_agencies(profile: Profile) -> frozenset[str]:
    """The agencies that provided a text as a whole, by its own credits: not those of pictures or quotations."""
    return providers(profile) - {profile.provenance.agency}


class TextAgencies:
    """Of each article, by number, its provenance and the agencies that provided it as a whole; they are remembered."""

    def __init__(self, profiles: ProfileCache) -> None:
        self._profiles = profiles
        self._known: dict[int, frozenset[str]] = {}

    def __getitem__(self, number: int) -> tuple[Provenance, frozenset[str]]:
        self.prepare((number,))
        return self._profiles.provenance(number), self._known[number]

    def prepare(self, numbers: Iterable[int]) -> None:
        """Find them for many articles together, which takes less time than one by one."""
        new = [number for number in numbers if number not in self._known]
        for begin in range(0, len(new), MAX_PROFILES // 2):
            some = new[begin : begin + MAX_PROFILES // 2]
            self._profiles.prepare(some)
            self._known.update((number, text_agencies(self._profiles[number])) for number in some)


class Provided(NamedTuple):
    """Whose text an article says that it is: its outlet, which is an `agency` or none, and those that provided it."""

    outlet: str
    agency: str | None
    providers: frozenset[str]

    @classmethod
    def of(cls, profile: Profile) -> Provided:
        """Whose text this article says that it is."""
        return cls(profile.article.source, profile.provenance.agency, providers(profile))

    @classmethod
    def by(cls, outlet: str, agency: str | None, credits: Sequence[Credit], profile: Callable[[], Profile]) -> Provided:
        """The same by the credits of an article, whose `profile` is made only where its text credits somebody."""
        found = _providers(agency, credits, profile)
        return cls(outlet, agency, frozenset(provider.agency for provider in found))


def family_agency(texts: Iterable[Provided]) -> str | None:
    """The agency that members of a family with the same text agree on: its own article, or the credits of two outlets.

    None where none stands out.
    """
    texts = list(texts)
    n_own = Counter(text.agency for text in texts if text.agency is not None)
    credits = {(agency, text.outlet) for text in texts for agency in text.providers}
    return agreed_agency(n_own, Counter(agency for agency, _ in credits))


def providers(profile: Profile) -> frozenset[str]:
    """The agencies that provided a text as a whole, its own outlet among them."""
    return frozenset(provider.agency for provider in providers_in(profile))


def agreed_agency(n_own: Mapping[str, int], n_outlets: Mapping[str, int]) -> str | None:
    """The agency of a family, by how many members are articles of each agency, and how many outlets credit each."""
    if n_own:
        return _leader(n_own)
    leader = _leader(n_outlets)
    return leader if leader is not None and n_outlets[leader] > 1 else None


def _leader(counts: Mapping[str, int]) -> str | None:
    """The one that is counted most, None where there are two of them."""
    most = max(counts.values(), default=0)
    leaders = [one for one, n in counts.items() if n == most]
    return leaders[0] if len(leaders) == 1 else None
