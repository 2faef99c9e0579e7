"""A report as a page for the terminal."""

from __future__ import annotations

from rich.columns import Columns
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dedup.output.details import show_boilerplate, show_credits, show_repeats, show_shared, show_skipped
from dedup.output.families import show_families
from dedup.output.page import several
from dedup.output.pairs import show_matches
from dedup.output.visible import clipped
from dedup.results import REUSE
from dedup.scanning.report import Report

MAX_FIELDS = 300


def show_report(console: Console, report: Report) -> None:
    """Print a report in the order in which an editor asks: how much is there, who copies whom, what else repeats."""
    _show_counts(console, report)
    show_families(console, report)
    show_matches(console, report)
    show_repeats(console, report)
    show_credits(console, report)
    show_shared(console, report)
    show_boilerplate(console, report)
    show_skipped(console, report)


def _show_counts(console: Console, report: Report) -> None:
    agencies = {credit.agency for credit in report.credits}
    counts = (
        several(len(report.articles), "article"),
        several(len(report.skipped), "skipped", "skipped"),
        several(len(report.clusters), "family", "families"),
        several(len(report.matches), "match", "matches"),
        several(len(report.repeats), "repeat"),
        several(len(agencies), "agency", "agencies"),
        several(len(report.shared), "shared wording"),
    )
    cells = []
    for count in counts:
        n, noun = count.split(" ", 1)
        cells.append(Text.assemble((n, "bold" if n != "0" else "dim"), (f" {noun}", "" if n != "0" else "dim")))
    console.print(Padding(Columns(cells, padding=(0, 3)), (0, 0)))
    console.print(Text(_verdict(report), "italic"))
    if report.fields_used:
        fields = "; ".join(f"{part} from {', '.join(names)}" for part, names in report.fields_used.items())
        console.print(Text(clipped(f"Fields read: {fields}", MAX_FIELDS), "dim"))
    for sentence in report.reading.sentences():
        console.print(Text(clipped(f"{sentence[0].upper()}{sentence[1:]}.", MAX_FIELDS), "dim"))


def _verdict(report: Report) -> str:
    if not report.articles:
        return "Nothing to compare: no articles."
    relations = [f"{report.counts[relation]:,} {relation}" for relation in REUSE if report.counts.get(relation)]
    if relations:
        return f"Matches by relation: {', '.join(relations)}."
    return (
        "No article reuses another one's text." if len(report.articles) > 1 else "Nothing to compare: only one article."
    )
