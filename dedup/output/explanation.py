"""Why two articles are a match or none, on a terminal page."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from dedup.explaining.found import Step, Why
from dedup.output.page import RELATION_STYLES, grid, heading, indented, name, several
from dedup.output.visible import visible

SENTENCES = {
    "exact": "have the same words in the same order",
    "reprint": "are largely the same text",
    "contained": "share one text, which the longer one extends",
    "partial": "share copied passages",
    "template": "are two fillings of one form",
    "boilerplate": "share only boilerplate",
    "quote": "share only a quotation",
}

RETOLD = "are alike as wholes, told in other words"


def show_why(console: Console, why: Why, *, figures: bool = False) -> None:
    """The verdict in a sentence, who was first, and what would change it; with `figures`, the numbers it rests on."""
    console.print(_sentence(why))
    if why.family is not None:
        console.print(indented(Text.assemble("both are in the family of ", (name(why.family), "cyan"))))
    if why.match is not None:
        _show_origin(console, why)
    heading(console, "It would be")
    table = grid("", "")
    for flip in why.flips:
        relation = flip.relation or "nothing shared"
        table.add_row(Text(relation, RELATION_STYLES.get(relation, "")), flip.condition)
    if why.flips:
        console.print(indented(table))
    else:
        console.print(indented(Text(_no_flip(why), "dim")))
    if figures:
        heading(console, "Channels", "whether the two become a candidate pair")
        console.print(indented(_channels(why)))
        if why.steps:
            heading(console, "Numbers", "what the verdict looks at, and the limits")
            console.print(indented(_numbers(why)))
    else:
        console.print()
        console.print(Text("-v shows the figures behind it.", "dim"))


def _sentence(why: Why) -> Text:
    """What the two are to each other, and whether a report has them."""
    a, b = (name(one) for one in (why.a, why.b))
    start = ("a ", (a, "cyan"), " and b ", (b, "cyan"))
    if why.relation is None:
        return Text.assemble(*start, f" share no passage: at most {several(why.longest_run, 'word')} in a row.")
    relation = (why.relation, RELATION_STYLES[why.relation])
    return Text.assemble(
        *start,
        f" {RETOLD if _is_retold(why) else SENTENCES[why.relation]}",
        _extent(why),
        ": ",
        relation,
        f", {'' if why.reported else 'not '}in the report.",
    )


def _is_retold(why: Why) -> bool:
    return why.match is not None and why.match.reasons[0].code == "retold"


def _extent(why: Why) -> str:
    if why.match is None:
        return ""
    n_words = sum(passage.n_words for passage in why.match.passages)
    shares = f"{why.match.containment_a:.0%} of a and {why.match.containment_b:.0%} of b"
    return f", {several(n_words, 'word')}, {shares}"


def _no_flip(why: Why) -> str:
    if why.relation is None:
        return "something, if they had a passage in common"
    return "the same whatever is changed of weights, quotations, days and lengths"


def _channels(why: Why) -> object:
    bands, prints = why.bands, why.fingerprints
    table = grid("bold", "")
    table.add_row("compared", "yes" if why.nominated else "no channel proposes it; a family that holds both may")
    table.add_row(
        "alike",
        f"{bands.n_agree} of {bands.n_bands} bands agree; signatures {bands.similarity:.0%} alike,"
        f" of such pairs {bands.chance:.0%} are found",
    )
    hot = f", {prints.n_hot} of them in so many articles that they link it with two only" if prints.n_hot else ""
    table.add_row(
        "passages",
        f"{several(prints.n_common, 'common fingerprint')} of {prints.n_a} in a and {prints.n_b} in b{hot};"
        f" longest run {several(why.longest_run, 'word')}",
    )
    return table


def _numbers(why: Why) -> object:
    table = grid("", "bold", "", "")
    for step in why.steps:
        sign = Text("reached", "green") if step.reached else Text("not reached", "red")
        table.add_row(sign, _number(step.value, step), f"limit {_number(step.limit, step)}", step.what)
    return table


def _number(value: float, step: Step) -> str:
    return f"{value:.1%}" if step.unit == "share" else f"{round(value, 1):,g} {step.unit}"


def _show_origin(console: Console, why: Why) -> None:
    match = why.match
    if match is None:
        return
    heading(console, "Who was first")
    if match.origin is None:
        console.print(indented(Text("not clear", "dim")))
    else:
        console.print(indented(Text(f"{match.origin}, {match.origin_confidence:.0%} sure", "bold")))
    for reason in match.reasons[1:]:
        console.print(indented(Text(visible(reason), "dim"), 4))
    for reason in match.safety:
        console.print(indented(Text(visible(reason), "dim"), 4))
    if match.credit_removed is not None:
        removed = match.credit_removed
        console.print(indented(Text(f"{removed.article} omits the {removed.agency} credit", "yellow")))
