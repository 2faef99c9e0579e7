"""The matches of a report as columns of whole numbers: who, how much, which passages, which changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.output.html.choice import ArticleStats, Choice
from dedup.results import Match
from dedup.scanning.report import Report

RELATIONS = ("origin", "exact", "reprint", "contained", "partial", "boilerplate", "quote")
KINDS = ("verbatim", "edited", "rewritten", "summary")
CHANGES = ("number", "word", "spelling")
NEITHER, A, B = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """M matches between numbered articles.

    `articles` int64[M, 2]: a and b; `relations` int64[M]: places in `RELATIONS`; `shares` int64[M, 3]: similarity,
    share of a, share of b, in thousandths; `first` int64[M]: which side was first, NEITHER, A or B. `passages`
    int64[P, 6]: begin and end in a, begin and end in b, words, kind; `changes` int64[C, 5]: the same four, kind; those
    of match i stand at `passage_offsets[i]:passage_offsets[i + 1]`, and `change_offsets` likewise. `aligned`
    int64[S, 4]: the sentences of rewritten passages, begin and end in a and in b, those of passage p at
    `aligned_offsets[p]:aligned_offsets[p + 1]`.
    """

    articles: NDArray[np.int64]
    relations: NDArray[np.int64]
    shares: NDArray[np.int64]
    first: NDArray[np.int64]
    passages: NDArray[np.int64]
    passage_offsets: NDArray[np.int64]
    changes: NDArray[np.int64]
    change_offsets: NDArray[np.int64]
    aligned: NDArray[np.int64]
    aligned_offsets: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.relations)

    def sizes(self) -> NDArray[np.int64]:
        """Of each match, how many numbers tell its passages and changes."""
        n_aligned = np.diff(self.aligned_offsets[self.passage_offsets])
        found: NDArray[np.int64] = 7 * np.diff(self.passage_offsets) + 5 * np.diff(self.change_offsets) + 4 * n_aligned
        return found

    def columns(self) -> dict[str, NDArray[np.int64]]:
        """What the page knows of every match from the start."""
        return {
            "match_a": self.articles[:, 0],
            "match_b": self.articles[:, 1],
            "relation": self.relations,
            "similarity": self.shares[:, 0],
            "share_a": self.shares[:, 1],
            "share_b": self.shares[:, 2],
            "first": self.first,
        }

    def details(self, begin: int, end: int) -> dict[str, NDArray[np.int64]]:
        """Passages, changes and aligned sentences of these matches; a span as its begin and its length."""
        first_passage, last_passage = self.passage_offsets[[begin, end]]
        passages = self.passages[first_passage:last_passage]
        changes = self.changes[slice(*self.change_offsets[[begin, end]])]
        aligned = self.aligned[slice(*self.aligned_offsets[[first_passage, last_passage]])]
        return {
            "passages": np.diff(self.passage_offsets[begin : end + 1]),
            "changes": np.diff(self.change_offsets[begin : end + 1]),
            **_spans("passage", passages),
            "words": passages[:, 4],
            "kind": passages[:, 5],
            "aligned": np.diff(self.aligned_offsets[first_passage : last_passage + 1]),
            **_spans("change", changes),
            "change_kind": changes[:, 4],
            **_spans("sentence", aligned),
        }


def _spans(name: str, rows: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
    return {
        f"{name}_a": rows[:, 0],
        f"{name}_a_length": rows[:, 1] - rows[:, 0],
        f"{name}_b": rows[:, 2],
        f"{name}_b_length": rows[:, 3] - rows[:, 2],
    }


def evidence_of(report: Report, choice: Choice, known: ArticleStats) -> Evidence:
    """The chosen matches of a report, whose articles are known."""
    table = report.match_table(choice.matches)
    from dedup.judge import relation

    names = np.array([RELATIONS.index(name) for name in relation.RELATIONS], np.int64)
    pairs = np.searchsorted(choice.articles, table.articles)
    a, b = known.times[table.articles].T
    return Evidence(
        pairs,
        names[table.relations],
        np.rint(table.scores * 1000).astype(np.int64),
        np.where(a < b, A, np.where(b < a, B, NEITHER)),
        table.passages,
        table.passage_offsets,
        table.changes,
        table.change_offsets,
        table.aligned,
        table.aligned_offsets,
    )


def evidence_from(matches: Sequence[Match], ids: Sequence[str]) -> Evidence:
    """The same from matches that are objects already, between articles with these ids."""
    numbers = {identity: number for number, identity in enumerate(ids)}
    found = [one for match in matches for one in match.passages]
    passages = [[*one.a, *one.b, one.n_words, KINDS.index(one.kind)] for one in found]
    changes = [[*one.a, *one.b, CHANGES.index(one.kind)] for match in matches for one in match.changes]
    aligned = [[*a, *b] for one in found for a, b in one.aligned]
    shares = [[match.similarity, match.containment_a, match.containment_b] for match in matches]
    return Evidence(
        np.array([[numbers[match.a], numbers[match.b]] for match in matches], np.int64).reshape(-1, 2),
        np.array([RELATIONS.index(match.relation) for match in matches], np.int64),
        np.rint(np.array(shares).reshape(-1, 3) * 1000).astype(np.int64),
        np.array([(None, "a", "b").index(match.origin) for match in matches], np.int64),
        np.array(passages, np.int64).reshape(-1, 6),
        _offsets(len(match.passages) for match in matches),
        np.array(changes, np.int64).reshape(-1, 5),
        _offsets(len(match.changes) for match in matches),
        np.array(aligned, np.int64).reshape(-1, 4),
        _offsets(len(one.aligned) for one in found),
    )


def _offsets(lengths: Iterable[int]) -> NDArray[np.int64]:
    return np.cumsum(np.fromiter((0, *lengths), np.int64))


def seen(evidence: Evidence, lengths: NDArray[np.int64], *, before: bool) -> NDArray[np.int64]:
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
    base = number * (lengths.max(initial=0) + 1)  # one article's characters after the other's, so that none overlap
    reached = np.append(0, np.maximum.accumulate(end + base))[:-1]
    gained = np.maximum(end + base - np.maximum(begin + base, reached), 0)
    covered = np.bincount(number, gained, minlength=len(lengths))
    found: NDArray[np.int64] = np.rint(1000 * covered / np.maximum(lengths, 1)).astype(np.int64)
    return found
