"""Matches on a terminal page: who shares what with whom, the passage on both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.text import Text

from dedup.article import Article
from dedup.dates import as_utc
from dedup.judge.relation import relations_in
from dedup.matches.table import MatchTable
from dedup.output.excerpts import Excerpts, change_list, inside
from dedup.output.page import RELATION_STYLES, grid, has_color, heading, indented, name, several
from dedup.output.times import later
from dedup.records import NUMBER
from dedup.results import FIGURES, REUSE, Match, Passage
from dedup.scanning.report import Report

N_MATCHES = 10
N_LOOKED_AT = 1000
"""Matches among which the most informative are chosen: what all of a big collection change would take seconds."""

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
    """Matches worth a look, at most `N_MATCHES`; they are chosen in columns, and only they are made."""
    n = len(report.matches)
    if n <= N_MATCHES:
        return list(report.matches)
    places = np.arange(0, n, -(-n // N_LOOKED_AT))
    table = report.match_table(places)
    families = report.columns().origins
    seen: set[int] = set()
    chosen = []
    for row in _weighed(table, report).tolist():
        both = {int(families[table.articles[side][row]]) for side in "ab"}
        if seen.isdisjoint(both):
            chosen.append(report.matches[int(places[row])])
            seen |= both
        if len(chosen) == N_MATCHES:
            break
    return chosen


def _weighed(table: MatchTable, report: Report) -> NDArray[np.int64]:
    """The rows of matches: reuse first, then a few changed numbers (many are a table), then many copied words."""
    few = (table.n_changed_numbers > 0) & (table.n_changed_numbers <= N_CHANGES)
    few[few] = [_all_in_digits(table, row, report) for row in np.flatnonzero(few).tolist()]
    n_words = np.bincount(table.passages.owners, table.passages.values["n_words"], minlength=len(table))
    return np.lexsort((-n_words, ~few, ~relations_in(table.relations, REUSE)))


def _all_in_digits(table: MatchTable, row: int, report: Report) -> bool:
    """Whether all that a match changes of numbers is in digits, on both sides."""
    texts = {side: report.article_at(int(table.articles[side][row])).text for side in "ab"}
    numbers = table.changes[row][table.changes[row]["kind"] == NUMBER]
    spans = [(texts[side], *span) for side in "ab" for span in numbers[[f"begin_{side}", f"end_{side}"]].tolist()]
    return all(text[begin:end].isdecimal() for text, begin, end in spans)


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
    if a.published and b.published and as_utc(a.published) != as_utc(b.published):
        names = {"a": a.published, "b": b.published}
        first, last = sorted(names, key=lambda one: as_utc(names[one]))
        lag = later(names[last], names[first])
        line += " · published on the same day" if lag == "same day" else f" · {last} published {lag}"
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
