"""What a report found at a glance: the figures that stand at the head of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from dedup.dates.calendars import FIRST_YEAR, LAST_YEAR
from dedup.fields.names import FETCHED, folded
from dedup.origin import crawled_outlets
from dedup.output.findings import Finding, Findings
from dedup.output.html.choice import ArticleStats
from dedup.output.html.contents import short
from dedup.output.html.evidence import RELATIONS
from dedup.output.html.flow import Flow, flow_of
from dedup.output.html.furthest import StoryLine, furthest
from dedup.output.page import several
from dedup.output.visible import visible
from dedup.results import Cluster
from dedup.scanning.report import Report

N_REASONS = 8
N_LINES = 5

DAY = 86_400
EPOCH = date(1970, 1, 1)

MAX_EMPTY = 0.25
"""Share of the days of a collection up to which those without articles are gaps."""

MAX_GAPS = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a whole, in per cent, from where on it stands."""

    name: str
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class FactLine:
    """A finding with the address of the view that lists it."""

    lead: str
    rest: str
    link: str
    address: str


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
    """What stands at the head of the page. `n_own` of the copies are of an outlet that carried the story before."""

    headline: tuple[str, ...]
    notes: tuple[str, ...]
    n_families: int
    n_matches: int
    n_own: int
    parts: tuple[Bar, ...]
    relations: tuple[Bar, ...]
    flow: Flow | None
    facts: tuple[FactLine, ...]
    furthest: tuple[StoryLine, ...]
    n_repeats: int
    n_repeating: int
    repeats: tuple[RepeatLine, ...]
    n_credited: int
    n_agencies: int
    n_shared: int
    shared: tuple[CountLine, ...]
    n_boilerplate: int
    boilerplate: tuple[WordingLine, ...]
    not_looked_for: tuple[tuple[str, str], ...]
    n_skipped: int
    reasons: tuple[tuple[str, int], ...]
    reading: tuple[str, ...]


_FIRST, _LAST = (datetime(year, 1, 1, tzinfo=UTC).timestamp() for year in (FIRST_YEAR, LAST_YEAR + 1))
"""Seconds between which there can have been news: programs put times that they do not have elsewhere."""


def glance(report: Report, known: ArticleStats, clusters: Sequence[Cluster], findings: Findings) -> Glance:
    """Count what a report holds: `known` are its articles, `clusters` its families, and what was found in them."""
    credited = findings.credited
    return Glance(
        headline=tuple(findings.headline()),
        notes=tuple(_notes(report, known, clusters, findings)),
        n_families=len(report.clusters),
        n_matches=len(report.matches),
        n_own=findings.own_copies.total(),
        parts=_parts(report),
        relations=_bars((name, report.counts.get(name, 0)) for name in RELATIONS[1:]),
        flow=flow_of(findings.wires),
        facts=tuple(map(_fact, findings.facts())),
        furthest=tuple(furthest(report, clusters, credited)),
        n_repeats=len(report.repeats),
        n_repeating=len({repeat.article for repeat in report.repeats}),
        repeats=_repeats(report),
        n_credited=len(credited),
        n_agencies=len({agency for agencies in credited.values() for agency in agencies}),
        n_shared=len(report.shared),
        shared=_lines([(short(one.text), len(one.articles)) for one in report.shared[:N_LINES]]),
        n_boilerplate=len(report.boilerplate),
        boilerplate=tuple(
            WordingLine(short(one.text), one.source, one.n_articles) for one in islice(report.boilerplate, N_LINES)
        ),
        not_looked_for=tuple(report.not_looked_for.items()),
        n_skipped=len(report.skipped),
        reasons=tuple(Counter(skipped.reason for skipped in report.skipped).most_common(N_REASONS)),
        reading=tuple(_reading(report)),
    )


def _notes(report: Report, known: ArticleStats, clusters: Sequence[Cluster], findings: Findings) -> Iterator[str]:
    """What was looked at: articles, outlets, days, and what is not known of their times."""
    yield several(report.n_shown, "article")
    shown = report.shown_places()
    n_outlets = len({outlet for outlet, is_shown in zip(known.outlets, shown.tolist(), strict=True) if is_shown} - {""})
    if n_outlets:
        yield several(n_outlets, "outlet")
    times = known.times[shown & (known.times >= _FIRST) & (known.times < _LAST)]  # nor is NaN
    if len(times):
        days = np.unique((times // DAY).astype(np.int64))
        yield days_in_words(int(days[0]), int(days[-1]))
        gaps = empty_days(days)
        if gaps:
            yield f"no articles on {' and '.join(days_in_words(*gap) for gap in gaps)}"
    elif report.n_shown:
        yield "no dates"
    yield from (f"{sentence[0].lower()}{sentence[1:]}" for sentence in findings.about())
    yield from _open(report, clusters)


def _open(report: Report, clusters: Sequence[Cluster]) -> Iterator[str]:
    """That times are those of a crawler, and of how many stories it is open who was first."""
    n, n_open = len(clusters), sum(not cluster.origin_confidence for cluster in clusters)
    fetched = fetched_outlets(report)
    if fetched:
        whose = "times" if fetched > 0.5 else "times of some outlets"
        yield f"{whose} are when articles were fetched"
    if n_open:
        yield f"who was first is open for {n_open:,} of {several(n, 'story', 'stories')}"


def fetched_outlets(report: Report) -> float:
    """The share of outlets whose times are those at which a crawler fetched the articles."""
    if {folded(name) for name in report.fields_used.get("published", ())} & FETCHED:
        return 1.0
    columns = report.columns()
    crawled = crawled_outlets(columns.published, columns.outlets, columns.outlet_names)
    return len(crawled) / max(len(columns.outlet_names), 1)


def days_in_words(first: int, last: int) -> str:
    """Days since 1970 as a range of dates.

    >>> days_in_words(16637, 16639), days_in_words(16637, 16637), days_in_words(16637, 16658)
    ('21 – 23 July 2015', '21 July 2015', '21 July – 11 August 2015')
    """
    begin, end = (EPOCH + timedelta(days=day) for day in (first, last))
    whole = f"{end.day} {end:%B} {end.year}"
    if begin == end:
        return whole
    if begin.year != end.year:
        return f"{begin.day} {begin:%B} {begin.year} – {whole}"
    return f"{begin.day} – {whole}" if begin.month == end.month else f"{begin.day} {begin:%B} – {whole}"


def empty_days(days: NDArray[np.int64]) -> list[tuple[int, int]]:
    """The runs of days without articles among days that nearly all have some; where many have none, no gap tells.

    >>> empty_days(np.array([1, 2, 3, 4, 7, 8, 9, 10]))
    [(5, 6)]
    """
    n_all = int(days[-1] - days[0]) + 1
    if n_all - len(days) > MAX_EMPTY * n_all:
        return []
    places = np.flatnonzero(np.diff(days) > 1)
    return [(int(days[place]) + 1, int(days[place + 1]) - 1) for place in places][:MAX_GAPS]


def _reading(report: Report) -> Iterator[str]:
    fields = "; ".join(
        f"{part} from {', '.join(names)}" for part, names in report.fields_used.items() if [part] != list(names)
    )
    if fields:
        yield f"Fields read: {fields}"
    yield from (f"{sentence[0].upper()}{sentence[1:]}" for sentence in report.reading.sentences())


def _fact(one: Finding) -> FactLine:
    params = "".join(f"&{key}={quote(value, safe='')}" for key, value in one.params.items())
    address = f"#outlet={quote(one.params['outlet'], safe='')}" if one.view == "outlet" else f"#{one.view}{params}"
    return FactLine(visible(one.lead), visible(one.rest), one.link, address)


def _parts(report: Report) -> tuple[Bar, ...]:
    """The articles that are shown by what they are: copied, copies, borrowing a passage, alone."""
    pairs, shown = report.match_pairs(), report.shown_places()
    n_members = report.counts.get("family_members", 0)
    n_matched = np.count_nonzero(shown[np.unique(np.concatenate([pairs["a"], pairs["b"]]))])
    n_copied = sum(bool(shown[members[0]]) for members in report.family_places())
    n_borrowing = max(int(n_matched) - n_members, 0)
    n_alone = report.n_shown - n_members - n_borrowing
    return _bars([("copied", n_copied), ("copy", n_members - n_copied), ("borrowing", n_borrowing), ("alone", n_alone)])


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


def _repeats(report: Report) -> tuple[RepeatLine, ...]:
    """Those that stand most often, the longest first; of an article only one."""
    found: dict[str, RepeatLine] = {}
    for one in sorted(report.repeats, key=lambda one: (-len(one.spans), -len(one.text), one.article)):
        found.setdefault(one.article, RepeatLine(one.article, one.kind, short(one.text), len(one.spans)))
        if len(found) == N_LINES:
            break
    return tuple(found.values())
