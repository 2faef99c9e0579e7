"""What some matches share, as places in the words of all their texts: the table and the verdicts are made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.edits import edits_of
from dedup.records import EDITED, PAIR, EditRecords, PairRecords, PassageRecords, Ragged, among_all
from dedup.text.side import Side
from dedup.text.tokens import Points, Tokens, code_points, tokenize


@dataclass(frozen=True, slots=True)
class MatchedTexts:
    """The texts of some matches, with all their words; `sides` PAIR[M] are the texts a and b of each match."""

    texts: Sequence[str]
    points: Points
    tokens: Tokens
    sides: PairRecords

    @classmethod
    def of(cls, texts: Sequence[str], sides: PairRecords) -> MatchedTexts:
        """Texts that are tokenized together."""
        points = code_points(texts)
        return cls(texts, points, tokenize(texts, points=points), sides)

    @classmethod
    def tokenized(cls, known: Sequence[Side], sides: PairRecords) -> MatchedTexts:
        """Texts of which the tokens are known."""
        texts = [one.text for one in known]
        offsets = np.append(0, np.cumsum([len(one) for one in known], dtype=np.int64))
        tokens = Tokens(
            np.concatenate([one.hashes for one in known]),
            np.concatenate([one.starts for one in known]),
            np.concatenate([one.ends for one in known]),
            offsets,
        )
        return cls(texts, code_points(texts), tokens, sides)


@dataclass(frozen=True, slots=True)
class SharedText:
    """The passages of M matches, in the order of a, and the edits of those that were copied.

    `passages`: of each match PASSAGE[n], in tokens of its own texts; `places` PASSAGE the same in the tokens of all
    texts, and so `edits` EDIT[n], each with the place of its passage.
    """

    read: MatchedTexts
    passages: Ragged
    places: PassageRecords
    edits: EditRecords

    @classmethod
    def of(cls, read: MatchedTexts, passages: Ragged) -> SharedText:
        """What these passages of matches amount to."""
        places = among_all(passages.values, read.sides[passages.owners], read.tokens.offsets)
        edited = np.flatnonzero(places["kind"] == EDITED)
        edits = edits_of(read.tokens.hashes, places[edited])
        edits["passage"] = edited[edits["passage"]]
        return cls(read, passages, places, edits)

    def owners(self) -> PairRecords:
        """The texts in which both sides of each passage stand."""
        return self.read.sides[self.passages.owners]


def sides_of(a: NDArray[np.int64], b: NDArray[np.int64]) -> tuple[NDArray[np.int64], PairRecords]:
    """The different numbers among the sides of some matches, rising, and the place of each side among them: PAIR[M]."""
    used, local = np.unique(np.concatenate([a, b]), return_inverse=True)
    sides = np.empty(len(a), PAIR)
    sides["a"], sides["b"] = local[: len(a)], local[len(a) :]
    return used, sides
