"""Two articles beside each other: how they relate, down to reworded and summarised passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dedup.alignment import Depth, rewritten
from dedup.article import Article
from dedup.collection import Item, as_article
from dedup.confirm.align import Alignments, align
from dedup.confirm.changes import Side, changes
from dedup.confirm.days import NO_DAY
from dedup.confirm.relation import EXACT, RELATIONS, Texts, verdicts
from dedup.matches import make_match
from dedup.results import REUSE, Match, Passage
from dedup.text.tokens import tokenize

_PAIR = np.array([1], np.uint64)  # article 0 with article 1
_ANY_DAY = np.full(2, NO_DAY, np.int64)


def compare(a: Item, b: Item, *, depth: Depth = "rewrite") -> Match | None:
    """How two articles relate, with the passages they share; None where nothing of substance is shared.

    `depth` "rewrite" also finds text that was reworded, translated there and back, or summarised; "copy" finds what a
    scan finds. Without other articles to tell what is common, every shared word counts in full.

    >>> compare("The river rose two metres overnight, the mayor said.", "The bank left its main rate unchanged.")
    """
    first, second = as_article(a, 0), as_article(b, 1)
    if first.id == second.id:  # as two copies of one file: the sides stay apart by their order
        first, second = replace(first, id="a"), replace(second, id="b")
    if second.id < first.id:
        first, second = second, first
    copied = _copied(first, second)
    if depth == "copy" or (copied is not None and copied.relation == "exact"):
        return copied
    found = rewritten(first.text, second.text)
    if not found:
        return copied if copied is not None and copied.relation in REUSE else None
    reworded = _reworded(first, second, found)
    if copied is not None and RELATIONS.index(copied.relation) < RELATIONS.index(reworded.relation):
        return copied  # many small edits: the copy explains more of both texts
    return reworded


def _copied(first: Article, second: Article) -> Match | None:
    """The match at depth "copy", as a scan of the two articles finds it."""
    tokens = tokenize([first.text, second.text])
    n_tokens = np.diff(tokens.offsets)
    if not n_tokens.all():
        return None
    sides = [tokens.of(0).hashes.tolist(), tokens.of(1).hashes.tolist()]
    pair = (first, second)
    if sides[0] == sides[1]:  # also texts too short for a passage to be found
        n = int(n_tokens[0])
        return make_match(pair, _sides(pair), RELATIONS[EXACT], [1.0, 1.0, 1.0], [[0, n, 0, n, n]])
    begin, end = tokens.offsets[:-1].copy(), tokens.offsets[1:].copy()
    if sides[1] < sides[0]:  # an order by content, so that the answer is the same either way
        begin, end, n_tokens, pair = begin[::-1].copy(), end[::-1].copy(), n_tokens[::-1].copy(), (second, first)
    marks = np.zeros(len(tokens), np.uint8)
    aligned = align(tokens.hashes, (begin, end), _PAIR, marks, _ANY_DAY)
    if len(aligned.pairs) == 0:
        return None
    texts = Texts(begin, marks, n_tokens, n_tokens, np.arange(2, dtype=np.uint64), _ANY_DAY)
    relations, scores = verdicts(aligned, texts)
    return make_match(pair, _sides(pair), RELATIONS[relations[0]], scores[0].tolist(), aligned.passages.tolist())


def _reworded(first: Article, second: Article, found: Sequence[tuple[Passage, tuple[int, int, int, int]]]) -> Match:
    """The match that passages at depth "rewrite" amount to."""
    sides = _sides((first, second))
    rows = [(*words, passage.n_words) for passage, words in found]
    evidence = sum(min(end_a - begin_a, end_b - begin_b) for begin_a, end_a, begin_b, end_b, _ in rows)
    aligned = Alignments(
        _PAIR, np.array(rows, np.int32), np.array([0, len(rows)], np.int64), np.full((1, 3), evidence, np.float32)
    )
    n_tokens = np.array([len(side.hashes) for side in sides], np.int64)
    marks = np.zeros(int(n_tokens.sum()), np.uint8)
    texts = Texts(np.array([0, n_tokens[0]]), marks, n_tokens, n_tokens, np.arange(2, dtype=np.uint64), _ANY_DAY)
    relations, scores = verdicts(aligned, texts)
    match = make_match((first, second), sides, RELATIONS[relations[0]], scores[0].tolist(), [])
    copies = [words for passage, words in found if passage.kind in ("verbatim", "edited")]
    return replace(
        match,
        passages=tuple(passage for passage, _ in found),
        changes=tuple(change for words in copies for change in changes(*sides, words)),
    )


def _sides(articles: tuple[Article, Article]) -> tuple[Side, Side]:
    return Side.of(articles[0].text), Side.of(articles[1].text)
