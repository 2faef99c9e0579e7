"""A report as a page for the terminal."""

from __future__ import annotations

from rich.columns import Columns
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dedup.output.details import show_boilerplate, show_credits, show_repeats, show_shared, show_skipped
from dedup.output.families import show_families
from dedup.output.findings import Findings
from dedup.output.page import RELATION_STYLES, grid, heading, indented, name, several
from dedup.output.pairs import show_matches
from dedup.output.stories import show_stories
from dedup.output.visible import clipped, visible
from dedup.output.wires import carriers, label
from dedup.scanning.report import Report

MAX_FIELDS = 300
N_OUTLETS = 8
N_AGENCIES = 4


def show_report(console: Console, report: Report) -> None:
    """Print a report in the order in which an editor asks: what stands out, how much is there, who copies whom."""
    findings = Findings(report, list(report.unjudged_families()))
    _show_findings(console, findings)
    _show_counts(console, report, findings)
    _show_wires(console, findings)
    show_families(console, report)
    show_stories(console, report)
    show_matches(console, report)
    show_repeats(console, report)
    show_credits(console, report)
    show_shared(console, report)
    show_boilerplate(console, report)
    show_skipped(console, report)


def _show_findings(console: Console, findings: Findings) -> None:
    """The headline, and what stands out, as the page has it."""
    for sentence in findings.headline():
        console.print(Text(visible(sentence), "bold"))
    facts = findings.facts()
    if facts:
        console.print()
        table = grid("dim", "")
        for place, fact in enumerate(facts, 1):
            table.add_row(f"{place}.", Text(visible(f"{fact.lead} {fact.rest}".rstrip())))
        console.print(table)
    console.print()


def _show_counts(console: Console, report: Report, findings: Findings) -> None:
    agencies = {agency for agencies in findings.credited.values() for agency in agencies}
    counts = (
        several(report.n_shown, "article"),
        several(len(report.skipped), "skipped", "skipped"),
        several(len(report.clusters), "family", "families"),
        several(len(report.matches), "match", "matches"),
        several(len(report.repeats), "repeat"),
        several(len(agencies), "agency credited", "agencies credited"),
        several(len(report.shared), "shared wording"),
    )
    cells = []
    for count in counts:
        n, noun = count.split(" ", 1)
        cells.append(Text.assemble((n, "bold" if n != "0" else "dim"), (f" {noun}", "" if n != "0" else "dim")))
    console.print(Padding(Columns(cells, padding=(0, 3)), (0, 0)))
    for sentence in findings.about():
        console.print(Text(f"{sentence}."))
    relations = [(relation, report.counts[relation]) for relation in RELATION_STYLES if report.counts.get(relation)]
    if relations:
        parts = [(f"{n:,} {relation}", RELATION_STYLES[relation]) for relation, n in relations]
        commas = [part for one in parts for part in (", ", one)][1:]
        console.print(Text.assemble("Matches by relation: ", *commas, "."))
    if report.fields_used:
        fields = "; ".join(f"{part} from {', '.join(names)}" for part, names in report.fields_used.items())
        console.print(Text(clipped(f"Fields read: {fields}", MAX_FIELDS), "dim"))
    for sentence in report.reading.sentences():
        console.print(Text(clipped(f"{sentence[0].upper()}{sentence[1:]}.", MAX_FIELDS), "dim"))


def _show_wires(console: Console, findings: Findings) -> None:
    """The outlets with most articles of agency stories: how many omit the credit, and whose stories they are."""
    outlets = carriers(findings.wires)
    if not outlets:
        return
    note = "articles of copied stories that credit an agency, or omit its credit"
    if len(outlets) > N_OUTLETS:
        note += f"; the first {N_OUTLETS} of {len(outlets):,} outlets"
    heading(console, "Agencies by outlet", note)
    table = grid("bold", "", "red", "")
    for outlet in outlets[:N_OUTLETS]:
        wires = [wire for wire in findings.wires if wire.outlet == outlet.outlet]
        agencies = ", ".join(f"{label(wire.agency)} {wire.n_copies:,}" for wire in wires[:N_AGENCIES])
        omitted = f"{outlet.n_unnamed:,} omit it" if outlet.n_unnamed else ""
        table.add_row(name(outlet.outlet or "no outlet", 20), f"{outlet.n_copies:,}", omitted, Text(agencies))
    console.print(indented(table))
