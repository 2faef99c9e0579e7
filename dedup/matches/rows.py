"""Rows of the match table as values of Python, made for many matches at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, repeat
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from dedup.judge.relation import RELATIONS, relations_in
from dedup.matches.table import MatchTable
from dedup.records import KINDS, Ragged
from dedup.results import REUSE, Passage, Relation

T = TypeVar("T")


class Row(NamedTuple):
    """A match: its relation, its similarity and both containments, passages, changes (CHANGE), and figures by name."""

    relation: Relation
    scores: tuple[float, float, float]
    passages: tuple[Passage, ...]
    changes: Sequence[tuple[int, int, int, int, int]]
    figures: dict[str, int]


def rows_of(table: MatchTable, *, bare: bool = False) -> Iterator[Row]:
    """The rows of a table in their order; `bare` ones without their passages, and those of reuse without changes."""
    passages: Iterable[tuple[Passage, ...]] = repeat((), len(table)) if bare else passages_of(table)
    changes = table.changes
    if bare:
        wanted = ~relations_in(table.relations, REUSE)
        changes = Ragged.of(changes.values[wanted[changes.owners]], np.where(wanted, changes.lengths, 0))
    names, columns = table.figures().keys(), [column.tolist() for column in table.figures().values()]
    figures = zip(*columns, strict=True) if columns else ((),) * len(table)
    relations = (RELATIONS[relation] for relation in table.relations.tolist())
    changed = split_up(changes.values.tolist(), changes.offsets)
    for relation, scores, some, of_match, counts in zip(
        relations, table.scores.tolist(), passages, changed, figures, strict=True
    ):
        yield Row(relation, scores, some, of_match, dict(zip(names, counts, strict=True)))


def passages_of(table: MatchTable) -> Iterator[tuple[Passage, ...]]:
    """The passages of each match."""
    rows = table.passages.values.tolist()
    sentences: dict[int, tuple[Any, ...]] = {}
    for place in np.flatnonzero(table.aligned.lengths).tolist():
        sentences[place] = tuple(((i, j), (k, m)) for i, j, k, m in table.aligned[place].tolist())
    passages = [
        Passage(
            (begin_a, end_a), (begin_b, end_b), n_words, round(similarity, 4), KINDS[kind], sentences.get(place, ())
        )
        for place, (begin_a, end_a, begin_b, end_b, n_words, kind, similarity) in enumerate(rows)
    ]
    return map(tuple, split_up(passages, table.passages.offsets))


def split_up(values: list[T], offsets: NDArray[np.int64]) -> Iterator[list[T]]:
    """The lists that stand one after the other in `values` (`records.Ragged`)."""
    return (values[begin:end] for begin, end in pairwise(offsets.tolist()))
