"""What a report found at a glance: the figures that stand at the head of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice

import numpy as np

from dedup.dates.calendars import FIRST_YEAR, LAST_YEAR
from dedup.output.html.choice import ArticleStats
from dedup.output.html.contents import short, title_of
from dedup.output.visible import visible
from dedup.results import REUSE, Cluster
from dedup.scanning.report import Report

N_FAMILIES = 8
N_REASONS = 8
N_LINES = 5


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
    first_in: str
    n_members: int
    n_outlets: int


@dataclass(frozen=True, slots=True)
class RepeatLine:
    """A repeat in one line."""

    article: str
    kind: str
    text: str
    n_times: int


@dataclass(frozen=True, slots=True)
class WordingLine:
    """What an outlet repeats, in one line."""

    text: str
    outlet: str
    n_articles: int


@dataclass(frozen=True, slots=True)
class CountLine:
    """Something that was counted, with the share of the largest count in per cent."""

    name: str
    count: int
    width: float


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
    parts: tuple[Bar, ...]
    relations: tuple[Bar, ...]
    largest: tuple[FamilyLine, ...]
    n_repeats: int
    n_repeating: int
    repeats: tuple[RepeatLine, ...]
    n_credited: int
    agencies: tuple[CountLine, ...]
    n_agencies: int
    n_shared: int
    shared: tuple[CountLine, ...]
    n_boilerplate: int
    boilerplate: tuple[WordingLine, ...]
    not_looked_for: tuple[tuple[str, str], ...]
    n_skipped: int
    reasons: tuple[tuple[str, int], ...]
    seconds: float
    fields: str
    notes: tuple[str, ...]


_FIRST, _LAST = (datetime(year, 1, 1, tzinfo=UTC).timestamp() for year in (FIRST_YEAR, LAST_YEAR + 1))
"""Seconds between which there can have been news: programs put times that they do not have elsewhere."""


def glance(report: Report, known: ArticleStats, clusters: Sequence[Cluster]) -> Glance:
    """Count what a report holds; `known` are its articles, `clusters` the first of its families, made already."""
    times = known.times[(known.times >= _FIRST) & (known.times < _LAST)]  # nor is NaN
    credited = {(credit.agency, credit.article) for credit in report.credits if credit.role == "credit"}
    agencies = Counter(agency for agency, _ in credited)
    n_members = report.counts.get("family_members", 0)
    return Glance(
        n_articles=len(known.ids),
        n_outlets=len({*known.outlets} - {""}),
        first_day=_day(times.min()) if len(times) else None,
        last_day=_day(times.max()) if len(times) else None,
        n_families=len(report.clusters),
        n_members=n_members,
        n_matches=len(report.matches),
        parts=_parts(report, n_members),
        relations=_bars((name, report.counts.get(name, 0)) for name in (*REUSE, "boilerplate", "quote")),
        largest=tuple(_largest(report, clusters)),
        n_repeats=len(report.repeats),
        n_repeating=len({repeat.article for repeat in report.repeats}),
        repeats=_repeats(report),
        n_credited=len({article for _, article in credited}),
        agencies=_lines([(_label(agency), n) for agency, n in agencies.most_common(N_LINES)]),
        n_agencies=len(agencies),
        n_shared=len(report.shared),
        shared=_lines([(short(one.text), len(one.articles)) for one in islice(report.shared, N_LINES)]),
        n_boilerplate=len(report.boilerplate),
        boilerplate=tuple(
            WordingLine(short(one.text), one.source, one.n_articles) for one in islice(report.boilerplate, N_LINES)
        ),
        not_looked_for=tuple(report.not_looked_for.items()),
        n_skipped=len(report.skipped),
        reasons=tuple(Counter(skipped.reason for skipped in report.skipped).most_common(N_REASONS)),
        seconds=sum(report.seconds.values()),
        fields="; ".join(
            f"{part} from {', '.join(names)}" for part, names in report.fields_used.items() if [part] != list(names)
        ),
        notes=tuple(f"{sentence[0].upper()}{sentence[1:]}" for sentence in report.reading.sentences()),
    )


def _day(seconds: float) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()


def _parts(report: Report, n_members: int) -> tuple[Bar, ...]:
    """The articles by what they are: first with a story, copies, sharing a passage, alone."""
    pairs = report.match_pairs()
    n_matched = len(np.unique(np.concatenate([pairs["a"], pairs["b"]])))
    n_first = len(report.clusters)
    n_sharing = max(n_matched - n_members, 0)
    n_alone = len(report.articles) - n_members - n_sharing
    return _bars([("first", n_first), ("copy", n_members - n_first), ("sharing", n_sharing), ("alone", n_alone)])


def _bars(counts: Iterable[tuple[str, int]]) -> tuple[Bar, ...]:
    found = [(name, count) for name, count in counts if count]
    total = sum(count for _, count in found) or 1
    bars, start = [], 0.0
    for name, count in found:
        width = 100 * count / total
        bars.append(Bar(name, count, round(start, 2), round(width, 2)))
        start += width
    return tuple(bars)


def _lines(counts: list[tuple[str, int]]) -> tuple[CountLine, ...]:
    most = max((count for _, count in counts), default=1)
    return tuple(CountLine(name, count, round(100 * count / most, 1)) for name, count in counts)


def _largest(report: Report, clusters: Sequence[Cluster]) -> list[FamilyLine]:
    found = []
    for cluster in clusters[:N_FAMILIES]:
        outlets = {member.source for member in cluster.members} - {""}
        origin = report.articles[cluster.origin]
        title = short(title_of(origin) or cluster.origin)
        found.append(FamilyLine(cluster.id, title, visible(origin.source), len(cluster.members), len(outlets)))
    return found


def _repeats(report: Report) -> tuple[RepeatLine, ...]:
    """Those that stand most often, the longest first; of an article only one."""
    found: dict[str, RepeatLine] = {}
    for one in sorted(report.repeats, key=lambda one: (-len(one.spans), -len(one.text), one.article)):
        found.setdefault(one.article, RepeatLine(one.article, one.kind, short(one.text), len(one.spans)))
        if len(found) == N_LINES:
            break
    return tuple(found.values())


def _label(agency: str) -> str:
    from dedup.credits.agencies import entries

    return str(entries().get(agency, {}).get("label", agency))
