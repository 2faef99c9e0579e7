"""Which agency's stories each outlet carries, and how many of its copies say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from dedup.credits.agencies import agency_of, entries
from dedup.results import Credit, Member

UNNAMED_AGENCIES = "agencies"
"""What a credit to "agencies" is listed as: it names none."""

_Z = 1.645
"""Of the lower end of an interval that holds the true share in nine cases of ten (Wilson, 1927, its score interval)."""


@dataclass(frozen=True, slots=True)
class Carried:
    """An article that carries an agency's story: whether it credits the agency, or omits its credit."""

    article: str
    outlet: str
    agency: str
    is_named: bool


@dataclass(frozen=True, slots=True)
class Wire:
    """The copies of one agency's stories in one outlet: so many credit the agency, so many omit its credit."""

    agency: str
    outlet: str
    n_named: int
    n_unnamed: int

    @property
    def n_copies(self) -> int:
        """All of them."""
        return self.n_named + self.n_unnamed


@dataclass(frozen=True, slots=True)
class Carrier:
    """An outlet with all the agency copies in it."""

    outlet: str
    n_named: int
    n_unnamed: int

    @property
    def n_copies(self) -> int:
        """All of them."""
        return self.n_named + self.n_unnamed

    @property
    def share_unnamed(self) -> float:
        """The share of its agency copies that omit the credit."""
        return self.n_unnamed / self.n_copies

    @property
    def least_share(self) -> float:
        """The share that omits the credit, as low as so few articles leave it possible."""
        n = self.n_copies
        share, z2 = self.share_unnamed, _Z**2
        margin = _Z * sqrt(share * (1 - share) / n + z2 / (4 * n**2))
        return (share + z2 / (2 * n) - margin) / (1 + z2 / n)


def credited_agencies(credits: Iterable[Credit]) -> dict[str, set[str]]:
    """The agencies that each article credits, by its id."""
    found: dict[str, set[str]] = {}
    for credit in credits:
        if credit.role == "credit" and credit.agency != UNNAMED_AGENCIES:
            found.setdefault(credit.article, set()).add(credit.agency)
    return found


def story_agency(members: Sequence[Member], credited: Mapping[str, Collection[str]]) -> tuple[str, int] | None:
    """The agency that most members of a family credit, and how many do; None where no member names one."""
    counts = Counter(agency for member in members for agency in credited.get(member.id, ()))
    if not counts:
        return None
    agency = min(counts, key=lambda one: (-counts[one], one))
    return agency, sum(agency in credited.get(member.id, ()) for member in members)


def carried(families: Iterable[Sequence[Member]], credited: Mapping[str, Collection[str]]) -> Iterator[Carried]:
    """The members of families that carry an agency's story.

    A member counts with the agency whose credit it omits, else with that of its story where it credits that one, else
    with another that it credits. Articles of the agency's own outlet are no copies, nor are those that credit nobody
    and of which nothing says that they omit a credit.
    """
    for members in families:
        leading = story_agency(members, credited)
        for member in members:
            if member.credit_removed is not None:
                yield Carried(member.id, member.source, member.credit_removed, is_named=False)
            elif agencies := credited.get(member.id):
                agency = leading[0] if leading is not None and leading[0] in agencies else min(agencies)
                if agency_of(member.source) != agency:
                    yield Carried(member.id, member.source, agency, is_named=True)


def wires_of(copies: Iterable[Carried]) -> list[Wire]:
    """The same counted by agency and outlet, most copies first."""
    counts = Counter((one.agency, one.outlet, one.is_named) for one in copies)
    keys = {(agency, outlet) for agency, outlet, _ in counts}
    wires = [Wire(*key, counts[*key, True], counts[*key, False]) for key in keys]
    return sorted(wires, key=lambda one: (-one.n_copies, one.agency, one.outlet))


def carriers(wires: Sequence[Wire]) -> list[Carrier]:
    """The outlets of wires, those with most copies first."""
    sums: dict[str, list[int]] = {}
    for wire in wires:
        counts = sums.setdefault(wire.outlet, [0, 0])
        counts[0] += wire.n_named
        counts[1] += wire.n_unnamed
    return sorted((Carrier(outlet, *counts) for outlet, counts in sums.items()), key=_by_copies)


def _by_copies(one: Carrier) -> tuple[int, str]:
    return -one.n_copies, one.outlet


def label(agency: str) -> str:
    """What an agency is called."""
    return str(entries().get(agency, {}).get("label", agency))
