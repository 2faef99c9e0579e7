"""What a report found at a glance: the figures that stand at the head of the page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import islice

from dedup.output.html.contents import title_of
from dedup.report import Report
from dedup.results import REUSE

N_FAMILIES = 8
N_REASONS = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a whole, in per cent, from where on it stands."""

    name: str
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A family in one line."""

    id: str
    title: str
    n_members: int
    n_outlets: int


@dataclass(frozen=True, slots=True)
class Glance:
    """The figures of a report."""

    n_articles: int
    n_outlets: int
    first_day: date | None
    last_day: date | None
    n_families: int
    n_members: int
    n_matches: int
    relations: tuple[Bar, ...]
    largest: tuple[FamilyLine, ...]
    n_repeats: int
    n_repeating: int
    n_credited: int
    n_agencies: int
    n_shared: int
    n_skipped: int
    reasons: tuple[tuple[str, int], ...]
    seconds: float
    fields: str


def glance(report: Report) -> Glance:
    """Count what a report holds."""
    articles = report.articles.values()
    days = [article.published_utc.date() for article in articles if article.published_utc is not None]
    credited = [credit for credit in report.credits if credit.role == "credit"]
    reasons = Counter(skipped.reason for skipped in report.skipped)
    return Glance(
        n_articles=len(report.articles),
        n_outlets=len({article.source for article in articles} - {""}),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        n_families=len(report.clusters),
        n_members=sum(len(cluster.members) for cluster in report.clusters),
        n_matches=len(report.matches),
        relations=_bars(report),
        largest=tuple(_largest(report)),
        n_repeats=len(report.repeats),
        n_repeating=len({repeat.article for repeat in report.repeats}),
        n_credited=len({credit.article for credit in credited}),
        n_agencies=len({credit.agency for credit in credited}),
        n_shared=len(report.shared),
        n_skipped=len(report.skipped),
        reasons=tuple(reasons.most_common(N_REASONS)),
        seconds=sum(report.seconds.values()),
        fields="; ".join(f"{part} from {', '.join(names)}" for part, names in report.fields_used.items()),
    )


def _bars(report: Report) -> tuple[Bar, ...]:
    counts = [(relation, report.counts.get(relation, 0)) for relation in (*REUSE, "boilerplate", "quote")]
    total = sum(count for _, count in counts) or 1
    bars, start = [], 0.0
    for relation, count in counts:
        if count:
            width = 100 * count / total
            bars.append(Bar(relation, count, round(start, 2), round(width, 2)))
            start += width
    return tuple(bars)


def _largest(report: Report) -> list[FamilyLine]:
    found = []
    for cluster in islice(report.clusters, N_FAMILIES):
        outlets = {member.source for member in cluster.members} - {""}
        title = title_of(report.articles[cluster.origin]) or cluster.origin
        found.append(FamilyLine(cluster.id, title, len(cluster.members), len(outlets)))
    return found
