"""Two articles beside each other: how they relate, down to reworded and summarised passages."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dedup.alignment.align import Alignments
from dedup.corpus.collection import Item, as_article
from dedup.judge.judged import Judged, stronger
from dedup.judge.relation import BOILERPLATE, CONTAINED, EXACT, RELATIONS, Texts, verdicts
from dedup.matches.matches import make_match
from dedup.origin import Profile
from dedup.records import VERBATIM
from dedup.results import Match
from dedup.rewrite.copies import MIN_WORDS
from dedup.scanning.two_texts import Depth, copied, rewritten
from dedup.text.layout import layout_of
from dedup.text.tokens import tokenize
from dedup.weigh.days import NO_DAY
from dedup.weigh.evidence import UNQUOTED, flag_speech, unquoted_words

_DIFFERENT = np.arange(2, dtype=np.uint64)  # digests
_ANY_DAY = np.full(2, NO_DAY)


def compare(a: Item, b: Item, *, depth: Depth = "rewrite") -> Match | None:
    """How two articles relate, with the passages they share; None where nothing of substance is shared.

    `depth` "rewrite" also finds text that was reworded, translated there and back, or summarised; "copy" finds what a
    scan finds. Without other articles to tell what is common, every shared word counts in full.

    >>> compare("The river rose two metres overnight, the mayor said.", "The bank left its main rate unchanged.")
    """
    first, second = as_article(a, 0), as_article(b, 1)
    if first.id == second.id:  # as two copies of one file: the sides stay apart by their order
        first, second = replace(first, id="a"), replace(second, id="b")
    tokens = tokenize([first.text, second.text])
    n_tokens = np.diff(tokens.offsets)
    if not n_tokens.all():
        return None

    def matched(relation: int, scores: list[float], rows: list[list[int]]) -> Match:
        return make_match(Profile.pair((first, second), tokens), RELATIONS[relation], scores, rows)

    if np.array_equal(tokens.of(0).hashes, tokens.of(1).hashes):  # also texts too short for a passage to be found
        n = int(n_tokens[0])
        return matched(EXACT, [1.0, 1.0, 1.0], [[0, n, 0, n, n, VERBATIM]])

    marks = np.zeros(len(tokens), np.uint8)
    layout = layout_of([first.text, second.text], tokens)
    flag_speech(marks, tokens.offsets, layout)
    texts = Texts(tokens.offsets[:-1], marks, n_tokens, n_tokens, _DIFFERENT, _ANY_DAY, layout)

    def judged(found: Alignments) -> Judged:
        return Judged(found, *verdicts(found, texts))

    found = judged(copied(tokens, marks))
    if depth == "rewrite":
        reworded = rewritten(first.text, second.text)
        reworded.evidence[:, UNQUOTED] = unquoted_words(reworded.passages, marks, tokens.offsets)
        if len(found.relations):
            whole, longest = found.relations <= CONTAINED, found.alignments.passages[:, 4].max()
            substantial = whole | (longest >= MIN_WORDS)  # scattered shorter runs are names and set phrases
            found = found.selected(substantial & (found.relations != BOILERPLATE))
        found = stronger(found, judged(reworded))
    if len(found.relations) == 0:
        return None
    return matched(int(found.relations[0]), found.scores[0].tolist(), found.alignments.passages.tolist())
