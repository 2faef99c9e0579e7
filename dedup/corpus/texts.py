"""Texts as the stages after the candidates see them: words, what is known of each word, and of each text."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.days import NO_DAY, NO_OUTLET
from dedup.records import NUMERAL
from dedup.sketch.sketches import Sketches
from dedup.text.layout import Layout


class Texts(NamedTuple):
    """N texts in columns, by number; kernels take them as they are.

    `tokens` uint32[n] are the folded words of all texts as hashes: those of text i are the `n_tokens[i]` from
    `begin[i]` on (int64[N] each). `marks` uint8[n] say of each token how common the words that begin there are, and
    whether it is quoted or repeated by its outlet (`weigh.evidence`). `n_own` int64[N]: the words of each text outside
    what its outlet repeats under many articles. `digests` uint64[N]: equal for equal tokens. `days` int64[N]: when each
    was published, `outlets` int64[N]: by which outlet (`corpus.days`). `numbers`: the numbers in them
    (`Layout.numbers`); those of text i stand at `number_begin[i]:number_end[i]` (int64[N] each).
    """

    tokens: NDArray[np.uint32]
    begin: NDArray[np.int64]
    n_tokens: NDArray[np.int64]
    marks: NDArray[np.uint8]
    n_own: NDArray[np.int64]
    digests: NDArray[np.uint64]
    days: NDArray[np.int64]
    outlets: NDArray[np.int64]
    numbers: Annotated[NDArray[np.void], NUMERAL]
    number_begin: NDArray[np.int64]
    number_end: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        sketches: Sketches,
        marks: NDArray[np.uint8],
        n_own: NDArray[np.int64],
        published: tuple[NDArray[np.int64], NDArray[np.int64]],
    ) -> Texts:
        """The texts of these sketches; `published` are their days and their outlets."""
        layout = sketches.layout
        return cls(
            sketches.tokens, sketches.begin, sketches.n_tokens, marks, n_own, sketches.digests, *published,
            layout.numbers, layout.number_begin, layout.number_end,
        )  # fmt: skip

    @classmethod
    def alone(
        cls,
        tokens: NDArray[np.uint32],
        offsets: NDArray[np.int64],
        marks: NDArray[np.uint8] | None = None,
        layout: Layout | None = None,
    ) -> Texts:
        """Texts of which no more is known than their words: each different, no day, no outlet, no word common.

        Those of text i stand at `offsets[i]:offsets[i + 1]`.
        """
        n_tokens = np.diff(offsets)
        n = len(n_tokens)
        none = np.zeros(n, np.int64)
        return cls(
            tokens,
            offsets[:-1].copy(),
            n_tokens,
            np.zeros(len(tokens), np.uint8) if marks is None else marks,
            n_tokens,
            np.arange(n, dtype=np.uint64),
            np.full(n, NO_DAY),
            np.full(n, NO_OUTLET),
            np.empty(0, NUMERAL) if layout is None else layout.numbers,
            none if layout is None else layout.number_begin,
            none if layout is None else layout.number_end,
        )

    def words(self, text: int) -> NDArray[np.uint32]:
        """The tokens of a text."""
        return self.tokens[self.begin[text] : self.begin[text] + self.n_tokens[text]]

    def marks_of(self, text: int) -> NDArray[np.uint8]:
        """The marks of the tokens of a text."""
        return self.marks[self.begin[text] : self.begin[text] + self.n_tokens[text]]

    def all_different(self, texts: NDArray[np.int64]) -> Texts:
        """The same, but that none of these texts is the same as another, whatever their words."""
        digests = self.digests.copy()
        digests[texts] = texts
        return self._replace(digests=digests)

    def chosen(self, texts: NDArray[np.int64]) -> Texts:
        """The texts with these numbers, in this order, their words copied."""
        n_tokens = self.n_tokens[texts]
        return Texts(
            np.concatenate([self.words(text) for text in texts.tolist()]),
            np.cumsum(n_tokens) - n_tokens,
            n_tokens,
            np.concatenate([self.marks_of(text) for text in texts.tolist()]),
            self.n_own[texts],
            self.digests[texts],
            self.days[texts],
            self.outlets[texts],
            self.numbers,
            self.number_begin[texts],
            self.number_end[texts],
        )
