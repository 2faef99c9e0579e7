"""Stubs: texts that stand under titles of other things, and so tell nothing of what their articles are about.

"Click for the photo gallery", the name of an agency, a dividend without its company, the notice of a paywall: the words
are the same, the articles are not. Newsrooms also print one story under several headlines, but these speak of what
stands below them: titles of which few words are in the text are told from those.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence, Set
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.text.folding import fold
from dedup.text.scripts import UNIT, units_in

MAX_STUB = 16
"""Words of a text that is too short to tell a story without its title: about a sentence, as `relation.MIN_EVIDENCE`.
On SaudiNewsNet and Reuters all 23 pairs that this tells apart, of up to 14 words, are bylines, captions, names and
dividends of other companies; from 23 words on there are market tables and stories."""

MIN_TITLES = 4
"""Such titles within one outlet, from which a longer text is chrome. Of some 300 longer texts that stand under several
titles on SaudiNewsNet and Reuters none has more than two titles in one outlet."""

MAX_UNTITLED = 8
MIN_UNTITLED = 3
"""Below so many words a text that so many articles carry without any title tells nothing either: what is shorter than a
passage is no evidence between other texts. On Turkish feeds without titles that are two prompts of three and four words
under eight articles ("click to continue"), and no copy; the next text that three carry is a story of 60 words."""

MIN_ABOUT = 0.5
"""Share of a title's words that stand in the text below, from which it speaks of it."""

MIN_ALIKE = 2 / 3
"""Share of the shorter title's words that stand in the other, from which two titles say the same: "sets quarterly" for
"declares qtly div" of one company leaves .67, "regular dividend" of two companies .33."""

MAX_COMPARED = 64
"""Different titles of which each is compared with each; of more, those beyond say the same only in the same words."""


def _may_be_stub(words: NDArray[np.uint32], n_articles: int) -> bool:
    """Whether the titles of so many articles with these words can make their text a stub."""
    return n_articles >= MIN_TITLES or (n_articles > 1 and _is_short(words))


def told_apart(words: NDArray[np.uint32], articles: Sequence[Article]) -> list[int] | None:
    """Of articles with the same words the first that each says the same as by its title, if the text is a stub.

    None where it is none: then all are copies of each other. Articles without an outlet are treated as of the same.
    """
    titles = [frozenset(fold(article.title).split()) for article in articles]
    if not any(titles) and len(titles) >= MIN_UNTITLED and units_in(words) < MAX_UNTITLED * UNIT:
        return list(range(len(titles)))
    if len(set(titles) - {frozenset()}) < 2:
        return None
    first = _first_alike(titles)
    text = frozenset(fold(articles[0].text).split())
    other = [k for k, title in enumerate(titles) if title and len(title & text) < MIN_ABOUT * len(title)]
    if _is_short(words):
        is_stub = len({first[k] for k in other}) > 1
    else:
        of_outlets = Counter(outlet for outlet, _ in {(articles[k].source, first[k]) for k in other})
        is_stub = max(of_outlets.values(), default=0) >= MIN_TITLES
    return first if is_stub else None


def stubs(
    representative: NDArray[np.int64],
    words: Callable[[int], NDArray[np.uint32]],
    whole: Callable[[list[int]], Sequence[Article]],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The representatives with the copies of each stub told apart by their titles, int64[N], and the stubs' numbers.

    In `representative` the copies of each text stand side by side. `whole` gives articles by their numbers.
    """
    found, of_stubs = representative.copy(), [np.empty(0, np.int64)]
    firsts, sizes = np.unique(representative, return_counts=True)
    for begin, n in zip(firsts[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        if _may_be_stub(words(begin), n):
            numbers = np.arange(begin, begin + n)
            first = told_apart(words(begin), whole(numbers.tolist()))
            if first is not None:
                found[numbers] = numbers[first]
                of_stubs.append(numbers)
    return found, np.concatenate(of_stubs)


def _is_short(words: NDArray[np.uint32]) -> bool:
    return units_in(words) < MAX_STUB * UNIT


def _first_alike(titles: Sequence[Set[str]]) -> list[int]:
    """Of each title the first that says the same, over any others between."""
    known: dict[Set[str], int] = {}
    first = [known.setdefault(title, k) for k, title in enumerate(titles)]
    for (one, j), (other, k) in combinations(list(known.items())[:MAX_COMPARED], 2):
        if one and other and len(one & other) >= MIN_ALIKE * min(len(one), len(other)):
            low, high = sorted((first[j], first[k]))
            first = [low if at == high else at for at in first]
    return first
