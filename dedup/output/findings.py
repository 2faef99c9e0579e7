"""The findings of a report, which its pages say first; each figure can be counted again in the JSON lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from statistics import median_high

from dedup.dates import as_utc
from dedup.origin.moments import is_day
from dedup.output.page import several
from dedup.output.shares import FEW, part_of
from dedup.output.wires import (
    Carried,
    Wire,
    carried,
    carriers,
    credited_agencies,
    label,
    story_agency,
    wires_of,
)
from dedup.reasons import duration
from dedup.results import Member
from dedup.scanning.report import Report

N_AGENCIES = 4
N_FACTS = 5
N_OTHERS = 2

MIN_SPREAD = 5
"""Stories in several outlets, with times, from which something is said of how quickly stories spread."""

MIN_OMITTED = 3
"""Omitted credits from which an outlet is named for them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands out: what it is, more about it, and the view of the page that lists it."""

    lead: str
    rest: str = ""
    link: str = ""
    view: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Findings:
    """What a report found, from the members of its `families` (`Report.unjudged_families`) and its credits."""

    report: Report
    families: Sequence[Sequence[Member]]

    @cached_property
    def credited(self) -> dict[str, set[str]]:
        """The agencies that each article credits."""
        return credited_agencies(self.report.credits)

    @cached_property
    def carried(self) -> list[Carried]:
        """The articles that carry an agency's story."""
        return list(carried(self.families, self.credited))

    @cached_property
    def wires(self) -> list[Wire]:
        """Which agency's stories each outlet carries."""
        return wires_of(self.carried)

    @cached_property
    def agencies(self) -> Counter[str]:
        """In how many families each agency is credited most."""
        found = (story_agency(members, self.credited) for members in self.families)
        return Counter(one[0] for one in found if one is not None)

    @cached_property
    def own_copies(self) -> Counter[str]:
        """How often each outlet carries a story again that it carried before or at the same time."""
        found: Counter[str] = Counter()
        for members in self.families:
            counts = Counter(member.source for member in members if member.source)
            found.update({outlet: n - 1 for outlet, n in counts.items() if n > 1})
        return found

    def headline(self) -> list[str]:
        """Up to two sentences that say the whole."""
        n, n_members = self.report.n_shown, self.report.counts.get("family_members", 0)
        if not n and self.report.n_earlier:
            return [f"Nothing to show: no article was published since {self._since()}."]
        if len(self.report.articles) < 2:
            return ["Nothing to compare: only one article." if n else "Nothing to compare: no articles."]
        if not n_members:
            shared = "but some share passages" if len(self.report.matches) else "and none shares a passage"
            return [f"None of {several(n, 'article')} is a copy of another, {shared}."]
        of_what = "of one another" if not self.report.n_earlier else "of one another or of earlier ones"
        are = "shares its text with earlier ones" if n_members == 1 else f"are copies {of_what}"
        said = [f"{part_of(n_members, n, 'article')} {are}."]
        second = self._second()
        return [*said, second] if second else said

    def about(self) -> list[str]:
        """Which articles are shown, where these are not all."""
        if self.report.since is None:
            return []
        n = self.report.n_earlier
        others = f", beside {several(n, 'earlier one')}, with which they were compared" if n else ": all articles"
        return [f"Shown is what was published since {self._since()} or has no date{others}"]

    def _since(self) -> str:
        since = self.report.since
        return "" if since is None else f"{since.day} {since:%B} {since.year}"

    def _second(self) -> str:
        n_stories = sum(self.agencies.values())
        if not n_stories:
            return ""
        n_copies = sum(wire.n_copies for wire in self.wires)
        n_unnamed = sum(wire.n_unnamed for wire in self.wires)
        if 2 * n_stories > len(self.families) > 1:
            lead = "Most copied stories credit a news agency"
        else:
            stories = part_of(n_stories, len(self.families), "copied story", "copied stories")
            lead = f"{stories} {'credits' if n_stories == 1 else 'credit'} a news agency"
        if not n_unnamed:
            return f"{lead}."
        if n_copies >= FEW:
            return f"{lead}, but {100 * n_unnamed / n_copies:.0f} % of those copies do not."
        return f"{lead}, but {n_unnamed} of {n_copies} such copies {'does' if n_unnamed == 1 else 'do'} not."

    def facts(self) -> list[Finding]:
        """The most telling facts, at most five."""
        told = (self._omitted(), self._behind(), self._changed(), self._spread(), self._own(), self._inside())
        return [one for one in told if one is not None][:N_FACTS]

    def _omitted(self) -> Finding | None:
        """The outlet that surely omits credits most, and those that do nearly as often."""
        found = sorted(
            (one for one in carriers(self.wires) if one.outlet and one.n_unnamed >= MIN_OMITTED),
            key=lambda one: (-one.least_share, one.outlet),
        )
        if not found:
            return None
        worst, *others = found[: 1 + N_OTHERS]
        share = f"{worst.n_unnamed:,} of" if worst.n_copies < FEW else f"{100 * worst.share_unnamed:.0f} % of"
        copies = several(worst.n_copies, "agency copy", "agency copies")
        lead = f"{worst.outlet} omits the agency's credit in {share} its {copies}"
        rest = ", ".join(f"{one.outlet} {one.n_unnamed:,} of {one.n_copies:,}" for one in others)
        params = {"found": "lost", "outlet": worst.outlet}
        link = several(worst.n_unnamed, "article")
        return Finding(f"{lead}{';' if rest else '.'}", f"{rest}." if rest else "", link, "articles", params)

    def _behind(self) -> Finding | None:
        """The agencies that stories are credited to."""
        most = sorted(self.agencies.items(), key=lambda one: (-one[1], one[0]))[:N_AGENCIES]
        if not most:
            return None
        (first, n), *others = most
        rest = f"{', '.join(f'{label(agency)} {count:,}' for agency, count in others)}." if others else ""
        stories = several(n, "copied story credits", "copied stories credit")
        lead = f"{stories} {label(first)}{';' if rest else '.'}"
        return Finding(lead, rest, "Stories", "families", {"agency": first})

    def _changed(self) -> Finding | None:
        n = self.report.n_changed_pairs()
        if not n:
            return None
        pairs = several(n, "pair differs", "pairs differ")
        return Finding(f"{pairs} in a number.", "", "Most changed first", "copies", {"changed": "1"})

    def _spread(self) -> Finding | None:
        """How quickly stories reach the last of their outlets."""
        found = [length for members in self.families if (length := _spread(members)) is not None]
        if len(found) < MIN_SPREAD:
            return None
        n_in_a_day = sum(length <= timedelta(days=1) for length in found)
        lead = f"{part_of(n_in_a_day, len(found), 'story', 'stories')} in several outlets reach the last within a day"
        rest = "" if _by_the_day(self.families) else f"half within {duration(median_high(found))}."
        return Finding(f"{lead}{';' if rest else '.'}", rest, "Quickest", "families", {"sort": "quick"})

    def _own(self) -> Finding | None:
        if not self.own_copies:
            return None
        outlet, n = min(self.own_copies.items(), key=lambda one: (-one[1], one[0]))
        times = "once" if n == 1 else f"{n:,} times"
        return Finding(f"{outlet} printed its own text again {times}.", "", "Outlet", "outlet", {"outlet": outlet})

    def _inside(self) -> Finding | None:
        n = len({repeat.article for repeat in self.report.repeats})
        if not n:
            return None
        lead = f"{several(n, 'article repeats', 'articles repeat')} something inside the text."
        return Finding(lead, "", "Repeats", "repeats")


def _spread(members: Iterable[Member]) -> timedelta | None:
    """From the first outlet of a story to its last, by the first article of each; None where it is in one outlet."""
    firsts: dict[str, float] = {}
    for member in members:
        if member.source and member.published is not None:
            seconds = as_utc(member.published).timestamp()
            firsts[member.source] = min(seconds, firsts.get(member.source, seconds))
    return timedelta(seconds=max(firsts.values()) - min(firsts.values())) if len(firsts) > 1 else None


def _by_the_day(families: Iterable[Sequence[Member]]) -> bool:
    """Whether the times of articles are days only."""
    times = (member.published for members in families for member in members if member.published is not None)
    return all(map(is_day, times))
