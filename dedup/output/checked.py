"""What an index says: of an article on a terminal page and as a line of JSON, and of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.console import Console
from rich.text import Text

from dedup.article import Article
from dedup.config import Config
from dedup.index import Check, Stats
from dedup.output.jsonl import Line, match_line, story_line
from dedup.output.page import grid, indented, names, several
from dedup.output.pairs import N_MATCHES, show_match, who
from dedup.output.stories import show_story
from dedup.results import Story

N_NAMES = 3
"""Ids named in a line."""


def show_check(
    console: Console,
    article: Article,
    found: Check,
    get: Callable[[str], Article | None],
    story: Story | None = None,
) -> None:
    """An article and what it repeats, the strongest relation first; `get` gives an article of the index.

    With its `story` also to how many independent origins they go back.
    """
    matches = found[:N_MATCHES]
    console.print(Text.assemble(who(article), "  ", _standing(found)))
    for match in matches:
        other_id = match.other(found.article_id)
        other = get(other_id) or Article(other_id, "")  # removed by somebody else since
        console.print()
        show_match(console, match, {found.article_id: article, other_id: other})
    if found.safe_to_drop and not found.already_stored:
        console.print(indented(Text(f"safe to drop in favour of {names(found.safe_to_drop, N_NAMES)}")))
    if len(found) > len(matches):
        console.print(indented(Text(f"and {len(found) - len(matches):,} more: --json has all", "dim")))
    if found.n_left_out:
        text = f"{several(found.n_left_out, 'more article')} or more shared less with it and were not compared"
        console.print(indented(Text(text, "dim")))
    if story is not None:
        console.print()
        show_story(console, story)
    console.print()


def _standing(found: Check) -> Text:
    """What is known of an article, in a few words."""
    words = {"unknown": "not seen before", "other_text": "stored with another text", "same_text": "already stored"}
    said, known = words[found.standing], Text(style="" if found.standing != "unknown" or len(found) else "dim")
    if len(found):
        others = several(len(found), "article repeats or is repeated by it", "articles repeat or are repeated by it")
        said = others if found.standing == "unknown" else f"{said}; {others}"
    return known.append(said)


def check_lines(found: Check, story: Story | None) -> Iterator[Line]:
    """What is known of an article, its matches, and its story."""
    yield check_line(found)
    yield from map(match_line, found)
    if story is not None:
        yield story_line(story)


def check_line(found: Check) -> Line:
    """What is known of an article, and how much there was to compare; its matches follow as lines of their own.

    `id` is the one by which the matches name it.
    """
    return {
        "type": "check",
        "id": found.article_id,
        "new": found.is_new,
        "stored": found.standing,
        "safe_to_drop": found.safe_to_drop,
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
