"""All matches of a scan at once, as columns in characters: what a page or a table needs of thousands of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.confirm.align import EDITED
from dedup.confirm.changes import alike
from dedup.confirm.edits import edit_kernel
from dedup.confirm.spans import with_marks
from dedup.matches import MatchColumns
from dedup.text.folding import fold
from dedup.text.tokens import Tokens, code_points, tokenize

BATCH = 5_000
"""Matches worked on at a time: their texts are tokenized together, some 30 MB of tokens."""

N_THREADS = 2
"""Batches worked on at once."""

NUMBER, WORD, SPELLING = 0, 1, 2


Part = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
_NOTHING: Part = (np.empty((0, 6), np.int64), np.empty((0, 5), np.int64), np.empty(0, np.int64))


@dataclass(frozen=True, slots=True)
class MatchTable:
    """M matches in the order of `Report.matches`, of articles in the order of `Report.articles`.

    `articles` int64[M, 2]: a and b, by place. `relations` int8[M]: places in `confirm.relation.RELATIONS`. `scores`
    float32[M, 3]: similarity, containment of a, of b. `passages` int64[P, 6]: begin and end in a, begin and end in b,
    in characters, words, kind (`confirm.align.KINDS`). `changes` int64[C, 5]: the same four, kind (NUMBER, WORD,
    SPELLING).
    Those of match i stand at `passage_offsets[i]:passage_offsets[i + 1]`, and `change_offsets` likewise, int64[M + 1].
    """

    articles: NDArray[np.int64]
    relations: NDArray[np.int8]
    scores: NDArray[np.float32]
    passages: NDArray[np.int64]
    passage_offsets: NDArray[np.int64]
    changes: NDArray[np.int64]
    change_offsets: NDArray[np.int64]


def match_table(columns: MatchColumns, article: Callable[[int], Article], ids: Sequence[str]) -> MatchTable:
    """The matches in columns; `article` gives the article of a number, `ids` their ids."""
    by_id = np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
    place = np.empty(len(ids), np.int64)
    place[by_id] = np.arange(len(ids))
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
    per_match = np.bincount(match, n_changes, minlength=len(a)).astype(np.int64)
    return MatchTable(
        articles=np.stack([place[a], place[b]], axis=1),
        relations=columns.relations[columns.row],
        scores=scores,
        passages=passages,
        passage_offsets=np.searchsorted(match, np.arange(len(a) + 1)),
        changes=changes,
        change_offsets=np.append(0, np.cumsum(per_match)),
    )


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
        self._alike: dict[tuple[int, int], bool] = {}
        self._folded = cache(fold)

    def __call__(self, rows: NDArray[np.int64], a: NDArray[np.int64], b: NDArray[np.int64]) -> Part:
        """Passages in characters, changes, and the number of changes of each passage.

        `rows` are those of `Alignments.passages`, `a` and `b` the numbers of their articles.
        """
        used, local = np.unique(np.concatenate([a, b]), return_inverse=True)
        texts = [self._article(int(number)).text for number in used]
        tokens = tokenize(texts)
        text_a, text_b = local[: len(a)], local[len(a) :]
        shift = tokens.offsets[np.stack([text_a, text_a, text_b, text_b], axis=1)]
        places = rows[:, :4] + shift
        spans = _with_marks(tokens, places, (text_a, text_b), texts)
        passages = np.column_stack([spans, rows[:, 4:]])
        edits = _edits(tokens, places, rows[:, 5] == EDITED)
        spans = _characters(tokens, edits[:, :4], shift[edits[:, 4]])
        owners = np.stack([text_a[edits[:, 4]], text_b[edits[:, 4]]], axis=1)
        changes = np.column_stack([spans, self._kinds(tokens, texts, edits[:, :4], owners)])
        return passages, changes, np.bincount(edits[:, 4], minlength=len(rows))

    def _kinds(
        self, tokens: Tokens, texts: Sequence[str], edits: NDArray[np.int64], owners: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Of each edit, whether it changes a number, a spelling or wording: as `confirm.changes` says."""
        numbers = np.append(0, np.cumsum(_with_digit(tokens, texts)))
        in_a, in_b = numbers[edits[:, 1]] - numbers[edits[:, 0]], numbers[edits[:, 3]] - numbers[edits[:, 2]]
        kinds = np.where(in_a == in_b, WORD, NUMBER)
        long_a, long_b = edits[:, 1] - edits[:, 0], edits[:, 3] - edits[:, 2]
        for k in np.flatnonzero((in_a == in_b) & ((in_a > 0) | (long_a == long_b))).tolist():
            begin_a, end_a, begin_b, end_b = edits[k].tolist()
            words_a, words_b = range(begin_a, end_a), range(begin_b, end_b)
            if in_a[k]:
                digits_a = [tokens.hashes[i] for i in words_a if numbers[i + 1] > numbers[i]]
                digits_b = [tokens.hashes[i] for i in words_b if numbers[i + 1] > numbers[i]]
                if digits_a != digits_b:
                    kinds[k] = NUMBER
                    continue
            if long_a[k] == long_b[k]:
                text_a, text_b = texts[owners[k, 0]], texts[owners[k, 1]]
                pairs = zip(words_a, words_b, strict=True)
                if all(self._are_alike(tokens, i, j, text_a, text_b) for i, j in pairs):
                    kinds[k] = SPELLING
        return kinds

    def _are_alike(self, tokens: Tokens, i: int, j: int, text_a: str, text_b: str) -> bool:
        key = int(tokens.hashes[i]), int(tokens.hashes[j])
        found = self._alike.get(key)
        if found is None:
            word_a = self._folded(text_a[tokens.starts[i] : tokens.ends[i]])
            word_b = self._folded(text_b[tokens.starts[j] : tokens.ends[j]])
            found = self._alike[key] = alike(word_a, word_b)
        return found


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
    tokens: Tokens, places: NDArray[np.int64], numbers: tuple[NDArray[np.int64], ...], texts: Sequence[str]
) -> NDArray[np.int64]:
    """Passages as spans of characters, widened as `confirm.spans` says; `numbers` are those of their texts."""
    columns = []
    for side, number in enumerate(numbers):
        begin, end = places[:, 2 * side], places[:, 2 * side + 1]
        before = np.where(begin > tokens.offsets[number], tokens.ends[np.maximum(begin - 1, 0)], 0)
        lengths = np.array([len(text) for text in texts])[number]
        after = np.where(end < tokens.offsets[number + 1], tokens.starts[np.minimum(end, len(tokens) - 1)], lengths)
        columns.append(np.stack([number, tokens.starts[begin], tokens.ends[end - 1], before, after], axis=1).tolist())
    spans = np.empty((len(places), 4), np.int64)
    for k, ((a, *at_a), (b, *at_b)) in enumerate(zip(*columns, strict=True)):
        here, there = with_marks((texts[a], texts[b]), (at_a[:2], at_b[:2]), (at_a[2:], at_b[2:]))
        spans[k] = *here, *there
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


def _with_digit(tokens: Tokens, texts: Sequence[str]) -> NDArray[np.bool_]:
    """Of each token, whether a digit is in it."""
    chars, bounds = code_points(texts)
    seen = np.flatnonzero(np.bincount(chars))
    digits = np.zeros(int(seen[-1]) + 1, np.bool_)
    digits[seen] = [any(char.isdigit() for char in fold(chr(code))) for code in seen.tolist()]
    before = np.append(0, np.cumsum(digits[chars], dtype=np.int32))
    first = np.repeat(bounds[:-1], np.diff(tokens.offsets))
    found: NDArray[np.bool_] = before[first + tokens.ends] > before[first + tokens.starts]
    return found
