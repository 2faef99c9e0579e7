"""Families on a terminal page: the origin first, then who followed when, and in which relation."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from rich.console import Console
from rich.text import Text

from dedup.article import Article
from dedup.output.page import RELATION_STYLES, grid, heading, indented, name, several
from dedup.output.times import later, spread, when
from dedup.output.visible import clipped
from dedup.results import Cluster, Member
from dedup.scanning.report import Report

N_FAMILIES = 10
N_MEMBERS = 8
MAX_REASON = 120


def show_families(console: Console, report: Report) -> None:
    """The largest families."""
    n = len(report.clusters)
    if not n:
        return
    note = "articles that are copies of one story, the likely origin first"
    if n > N_FAMILIES:
        note += f"; the {N_FAMILIES} largest of {n:,}, --json has all"
    heading(console, "Families", note)
    for cluster in islice(report.clusters, N_FAMILIES):
        console.print()
        console.print(indented(_title(cluster)))
        console.print(indented(_origin(cluster), 4))
        console.print(indented(_members(cluster, report.articles), 4))


def _title(cluster: Cluster) -> Text:
    parts = [several(len(cluster.members), "article")]
    outlets = {member.source for member in cluster.members} - {""}
    if outlets:
        parts.append(several(len(outlets), "outlet"))
    within = spread(member.published for member in cluster.members)
    if within is not None:
        parts.append(within)
    return Text.assemble((parts[0], "bold"), ("".join(f" · {part}" for part in parts[1:]), ""))


def _origin(cluster: Cluster) -> Text:
    if not cluster.origin_confidence:
        return Text("who was first is open", "dim")
    return Text(f"first: {cluster.origin_confidence:.0%} sure, {clipped(cluster.reasons[0], MAX_REASON)}", "dim")


def _members(cluster: Cluster, articles: Mapping[str, Article]) -> object:
    origin = cluster.members[0]
    has_times = any(member.published for member in cluster.members)
    table = grid("", "cyan", "") if has_times else grid("", "")
    for member in cluster.members[:N_MEMBERS]:
        relation = Text(member.relation, RELATION_STYLES[member.relation])
        cells: list[str | Text] = [relation, _when(member, origin)] if has_times else [relation]
        table.add_row(*cells, _who(member, articles.get(member.id)))
    left = len(cluster.members) - N_MEMBERS
    if left > 0:
        table.add_row(*[""] * (2 if has_times else 1), Text(f"and {left:,} more", "dim"))
    return table


def _who(member: Member, article: Article | None) -> Text:
    title = article.title if article else ""
    return Text.assemble(
        (f"{name(member.source, 30)}  " if member.source else "", "bold"),
        (name(title, 70) if title else name(member.id), ""),
        (f"  {name(member.id)}" if title else "", "dim"),
        (f"  omits the {member.credit_removed} credit" if member.credit_removed else "", "yellow"),
    )


def _when(member: Member, origin: Member) -> str:
    if member.published is None:
        return "no date"
    if member is origin or origin.published is None:
        return when(member.published)
    return later(member.published, origin.published)
