"""The matches of a report as columns of whole numbers: who, how much, which passages, which changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dedup.matches.table import MatchTable
from dedup.output.html.choice import ArticleStats, Choice
from dedup.records import CHANGE, CHANGE_KINDS, KINDS, PAIR, SCORES, SPANS, TEXT_PASSAGE, Ragged, SpanRecords
from dedup.results import Match
from dedup.scanning.report import Report

RELATIONS = ("origin", "exact", "reprint", "contained", "partial", "template", "boilerplate", "quote")
NEITHER, A, B = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """M matches between numbered articles, as a `MatchTable` has them.

    `relations` int64[M] are places in `RELATIONS`, `first` int64[M] says which side was first: NEITHER, A or B.
    """

    table: MatchTable
    relations: NDArray[np.int64]
    first: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.relations)

    def sizes(self) -> NDArray[np.int64]:
        """Of each match, how many numbers tell its passages and changes."""
        table = self.table
        n_aligned = np.diff(table.aligned.offsets[table.passages.offsets])
        found: NDArray[np.int64] = 7 * table.passages.lengths + 5 * table.changes.lengths + 4 * n_aligned
        return found

    def columns(self) -> dict[str, NDArray[np.int64]]:
        """What the page knows of every match from the start."""
        return {
            "match_a": self.table.articles["a"],
            "match_b": self.table.articles["b"],
            "relation": self.relations,
            "similarity": _thousandths(self.table.scores["similarity"]),
            "share_a": _thousandths(self.table.scores["containment_a"]),
            "share_b": _thousandths(self.table.scores["containment_b"]),
            "first": self.first,
            **self.table.figures(),
        }

    def details(self, begin: int, end: int) -> dict[str, NDArray[np.int64]]:
        """Passages, changes and aligned sentences of these matches; a span as its begin and its length."""
        here = np.arange(begin, end)
        passages, changes = self.table.passages.chosen(here), self.table.changes.chosen(here)
        aligned = self.table.aligned.chosen(np.arange(*self.table.passages.offsets[[begin, end]]))
        return {
            "passages": passages.lengths,
            "changes": changes.lengths,
            **_spans("passage", passages.values),
            "words": passages.values["n_words"],
            "kind": passages.values["kind"],
            "aligned": aligned.lengths,
            **_spans("change", changes.values),
            "change_kind": changes.values["kind"],
            **_spans("sentence", aligned.values),
        }


def _thousandths(shares: NDArray[np.float32]) -> NDArray[np.int64]:
    return np.rint(shares * 1000).astype(np.int64)


def _spans(name: str, spans: SpanRecords) -> dict[str, NDArray[np.int64]]:
    return {
        f"{name}_a": spans["begin_a"],
        f"{name}_a_length": spans["end_a"] - spans["begin_a"],
        f"{name}_b": spans["begin_b"],
        f"{name}_b_length": spans["end_b"] - spans["begin_b"],
    }


def evidence_of(report: Report, choice: Choice, known: ArticleStats) -> Evidence:
    """The chosen matches of a report, whose articles are known."""
    table = report.match_table(choice.matches)
    from dedup.judge import relation

    names = np.array([RELATIONS.index(name) for name in relation.RELATIONS], np.int64)
    a, b = known.times[table.articles["a"]], known.times[table.articles["b"]]
    articles = np.empty_like(table.articles)
    for side in "ab":
        articles[side] = np.searchsorted(choice.articles, table.articles[side])
    first = np.where(a < b, A, np.where(b < a, B, NEITHER))
    return Evidence(replace(table, articles=articles), names[table.relations], first)


def evidence_from(matches: Sequence[Match], ids: Sequence[str]) -> Evidence:
    """The same from matches that are objects already, between articles with these ids."""
    found = [one for match in matches for one in match.passages]
    passages = np.array(
        [(*one.a, *one.b, one.n_words, KINDS.index(one.kind), one.similarity) for one in found], TEXT_PASSAGE
    )
    changes = [(*one.a, *one.b, CHANGE_KINDS.index(one.kind)) for match in matches for one in match.changes]
    aligned = [(*a, *b) for one in found for a, b in one.aligned]
    scores = [(match.similarity, match.containment_a, match.containment_b) for match in matches]
    relations = np.array([RELATIONS.index(match.relation) for match in matches], np.int64)
    table = MatchTable(
        np.array([(ids.index(one.a), ids.index(one.b)) for one in matches], PAIR),
        relations.astype(np.int8),
        np.array(scores, SCORES),
        Ragged.of(passages, np.array([len(match.passages) for match in matches], np.int64)),
        Ragged.of(np.array(changes, CHANGE), np.array([len(match.changes) for match in matches], np.int64)),
        Ragged.of(np.array(aligned, SPANS), np.array([len(one.aligned) for one in found], np.int64)),
    )
    return Evidence(table, relations, np.array([(None, "a", "b").index(match.origin) for match in matches], np.int64))


def seen(evidence: Evidence, lengths: NDArray[np.int64], *, before: bool) -> NDArray[np.int64]:
    """How much of each article stands in others as well, in thousandths of its characters.

    With `before`, only what stands in articles published earlier.
    """
    articles, passages = evidence.table.articles, evidence.table.passages
    match = passages.owners
    first = evidence.first[match]
    numbers, begins, ends = [], [], []
    for side, other in (("a", B), ("b", A)):
        kept = first == other if before else np.ones(len(match), np.bool_)
        numbers.append(articles[side][match[kept]])
        begins.append(passages.values[f"begin_{side}"][kept])
        ends.append(passages.values[f"end_{side}"][kept])
    number, begin, end = (np.concatenate(column).astype(np.int64) for column in (numbers, begins, ends))
    order = np.lexsort((begin, number))
    number, begin, end = number[order], begin[order], end[order]
    base = number * (lengths.max(initial=0) + 1)  # one article's characters after the other's, so that none overlap
    reached = np.append(0, np.maximum.accumulate(end + base))[:-1]
    gained = np.maximum(end + base - np.maximum(begin + base, reached), 0)
    covered = np.bincount(number, gained, minlength=len(lengths))
    found: NDArray[np.int64] = np.rint(1000 * covered / np.maximum(lengths, 1)).astype(np.int64)
    return found
