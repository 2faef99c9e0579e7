"""What an article says otherwise than one that may be kept in its place, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dedup.differences.accents import marked_otherwise
from dedup.differences.edges import MAX_LABEL, is_complete, is_label
from dedup.differences.edits import Edit, edits, runs_between
from dedup.differences.piece import Piece
from dedup.differences.pieces import MAX_WINDOWS, Stretch, Window
from dedup.differences.spelling import spelling
from dedup.differences.stretches import Words, known_of
from dedup.differences.tables import Kind
from dedup.results import Span

Code = Literal[
    "number", "sign", "percent", "currency", "unit", "date", "negation", "opposite", "question", "order", "exchanged",
    "left_out", "added",
]  # fmt: skip
"""What differs. "order": the same words in another order; "exchanged", "left_out", "added": other words, where no table
tells what they say; the article has those left out, the kept one those added."""

MAX_LOOKED_AT = 64
"""Words of a stretch that is looked at piece by piece; a longer one is another passage, not another wording."""

MAX_SPELLED = 2
"""Letters by which two spellings of a word differ in length: one of "-our", one of "-lled" (`spelling`)."""

MAX_JOINING = 3
"""Words of a date or a number that may stand between two edits which are one."""

MAX_WIDER = 12
"""Words of a number before and after the one that differs."""

_TOLD: Mapping[Kind, Code] = {
    "number": "number", "sign": "sign", "percent": "percent", "currency": "currency", "unit": "unit", "weekday": "date",
    "month": "date", "day": "date", "negation": "negation", "opposite": "opposite", "question": "question",
}  # fmt: skip
"""What differs where a piece of some kind does; of several the first that fits."""

_OF_WORDS: frozenset[Kind] = frozenset({"word", "light"})
"""Of other kinds it says nothing that they differ."""


_ALONE: frozenset[Kind] = frozenset({"negation", "question"})
"""These say something in a title even if the other one has nothing in their place."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where an article does not say what the kept one says: `article` and `kept` are the characters."""

    code: Code
    article: Span
    kept: Span


def differences(article: Words, kept: Words, places: NDArray[np.int32]) -> Iterator[Difference]:
    """What differs, in the order of the article.

    `places` int32[words] gives for each word of the article the place of the same word in the kept text, -1 where there
    is none. Nothing that is found in tables alone makes two things the same: what cannot be shown to be equal differs.
    """
    here, there = known_of(article), known_of(kept)
    made = edits(places, len(there.stretch), here.signs, there.signs)
    yield from differences_in(here.stretch, there.stretch, made)


def differences_in(here: Stretch, there: Stretch, made: Iterable[Edit]) -> Iterator[Difference]:
    """What differs in the edits between an article and a kept one; behind it the words under other accents."""
    seen: list[Edit] = []
    for edit in _with_numbers(here, made, seen):
        found = difference(here, there, edit)
        if found is not None:
            yield found
    for at, kept_at in marked_otherwise(here, there, runs_between(seen, len(here))):
        yield Difference("exchanged", _span(here, at, at + 1), _span(there, kept_at, kept_at + 1))


def _with_numbers(here: Stretch, made: Iterable[Edit], seen: list[Edit]) -> Iterator[Edit]:
    """The edits, two of them as one where only numbers and months stand between: "March 3" and "3 March"."""
    last: Edit | None = None
    for edit in made:
        seen.append(edit)
        joined = None if last is None else _as_one(here, last, edit)
        if last is not None and joined is None:
            yield last
        last = joined or edit
    if last is not None:
        yield last


def _as_one(here: Stretch, first: Edit, second: Edit) -> Edit | None:
    n_between = second.begin - first.end
    if first.is_moved or second.is_moved or not 0 < n_between <= MAX_JOINING:
        return None
    if n_between != second.kept_begin - first.kept_end or not all(
        here.known(at).needs_others for at in range(first.end, second.begin)
    ):
        return None
    return Edit(first.begin, second.end, first.kept_begin, second.kept_end, first.floor, second.ceiling)


def other_facts(one: Words, other: Words) -> bool:
    """Whether two lines, such as titles, differ in facts alone, of which one stands for another, or in a negation."""
    here, there = known_of(one).stretch, known_of(other).stretch
    own, others = here.pieces(0, len(here)), there.pieces(0, len(there))
    own_only, others_only = _telling(_without(own, others), others), _telling(_without(others, own), own)
    kinds, other_kinds = ({piece.kind for piece in only} for only in (own_only, others_only))
    told = (kinds and other_kinds) or (kinds | other_kinds) & _ALONE
    return bool(told) and not (kinds | other_kinds) & _OF_WORDS


def difference(here: Stretch, there: Stretch, edit: Edit) -> Difference | None:
    """What differs in a place of an article, if anything does."""
    code = _code(here, there, edit)
    if code is None:
        return None
    return Difference(code, _span(here, edit.begin, edit.end), _span(there, edit.kept_begin, edit.kept_end))


def _span(side: Stretch, begin: int, end: int) -> Span:
    if begin < end:
        return side.starts[begin], side.ends[end - 1]
    return (side.ends[begin - 1] if begin else 0, side.starts[begin] if begin < len(side) else len(side.text))


def _code(here: Stretch, there: Stretch, edit: Edit) -> Code | None:
    """What differs in a place; None where both sides say the same, or where nothing is lost of the article."""
    if edit.is_moved:
        return "order"
    lost, more = edit.end > edit.begin, edit.kept_end > edit.kept_begin
    if not edit.signs_only:
        is_lost = lost and not is_label(here, edit.begin, edit.end)
        if not is_lost and (not more or is_complete(here, there, edit)):
            return None
    if max(edit.end - edit.begin, edit.kept_end - edit.kept_begin) > MAX_LOOKED_AT:
        return "exchanged" if lost and more else "left_out" if lost else "added"
    edit = _widened(here, there, edit)
    windows = here.window(edit.begin, edit.end), there.window(edit.kept_begin, edit.kept_end), lost, more
    known = _KNOWN.get(windows)
    if known is None:
        if len(_KNOWN) >= MAX_WINDOWS:
            _KNOWN.clear()
        code = _code_of(here, there, edit, lost, more)
        known = _KNOWN[windows] = (code,)
        _KNOWN[windows[1], windows[0], more, lost] = (_FROM_THERE.get(code, code),)
    return known[0]


_KNOWN: dict[tuple[Window, Window, bool, bool], tuple[Code | None]] = {}
"""What differs between the windows compared last, and whether there were words on either side before they were widened.
Each stands there from both sides, as whoever asks about one article of a pair asks about the other one next.
"""

_FROM_THERE: Mapping[Code | None, Code] = {"left_out": "added", "added": "left_out"}
"""How a difference is called as seen from the other side, where that is another name."""


def _code_of(here: Stretch, there: Stretch, edit: Edit, lost: bool, more: bool) -> Code | None:
    """What differs in the words of a widened edit and their signs, which nothing else bears on."""
    own, others = here.pieces(edit.begin, edit.end), there.pieces(edit.kept_begin, edit.kept_end)
    if own == others and _is_turned(here, there, edit) and not any(piece.kind == "month" for piece in own):
        return "order"  # "beş on", five or ten, is not "on beş", fifteen
    if own == others or _is_spaced_otherwise(here, there, edit):
        return None
    own_only, others_only = _without(own, others), _without(others, own)
    if not own_only and not others_only:
        return "order"
    own_only, others_only = _telling(own_only, others), _telling(others_only, own)
    if not own_only and not others_only:
        return None
    if max(edit.end - edit.begin, edit.kept_end - edit.kept_begin) > MAX_LABEL and not (lost and more):
        return "left_out" if lost else "added"  # a statement, not a fact that stands for another
    kinds = {piece.kind for piece in (*own_only, *others_only)} - _OF_WORDS
    if kinds:
        return next(code for kind, code in _TOLD.items() if kind in kinds)
    return "exchanged" if own_only and others_only else "left_out" if own_only else "added"


def _without(pieces: Sequence[Piece], others: Sequence[Piece]) -> list[Piece]:
    """The pieces that others have not as often."""
    left = list(others)
    meanings = {meaning for piece in others for meaning in piece.meanings}
    found = []
    for piece in pieces:
        if not piece.meanings.isdisjoint(meanings) and piece in left:
            left.remove(piece)
        else:
            found.append(piece)
    return found


def _telling(pieces: Sequence[Piece], others: Sequence[Piece]) -> list[Piece]:
    """The pieces that say something; not a month that others call by another of its names: "July (Tammuz)"."""
    return [piece for piece in pieces if piece.kind != "light" and not (piece.kind == "month" and piece in others)]


def _is_spaced_otherwise(here: Stretch, there: Stretch, edit: Edit) -> bool:
    """Whether both sides are the same but for spaces: "cut-throat" and "cutthroat".

    "Not able" is not "notable", nor one minister's house the ministers'.
    """
    if any(_turns(here, edit.begin, edit.end)) != any(_turns(there, edit.kept_begin, edit.kept_end)):
        return False
    if _is_possessive(here, edit.begin, edit.end) != _is_possessive(there, edit.kept_begin, edit.kept_end):
        return False
    n_own = sum(here.known(at).n_letters for at in range(edit.begin, edit.end))
    n_others = sum(there.known(at).n_letters for at in range(edit.kept_begin, edit.kept_end))
    if not n_own or not n_others or abs(n_own - n_others) > MAX_SPELLED:
        return False
    own = "".join(here.raw(at) for at in range(edit.begin, edit.end))
    others = "".join(there.raw(at) for at in range(edit.kept_begin, edit.kept_end))
    if any(map(str.isnumeric, own + others)) or spelling(own).isdisjoint(spelling(others)):
        return False
    return here.signs_of(edit.begin, edit.end) == there.signs_of(edit.kept_begin, edit.kept_end)


def _is_turned(here: Stretch, there: Stretch, edit: Edit) -> bool:
    """Whether both sides have the same words in another order."""
    own = [here.known(at).letters for at in range(edit.begin, edit.end)]
    others = [there.known(at).letters for at in range(edit.kept_begin, edit.kept_end)]
    return own != others and sorted(own) == sorted(others)


def _turns(side: Stretch, begin: int, end: int) -> Iterator[bool]:
    return (side.known(at).piece.kind == "negation" for at in range(begin, end))


def _is_possessive(side: Stretch, begin: int, end: int) -> bool:
    """Whether words end in an English "'s"."""
    return end - begin > 1 and side.raw(end - 1) in ("s", "S") and side.is_shortened(end - 1)


def _widened(here: Stretch, there: Stretch, edit: Edit) -> Edit:
    """An edit with the numbers on both sides of it: a unit or a word of a number means nothing without them."""
    begin, end, kept_begin, kept_end = edit.begin, edit.end, edit.kept_begin, edit.kept_end
    while begin > max(edit.floor, edit.begin - MAX_WIDER) and here.known(begin - 1).needs_others:
        begin, kept_begin = begin - 1, kept_begin - 1
    while end < min(edit.ceiling, edit.end + MAX_WIDER) and here.known(end).needs_others:
        end, kept_end = end + 1, kept_end + 1
    if begin > edit.floor and (here.is_shortened(begin) or there.is_shortened(kept_begin)):  # "they|'re", "they| are"
        begin, kept_begin = begin - 1, kept_begin - 1
    return Edit(begin, end, kept_begin, kept_end, edit.floor, edit.ceiling)
