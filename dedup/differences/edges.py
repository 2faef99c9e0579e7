"""What may stand before, after and between what two articles share: bylines and labels here, whole sentences there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dedup.credits.words import is_credit
from dedup.differences.edits import Edit
from dedup.differences.pieces import Stretch
from dedup.differences.signs import DASHES
from dedup.differences.tables import Kind
from dedup.text.folding import folded_letters
from dedup.text.marks import CLOSERS, COLONS, FULL_STOPS, LINE_BREAKS, SENTENCE_ENDS

MAX_LABEL = 5
"""Words of a byline, a dateline, a headline between paragraphs or a credit."""

MAX_DATELINE = 12
"""Words before the dash or colon behind which a report begins: place, date and agency."""

_ENDS = re.compile(
    rf"[{re.escape(FULL_STOPS)}](?=[\s{re.escape(CLOSERS)}*]|$)|[{re.escape(SENTENCE_ENDS)}]|[{re.escape(LINE_BREAKS)}]"
)
_STOPS = re.compile(rf"[{re.escape(FULL_STOPS + SENTENCE_ENDS)}]")
_LINE = re.compile(rf"[{re.escape(LINE_BREAKS)}]")
_INTRODUCES = re.compile(rf"\s[{DASHES}]|[{DASHES}]\s|[—–―{re.escape(COLONS)})\n\r]")
"""What stands behind a dateline; a hyphen between two words is part of one: "ex-minister"."""

_COLON = re.compile(rf"[{re.escape(COLONS)}]")

_BRACKETED = re.compile(r"\W*[(\[{（][^()\[\]{}（）]*[)\]}）]\s*")
"""A credit at the end of a text: "(SPA)"."""

_OF_LABELS: frozenset[Kind] = frozenset({"word", "light"})
"""What headings are made of that state nothing."""

_TURNS: frozenset[Kind] = frozenset({"negation", "question"})

_OF_CREDITS = _OF_LABELS | {"opposite"}
"""And credits, which come "from" somebody."""


def is_label(article: Stretch, begin: int, end: int) -> bool:
    """Whether words that the kept text lacks are no statement: a few at the edge of the text or on a line of their own.

    They are a credit or a byline, or words that the article has elsewhere as well, as headings and datelines are; no
    full stop closes them, and no number, day, negation and the like is among them. Of a heading in words of its own
    nobody can tell whether it says something that the text does not: "Mayor dies".
    """
    return (
        end - begin <= MAX_LABEL
        and _is_apart(article, begin, end)
        and not _STOPS.search(article.gap(end))
        and (_is_credit(article, begin, end) or _says_nothing_new(article, begin, end))
    )


def _is_credit(article: Stretch, begin: int, end: int) -> bool:
    words = [article.known(at).letters for at in range(begin, end)]
    may_be_names = [not article.raw(at).islower() for at in range(begin, end)]
    return is_credit(words, may_be_names) and all(piece.kind in _OF_CREDITS for piece in article.pieces(begin, end))


def _says_nothing_new(article: Stretch, begin: int, end: int) -> bool:
    pieces = list(article.pieces(begin, end))
    if any(piece.kind not in _OF_LABELS for piece in pieces):
        return False
    elsewhere = article.elsewhere(begin, end)
    return all(piece.kind == "light" or not piece.meanings.isdisjoint(elsewhere) for piece in pieces)


def _is_apart(article: Stretch, begin: int, end: int) -> bool:
    """Whether words stand before the text, on a line of their own, or in brackets behind it."""
    if begin == 0:
        return end < len(article) and bool(_INTRODUCES.search(article.gap(end)))
    if end == len(article) and _BRACKETED.fullmatch(article.text[article.ends[begin - 1] :]):
        return True
    return bool(_LINE.search(article.gap(begin))) and (end == len(article) or bool(_LINE.search(article.gap(end))))


def is_complete(article: Stretch, kept: Stretch, edit: Edit) -> bool:
    """Whether what only the kept text has are whole sentences, or what stands before a report, as a dateline does."""
    at_head, at_foot = edit.begin == 0, edit.end == len(article)
    first = edit.kept_begin == 0 or bool(_ENDS.search(kept.gap(edit.kept_begin)))
    last = edit.kept_end == len(kept) or bool(_ENDS.search(kept.gap(edit.kept_end)))
    if at_head and edit.kept_begin == 0 and _is_dateline(kept, edit.kept_end):
        return True
    here = at_head or at_foot or bool(_ENDS.search(article.gap(edit.begin)) or _ENDS.search(article.gap(edit.end)))
    return first and last and here


def _is_dateline(kept: Stretch, end: int) -> bool:
    """Whether the first words of a text say where a report comes from, or stand on a line of their own.

    Nothing among them turns what follows, as "Police denied it:" does. Before a dash they are a credit, or names and
    days; a colon follows names in capitals and names in alphabets without them, as in "Opposition:" somebody speaks.
    """
    gap = kept.gap(end)
    if end > MAX_DATELINE or not _INTRODUCES.search(gap):
        return False
    if _LINE.search(gap):
        return True
    pieces = kept.pieces(0, end)
    if any(piece.kind in _TURNS for piece in pieces):
        return False
    raw = [kept.raw(at) for at in range(end)]
    if is_credit([kept.known(at).letters for at in range(end)], [not word.islower() for word in raw]):
        return True
    if _COLON.search(gap):
        return all(word == word.upper() for word in raw)
    return not any(piece.kind in _OF_LABELS and _is_small(piece.meanings, raw) for piece in pieces)


def _is_small(meanings: frozenset[str], raw: Sequence[str]) -> bool:
    """Whether a word of these meanings is written in small letters."""
    return any(word.islower() and folded_letters(word) in meanings for word in raw)
