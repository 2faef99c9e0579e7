"""A report in a notebook: counts, the largest families, one match; everything from articles escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import islice

from dedup.article import Article
from dedup.output.families import N_FAMILIES
from dedup.output.page import several
from dedup.output.pairs import most_informative
from dedup.output.visible import clipped
from dedup.results import REUSE, Cluster, Match, Passage
from dedup.scanning.report import Report

MAX_NAME = 80
MAX_PASSAGE = 300


def notebook_html(report: Report) -> str:
    """The report as a piece of HTML, in the style of the notebook around it."""
    pieces = [f"<p>{_counts(report)}</p>"]
    if report.clusters:
        rows = (_family(cluster, report) for cluster in islice(report.clusters, N_FAMILIES))
        note = f", the {N_FAMILIES} largest of {len(report.clusters):,}" if len(report.clusters) > N_FAMILIES else ""
        pieces.append(_table(f"Families{note}", ("articles", "outlets", "origin", "title"), rows))
    if report.matches:
        pieces.append(_match(most_informative(report)[0], report))
    return f'<div class="dedup-report">{"".join(pieces)}</div>'


def _counts(report: Report) -> str:
    counts = [
        several(report.n_shown, "article"),
        several(len(report.clusters), "family", "families"),
        several(len(report.matches), "match", "matches"),
        several(len(report.skipped), "skipped", "skipped"),
    ]
    relations = [f"{report.counts[one]:,} {one}" for one in REUSE if report.counts.get(one)]
    return f"<b>{', '.join(counts)}</b>" + (f"<br>Matches by relation: {', '.join(relations)}" if relations else "")


def _family(cluster: Cluster, report: Report) -> tuple[str, ...]:
    outlets = {member.source for member in cluster.members} - {""}
    article = report.articles.get(cluster.origin)
    origin = cluster.members[0].source or cluster.origin
    return str(len(cluster.members)), str(len(outlets) or ""), origin, "" if article is None else article.title


def _table(caption: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    cells = "".join(f"<th>{_text(one)}</th>" for one in head)
    lines = ("".join(f'<td dir="auto">{_text(cell)}</td>' for cell in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table><caption>{_text(caption)}</caption><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"


def _match(match: Match, report: Report) -> str:
    match = match.swapped() if match.origin == "b" else match
    largest = max(match.passages, key=lambda passage: passage.n_words)
    sides = [(match.a, report.articles[match.a], "a"), (match.b, report.articles[match.b], "b")]
    rows = [(name, article.source, _shown(article, largest, side)) for name, article, side in sides]
    caption = f"A match: {match.relation}, {match.containment_a:.0%} of a, {match.containment_b:.0%} of b"
    return _table(caption, ("article", "outlet", "passage"), rows)


def _shown(article: Article, passage: Passage, side: str) -> str:
    return clipped(article.text[slice(*(passage.a if side == "a" else passage.b))], MAX_PASSAGE)


def _text(text: str) -> str:
    return escape(clipped(text, MAX_PASSAGE))
