"""Independent reporting: to how many origins the articles of a story go back, and which of them fold into one.

What counts as one origin, in this order:

- an agency: what it wrote, and every text that is credited to it as a whole, however many outlets print it;
- a text: an article most of whose words stand in another that was there before has the origin of that one;
- an outlet: what it wrote itself is one origin, in however many articles.

An article that has a part in common with others and more of its own, that credits agencies without naming one, or two
agencies that are origins each, may be independent or not: it is uncertain, and counts as no origin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, isnan
from typing import Literal

from dedup.article import Article
from dedup.origin import Provenance
from dedup.reasons import Reason
from dedup.results import Attribution, IndependentOrigin

MOSTLY = 0.5
"""Share of an article's words from which it is mostly another's: what is more than half a copy is no report of its own.
`contained` begins at 0.725 on the contained side, and reprints on both, so that only the longer side of a containment,
and partial matches, can be below. From 0.3 to 0.7 the origins of SaudiNewsNet's stories are 4,423 to 4,457 and the
uncertain articles 1,957 to 4,034; of US news 92, and 164 to 228."""

UNNAMED = "agencies"
"""What a credit to agencies is called that names none."""

Key = tuple[Literal["agency", "outlet", "article"], str]


@dataclass(frozen=True, slots=True)
class Text:
    """An article as it is looked at here: outlet, time of publication (seconds, NaN where not known), and agencies.

    `own` is the agency that wrote it, `credited` those to which it is credited as a whole; `unnamed`: it credits
    agencies and names none.
    """

    id: str
    source: str
    published: float
    own: str | None
    credited: frozenset[str]
    unnamed: bool

    @classmethod
    def of(cls, article: Article, published: float, provenance: Provenance, credited: frozenset[str]) -> Text:
        """An article, when it was published, what it says of where it comes from, and `origin.text_agencies` of it."""
        unnamed = UNNAMED in provenance.credited
        return cls(article.id, article.source, published, provenance.agency, credited, unnamed)


@dataclass(frozen=True, slots=True)
class Unit:
    """A family, or an article without one: texts by number, the origin first, and the share of each that is in it."""

    texts: Sequence[int]
    shares: Sequence[float]


Links = Mapping[int, Mapping[int, float]]
"""For each unit the units with which it shares text, and the largest share of one of its articles that is in them."""


@dataclass(slots=True)
class _Counted:
    """What has been counted so far: `keys` of the units that were placed, articles by origin, and uncertain ones."""

    keys: dict[int, Key] = field(default_factory=dict)
    origins: dict[Key, list[Attribution]] = field(default_factory=dict)
    uncertain: list[Attribution] = field(default_factory=list)


def independent_origins(
    texts: Sequence[Text], units: Sequence[Unit], links: Links
) -> tuple[tuple[IndependentOrigin, ...], tuple[Attribution, ...]]:
    """The origins of a story, those with the most articles first, and what is uncertain.

    Units whose agency is known are placed first, then by the time and id of their first text: each is held against
    those that were there before.
    """
    counted = _Counted()

    def rank(place: int) -> tuple[bool, float, str]:
        first = texts[units[place].texts[0]]
        return not _agencies(texts, units[place]), inf if isnan(first.published) else first.published, first.id

    for place in sorted(range(len(units)), key=rank):
        _place(place, texts, units, links.get(place, {}), counted)
    origins = [IndependentOrigin(name, kind, tuple(found)) for (kind, name), found in counted.origins.items()]
    origins.sort(key=lambda one: (-len(one.articles), one.name))
    return tuple(origins), tuple(sorted(counted.uncertain, key=lambda one: one.article))


def _place(place: int, texts: Sequence[Text], units: Sequence[Unit], links: Mapping[int, float], to: _Counted) -> None:
    """Count a unit: its origin, or that it is uncertain."""
    unit = units[place]
    first = texts[unit.texts[0]]
    agencies = _agencies(texts, unit)
    before = {other: share for other, share in links.items() if other in to.keys}
    nearest = max(before, key=lambda other: (before[other], -other), default=None)
    key: Key | None = None
    if len(agencies) == 1 or (agencies and not any(("agency", one) in to.origins for one in agencies)):
        key, reason = ("agency", ", ".join(sorted(agencies))), _of_agency(first, agencies)
    elif agencies:
        reason = Reason("several_agencies", {"agencies": sorted(agencies)})
    elif nearest is not None and before[nearest] >= MOSTLY:
        key, reason = to.keys[nearest], _in(texts[units[nearest].texts[0]], before[nearest])
    elif first.unnamed and to.keys:
        reason = Reason("unnamed_agency")
    elif nearest is not None:
        reason = _partly(texts[units[nearest].texts[0]], before[nearest])
    else:
        key = ("outlet", first.source) if first.source else ("article", first.id)
        reason = Reason("same_outlet" if key in to.origins else "own_text")
    members = [(texts[at], share) for at, share in zip(unit.texts[1:], unit.shares[1:], strict=True)]
    if key is None:
        to.uncertain += [_told(first, reason), *(_told(one, _in(first, share)) for one, share in members)]
        return
    to.keys[place] = key
    to.origins.setdefault(key, []).append(_told(first, reason))
    for one, share in members:
        if share >= MOSTLY or one.own in agencies or one.credited & agencies:
            to.origins[key].append(_told(one, _copied(one, first, share, agencies)))
        else:
            to.uncertain.append(_told(one, _partly(first, share)))


def _agencies(texts: Sequence[Text], unit: Unit) -> frozenset[str]:
    """The agencies that a unit comes from: those that wrote an article of it, else those to which any is credited."""
    members = [texts[at] for at in unit.texts]
    return frozenset(one.own for one in members if one.own) or frozenset().union(*(one.credited for one in members))


def _copied(one: Text, first: Text, share: float, agencies: frozenset[str]) -> Reason:
    """Why a member of a unit has the origin of its first text."""
    return _of_agency(one, agencies) if one.own in agencies or one.credited & agencies else _in(first, share)


def _of_agency(one: Text, agencies: frozenset[str]) -> Reason:
    if one.own in agencies:
        return Reason("written_by", {"agency": one.own})
    credited = one.credited & agencies
    return Reason("credited_to" if credited else "copies_credit", {"agencies": sorted(credited or agencies)})


def _in(other: Text, share: float) -> Reason:
    return Reason("mostly_in", {"share": share, "other": other.id})


def _partly(other: Text, share: float) -> Reason:
    return Reason("partly_in", {"share": share, "other": other.id})


def _told(text: Text, reason: Reason) -> Attribution:
    return Attribution(text.id, text.source, reason)
