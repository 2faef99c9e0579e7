"""Contractions: two English words that are written as one, "doesn't" and "does not"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dedup.differences.piece import Piece
from dedup.differences.spelling import spelling
from dedup.differences.tables import kind_of

_SHORTENED = {"re": "are", "ve": "have", "ll": "will", "m": "am"}
_IRREGULAR = {"ca": "can", "wo": "will", "sha": "shall"}
"""English verbs before "n't" that lose letters."""


@lru_cache(1 << 10)
def written_out(letters: str, behind: str) -> Sequence[Piece]:
    """The two words that English writes as one: "doesn't", "we're", "cannot"; nothing for other words."""
    if letters == "cannot":
        return _word("can"), _word("not")
    if behind == "t" and letters.endswith("n") and len(letters) > 2:
        verb = letters[:-1]
        return _word(_IRREGULAR.get(verb, verb)), _word("not")
    verb = _SHORTENED.get(behind, "")
    return (_word(letters), _word(verb)) if verb and letters.isascii() else ()


def _word(letters: str) -> Piece:
    return Piece(kind_of(letters), spelling(letters) | {letters})
