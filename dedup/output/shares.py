"""Shares as people say them: two in five, 45 %, 5 of 9."""

from __future__ import annotations

from dedup.output.page import several

FEW = 50
"""Things below which a share of them is told by its number."""

_WORDS = {
    1 / 10: "One in ten", 1 / 5: "One in five", 1 / 4: "A quarter of", 3 / 10: "Three in ten", 1 / 3: "A third of",
    2 / 5: "Two in five", 1 / 2: "Half of", 3 / 5: "Three in five", 2 / 3: "Two thirds of", 7 / 10: "Seven in ten",
    3 / 4: "Three quarters of", 4 / 5: "Four in five", 9 / 10: "Nine in ten",
}  # fmt: skip
_NEAR = 0.015
"""How far a share may be from the fraction that it is called."""


def part_of(part: int, whole: int, noun: str, plural: str = "") -> str:
    """A share in words where a simple fraction is near, in per cent elsewhere, as it is of few.

    >>> part_of(12_300, 30_676, "article"), part_of(900, 2_000, "article"), part_of(5, 9, "article")
    ('Two in five articles', '45 % of articles', '5 of 9 articles')
    """
    plural = plural or f"{noun}s"
    if whole < FEW:
        return f"{part:,} of {several(whole, noun, plural)}"
    if part == whole:
        return f"All {plural}"
    near = min(_WORDS, key=lambda one: abs(one - part / whole))
    if abs(near - part / whole) <= _NEAR:
        return f"{_WORDS[near]} {plural}"
    return (
        f"{max(100 * part / whole, 1):.0f} % of {plural}" if 100 * part >= whole else f"{part:,} of {whole:,} {plural}"
    )
