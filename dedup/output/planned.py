"""A plan on a terminal page: one line each for what would go, and why."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from dedup.cleaning.decisions import Cut, Removal
from dedup.cleaning.plan import Plan
from dedup.output.page import RELATION_STYLES, name, several

_HOW = {"exact": "same words as", "reprint": "reprint of", "contained": "contained in", "seen": "nothing new beside"}
_STYLES = {**RELATION_STYLES, "seen": "bold cyan"}
_OF = {"repeat": "stands twice", "boilerplate": "boilerplate of its outlet"}
N_ID = 40


def show_plan(console: Console, plan: Plan) -> None:
    """Each removal and cut on a line of its own, never broken: what goes, because of which article, what is lost."""
    ids = [*(removal.article for removal in plan.removed), *(cut.article for cut in plan.cuts), *plan.uncut]
    width = max((len(name(one, N_ID)) for one in ids), default=0)
    for removal in plan.removed:
        _line(console, removal.article, width, _why(removal))
    for cut in plan.cuts:
        _line(console, cut.article, width, _what(cut))
    for article_id in plan.uncut:
        _line(console, article_id, width, Text("stays uncut: its format allows no cuts", "dim"))


def _line(console: Console, article_id: str, width: int, rest: Text) -> None:
    head = Text(name(article_id, N_ID).ljust(width), "cyan")
    console.print(Text.assemble(head, "  ", rest), soft_wrap=True)


def _why(removal: Removal) -> Text:
    lost = f"{removal.n_lost:,} of {several(removal.n_words, 'word')} lacking there"
    lost = lost if removal.n_lost else f"all {several(removal.n_words, 'word')} are there"
    relation = (_HOW[removal.relation], _STYLES[removal.relation])
    return Text.assemble("goes: ", relation, f" {name(removal.kept)}, {lost}")


def _what(cut: Cut) -> Text:
    why = _OF.get(cut.kind) or f"stands in {name(cut.kept)}"
    return Text(f"cut: {several(cut.n_words, 'word')}, {why}")
