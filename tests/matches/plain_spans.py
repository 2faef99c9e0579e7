"""Passages widened by the marks that both sides have, in plain Python: what the kernel is checked against."""

from __future__ import annotations

from itertools import takewhile

from dedup.results import Span
from dedup.text.marks import SENTENCE_ENDS
from dedup.text.side import Side


def limits(side: Side, begin: int, end: int) -> Span:
    """The end of the token before `begin`, and the start of the token `end`; the text's where there is none."""
    before = int(side.ends[begin - 1]) if begin else 0
    return before, int(side.starts[end]) if end < len(side) else len(side.text)


def with_marks(texts: tuple[str, str], spans: tuple[Span, Span], limits: tuple[Span, Span]) -> tuple[Span, Span]:
    """The spans of a passage on both sides, widened by the marks that both have.

    `limits` are the end of the word before each span (0 if there is none) and the start of the word after it (else the
    end of the text).

    """
    ahead = [_opening(*side) for side in zip(texts, spans, limits, strict=True)]
    after = [_closing(*side) for side in zip(texts, spans, limits, strict=True)]
    n_ahead = _common(ahead[0][::-1], ahead[1][::-1])
    n_after = _common(*after)
    (begin_a, end_a), (begin_b, end_b) = spans
    return (begin_a - n_ahead, end_a + n_after), (begin_b - n_ahead, end_b + n_after)


def _common(one: str, other: str) -> int:
    """How many characters two strings begin with alike."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in alike)


def _opening(text: str, span: Span, limits: Span) -> str:
    before, begin = limits[0], span[0]
    at = begin
    while at > before and not text[at - 1].isspace():
        at -= 1
    return "" if at == before > 0 else text[at:begin]


def _closing(text: str, span: Span, limits: Span) -> str:
    end, after = span[1], limits[1]
    at = end
    while at < after and not text[at].isspace():
        at += 1
    marks = text[end:at]
    if at == after < len(text):
        marks = marks[: 1 + max(map(marks.rfind, SENTENCE_ENDS))]
    return marks
