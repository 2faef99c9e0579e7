"""Spans of passages: from words to characters, with the marks around them that both sides have.

Words are compared, marks are not; but a copied sentence is copied with its full stop and its quotation marks. A mark
belongs to a passage if it touches the passage's first or last word, no word of the next sentence touches it, and it
stands on both sides.
"""

from __future__ import annotations

from functools import cache
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from dedup.results import Span
from dedup.runtime.kernels import kernel

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


_FINAL = np.array([ord(mark) for mark in FINAL], np.uint32)
_CODE_POINTS = 0x110000


@cache
def spaces() -> NDArray[np.bool_]:
    """Of each Unicode character, whether it is space."""
    found: NDArray[np.bool_] = np.char.isspace(np.arange(_CODE_POINTS, dtype=np.uint32).view("<U1"))
    return found


@kernel(
    "void(Array(uint32, 1, 'C', True), int64[::1], boolean[::1], int64[:, ::1], int64[:, ::1], int64[:, ::1])",
)
def mark_kernel(
    chars: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    spaces: NDArray[np.bool_],
    owners: NDArray[np.int64],
    limits: NDArray[np.int64],
    spans: NDArray[np.int64],
) -> None:
    """Widen `spans`, begin and end in a and in b of each passage, as `with_marks` does; `limits` are its limits.

    `chars` are those of texts with these `bounds`; `owners` names the texts of both sides.
    """
    reach = np.empty((2, 2), np.int64)
    first = np.empty(2, np.int64)
    for row in range(len(spans)):
        for side in range(2):
            text = owners[row, side]
            first[side] = bounds[text]
            before, after = first[side] + limits[row, 2 * side], first[side] + limits[row, 2 * side + 1]
            begin, end = first[side] + spans[row, 2 * side], first[side] + spans[row, 2 * side + 1]
            at = begin
            while at > before and not spaces[chars[at - 1]]:
                at -= 1
            reach[side, 0] = 0 if at == before and limits[row, 2 * side] > 0 else begin - at
            at = end
            while at < after and not spaces[chars[at]]:
                at += 1
            if at == after and after < bounds[text + 1]:
                while at > end and not np.any(chars[at - 1] == _FINAL):
                    at -= 1
            reach[side, 1] = at - end
        n_ahead = n_after = 0
        a, b = first[0] + spans[row, 0] - 1, first[1] + spans[row, 2] - 1
        while n_ahead < min(reach[0, 0], reach[1, 0]) and chars[a - n_ahead] == chars[b - n_ahead]:
            n_ahead += 1
        a, b = first[0] + spans[row, 1], first[1] + spans[row, 3]
        while n_after < min(reach[0, 1], reach[1, 1]) and chars[a + n_after] == chars[b + n_after]:
            n_after += 1
        spans[row, 0] -= n_ahead
        spans[row, 1] += n_after
        spans[row, 2] -= n_ahead
        spans[row, 3] += n_after
