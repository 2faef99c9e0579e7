"""What an index says: of an article on a terminal page and as a line of JSON, and of itself."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console
from rich.text import Text

from dedup.article import Article
from dedup.config import Config
from dedup.index import Check, Stats
from dedup.output.jsonl import Line
from dedup.output.page import grid, indented, several
from dedup.output.pairs import N_MATCHES, show_match, who


def show_check(console: Console, article: Article, found: Check, get: Callable[[str], Article | None]) -> None:
    """An article and what it repeats, the strongest relation first; `get` gives an article of the index."""
    matches = found[:N_MATCHES]
    known = several(len(found), "article repeats or is repeated by it", "articles repeat or are repeated by it")
    console.print(Text.assemble(who(article), "  ", known if len(found) else ("not seen before", "dim")))
    for match in matches:
        other_id = match.other(article.id)
        other = get(other_id) or Article(other_id, "")  # removed by somebody else since
        console.print()
        show_match(console, match, {article.id: article, other_id: other})
    if len(found) > len(matches):
        console.print(indented(Text(f"and {len(found) - len(matches):,} more: --json has all", "dim")))
    if found.n_left_out:
        text = f"{several(found.n_left_out, 'more article')} or more shared less with it and were not compared"
        console.print(indented(Text(text, "dim")))
    console.print()


def check_line(article: Article, found: Check) -> Line:
    """How much there was to compare with an article; its matches follow as lines of their own."""
    return {
        "type": "check",
        "id": article.id,
        "matches": len(found),
        "candidates": found.n_candidates,
        "left_out": found.n_left_out,
        "hot": found.n_hot,
    }


def show_stats(console: Console, stats: Stats) -> None:
    """What an index holds, and the settings it was made with."""
    table = grid("bold", "")
    for name, value in stats_line(stats).items():
        if name not in ("type", "config"):
            table.add_row(name, f"{value:,}" if isinstance(value, int) else str(value or "-"))
    different = {name: value for name, value in stats.config.as_dict().items() if value != getattr(Config(), name)}
    table.add_row("config", ", ".join(f"{name}={value}" for name, value in different.items()) or "as usual")
    console.print(table)


def stats_line(stats: Stats) -> Line:
    """The same as a line of JSON."""
    return {
        "type": "index",
        "articles": stats.n_articles,
        "revisions": stats.n_revisions,
        "words": stats.n_words,
        "bytes": stats.n_bytes,
        "first": None if stats.first is None else stats.first.isoformat(),
        "last": None if stats.last is None else stats.last.isoformat(),
        "schema": stats.schema,
        "folding": stats.folding,
        "config": stats.config.as_dict(),
    }
