"""Lost credits: a copy of an agency's text that names no agency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from dedup.origin.profiles import MAX_PROFILES, Profile, ProfileCache
from dedup.origin.provenance import Provenance
from dedup.origin.verdict import EVERYTHING, LOST_CREDIT, Asked
from dedup.origin.view import View
from dedup.results import CreditRemoved
from dedup.text.side import Side

MIN_SHARE = 0.5
"""Share of the copy that must come from the credited text: what else is in it may be its own."""

MAX_DATELINE = 16
"""Words of a text in which its dateline ends: "الرياض 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م واس" has eleven."""

MAX_CLOSING = 6
"""Words of a text in which its closing credit begins."""

NEAR = 3
"""Words before a closing credit from which the copied passage adjoins it."""

MIN_WORDS = 16
"""Words of the copied passage, about a sentence."""

MAX_PLACE = 4
"""Words before a dateline's agency where there is no date: a city with its country; more are a caption."""


@dataclass(frozen=True, slots=True)
class _Provider:
    """An agency that provided a whole text; `begin` and `end`: the words where it says so, None beside the text."""

    agency: str
    begin: int | None = None
    end: int | None = None


def credit_removed(view: View) -> str | None:
    """The agency whose credit the copy lost, None where it lost none.

    The source is the agency's article, or credits it in its byline, dateline or closing line; at least half of the copy
    comes from it, with the words beside that credit; and the copy names no agency, nor is it one.
    """
    if not _may_lack(view.copy, view.copy_share):
        return None
    if max((passage.end_source - passage.begin_source for passage in view.passages), default=0) < MIN_WORDS:
        return None
    return next((provider.agency for provider in _providers(view.source) if _adjoins(view, provider)), None)


def _may_lack(copy: Profile, share: float) -> bool:
    """Whether a copy, which comes from another text to this share, names no agency and is none."""
    return copy.provenance.agency is None and not copy.provenance.named and share >= MIN_SHARE


def removed_credit(view: View, origin: str | None, asked: Asked = EVERYTHING) -> CreditRemoved | None:
    """The credit that either side of a match lost, None where neither did; the `origin` of the other lost none."""
    lost_b = credit_removed(view) if asked.here & LOST_CREDIT else None
    may_lack = asked.there & LOST_CREDIT and _may_lack(view.source, view.source_share)
    lost_a = credit_removed(view.swapped()) if may_lack else None
    if lost_b is not None and origin != "b":
        return CreditRemoved("b", lost_b)
    return CreditRemoved("a", lost_a) if lost_a is not None and origin != "a" else None


def _adjoins(view: View, provider: _Provider) -> bool:
    """Whether a passage includes or adjoins the place of the credit; its words at the head, where it has none."""
    n_words = len(view.source.side)
    begin, end, passages = provider.begin, provider.end, view.passages
    if begin is None or end is None:
        return view.source_share >= MIN_SHARE or min(one.begin_source for one in passages) <= MAX_DATELINE
    if end <= MAX_DATELINE:
        return any(one.begin_source <= MAX_DATELINE and one.end_source > end for one in passages)
    return any(one.end_source >= min(begin - NEAR, n_words) and one.begin_source < begin for one in passages)


def _providers(profile: Profile) -> Iterator[_Provider]:
    """The agencies that provided a text as a whole; who took a picture or is only quoted does not count."""
    side, agency = profile.side, profile.provenance.agency
    if agency is not None:
        yield _Provider(agency)
    for credit in profile.provenance.credits:
        if credit.role != "credit" or credit.agency in ("agencies", agency):
            continue
        if credit.field == "author":
            yield _Provider(credit.agency)
        elif credit.field == "text":
            begin, end = np.searchsorted(side.starts, credit.span).tolist()
            if len(side) - begin <= MAX_CLOSING or (end <= MAX_DATELINE and _is_dateline(side, begin)):
                yield _Provider(credit.agency, begin, end)


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


def family_agency(profiles: Iterable[Profile]) -> str | None:
    """The agency that members of a family with the same text agree on: its own article, or the credits of two outlets.

    None where none stands out.
    """
    profiles = list(profiles)
    n_own = Counter(profile.provenance.agency for profile in profiles if profile.provenance.agency is not None)
    credits = {(agency, profile.article.source) for profile in profiles for agency in providers(profile)}
    return agreed_agency(n_own, Counter(agency for agency, _ in credits))


def providers(profile: Profile) -> frozenset[str]:
    """The agencies that provided a text as a whole, its own outlet among them."""
    return frozenset(provider.agency for provider in _providers(profile))


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
