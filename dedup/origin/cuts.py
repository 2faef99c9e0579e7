"""What cutting a text leaves behind: broken sentences, openings that continue something, teasers, lost wire marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dedup.credits.agencies import Cues
from dedup.origin.provenance import TAIL
from dedup.origin.view import Sign, View
from dedup.origin.wordlists import continuing_words, teaser_ending
from dedup.text.marks import CLOSERS, CLOSING_BRACKETS, COLONS, DASHES, ENDS, LINE_BREAKS, QUOTES, any_of, without
from dedup.text.side import Side

TEASER = 2.5
"""Of a text that ends with an ellipsis or "read more" where the other goes on: nobody writes a story from a teaser."""

BROKEN_OFF = 1.2
"""Of a text that ends inside a sentence of the other, or begins inside one."""

CONTINUES = 1.2
"""Of a text that opens with "He added", where the other has something before it."""

LOST_DATELINE = 0.4
"""Of a text that begins right behind the dateline of the other: copies lose datelines and seldom add one."""

WIRE_MARK = 0.8
"""Of a text that closes as agency texts do: outlets cut these marks."""

CUT_SHORT = 0.4
"""Of the longer text where the shorter is its beginning: news is cut from the end."""

TAKEN_IN = 0.4
"""Of the shorter text where the longer holds all of it behind words of its own."""

MIN_OWN = 20
"""Words from which text of one article alone counts, about a sentence: fewer are a headline or a byline."""

MIN_MORE = 3
"""Words from which the other text counts as going on."""

WHOLE = 0.9
"""Share of a text from which the other holds all of it."""

_ENDS = re.compile(any_of(ENDS, LINE_BREAKS))
_STOPPED = re.compile(rf"{any_of(without(ENDS, '…‥'))}[\s{re.escape(QUOTES + CLOSERS)}]*$")
_DATELINE = re.compile(any_of(DASHES, COLONS, CLOSING_BRACKETS, "ـ/"))


def cut_signs(view: View) -> Iterator[Sign]:
    """That the copy was cut from the source, or took all of it into a text of its own."""
    if view.passages:
        yield from _end(view)
        yield from _beginning(view)
        yield from _whole(view)
    if view.source.provenance.closes_as_wire and not view.copy.provenance.closes_as_wire:
        yield view.sign(WIRE_MARK, "closes_as_wire")


def _end(view: View) -> Iterator[Sign]:
    """The copy ends with a passage, where the source goes on."""
    source, copy = view.source.side, view.copy.side
    end_source, end_copy = max((passage.end_source, passage.end_copy) for passage in view.passages)
    if len(source) - end_source < MIN_MORE:
        return
    tail = copy.text[-TAIL:]
    if len(copy) - end_copy <= MIN_MORE and teaser_ending().search(tail):
        yield view.sign(TEASER, "teaser")
        return
    inside = end_copy == len(copy) and not _ENDS.search(source.text, *source.limits(end_source, end_source))
    if inside and not _STOPPED.search(tail):
        yield view.sign(BROKEN_OFF, "ends_inside")


def _beginning(view: View) -> Iterator[Sign]:
    """The copy begins with a passage, where the source has something before it."""
    source = view.source.side
    begin = next((passage.begin_source for passage in view.passages if passage.begin_copy == 0), 0)
    if begin == 0:
        return
    gap = source.text[slice(*source.limits(begin, begin))]
    if _DATELINE.search(gap) and begin < MIN_OWN:
        if view.source.provenance.credited - view.copy.provenance.named:
            return  # which says more than the dateline that it stands in
        yield view.sign(LOST_DATELINE, "behind_dateline")
    elif begin < MIN_MORE:
        return
    elif not _ENDS.search(gap):
        yield view.sign(BROKEN_OFF, "begins_inside")
    elif _opens_with(view.copy.side, continuing_words()):
        yield view.sign(CONTINUES, "continues")


def _opens_with(side: Side, cues: Cues) -> bool:
    words = side.hashes[: cues.n_words].tolist()
    return any(tuple(words[:n]) in cues.phrases for n in range(1, cues.n_words + 1))


def _whole(view: View) -> Iterator[Sign]:
    """One text stands whole in the other: at its beginning, or behind text of that one's own."""
    n_source, n_copy = len(view.source.side), len(view.copy.side)
    passages = view.passages
    if view.copy_share >= WHOLE and n_source - n_copy >= MIN_OWN:
        begin, end = min(one.begin_source for one in passages), max(one.end_source for one in passages)
        if begin < MIN_OWN and end <= n_source - MIN_OWN:
            yield view.sign(CUT_SHORT, "cut_short")
    elif view.source_share >= WHOLE and n_copy - n_source >= MIN_OWN <= min(one.begin_copy for one in passages):
        yield view.sign(TAKEN_IN, "taken_in")
