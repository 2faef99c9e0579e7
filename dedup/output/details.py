"""What articles hold, on a terminal page: repeats, agencies, shared wording, boilerplate, and what was skipped."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby, islice

from rich.console import Console
from rich.text import Text

from dedup.output.page import grid, heading, indented, name, names, several
from dedup.output.quoted import Quoted
from dedup.output.visible import clipped
from dedup.scanning.report import Report

N_ARTICLES = 10
N_REPEATS = 8
N_AGENCIES = 20
N_SHARED = 10
N_BOILERPLATE = 10
N_REASONS = 20
N_NAMES = 3
MAX_TEXT = 180


def show_repeats(console: Console, report: Report) -> None:
    """What stands more than once inside one article, those articles first that repeat most."""
    if not report.repeats:
        return
    kinds = Counter(repeat.kind for repeat in report.repeats)
    by_article = {key: list(group) for key, group in groupby(report.repeats, key=lambda repeat: repeat.article)}
    chosen = sorted(by_article, key=lambda key: -sum(len(repeat.spans) for repeat in by_article[key]))[:N_ARTICLES]
    note = "what appears more than once inside one article"
    if len(by_article) > N_ARTICLES:
        note += f"; the {N_ARTICLES} articles with most of {len(by_article):,}, --json has all"
    heading(console, "Repeats", note)
    console.print(indented(Text(", ".join(several(n, kind) for kind, n in kinds.most_common()), "bold")))
    for article in sorted(chosen):
        console.print()
        console.print(indented(Text(name(article), "cyan")))
        table = grid("bold", "yellow", "")
        for repeat in by_article[article][:N_REPEATS]:
            table.add_row(f"{len(repeat.spans)} ×", repeat.kind, Quoted(Text(clipped(repeat.text, MAX_TEXT))))
        console.print(indented(table, 4))
        if len(by_article[article]) > N_REPEATS:
            console.print(indented(Text(f"and {len(by_article[article]) - N_REPEATS:,} more", "dim"), 4))


def show_credits(console: Console, report: Report) -> None:
    """The agencies, each with the articles that are credited to it and those that mention it."""
    roles: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: {"credit": {}, "mention": {}})
    for credit in report.credits:
        roles[credit.agency][credit.role][credit.article] = None
    if not roles:
        return
    ranked = sorted(roles, key=lambda agency: (-len(roles[agency]["credit"]), -len(roles[agency]["mention"]), agency))
    note = "agencies credited as provider, or only mentioned"
    if len(ranked) > N_AGENCIES:
        note += f"; the first {N_AGENCIES} of {len(ranked):,}, --json has all"
    heading(console, "Credits", note)
    table = grid("bold", "", "dim")
    for agency in ranked[:N_AGENCIES]:
        title = agency
        for role, style in (("credit", "green"), ("mention", "")):
            ids = list(roles[agency][role])
            if ids:
                table.add_row(title, Text(f"{role}ed in {len(ids):,}", style), names(ids, N_NAMES, 40))
                title = ""
    console.print(indented(table))


def show_shared(console: Console, report: Report) -> None:
    """Wording that articles have in common without being copies."""
    n = len(report.shared)
    if "shared" in report.not_looked_for:
        heading(console, "Shared wording", report.not_looked_for["shared"])
    if not n:
        return
    note = "runs of words that several articles have without being copies of each other"
    if n > N_SHARED:
        note += f"; {N_SHARED} of {n:,}, those in most articles first, --json has all"
    heading(console, "Shared wording", note)
    for shared in report.shared[:N_SHARED]:
        ids = list(dict.fromkeys(place.id for place in shared.articles))
        console.print(indented(Quoted(Text(clipped(shared.text, MAX_TEXT), "bold"))))
        console.print(indented(Text(f"{several(shared.n_words, 'word')} in {names(ids, 4, 40)}", "dim"), 4))


def show_boilerplate(console: Console, report: Report) -> None:
    """What outlets repeat under many articles, and what therefore counts for nothing."""
    n = len(report.boilerplate)
    if not n:
        return
    note = "what an outlet prints under many articles of several days; it is no evidence of copying"
    if n > N_BOILERPLATE:
        note += f"; {N_BOILERPLATE} of {n:,}, those under most articles first, --json has all"
    heading(console, "Boilerplate", note)
    table = grid("bold", "cyan", "")
    for one in islice(report.boilerplate, N_BOILERPLATE):
        table.add_row(several(one.n_articles, "article"), name(one.source), Quoted(Text(clipped(one.text, MAX_TEXT))))
    console.print(indented(table))


def show_skipped(console: Console, report: Report) -> None:
    """What was left out, by reason."""
    if not report.skipped:
        return
    places: dict[str, list[str]] = defaultdict(list)
    for one in report.skipped:
        places[one.reason].append(one.name)
    ranked = sorted(places, key=lambda reason: (-len(places[reason]), reason))
    note = f"left out, and why; the {N_REASONS} commonest reasons of {len(ranked):,}" if len(ranked) > N_REASONS else ""
    heading(console, "Skipped", note or "left out, and why")
    for reason in ranked[:N_REASONS]:
        line = Text.assemble((f"{len(places[reason]):,}", "bold"), f"  {clipped(reason, MAX_TEXT)}: ", overflow="fold")
        line.append(names(places[reason], 5, 80), "dim")
        console.print(indented(line))
