"""Matches as a table in characters: what objects, a page and JSON lines are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.judge.relation import relations_in
from dedup.matches.columns import MatchColumns
from dedup.matches.edit_kinds import EditKinds
from dedup.matches.shared_text import MatchedTexts, SharedText, sides_of
from dedup.matches.spans import characters, with_marks
from dedup.records import (
    CHANGE,
    EDITED,
    NUMBER,
    PAIR,
    SPAN_FIELDS,
    SPANS,
    TEXT_PASSAGE,
    PairRecords,
    PassageRecords,
    Ragged,
    Records,
    ScoreRecords,
    SpanRecords,
    swapped,
)
from dedup.results import FIGURES, REUSE
from dedup.rewrite.sentence_pairs import SentencePairs
from dedup.runtime.threads import on_threads
from dedup.text.tokens import Tokens

BATCH = 5_000
"""Matches worked on at a time: their texts are tokenized together, some 30 MB of tokens."""

N_THREADS = 2
"""Batches worked on at once."""


@dataclass(frozen=True, slots=True)
class MatchTable:
    """M matches of articles that have places in an order of ids.

    `articles` PAIR[M]: a and b, by place, a before b. `relations` int8[M]: codes of `judge.relation.RELATIONS`.
    `scores` SCORES[M]. `passages`: of each match TEXT_PASSAGE[n], and `changes` CHANGE[n], in the order of a.
    `aligned`: of each passage SPANS[n] in characters, the sentences that say the same where it was rewritten.
    """

    articles: PairRecords
    relations: NDArray[np.int8]
    scores: ScoreRecords
    passages: Ragged
    changes: Ragged
    aligned: Ragged

    def __len__(self) -> int:
        return len(self.relations)

    @property
    def n_changed_numbers(self) -> NDArray[np.int64]:
        """How many changes of each match are of numbers."""
        is_number = self.changes.values["kind"] == NUMBER
        return np.bincount(self.changes.owners[is_number], minlength=len(self))

    def n_changed_pairs(self) -> int:
        """How many pairs that reuse text differ in a number."""
        return int(np.count_nonzero(relations_in(self.relations, REUSE) & (self.n_changed_numbers > 0)))

    def figures(self) -> dict[str, NDArray[np.int64]]:
        """What is counted of every match (`results.FIGURES`), int64[M] each."""
        return {name: getattr(self, name) for name in FIGURES}


def match_table(columns: MatchColumns, place: NDArray[np.int64], text: Callable[[int], str]) -> MatchTable:
    """The table of these matches; `place` int64[N] gives the place of an article's number, `text` its text."""
    kinds = EditKinds()

    def work(begin: int) -> _Characters:
        return _in_characters(shared_text(columns.chosen(slice(begin, begin + BATCH)), place, text), kinds)

    return _table(columns, place, _joined(on_threads(work, range(0, len(columns), BATCH), N_THREADS)))


def table_of(columns: MatchColumns, place: NDArray[np.int64], shared: SharedText, kinds: EditKinds) -> MatchTable:
    """The same table, where it is known already what the matches share; `kinds` tells the kinds of their changes."""
    return _table(columns, place, _in_characters(shared, kinds))


def _table(columns: MatchColumns, place: NDArray[np.int64], found: _Characters) -> MatchTable:
    is_swapped = place[columns.second] < place[columns.first]
    scores = columns.judged.scores[columns.row]
    scores = np.where(is_swapped, swapped(scores), scores)
    return MatchTable(match_pairs(columns, place), columns.relations, scores, *found)


def shared_text(columns: MatchColumns, place: NDArray[np.int64], text: Callable[[int], str]) -> SharedText:
    """What these matches share; `place` and `text` as in `match_table`."""
    is_swapped = place[columns.second] < place[columns.first]
    a = np.where(is_swapped, columns.second, columns.first)
    b = np.where(is_swapped, columns.first, columns.second)
    used, sides = sides_of(a, b)
    read = MatchedTexts.of([text(number) for number in used.tolist()], sides)
    return SharedText.of(read, passages_in_order(columns, is_swapped))


def _joined(parts: Iterable[_Characters]) -> _Characters:
    nothing = tuple(Ragged.of(np.empty(0, dtype), np.empty(0, np.int64)) for dtype in (TEXT_PASSAGE, CHANGE, SPANS))
    in_characters, changes, aligned = (Ragged.joined(part) for part in zip(nothing, *parts, strict=True))
    return in_characters, changes, aligned


def match_pairs(columns: MatchColumns, place: NDArray[np.int64]) -> PairRecords:
    """The articles of each match, by place, the smaller first: PAIR[M]."""
    pairs = np.empty(len(columns), PAIR)
    first, second = place[columns.first], place[columns.second]
    pairs["a"], pairs["b"] = np.minimum(first, second), np.maximum(first, second)
    return pairs


def passages_in_order(columns: MatchColumns, is_swapped: NDArray[np.bool_]) -> Ragged:
    """The passages of each match in the order of its side a, spans of tokens."""
    found = Ragged(columns.judged.alignments.passages, columns.judged.alignments.offsets).chosen(columns.row)
    match = found.owners
    passages = np.where(is_swapped[match], swapped(found.values), found.values)
    order = np.lexsort((passages["begin_a"], match))  # passages never overlap on either side
    return Ragged(passages[order], found.offsets)


_Characters = tuple[Ragged, Ragged, Ragged]
"""The passages of some matches in characters, their changes, and the aligned sentences of each passage."""


def _in_characters(shared: SharedText, kinds: EditKinds) -> _Characters:
    """What matches share, in characters; `kinds` tells the kinds of their changes."""
    texts, points, tokens = shared.read.texts, shared.read.points, shared.read.tokens
    passages, places, edits = shared.passages, shared.places, shared.edits
    match, rows, owners = passages.owners, passages.values, shared.owners()
    found = np.empty(len(rows), TEXT_PASSAGE)
    found[SPAN_FIELDS] = with_marks(tokens, points, places, owners)
    found["n_words"], found["kind"] = rows["n_common"], rows["kind"]
    found["similarity"] = 2 * rows["n_common"] / (rows["end_a"] - rows["begin_a"] + rows["end_b"] - rows["begin_b"])
    of = edits["passage"]
    changes = np.empty(len(edits), CHANGE)
    changes[SPAN_FIELDS] = characters(tokens, edits, owners[of])
    changes["kind"] = kinds(tokens, texts, points, edits, owners[of])
    n_changes = np.bincount(match[of], minlength=len(passages))
    return Ragged(found, passages.offsets), Ragged.of(changes, n_changes), _aligned(tokens, texts, rows, places, owners)


def _aligned(
    tokens: Tokens, texts: Sequence[str], rows: PassageRecords, places: SpanRecords, owners: PairRecords
) -> Ragged:
    """The aligned sentences of each passage in characters; copies have none."""
    found: list[Records] = [np.empty(0, SPANS)]
    lengths = np.zeros(len(rows), np.int64)
    sentences: dict[tuple[int, int], SentencePairs] = {}
    for k in np.flatnonzero(rows["kind"] > EDITED).tolist():
        a, b = owners[k].tolist()
        if (a, b) not in sentences:
            sentences = {(a, b): SentencePairs(texts[a], texts[b])}  # the passages of a match stand side by side
        pairs = sentences[a, b].of(rows[k])
        for side in "ab":
            for end in ("begin", "end"):
                pairs[f"{end}_{side}"] += places[k][f"begin_{side}"] - rows[k][f"begin_{side}"]
        lengths[k] = len(pairs)
        found.append(characters(tokens, pairs, np.repeat(owners[k : k + 1], len(pairs))))
    return Ragged.of(np.concatenate(found), lengths)
