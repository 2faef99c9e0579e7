"""Judging: one article against its candidates, by the stages that a scan uses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.candidates.pairs import join, split
from dedup.corpus.days import outlets_of
from dedup.corpus.texts import Texts
from dedup.index.commonness import Commonness
from dedup.index.contents import unpacked
from dedup.index.database.stored import StoredArticle
from dedup.index.records import unpacked_text
from dedup.judge.fillings import fillings
from dedup.judge.forms import with_templates
from dedup.judge.judged import Judged
from dedup.judge.slots import texts_with_slots, with_slots
from dedup.judge.stubs import stubs
from dedup.matches.columns import MatchColumns
from dedup.matches.confirmer import Confirmer
from dedup.weigh.marks import REPEATED, flag_speech


@dataclass(frozen=True, slots=True)
class Judging:
    """What articles are judged by: how common words are, the weakest relation that counts, by its code, and `whole`.

    That gives the articles at some places whole, with their titles: they are asked for where texts are the same.
    """

    commonness: Commonness
    weakest: int
    whole: Callable[[Sequence[int]], Sequence[Article]]


def judged(articles: Sequence[StoredArticle], by: Judging, *, is_known: bool) -> MatchColumns:
    """The matches of the first article with the others, the strongest first.

    Their numbers are places in `articles`. With `is_known` the words of the first are among those counted already.
    """
    if len(articles) == 1:
        return MatchColumns.nothing()
    # A scan numbers articles by their digests, then ids; which side of a pair is first can change where passages end.
    digests = np.array([one.digest for one in articles], np.int64).view(np.uint64)
    order = np.array(sorted(range(len(articles)), key=lambda i: (digests[i], articles[i].id)), np.int64)
    own = int(np.flatnonzero(order == 0)[0])
    texts = _texts([articles[i] for i in order], digests[order], own, by.commonness, is_known=is_known)
    texts, representative = _with_stubs(texts, lambda numbers: by.whole(order[numbers].tolist()))
    exact = [i for i in np.flatnonzero(representative == representative[own]).tolist() if i != own]
    is_open = np.ones(len(articles), np.bool_)
    is_open[[own, *exact]] = False
    others = np.flatnonzero(is_open)
    found = Confirmer(texts)(np.sort(join(np.full(len(others), own), others)))
    told = with_slots(texts, fillings(found.alignments, texts))
    [found], _ = with_templates([found], told, texts_with_slots(told, texts))
    found = found.selected(found.relations <= by.weakest)
    first, second = split(found.pairs)
    all_found = Judged.joined([Judged.with_themselves(texts, np.array([own])), found])
    matches = MatchColumns(
        np.concatenate([np.full(len(exact), own), first]),
        np.concatenate([np.array(exact, np.int64), second]),
        np.concatenate([np.zeros(len(exact), np.int64), np.arange(len(found)) + 1]),
        all_found,
    )
    matches = matches.numbered(order)
    return matches.chosen(_by_strength(matches, articles))


def _with_stubs(texts: Texts, whole: Callable[[list[int]], Sequence[Article]]) -> tuple[Texts, NDArray[np.int64]]:
    """The texts with what is known of stubs, and of each text, in order of digests, the first that it is a copy of."""
    numbers = np.arange(len(texts.digests))
    is_new = [
        text == 0
        or texts.digests[text] != texts.digests[text - 1]
        or not np.array_equal(texts.words(text), texts.words(text - 1))
        for text in numbers.tolist()
    ]
    representative, of_stubs = stubs(np.maximum.accumulate(np.where(is_new, numbers, 0)), texts.words, whole)
    for text in of_stubs.tolist():
        texts.marks_of(text)[:] |= REPEATED
    n_own = texts.n_own.copy()
    n_own[of_stubs] = 0
    return texts.all_different(of_stubs)._replace(n_own=n_own), representative


def _texts(
    articles: Sequence[StoredArticle],
    digests: NDArray[np.uint64],
    own: int,
    commonness: Commonness,
    *,
    is_known: bool,
) -> Texts:
    """The articles as texts; the words of the one that is asked about are weighed."""
    contents = unpacked([one.contents for one in articles])
    days = np.array([one.day for one in articles], np.int64)
    marks = np.zeros(len(contents.tokens), np.uint8)  # a run that is shared needs the marks of one side
    texts = Texts.alone(contents.tokens, contents.offsets, marks, contents.layout)
    commonness.mark(texts.marks_of(own), contents.of(own), None if is_known else int(days[own]))
    n_repeated = commonness.outlets.flag(marks, contents, [unpacked_text(one.source) for one in articles])
    flag_speech(marks, contents.offsets, contents.layout)
    names = [unpacked_text(one.source) for one in articles]
    numbers = {name: number for number, name in enumerate(names)}
    outlets = outlets_of(np.array([numbers[name] for name in names], np.int64), names)
    return texts._replace(digests=digests, days=days, outlets=outlets, n_own=texts.n_tokens - n_repeated)


def _by_strength(matches: MatchColumns, articles: Sequence[StoredArticle]) -> NDArray[np.int64]:
    """The order of matches: the strongest relation first, then the most alike, then by id."""
    relations, similarities = matches.relations.tolist(), matches.judged.scores["similarity"][matches.row].tolist()
    ids = [articles[place].id for place in matches.others(0).tolist()]
    return np.array(sorted(range(len(ids)), key=lambda i: (relations[i], -similarities[i], ids[i])), np.int64)
