"""What a cut leaves behind: broken sentences, openings that continue something, teasers, lost wire marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dedup.credits.agencies import Cues
from dedup.origin.facts import TAIL
from dedup.origin.lists import continuing, truncated
from dedup.origin.party import Sign, View
from dedup.text.side import Side

TEASER = 2.5
"""Of a text that ends with an ellipsis or "read more" where the other goes on: nobody writes a story from a teaser."""

BROKEN_OFF = 1.2
"""Of a text that ends inside a sentence of the other, or begins inside one."""

CONTINUES = 1.2
"""Of a text that opens with "He added", where the other has something before it."""

LOST_DATELINE = 0.4
"""Of a text that begins right behind the place and date before the other: copies lose them, few put them before."""

WIRE_MARK = 0.8
"""Of a text that closes as wires close, which outlets cut."""

CUT_SHORT = 0.4
"""Of the longer text where the shorter stands at its beginning: news is cut from the end."""

TAKEN_IN = 0.4
"""Of the shorter text where it stands whole inside the longer one, behind text of that one's own."""

MIN_OWN = 20
"""Words of its own, about a sentence, that count as such: fewer are a headline or a byline."""

MIN_MORE = 3
"""Words of the other from which a sentence goes on."""

WHOLE = 0.9
"""Share of a text that stands in the other where it is there as a whole."""

_ENDS = re.compile(r"[.!?؟…。！？۔।\n\r]")
_STOPPED = re.compile(r"[.!?؟。！？۔।][\s\"'“”«»’)\]]*$")
_DATELINE = re.compile(r"[-–—ـ:/)）】】]")


def cut_signs(view: View) -> Iterator[Sign]:
    """That the other is the one cut short, or took the whole of the one into a text of its own."""
    if view.rows:
        yield from _end(view)
        yield from _beginning(view)
        yield from _whole(view)
    a, b = view.names
    if view.one.facts.closes_as_wire and not view.other.facts.closes_as_wire:
        yield WIRE_MARK, f"{a} closes as wires do, {b} does not"


def _end(view: View) -> Iterator[Sign]:
    """The other ends with a passage, where the one goes on."""
    one, other = view.one.side, view.other.side
    a, b = view.names
    end_one, end_other = max((row[1], row[3]) for row in view.rows)
    if len(one) - end_one < MIN_MORE:
        return
    tail = other.text[-TAIL:]
    if len(other) - end_other <= MIN_MORE and truncated().search(tail):
        yield TEASER, f"{b} breaks off as teasers do where {a} goes on"
        return
    inside = end_other == len(other) and not _ENDS.search(one.text, *one.limits(end_one, end_one))
    if inside and not _STOPPED.search(tail):
        yield BROKEN_OFF, f"{b} ends in mid-sentence of {a}"


def _beginning(view: View) -> Iterator[Sign]:
    """The other begins with a passage, where the one has something before it."""
    one, other = view.one.side, view.other.side
    a, b = view.names
    begin = next((row[0] for row in view.rows if row[2] == 0), 0)
    if begin == 0:
        return
    gap = one.text[slice(*one.limits(begin, begin))]
    if _DATELINE.search(gap) and begin < MIN_OWN:
        if view.one.facts.credited - view.other.facts.named:
            return  # which says more than the dateline that it stands in
        yield LOST_DATELINE, f"{b} begins right behind the first words of {a}"
    elif begin < MIN_MORE:
        return
    elif not _ENDS.search(gap):
        yield BROKEN_OFF, f"{b} begins in mid-sentence of {a}"
    elif _opens_with(other, continuing()):
        yield CONTINUES, f"{b} opens with words that continue something, which {a} has before them"


def _opens_with(side: Side, cues: Cues) -> bool:
    words = side.hashes[: cues.n_words].tolist()
    return any(tuple(words[:n]) in cues.phrases for n in range(1, cues.n_words + 1))


def _whole(view: View) -> Iterator[Sign]:
    """One text stands whole in the other: at its beginning, or behind text of that one's own."""
    n_one, n_other = len(view.one.side), len(view.other.side)
    share_one, share_other = view.shares
    a, b = view.names
    if share_other >= WHOLE and n_one - n_other >= MIN_OWN and max(row[1] for row in view.rows) <= n_one - MIN_OWN:
        if min(row[0] for row in view.rows) < MIN_OWN:
            yield CUT_SHORT, f"{b} stands whole at the beginning of {a}, as cuts leave it"
    elif share_one >= WHOLE and n_other - n_one >= MIN_OWN and min(row[2] for row in view.rows) >= MIN_OWN:
        yield TAKEN_IN, f"{a} stands whole inside {b}, behind words of its own"
