"""Two articles on a terminal page: each passage they share on both sides, what was changed marked."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dedup.article import Article
from dedup.output.excerpts import Excerpts, change_list, edit, inside
from dedup.output.page import has_color, indented, several
from dedup.output.pairs import CONTEXT, headline, sides, who
from dedup.output.visible import clipped, visible
from dedup.results import REUSE, Match, Passage, Span

SIDE_BY_SIDE = 100
"""Columns from which the two sides stand beside each other: each then has room for a line of ten words."""

MAX_PASSAGE = 20_000
N_CHANGES = 40
MAX_ALONE = 2_000


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


def show_differences(console: Console, match: Match | None, a: Article, b: Article) -> None:
    """What differs alone: a line for each change inside the passages, then what stands in none of them."""
    if match is None:
        console.print(Text.assemble(who(a), " and ", who(b), " share nothing worth a claim."))
        return
    if match.a != a.id:
        match = match.swapped()
    for change in match.changes:
        console.print(Text.assemble(f"{change.kind:<9}", edit(change)))
    for side, article in (("a", a), ("b", b)):
        for text in alone(article.text, _spans(match, side)):
            console.print(Text.assemble((f"only {side:<4}", "bold"), clipped(text, MAX_ALONE)))
    if not match.changes and all(not alone(one.text, _spans(match, side)) for side, one in (("a", a), ("b", b))):
        console.print("Nothing differs but signs and spaces.")


def alone(text: str, spans: Iterable[Span]) -> list[str]:
    """What of a text stands in none of the spans, where it has letters or digits.

    >>> alone("Rain. The river rose. Sun.", [(6, 21)])
    ['Rain.', 'Sun.']
    """
    found, reached = [], 0
    for begin, end in [*sorted(spans), (len(text), len(text))]:
        piece = text[reached:begin].strip()
        if any(map(str.isalnum, piece)):
            found.append(piece)
        reached = max(reached, end)
    return found


def _spans(match: Match, side: str) -> list[Span]:
    return [getattr(passage, side) for passage in match.passages]


def _side_by_side(console: Console, match: Match, articles: tuple[Article, Article], passage: Passage) -> Table:
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    changes = inside(match.changes, passage)
    excerpts = Excerpts(MAX_PASSAGE, CONTEXT, brackets=not has_color(console))
    table.add_row(*(Text.assemble((f"{side}  ", "bold"), who(one)) for side, one in zip("ab", articles, strict=True)))
    table.add_row(excerpts(articles[0].text, passage, changes, "a"), excerpts(articles[1].text, passage, changes, "b"))
    return table
