"""Spans of passages: from words to characters, with the marks around them that both sides have.

Words are compared, marks are not; but a copied sentence is copied with its full stop and its quotation marks. A mark
belongs to a passage if it touches the passage's first or last word, no word of the next sentence touches it, and it
stands on both sides.
"""

from __future__ import annotations

from itertools import takewhile

from dedup.results import Span

FINAL = "。！？｡।॥"
"""Marks that close a sentence although the next one begins without a space."""


def with_marks(texts: tuple[str, str], spans: tuple[Span, Span], limits: tuple[Span, Span]) -> tuple[Span, Span]:
    """The spans of a passage on both sides, widened by the marks that both have.

    `limits` are the end of the word before each span (0 if there is none) and the start of the word after it (else the
    end of the text).

    >>> with_marks(("«Gut», so er.", "«Gut», hiess es."), ((1, 4), (1, 4)), ((0, 7), (0, 7)))
    ((0, 6), (0, 6))
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
        marks = marks[: 1 + max(map(marks.rfind, FINAL))]
    return marks
