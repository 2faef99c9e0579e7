"""Forms: pairs judged again with what several copies of a form say of its slots (`judge.slots`) and of its fillings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.pairs import split
from dedup.corpus.texts import Texts
from dedup.judge.judged import Judged, are_other_fillings, judge
from dedup.judge.relation import BOILERPLATE, EXACT, TEMPLATE
from dedup.judge.slots import MIN_FILLINGS
from dedup.judge.templates import MIN_FORM

MIN_OF_SHORT = 0.3
"""Share of two short texts that must be formula, from which both are fillings of a form. At .5 33 matches more of
Reuters and of Arabic news are reuse, all forms (births, prime rates, listings, weather), and without it 14 more; at .2
it is 15 fewer, among them the first correction of a dividend."""


def with_templates(
    parts: Sequence[Judged], texts: Texts, news: NDArray[np.bool_], threads: int = 1
) -> tuple[list[Judged], NDArray[np.bool_]]:
    """The same pairs, judged again with what is now known of the facts in their `texts`, and which texts are fillings.

    Judged again are those with a text of which there is news, bool[N]: other facts than they were judged by. What is a
    template then is one, whichever depth its relation comes from. Of two texts that are both fillings of a form beside
    several others one other fact every few words is enough: some fillings share most of theirs by chance.
    """
    parts = [_again(part, texts, news, threads) for part in parts]
    is_filling = _are_fillings(parts, texts)
    return [_called_templates(part, _others(part, is_filling, texts)) for part in parts], is_filling


def beside_forms(
    part: Judged, texts: Texts, is_filling: NDArray[np.bool_], news: NDArray[np.bool_], threads: int = 1
) -> Judged:
    """More pairs, judged with the slots and the fillings that are known already."""
    part = _again(part, texts, news, threads)
    return _called_templates(part, _others(part, is_filling, texts))


def _again(part: Judged, texts: Texts, news: NDArray[np.bool_], threads: int) -> Judged:
    """The pairs, those judged again that are templates by what is new of their texts."""
    first, second = split(part.pairs)
    asked = news[first] | news[second]
    asked[asked] = judge(part.alignments.selected(asked), texts, threads).relations == TEMPLATE
    return _called_templates(part, asked)


def _called_templates(part: Judged, chosen: NDArray[np.bool_]) -> Judged:
    return replace(part, relations=np.where(chosen, TEMPLATE, part.relations).astype(np.int8))


def may_be_short_forms(part: Judged, texts: Texts) -> NDArray[np.bool_]:
    """Which pairs share a good part of two texts, and yet too few words to be called templates where these are formula.

    A short text of which so much is the formula of several others is a form that is filled in, as a longer one is.
    """
    shared = [part.scores[f"containment_{side}"] for side in "ab"]
    n_words = [share * texts.n_tokens[text] for share, text in zip(shared, split(part.pairs), strict=True)]
    found: NDArray[np.bool_] = (np.minimum(*shared) >= MIN_OF_SHORT) & (np.minimum(*n_words) < MIN_FORM)
    return found


def _are_fillings(parts: Sequence[Judged], texts: Texts) -> NDArray[np.bool_]:
    """Of each text, whether it is a template beside several others, and reuse of no more than as many."""
    n_templates, n_reuse = (np.zeros(len(texts.begin), np.int64) for _ in range(2))
    for part in parts:
        first, second = split(part.pairs)
        is_form = (part.relations == TEMPLATE) | ((part.relations == BOILERPLATE) & may_be_short_forms(part, texts))
        n_templates += _n_of(first, second, is_form, len(texts.begin))
        n_reuse += _n_of(first, second, part.relations < TEMPLATE, len(texts.begin))
    found: NDArray[np.bool_] = (n_templates >= MIN_FILLINGS) & (n_templates >= n_reuse)
    return found


def _n_of(
    first: NDArray[np.int64], second: NDArray[np.int64], chosen: NDArray[np.bool_], n_texts: int
) -> NDArray[np.int64]:
    """In how many of the chosen pairs each text is."""
    return np.bincount(np.concatenate([first[chosen], second[chosen]]), minlength=n_texts)


def _others(part: Judged, is_filling: NDArray[np.bool_], texts: Texts) -> NDArray[np.bool_]:
    """The pairs of fillings that are reuse so far and have other facts."""
    first, second = split(part.pairs)
    asked = (part.relations > EXACT) & (part.relations < TEMPLATE) & is_filling[first] & is_filling[second]
    found = part.alignments.selected(asked)
    asked[asked] = are_other_fillings(found, texts)
    return asked
