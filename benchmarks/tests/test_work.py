"""The work for a text grows about as its length, counted in lines of Python that are run: no clock, no noise.

What kernels, regular expressions and libraries do inside is not seen; `python -m benchmarks.attacks growth` times it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

import dedup
from benchmarks.attacks.patterns import PATTERNS
from benchmarks.attacks.stages import STAGES, STORY

OURS = str(Path(dedup.__file__).parent)
N_CHARS = 4_000
MOST = 6
"""How many times as many lines four times as much text may take: more than four for n log n and for caches that a small
text does not fill, far less than the sixteen of a square."""

HOSTILE = (
    "brackets", "unclosed quotes", "list", "keys", "captions", "JSON objects", "carriage returns", "words of ten",
    "one sentence", "words in italics",
)  # fmt: skip
CHOSEN = (
    "read .txt", "read .md, front matter", "read .html, an article", "read .jsonl", "read .csv", "read .eml",
    "read .mbox", "read an export", "scan", "outputs", "compare", "why", "clean", "index",
)  # fmt: skip


def n_lines(work: Callable[[], object], ours: str = OURS) -> int:
    """How many lines of files below a folder are run."""
    n = 0

    def in_frame(frame, event, arg):
        nonlocal n
        n += event == "line"
        return in_frame

    def called(frame, event, arg):
        return in_frame if frame.f_code.co_filename.startswith(ours) else None

    before = sys.gettrace()
    sys.settrace(called)
    try:
        work()
    finally:
        sys.settrace(before)
    return n


def growth(work: Callable[[str], object], pattern: str, ours: str = OURS) -> float:
    """How many times as many lines four times the text takes.

    Of two small texts that differ a little in length the one that takes more counts: what is found in one may not be
    found in the other, where half of it or just less stands in a passage.
    """
    few, a_few_more, many = (
        n_lines(partial(work, PATTERNS[pattern](n_chars)), ours)
        for n_chars in (N_CHARS, N_CHARS + N_CHARS // 8, 4 * N_CHARS)
    )
    return many / max(few, a_few_more, 1)


def reads(stage: str, text: str) -> None:
    with suppress(dedup.DedupError):  # there is no article in it
        STAGES[stage](text)


@pytest.mark.parametrize("stage", CHOSEN)
def test_no_stage_does_more_than_its_share_for_a_longer_text(stage: str) -> None:
    reads(stage, STORY)  # what is loaded and made once is no part of it
    grown = {pattern: round(growth(lambda text: reads(stage, text), pattern), 1) for pattern in HOSTILE}
    assert {pattern: times for pattern, times in grown.items() if times > MOST} == {}


def test_a_square_is_seen() -> None:
    def square(text: str) -> int:
        n = 0
        for _ in range(len(text) // 100):
            for _ in range(len(text) // 100):
                n += 1
        return n

    def line(text: str) -> int:
        n = 0
        for _ in text:
            n += 1
        return n

    assert growth(square, "one letter", __file__) > 2 * MOST
    assert growth(line, "one letter", __file__) < MOST
