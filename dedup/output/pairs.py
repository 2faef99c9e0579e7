"""Matches on a terminal page: who shares what with whom, the passage on both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from dedup.article import Article
from dedup.output.excerpts import Excerpts, change_list, inside
from dedup.output.families import duration
from dedup.output.page import RELATION_STYLES, grid, has_color, heading, indented, name, several
from dedup.results import FIGURES, REUSE, Match, Passage
from dedup.scanning.report import Report

N_MATCHES = 10
N_LOOKED_AT = 1000
"""Matches among which the most informative are chosen: making all of a big collection would take seconds."""

MAX_PASSAGE = 420
CONTEXT = 60
N_CHANGES = 6


def show_matches(console: Console, report: Report) -> None:
    """The most informative matches: those with changed numbers first, no two of the same families."""
    n = len(report.matches)
    if not n:
        return
    chosen = most_informative(report)
    heading(console, "Matches", f"text that two articles share{_limits(n, len(chosen))}")
    for match in chosen:
        console.print()
        show_match(console, match, report.articles)


def _limits(n: int, n_shown: int) -> str:
    if n == n_shown:
        return ""
    among = f", chosen from {N_LOOKED_AT:,} all over" if n > N_LOOKED_AT else ""
    return f"; {n_shown} of {n:,}{among}: changed numbers first, no family twice; --json has all"


def most_informative(report: Report) -> list[Match]:
    """Matches worth a look, at most `N_MATCHES`."""
    n = len(report.matches)
    places = range(n) if n <= N_LOOKED_AT else range(0, n, -(-n // N_LOOKED_AT))
    matches = [report.matches[place] for place in places]
    if n <= N_MATCHES:
        return matches
    family = {member.id: cluster.id for cluster in report.clusters for member in cluster.members}
    seen: set[str] = set()
    chosen = []
    for match in sorted(matches, key=_weight):
        families = {family.get(match.a, match.a), family.get(match.b, match.b)}
        if seen.isdisjoint(families):
            chosen.append(match)
            seen |= families
        if len(chosen) == N_MATCHES:
            break
    return chosen


def _weight(match: Match) -> tuple[bool, bool, int]:
    """Reuse first, then a few changed numbers (many are a table), then many copied words."""
    numbers = [change for change in match.changes if change.kind == "number"]
    has_figures = all(change.text_a.isdecimal() and change.text_b.isdecimal() for change in numbers)
    return (
        match.relation not in REUSE,
        not (has_figures and 0 < len(numbers) <= N_CHANGES),
        -sum(passage.n_words for passage in match.passages),
    )


def show_match(console: Console, match: Match, articles: Mapping[str, Article]) -> None:
    """A match with its largest passage."""
    if match.origin == "b":
        match = match.swapped()
    a, b = articles[match.a], articles[match.b]
    console.print(indented(headline(match, a, b)))
    largest = max(match.passages, key=lambda passage: passage.n_words)
    console.print(indented(sides(console, match, (a, b), largest, MAX_PASSAGE), 4))
    if match.changes:
        console.print(indented(change_list(match.changes, N_CHANGES), 4))
    if len(match.passages) > 1:
        left = len(match.passages) - 1
        console.print(indented(Text(f"and {several(left, 'more passage')}", "dim"), 4))


def headline(match: Match, a: Article, b: Article) -> Text:
    """Relation, extent, time between the two, who was first and whose credit is gone, in one line."""
    n_words = sum(passage.n_words for passage in match.passages)
    line = f"  {several(n_words, 'word')} shared, {match.containment_a:.0%} of a, {match.containment_b:.0%} of b"
    counts = ((getattr(match, figure), noun) for figure, noun in FIGURES.items())
    line += "".join(f", {several(count, noun)}" for count, noun in counts if count)
    if a.published_utc and b.published_utc and a.published_utc != b.published_utc:
        later = "b" if a.published_utc < b.published_utc else "a"
        line += f" · {later} published {duration(abs(b.published_utc - a.published_utc))} later"
    if match.origin is not None:
        line += f" · {match.origin} first: {match.origin_confidence:.0%} sure"
    if match.credit_removed is not None:
        line += f" · {match.credit_removed.article} omits the {match.credit_removed.agency} credit"
    if match.safe_to_drop:
        line += f" · safe to drop: {' or '.join(match.safe_to_drop)}"
    return Text.assemble((match.relation, RELATION_STYLES[match.relation]), line)


def sides(console: Console, match: Match, articles: tuple[Article, Article], passage: Passage, limit: int) -> object:
    """A passage as it stands in a, and below it in b."""
    changes = inside(match.changes, passage)
    excerpts = Excerpts(limit, CONTEXT, brackets=not has_color(console))
    table = grid("bold", "")
    for side, article in zip(("a", "b"), articles, strict=True):
        table.add_row(side, who(article))
        table.add_row("", excerpts(article.text, passage, changes, "a" if side == "a" else "b"))
    return table


def who(article: Article) -> Text:
    """Whose article this is."""
    parts: Sequence[str] = [name(article.source, 30), name(article.title, 80)]
    return Text.assemble((name(article.id), "cyan"), ("".join(f"  {part}" for part in parts if part), "bold"))
