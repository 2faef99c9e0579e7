"""Two articles compared: how they relate, down to reworded and summarised passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dedup.alignment import align as copies
from dedup.alignment.alignments import Alignments
from dedup.arguments import require
from dedup.article import Article
from dedup.corpus.collection import Item, as_article, seconds_of
from dedup.corpus.days import days_of, outlets_of
from dedup.corpus.texts import Texts
from dedup.judge.judged import Judged
from dedup.judge.relation import BOILERPLATE, EXACT, PARTIAL
from dedup.matches.columns import MatchColumns
from dedup.matches.confirmer import Confirmer
from dedup.matches.objects import make_matches
from dedup.matches.rows import passages_of
from dedup.matches.table import match_table
from dedup.origin import Profile
from dedup.records import EDITED, SCORES
from dedup.results import Match, Passage
from dedup.rewrite.align import align_rewritten, prepare
from dedup.rewrite.copies import MIN_WORDS
from dedup.scanning.depth import Depth, by_depth
from dedup.text.layout import layout_of
from dedup.text.tokens import Tokens, tokenize
from dedup.weigh.evidence import unquoted_words
from dedup.weigh.marks import flag_speech

_PAIR = np.array([1], np.uint64)  # text 0 with text 1
_ONE = np.zeros(1, np.int64)


def compare(a: Item, b: Item, *, rewritten: bool = True, depth: Depth | None = None) -> Match | None:
    """How two articles relate, with the passages they share; None where nothing of substance is shared.

    With `rewritten` it also finds text that was reworded, translated there and back, or summarised; without, what a
    scan finds. Without other articles to show which words are common, every shared word counts in full.

    >>> compare("The river rose two metres overnight, the mayor said.", "The bank left its main rate unchanged.")
    """
    rewritten = by_depth(depth, rewritten)
    first, second = as_article(a, 0), as_article(b, 1)
    if first.id == second.id:  # as two copies of one file: the sides stay apart by their order
        first, second = replace(first, id="a"), replace(second, id="b")
    tokens = tokenize([first.text, second.text])
    if not np.diff(tokens.offsets).all():
        return None
    order = _order(tokens)
    ordered = [(first, second)[at].text for at in order]
    chosen = tokens.chosen(order)
    texts = _texts(ordered, chosen, _published([(first, second)[at] for at in order]))
    if np.array_equal(texts.words(0), texts.words(1)):  # also texts too short for a passage to be found
        found = Judged.with_themselves(texts, _ONE)
    else:
        rewriting = _Rewriting(ordered, chosen, texts) if rewritten else None
        found = Confirmer(texts, rewriting, beside=_substantial)(_PAIR)
    if not len(found):
        return None
    place = np.array([0, 1] if first.id < second.id else [1, 0])
    profiles = Profile.pair((first, second), tokens)
    return make_matches(MatchColumns.of(found, *order), place, profiles)[0]


def align(a: str, b: str, depth: Depth | None = None, *, rewritten: bool = True) -> tuple[Passage, ...]:
    """The passages that two texts share, in the order of `a`; none overlap on either side.

    If the texts are exchanged, the answer is the same with its sides exchanged.

    >>> [passage] = align("Nobody was hurt when the river rose.", "nobody was hurt when the river rose")
    >>> passage.a, passage.b, passage.kind
    ((0, 35), (0, 35), 'verbatim')
    """
    rewritten = by_depth(depth, rewritten)
    for name, text in (("a", a), ("b", b)):
        require(name, text, str, "a text")
    tokens = tokenize([a, b])
    order = _order(tokens)
    ordered = [(a, b)[at] for at in order]
    chosen = tokens.chosen(order)
    if rewritten:
        found = align_rewritten(prepare(ordered, chosen), _PAIR)
    else:
        found = copies.align(Texts.alone(chosen.hashes, chosen.offsets), _PAIR)
    if not len(found.passages):
        return ()
    judged = Judged(found, np.full(1, EXACT, np.int8), np.zeros(1, SCORES))
    return next(passages_of(match_table(MatchColumns.of(judged, *order), np.arange(2), (a, b).__getitem__)))


@dataclass(frozen=True, slots=True)
class _Rewriting:
    """Aligns two texts for reworded text too, where every word counts in full."""

    written: list[str]
    tokens: Tokens
    texts: Texts

    def pairs(self, pairs: NDArray[np.uint64], copied: Judged) -> NDArray[np.uint64]:
        """The pair, whatever of it is copied."""
        return pairs

    def align(self, pairs: NDArray[np.uint64], copied: Judged, progress: Callable[[int], None]) -> Alignments:
        """What they share. Two texts that share a quotation are not alike as wholes for its words."""
        found = align_rewritten(prepare(self.written, self.tokens), pairs, progress=progress)
        evidence = copied.alignments.evidence
        quoted = evidence["by_spread"] > 2 * evidence["unquoted"]
        if quoted.any() and self._is_of_wholes(found):
            return found.selected(np.zeros(len(found), np.bool_))
        found.evidence["unquoted"] = unquoted_words(found.passages, (self.texts.marks_of(0), self.texts.marks_of(1)))
        return found.selected(np.diff(found.offsets) > 0)

    def _is_of_wholes(self, found: Alignments) -> bool:
        """Whether the one rewritten passage is both texts from end to end (`rewrite.wholes`)."""
        if len(found.passages) != 1 or found.passages["kind"][0] <= EDITED:
            return False
        [passage] = found.passages
        lengths = passage["end_a"] - passage["begin_a"], passage["end_b"] - passage["begin_b"]
        return lengths == (self.texts.n_tokens[0], self.texts.n_tokens[1])


def _order(tokens: Tokens) -> tuple[int, int]:
    """Two texts in an order by content, so that the answer is the same whichever comes first."""
    return (0, 1) if tokens.of(0).hashes.tolist() <= tokens.of(1).hashes.tolist() else (1, 0)


def _published(articles: Sequence[Article]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The days and the outlets of two articles, as a scan of them has them."""
    names = list(dict.fromkeys(article.source for article in articles))
    outlets = np.array([names.index(article.source) for article in articles], np.int32)
    published = np.array([seconds_of(article.published) for article in articles], np.float64)
    return days_of(published), outlets_of(outlets, names)


def _texts(texts: list[str], tokens: Tokens, published: tuple[NDArray[np.int64], NDArray[np.int64]]) -> Texts:
    """Two texts of whose words nothing is known but which are speech; `published` are their days and outlets."""
    days, outlets = published
    marks, layout = np.zeros(len(tokens), np.uint8), layout_of(texts, tokens)
    flag_speech(marks, tokens.offsets, layout)
    return Texts.alone(tokens.hashes, tokens.offsets, marks, layout)._replace(days=days, outlets=outlets)


def _substantial(copied: Judged) -> Judged:
    """Copies that count beside rewritten passages: all that is reuse, and a quotation that is no set phrase."""
    longest = copied.alignments.passages["n_common"].max(initial=0)
    is_reuse = copied.relations <= PARTIAL
    return copied.selected(is_reuse | ((longest >= MIN_WORDS) & (copied.relations != BOILERPLATE)))
