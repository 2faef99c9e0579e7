"""All matches of a scan at once, as columns in characters: what a page or a table needs of thousands of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.edits import edit_kernel
from dedup.article import Article
from dedup.matches.edit_kinds import EditKinds
from dedup.matches.matches import MatchColumns, passages_of
from dedup.matches.spans import mark_kernel, spaces
from dedup.records import EDITED
from dedup.text.side import Side
from dedup.text.tokens import Points, Tokens, code_points, tokenize

BATCH = 5_000
"""Matches worked on at a time: their texts are tokenized together, some 30 MB of tokens."""

N_THREADS = 2
"""Batches worked on at once."""

Part = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
_NOTHING: Part = (np.empty((0, 6), np.int64), np.empty((0, 5), np.int64), np.empty(0, np.int64))


@dataclass(frozen=True, slots=True)
class MatchTable:
    """M matches, in order some of those of `Report.matches`, of articles in the order of `Report.articles`.

    `articles` int64[M, 2]: a and b, by place. `relations` int8[M]: places in `confirm.relation.RELATIONS`. `scores`
    float32[M, 3]: similarity, containment of a, of b. `passages` int64[P, 6]: begin and end in a, begin and end in b,
    in characters, words, kind (`confirm.align.KINDS`). `changes` int64[C, 5]: the same four, kind (NUMBER, WORD,
    SPELLING). Those of match i stand at `passage_offsets[i]:passage_offsets[i + 1]`, and `change_offsets` likewise,
    int64[M + 1]. `aligned` int64[S, 4]: the sentences that say the same in a rewritten passage, begin and end in a and
    in b; those of passage p stand at `aligned_offsets[p]:aligned_offsets[p + 1]`, int64[P + 1].
    """

    articles: NDArray[np.int64]
    relations: NDArray[np.int8]
    scores: NDArray[np.float32]
    passages: NDArray[np.int64]
    passage_offsets: NDArray[np.int64]
    changes: NDArray[np.int64]
    change_offsets: NDArray[np.int64]
    aligned: NDArray[np.int64]
    aligned_offsets: NDArray[np.int64]


def match_pairs(columns: MatchColumns, ids: Sequence[str]) -> NDArray[np.int64]:
    """The articles of each match, by place, the smaller first: int64[M, 2]."""
    place = _places(ids)
    return np.sort(np.stack([place[columns.first], place[columns.second]], axis=1), axis=1)


def match_table(
    columns: MatchColumns, article: Callable[[int], Article], ids: Sequence[str], chosen: NDArray[np.int64]
) -> MatchTable:
    """The matches `chosen` of columns; `article` gives the article of a number, `ids` their ids."""
    columns = replace(columns, first=columns.first[chosen], second=columns.second[chosen], row=columns.row[chosen])
    place = _places(ids)
    turned = place[columns.second] < place[columns.first]
    a, b = np.where(turned, columns.second, columns.first), np.where(turned, columns.first, columns.second)
    scores = columns.scores[columns.row].reshape(-1, 3)
    scores = np.where(turned[:, None], scores[:, [0, 2, 1]], scores)
    rows, match = _rows(columns)
    rows = np.where(turned[match][:, None], rows[:, [2, 3, 0, 1, 4, 5]], rows)
    order = np.lexsort((rows[:, 3], rows[:, 2], rows[:, 1], rows[:, 0], match))
    rows, match = rows[order], match[order]
    maker = _Maker(article)
    bounds = np.searchsorted(match, np.arange(0, len(a) + BATCH, BATCH))
    with ThreadPoolExecutor(N_THREADS) as pool:
        parts = list(pool.map(lambda part: maker(rows[part], a[match[part]], b[match[part]]), _slices(bounds)))
    passages, changes, n_changes = (np.concatenate(column) for column in zip(_NOTHING, *parts, strict=True))
    aligned, n_aligned = _aligned(rows, a[match], b[match], article)
    per_match = np.bincount(match, n_changes, minlength=len(a)).astype(np.int64)
    return MatchTable(
        articles=np.stack([place[a], place[b]], axis=1),
        relations=columns.relations[columns.row],
        scores=scores,
        passages=passages,
        passage_offsets=np.searchsorted(match, np.arange(len(a) + 1)),
        changes=changes,
        change_offsets=np.append(0, np.cumsum(per_match)),
        aligned=aligned,
        aligned_offsets=np.append(0, np.cumsum(n_aligned)),
    )


def _aligned(
    rows: NDArray[np.int64], a: NDArray[np.int64], b: NDArray[np.int64], article: Callable[[int], Article]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The aligned sentences of the passages in characters, and how many each passage has; copies have none."""
    side = lru_cache(maxsize=1024)(lambda number: Side.of(article(number).text))
    found: list[list[int]] = []
    counts = np.zeros(len(rows), np.int64)
    for k in np.flatnonzero(rows[:, 5] > EDITED).tolist():
        (passage,) = passages_of(side(int(a[k])), side(int(b[k])), [rows[k].tolist()])
        found += [[*here, *there] for here, there in passage.aligned]
        counts[k] = len(passage.aligned)
    return np.array(found, np.int64).reshape(-1, 4), counts


def _places(ids: Sequence[str]) -> NDArray[np.int64]:
    """The place of each article in the order of ids."""
    place = np.empty(len(ids), np.int64)
    place[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    return place


def _slices(bounds: NDArray[np.int64]) -> Iterator[slice]:
    return (slice(int(begin), int(end)) for begin, end in pairwise(bounds))


def _rows(columns: MatchColumns) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The passages of all matches, int64[P, 6], and the match of each, int64[P]."""
    begins, ends = columns.alignments.offsets[columns.row], columns.alignments.offsets[columns.row + 1]
    n_passages = ends - begins
    match = np.repeat(np.arange(len(columns)), n_passages)
    within = np.arange(len(match)) - np.repeat(np.cumsum(n_passages) - n_passages, n_passages)
    rows: NDArray[np.int64] = columns.alignments.passages[begins[match] + within].astype(np.int64)
    return rows, match


class _Maker:
    """Turns passages in tokens into passages and changes in characters, batch by batch."""

    def __init__(self, article: Callable[[int], Article]) -> None:
        self._article = article
        self._kinds = EditKinds()

    def __call__(self, rows: NDArray[np.int64], a: NDArray[np.int64], b: NDArray[np.int64]) -> Part:
        """Passages in characters, changes, and the number of changes of each passage.

        `rows` are those of `Alignments.passages`, `a` and `b` the numbers of their articles.
        """
        used, local = np.unique(np.concatenate([a, b]), return_inverse=True)
        texts = [self._article(int(number)).text for number in used]
        points = code_points(texts)
        tokens = tokenize(texts, points=points)
        text_a, text_b = local[: len(a)], local[len(a) :]
        shift = tokens.offsets[np.stack([text_a, text_a, text_b, text_b], axis=1)]
        places = rows[:, :4] + shift
        owners = np.stack([text_a, text_b], axis=1)
        spans = _with_marks(tokens, places, shift, owners, points)
        passages = np.column_stack([spans, rows[:, 4:]])
        edits = _edits(tokens, places, rows[:, 5] == EDITED)
        spans = _characters(tokens, edits[:, :4], shift[edits[:, 4]])
        changes = np.column_stack([spans, self._kinds(tokens, texts, points, edits[:, :4], owners[edits[:, 4]])])
        return passages, changes, np.bincount(edits[:, 4], minlength=len(rows))


def _edits(tokens: Tokens, places: NDArray[np.int64], edited: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The edits of the edited passages, each with the passage's place."""
    rows = np.flatnonzero(edited)
    chosen = np.ascontiguousarray(places[rows])
    n_words = chosen[:, 1] - chosen[:, 0] + chosen[:, 3] - chosen[:, 2]
    found = np.empty((int(n_words.sum()) + 1, 5), np.int64)
    found = found[: edit_kernel(tokens.hashes, chosen, found)]
    found[:, 4] = rows[found[:, 4]]
    return found


def _with_marks(
    tokens: Tokens, places: NDArray[np.int64], shift: NDArray[np.int64], owners: NDArray[np.int64], points: Points
) -> NDArray[np.int64]:
    """Passages as spans of characters, widened as `confirm.spans` says.

    `owners` int64[P, 2] are their texts, with these characters.
    """
    chars, bounds = points
    spans = _characters(tokens, places, shift)
    limits = np.empty_like(spans)
    for side in (0, 1):
        begin, end, text = places[:, 2 * side], places[:, 2 * side + 1], owners[:, side]
        limits[:, 2 * side] = np.where(begin > shift[:, 2 * side], tokens.ends[np.maximum(begin - 1, 0)], 0)
        at = np.minimum(end, len(tokens) - 1)
        limits[:, 2 * side + 1] = np.where(end < tokens.offsets[text + 1], tokens.starts[at], np.diff(bounds)[text])
    mark_kernel(chars, bounds, spaces(), owners, limits, spans)
    return spans


def _characters(tokens: Tokens, places: NDArray[np.int64], shift: NDArray[np.int64]) -> NDArray[np.int64]:
    """Runs of tokens on both sides as spans of characters; an empty run stands after the token before it."""
    spans = np.empty_like(places)
    last = len(tokens) - 1
    for side in (0, 2):
        begin, end = places[:, side], places[:, side + 1]
        before = np.where(begin > shift[:, side], tokens.ends[np.maximum(begin - 1, 0)], 0)
        spans[:, side] = np.where(begin < end, tokens.starts[np.minimum(begin, last)], before)
        spans[:, side + 1] = np.where(begin < end, tokens.ends[np.maximum(end - 1, 0)], before)
    return spans
