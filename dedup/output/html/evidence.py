"""The matches of a report as columns of whole numbers: who, how much, which passages, which changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.report import Report
from dedup.results import Match

RELATIONS = ("origin", "exact", "reprint", "contained", "partial", "boilerplate", "quote")
KINDS = ("verbatim", "edited", "rewritten", "summary")
CHANGES = ("number", "word", "spelling")
NEITHER, A, B = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """M matches between numbered articles.

    `articles` int64[M, 2]: a and b; `relations` int64[M]: places in `RELATIONS`; `shares` int64[M, 3]: similarity,
    share of a, share of b, in thousandths; `first` int64[M]: which side was published first, NEITHER, A or B.
    `passages` int64[P, 6]: begin and end in a, begin and end in b, words, kind; `changes` int64[C, 5]: the same four,
    kind; those of match i stand at `passage_offsets[i]:passage_offsets[i + 1]`, and `change_offsets` likewise.
    """

    articles: NDArray[np.int64]
    relations: NDArray[np.int64]
    shares: NDArray[np.int64]
    first: NDArray[np.int64]
    passages: NDArray[np.int64]
    passage_offsets: NDArray[np.int64]
    changes: NDArray[np.int64]
    change_offsets: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.relations)

    def sizes(self) -> NDArray[np.int64]:
        """Of each match, how many numbers tell its passages and changes."""
        found: NDArray[np.int64] = 6 * np.diff(self.passage_offsets) + 5 * np.diff(self.change_offsets)
        return found

    def columns(self, order: NDArray[np.int64]) -> dict[str, list[Any]]:
        """What the page knows of every match from the start, in this order."""
        return {
            "a": self.articles[order, 0].tolist(),
            "b": self.articles[order, 1].tolist(),
            "relation": self.relations[order].tolist(),
            "similarity": self.shares[order, 0].tolist(),
            "share_a": self.shares[order, 1].tolist(),
            "share_b": self.shares[order, 2].tolist(),
            "first": self.first[order].tolist(),
        }

    def details(self, order: NDArray[np.int64]) -> list[list[list[int]]]:
        """Passages and changes of these matches, each as one row of numbers."""
        return [
            [
                self.passages[self.passage_offsets[i] : self.passage_offsets[i + 1]].ravel().tolist(),
                self.changes[self.change_offsets[i] : self.change_offsets[i + 1]].ravel().tolist(),
            ]
            for i in order.tolist()
        ]


def evidence_of(report: Report, articles: Sequence[Article]) -> Evidence:
    """The matches of a report, whose articles these are."""
    table = report.match_table()
    if table is None:
        return evidence_from(report.matches, articles)
    from dedup.confirm import relation

    names = np.array([RELATIONS.index(name) for name in relation.RELATIONS], np.int64)
    return Evidence(
        table.articles,
        names[table.relations],
        np.rint(table.scores * 1000).astype(np.int64),
        _first(table.articles, articles),
        table.passages,
        table.passage_offsets,
        table.changes,
        table.change_offsets,
    )


def evidence_from(matches: Sequence[Match], articles: Sequence[Article]) -> Evidence:
    """The same from matches that are objects already."""
    numbers = {article.id: number for number, article in enumerate(articles)}
    passages = [[*one.a, *one.b, one.n_words, KINDS.index(one.kind)] for match in matches for one in match.passages]
    changes = [[*one.a, *one.b, CHANGES.index(one.kind)] for match in matches for one in match.changes]
    shares = [[match.similarity, match.containment_a, match.containment_b] for match in matches]
    pairs = np.array([[numbers[match.a], numbers[match.b]] for match in matches], np.int64).reshape(-1, 2)
    return Evidence(
        pairs,
        np.array([RELATIONS.index(match.relation) for match in matches], np.int64),
        np.rint(np.array(shares).reshape(-1, 3) * 1000).astype(np.int64),
        _first(pairs, articles),
        np.array(passages, np.int64).reshape(-1, 6),
        np.cumsum([0, *(len(match.passages) for match in matches)]),
        np.array(changes, np.int64).reshape(-1, 5),
        np.cumsum([0, *(len(match.changes) for match in matches)]),
    )


def _first(pairs: NDArray[np.int64], articles: Sequence[Article]) -> NDArray[np.int64]:
    """Which side of each pair was published first."""
    times = np.array([_seconds(article) for article in articles], np.float64)
    a, b = times[pairs[:, 0]], times[pairs[:, 1]]
    return np.where(a < b, A, np.where(b < a, B, NEITHER))


def _seconds(article: Article) -> float:
    return np.nan if article.published_utc is None else article.published_utc.timestamp()


def seen(evidence: Evidence, lengths: Sequence[int], *, before: bool) -> list[int]:
    """How much of each article stands in others as well, in thousandths of its characters.

    With `before`, only what stands in articles published earlier.
    """
    match = np.repeat(np.arange(len(evidence)), np.diff(evidence.passage_offsets))
    first = evidence.first[match]
    sides = []
    for side, other in ((0, B), (1, A)):
        kept = first == other if before else np.ones(len(match), np.bool_)
        spans = evidence.passages[kept][:, 2 * side : 2 * side + 2]
        sides.append(np.column_stack([evidence.articles[match[kept], side], spans]))
    spans = np.concatenate(sides)
    number, begin, end = spans[np.lexsort((spans[:, 1], spans[:, 0]))].T
    base = number * (max(lengths, default=0) + 1)  # one article's characters after the other's, so that none overlap
    reached = np.append(0, np.maximum.accumulate(end + base))[:-1]
    gained = np.maximum(end + base - np.maximum(begin + base, reached), 0)
    covered = np.bincount(number, gained, minlength=len(lengths))
    found: list[int] = np.rint(1000 * covered / np.maximum(np.array(lengths), 1)).astype(int).tolist()
    return found
