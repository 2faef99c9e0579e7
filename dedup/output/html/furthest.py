"""The stories that travelled furthest, each in one line of the page's head, and how sure it is who was first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from dedup.output.html.contents import short, title_of
from dedup.output.page import several
from dedup.output.times import spread
from dedup.output.visible import visible
from dedup.output.wires import label, story_agency
from dedup.results import Cluster
from dedup.scanning.report import Report

N_FURTHEST = 6

SURE = 0.9
"""Probability from which an origin is called sure rather than likely."""


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story that travelled far: its title, how far, and how sure its origin is."""

    id: str
    title: str
    n: int
    note: str
    certainty: str
    origin: str


def furthest(report: Report, clusters: Sequence[Cluster], credited: Mapping[str, Collection[str]]) -> list[StoryLine]:
    """The families that reached most outlets, then most articles; `credited` are the agencies each article credits."""

    def reach(cluster: Cluster) -> tuple[int, int, str]:
        return -len(_outlets(cluster)), -len(cluster.members), cluster.id

    return [_line(report, cluster, credited) for cluster in sorted(clusters, key=reach)[:N_FURTHEST]]


def _line(report: Report, cluster: Cluster, credited: Mapping[str, Collection[str]]) -> StoryLine:
    n_articles, n_outlets = len(cluster.members), len(_outlets(cluster))
    return StoryLine(
        cluster.id,
        short(title_of(report.articles[cluster.id]) or cluster.id),
        n_outlets or n_articles,
        " · ".join(_note(report, cluster, n_outlets, credited)),
        certainty(cluster.origin_confidence),
        visible(cluster.members[0].source) or short(cluster.id),
    )


def _note(report: Report, cluster: Cluster, n_outlets: int, credited: Mapping[str, Collection[str]]) -> list[str]:
    """Where a story went, how quickly, and whose it is."""
    n_articles = len(cluster.members)
    said = [several(n_outlets, "outlet") if n_outlets else several(n_articles, "article")]
    if n_outlets > 1:
        story = report.story(cluster.id)
        unclear = f", {len(story.uncertain):,} uncertain" if story.uncertain else ""
        said[0] += f", {several(story.n_origins, 'independent origin')}{unclear}"
    within = spread(member.published for member in cluster.members)
    if within is not None:
        said.append(within)
    agency, n_crediting = story_agency(cluster.members, credited) or (None, 0)
    if agency is not None:
        said.append(f"{label(agency)}, {n_crediting:,} of {n_articles:,} say so")
    return said


def _outlets(cluster: Cluster) -> set[str]:
    return {member.source for member in cluster.members} - {""}


def certainty(confidence: float) -> str:
    """How sure an origin is, in a word.

    >>> certainty(0.0), certainty(0.73), certainty(0.97)
    ('open', 'likely', 'sure')
    """
    return "open" if not confidence else "sure" if confidence >= SURE else "likely"
