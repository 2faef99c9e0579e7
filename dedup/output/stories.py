"""Stories on a terminal page: to how many independent origins their articles go back, and what is uncertain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from rich.console import Console
from rich.text import Text

from dedup.output.page import grid, heading, indented, name, names, several
from dedup.output.visible import clipped
from dedup.results import Attribution, Story
from dedup.scanning.report import Report

N_STORIES = 5
N_LOOKED_AT = 100
"""Stories among which those with several outlets are looked for, from the largest on."""

N_ORIGINS = 4
N_OUTLETS = 6
MAX_REASON = 90


def show_stories(console: Console, report: Report) -> None:
    """The largest stories that several outlets tell."""
    some = (report.stories[place] for place in range(min(N_LOOKED_AT, len(report.stories))))  # each made for itself
    told = (story for story in some if len(outlets(story)) > 1)
    stories = list(islice(told, N_STORIES))
    if not stories:
        return
    note = "stories of several outlets, and to how many origins they go back, as far as texts and credits tell"
    heading(console, "Independent reporting", f"{note}; --json has all")
    for story in stories:
        console.print()
        show_story(console, story)


def show_story(console: Console, story: Story) -> None:
    """A story, its origins and what is uncertain."""
    console.print(indented(Text(title(story), "bold")))
    console.print(indented(_origins(story), 4))


def outlets(story: Story) -> list[str]:
    """The outlets of a story."""
    told = [*(one for origin in story.origins for one in origin.articles), *story.uncertain]
    return sorted({one.source for one in told} - {""})


def title(story: Story) -> str:
    """How much a story goes back to how much, in one line."""
    line = f"{several(len(story.articles), 'article')}, {several(len(outlets(story)), 'outlet')}:"
    line += f" {several(story.n_origins, 'independent origin')}"
    return f"{line}, {len(story.uncertain):,} uncertain" if story.uncertain else line


def _origins(story: Story) -> object:
    table = grid("bold", "", "")
    for origin in story.origins[:N_ORIGINS]:
        table.add_row(name(origin.name, 30), several(len(origin.articles), "article"), _told(origin.articles))
    if len(story.origins) > N_ORIGINS:
        table.add_row("", "", Text(f"and {several(len(story.origins) - N_ORIGINS, 'more origin')}", "dim"))
    if story.uncertain:
        table.add_row(Text("uncertain", "yellow"), several(len(story.uncertain), "article"), _told(story.uncertain))
    return table


def _told(articles: Sequence[Attribution]) -> Text:
    """The outlets of some articles, those with the most first, and why the first of them counts so."""
    by_outlet = [one for one, _ in Counter(one.source for one in articles if one.source).most_common()]
    shown = names(by_outlet, N_OUTLETS, 30)
    return Text.assemble(shown, "  " if shown else "", (clipped(articles[0].reason, MAX_REASON), "dim"))
