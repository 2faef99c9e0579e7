"""Two articles on a terminal page: each passage they share on both sides, what was changed marked."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dedup.article import Article
from dedup.output.excerpts import Excerpts, change_list, inside
from dedup.output.page import has_color, indented, several
from dedup.output.pairs import CONTEXT, headline, sides, who
from dedup.output.visible import visible
from dedup.results import REUSE, Match, Passage

SIDE_BY_SIDE = 100
"""Columns from which the two sides stand beside each other: each then has room for a line of ten words."""

MAX_PASSAGE = 20_000
N_CHANGES = 40


def show_comparison(console: Console, match: Match | None, a: Article, b: Article) -> None:
    """All that two articles share, in the order in which they were named."""
    if match is None:
        console.print(Text.assemble(who(a), " and ", who(b), " share nothing worth a claim."))
        return
    if match.a != a.id:
        match = match.swapped()
    console.print(headline(match, a, b))
    if match.relation not in REUSE:
        console.print(Text("What they share is formula or a quotation: no reuse.", "italic"))
    for reason in match.reasons[1:]:  # the first repeats the headline
        console.print(indented(Text(visible(reason), "dim")))
    for number, passage in enumerate(match.passages, 1):
        console.print()
        extent = several(passage.n_words, "word")
        extent += ", verbatim" if passage.similarity == 1 else f", {passage.similarity:.0%} alike"
        console.print(Text.assemble((f"Passage {number}", "bold underline"), f"  {extent}"))
        if console.width >= SIDE_BY_SIDE:
            console.print(_side_by_side(console, match, (a, b), passage))
        else:
            console.print(indented(sides(console, match, (a, b), passage, MAX_PASSAGE)))
        changes = inside(match.changes, passage)
        if changes:
            console.print(indented(change_list(changes, N_CHANGES)))


def _side_by_side(console: Console, match: Match, articles: tuple[Article, Article], passage: Passage) -> Table:
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    changes = inside(match.changes, passage)
    excerpts = Excerpts(MAX_PASSAGE, CONTEXT, brackets=not has_color(console))
    table.add_row(*(Text.assemble((f"{side}  ", "bold"), who(one)) for side, one in zip("ab", articles, strict=True)))
    table.add_row(excerpts(articles[0].text, passage, changes, "a"), excerpts(articles[1].text, passage, changes, "b"))
    return table
