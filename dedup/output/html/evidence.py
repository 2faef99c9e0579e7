"""The matches of a report as rows of whole numbers: who, how much, which passages, which changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from dedup.results import Match, Span

RELATIONS = ("origin", "exact", "reprint", "contained", "partial", "boilerplate", "quote")
KINDS = ("verbatim", "edited", "rewritten", "summary")
CHANGES = ("number", "word", "spelling")
SIDES = (None, "a", "b")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One match between the articles numbered `a` and `b`.

    `passages` holds six numbers for each passage (begin and end in a, begin and end in b, words, kind), `changes` five
    for each change (the same four, kind); shares are in thousandths.
    """

    a: int
    b: int
    relation: int
    similarity: int
    share_a: int
    share_b: int
    first: int
    passages: list[int]
    changes: list[int]


def evidence_of(match: Match, numbers: Mapping[str, int]) -> Evidence:
    """A match in numbers; `numbers` are those of the articles."""
    return Evidence(
        numbers[match.a],
        numbers[match.b],
        RELATIONS.index(match.relation),
        round(match.similarity * 1000),
        round(match.containment_a * 1000),
        round(match.containment_b * 1000),
        SIDES.index(match.origin),
        list(chain.from_iterable((*one.a, *one.b, one.n_words, KINDS.index(one.kind)) for one in match.passages)),
        list(chain.from_iterable((*one.a, *one.b, CHANGES.index(one.kind)) for one in match.changes)),
    )


def columns(rows: Iterable[Evidence]) -> dict[str, list[Any]]:
    """What the page knows of every match from the start, the passages left out."""
    names = ("a", "b", "relation", "similarity", "share_a", "share_b", "first")
    table: dict[str, list[Any]] = {name: [] for name in names}
    for row in rows:
        for name in names:
            table[name].append(getattr(row, name))
    return table


class Seen:
    """How much of each article stands in others as well, in thousandths of its characters: `before` and `elsewhere`.

    `before` counts what stood in an article published earlier, `elsewhere` what stands in any other.
    """

    def __init__(self, n_articles: int) -> None:
        self._before: list[list[Span]] = [[] for _ in range(n_articles)]
        self._elsewhere: list[list[Span]] = [[] for _ in range(n_articles)]

    def add(self, row: Evidence) -> None:
        """Take in the passages of a match."""
        in_a = list(zip(row.passages[0::6], row.passages[1::6], strict=True))
        in_b = list(zip(row.passages[2::6], row.passages[3::6], strict=True))
        self._elsewhere[row.a] += in_a
        self._elsewhere[row.b] += in_b
        if row.first == SIDES.index("a"):
            self._before[row.b] += in_b
        elif row.first == SIDES.index("b"):
            self._before[row.a] += in_a

    def before(self, number: int, n_characters: int) -> int:
        """Thousandths of the article that stood in earlier ones."""
        return _share(self._before[number], n_characters)

    def elsewhere(self, number: int, n_characters: int) -> int:
        """Thousandths of the article that stand in others, earlier or later."""
        return _share(self._elsewhere[number], n_characters)


def _share(spans: list[Span], n_characters: int) -> int:
    covered = reached = 0
    for begin, end in sorted(spans):
        covered += max(end - max(begin, reached), 0)
        reached = max(end, reached)
    return round(1000 * covered / n_characters) if n_characters else 0
