"""A passage as a reader sees it: the words around it dimmed, what was edited marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal

from rich.text import Text

from dedup.output.page import several
from dedup.output.quoted import Quoted
from dedup.output.visible import clipped, isolated, visible, word_end, word_start
from dedup.results import Change, ChangeKind, Passage, Span

Side = Literal["a", "b"]

NUMBER_STYLE = "bold black on yellow"
EDIT_STYLES: dict[tuple[Side, ChangeKind], str] = {
    ("a", "number"): NUMBER_STYLE,
    ("b", "number"): NUMBER_STYLE,
    ("a", "word"): "red",
    ("b", "word"): "green",
    ("a", "spelling"): "underline",
    ("b", "spelling"): "underline",
}


class Excerpts:
    """Cuts passages out of texts.

    `limit` is how many characters of an edited passage are shown, of a verbatim one half of that; `context` how many
    around it. `brackets` marks edits where colours cannot.
    """

    def __init__(self, limit: int, context: int, *, brackets: bool) -> None:
        self._limit = limit
        self._context = context
        self._brackets = brackets

    def __call__(self, text: str, passage: Passage, changes: Sequence[Change], side: Side) -> Quoted:
        """One side of a passage; of a long one the part in which a number, or else a word, was edited."""
        span = passage.a if side == "a" else passage.b
        edits = [(change.a if side == "a" else change.b, change.kind) for change in changes]
        begin, end = self._window(text, span, edits)
        shown = Text(overflow="fold")
        before = word_start(text, max(span[0] - self._context, 0))
        shown.append("… " if begin > span[0] or before > 0 else "", "dim")
        if begin == span[0]:
            shown.append(visible(text[before:begin]).lstrip(), "dim")
        at = begin
        for (edit_begin, edit_end), kind in edits:
            if edit_begin == edit_end or edit_end <= at or edit_begin >= end:
                continue
            shown.append(visible(text[at : max(edit_begin, at)]))
            words = visible(text[max(edit_begin, at) : min(edit_end, end)])
            shown.append(f"[{words}]" if self._brackets else words, EDIT_STYLES[side, kind])
            at = min(edit_end, end)
        shown.append(visible(text[at:end]))
        after = word_end(text, min(span[1] + self._context, len(text)))
        if end == span[1]:
            shown.append(visible(text[end:after]), "dim")
        shown.append(" …" if end < span[1] or after < len(text) else "", "dim")
        return Quoted(shown)

    def _window(self, text: str, span: Span, edits: Sequence[tuple[Span, ChangeKind]]) -> Span:
        """The part of the passage that is shown."""
        begin, end = span
        limit = self._limit if edits else self._limit // 2
        if end - begin <= limit:
            return span
        numbers = [edit for edit, kind in edits if kind == "number"]
        focus = (numbers or [edit for edit, _ in edits] or [span])[0][0]
        if focus - begin > limit * 2 // 3:
            begin = word_start(text, min(focus - limit // 3, end - limit))
        return begin, word_end(text, begin + limit) if begin + limit < end else end


def inside(changes: Sequence[Change], passage: Passage) -> list[Change]:
    """The changes that lie in a passage."""
    return [one for one in changes if passage.a[0] <= one.a[0] and one.a[1] <= passage.a[1]
            and passage.b[0] <= one.b[0] and one.b[1] <= passage.b[1]]  # fmt: skip


def change_list(changes: Sequence[Change], n_shown: int) -> Text:
    """The changes in words, numbers first: `12 → 21`."""
    ordered = sorted(changes, key=lambda change: ("number", "word", "spelling").index(change.kind))
    edits = Counter((change.text_a, change.text_b, change.kind) for change in ordered)
    shown = Text.assemble(("changed ", "dim"), overflow="fold")
    for i, (edit, n_times) in enumerate(islice(edits.items(), n_shown)):
        shown.append(" · " if i else "", "dim")
        shown.append_text(Text.assemble(*_edit(*edit), (f" ({n_times} times)" if n_times > 1 else "", "dim")))
    if len(edits) > n_shown:
        shown.append(f" · and {several(len(edits) - n_shown, 'other edit')}", "dim")
    return shown


def edit(change: Change) -> Text:
    """A change in words: `12 → 21`."""
    return Text.assemble(*_edit(change.text_a, change.text_b, change.kind))


def _edit(text_a: str, text_b: str, kind: ChangeKind) -> Iterator[tuple[str, str]]:
    yield _edited(text_a), EDIT_STYLES["a", kind]
    yield " → ", ""
    yield _edited(text_b), EDIT_STYLES["b", kind]


def _edited(text: str) -> str:
    return isolated(clipped(text, 40)) or "(nothing)"
