"""Whether one of two articles may go in favour of the other, and why not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dedup.differences.edges import is_label
from dedup.differences.edits import signs_apart
from dedup.differences.find import Code, Difference, differences
from dedup.differences.pieces import Stretch
from dedup.differences.stretches import Words, known_of
from dedup.reasons import OTHER_SIDE, Reason
from dedup.results import Span

REWORDED: frozenset[Code] = frozenset({"exchanged", "left_out", "added"})
"""Differences in words of which no table tells what they say: synonyms, titles of honour, and names."""

SAFE = "safe_to_drop"
"""The code of the reason that an article may go."""

MAX_SHOWN = 60
"""Characters of a difference that is named."""


def with_other_signs(article: Words, kept: Words, places: NDArray[np.int32]) -> NDArray[np.int64]:
    """The words of an article that stand in the kept text as well, but behind another sign: "−5" and "5"."""
    return signs_apart(places, known_of(article).signs, known_of(kept).signs)


def may_go(article: Words, kept: Words, places: NDArray[np.int32], ignored: Iterable[Code] = ()) -> bool:
    """Whether an article may go in favour of a kept one: nothing in it is lacking there, or stands there otherwise.

    `places` int32[words] is the place of each of its words in the kept text, -1 where there is none. Differences of the
    kinds `ignored` do not count.
    """
    return all(difference.code in ignored for difference in differences(article, kept, places))


def is_silent(article: Words, begin: int, end: int) -> bool:
    """Whether some words of an article are no statement, but a byline, a dateline or a heading."""
    stretch = Stretch(article.text, article.starts.data, article.ends.data, {})
    return is_label(stretch, begin, end)


def safety(found: Difference | None, texts: tuple[str, str], side: Literal["a", "b"]) -> Reason:
    """That an article, called by its `side`, may go in favour of a kept one; or what first differs, if anything does.

    `texts` are that of the article and that of the kept one.
    """
    if found is None:
        return Reason(SAFE, {"source": OTHER_SIDE[side], "copy": side})
    return _reason(found, texts, side)


def _reason(difference: Difference, texts: tuple[str, str], side: Literal["a", "b"]) -> Reason:
    words = _shown(texts[0], difference.article), _shown(texts[1], difference.kept)
    other = OTHER_SIDE[side]
    facts = {"source": other, "copy": side, f"words_{side}": words[0], f"words_{other}": words[1]}
    return Reason(f"keeps_{difference.code}", facts)


def _shown(text: str, span: Span) -> str:
    """The words of a difference in one line, not too many."""
    words = " ".join(text[slice(*span)].split(maxsplit=MAX_SHOWN))  # more words are not shown anyway
    return words if len(words) <= MAX_SHOWN else f"{words[: MAX_SHOWN - 1]}…"
