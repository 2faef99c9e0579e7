"""What is known of texts that are compared with several others: their words and their signs, each looked at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from dedup.differences.pieces import Stretch
from dedup.differences.signs import SignColumns, signs, signs_of_all
from dedup.text.tokens import Points, Tokens


class Words(Protocol):
    """A text and where its words start and end, int32[words]."""

    @property
    def text(self) -> str:
        """The text as given."""

    @property
    def starts(self) -> NDArray[np.int32]:
        """The first character of each word."""

    @property
    def ends(self) -> NDArray[np.int32]:
        """The character after each word."""


class Known(NamedTuple):
    """The words of a text, and its signs in columns."""

    stretch: Stretch
    signs: SignColumns

    @classmethod
    def of(cls, text: str, starts: NDArray[np.int32], ends: NDArray[np.int32], said: Mapping[int, str]) -> Known:
        """What is known of a text with these words and signs; its words are looked at where they stand."""
        return cls(Stretch(text, starts.data, ends.data, said), SignColumns.of(said))


MAX_KEPT, MAX_CHARACTERS = 2048, 20_000
"""Texts that are kept, and how long the longest of these is; of each its signs are kept, and where its words stand."""

_KEPT: dict[str, Known] = {}
"""The texts looked at last."""


def known_of(side: Words) -> Known:
    """What is known of a text."""
    found = _at_hand(side.text, len(side.starts))
    if found is None:
        found = Known.of(side.text, side.starts, side.ends, signs(side.text, side.starts, side.ends))
        _keep(side.text, found)
    return found


def known_of_all(texts: Sequence[str], points: Points, tokens: Tokens, chosen: NDArray[np.int64]) -> list[Known]:
    """What is known of the `chosen` ones of some texts, which takes less time than one by one."""
    offsets = tokens.offsets.tolist()
    found = {at: _at_hand(texts[at], offsets[at + 1] - offsets[at]) for at in chosen.tolist()}
    new = np.array([at for at, known in found.items() if known is None], np.int64)
    for at, said in zip(new.tolist(), signs_of_all(texts, points, tokens, new), strict=True):
        here = slice(offsets[at], offsets[at + 1])
        known = found[at] = Known.of(texts[at], tokens.starts[here], tokens.ends[here], said)
        _keep(texts[at], known)
    return [known for known in found.values() if known is not None]


def _at_hand(text: str, n_words: int) -> Known | None:
    found = _KEPT.get(text)
    return found if found is not None and len(found.stretch) == n_words else None


def _keep(text: str, known: Known) -> None:
    if len(text) <= MAX_CHARACTERS:
        if len(_KEPT) >= MAX_KEPT:
            _KEPT.clear()
        _KEPT[text] = known
