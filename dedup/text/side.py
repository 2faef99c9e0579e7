"""A text and its tokens: from places in tokens to places in characters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.results import Span
from dedup.text.tokens import Tokens, tokenize


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """A text and its tokens: their `hashes` uint32, and where each `starts` and `ends`, int32."""

    text: str
    hashes: NDArray[np.uint32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]

    @classmethod
    def of(cls, text: str) -> Side:
        """A text, tokenized."""
        return cls.with_tokens(text, tokenize([text]))

    @classmethod
    def with_tokens(cls, text: str, tokens: Tokens) -> Side:
        """A text whose tokens are known."""
        return cls(text, tokens.hashes, tokens.starts, tokens.ends)

    def __len__(self) -> int:
        return len(self.hashes)

    def span(self, begin: int, end: int) -> Span:
        """The characters of the tokens `begin` to `end`; an empty run stands after the token before it."""
        if begin == end:
            at = int(self.ends[begin - 1]) if begin else 0
            return at, at
        return int(self.starts[begin]), int(self.ends[end - 1])

    def limits(self, begin: int, end: int) -> Span:
        """The end of the token before `begin`, and the start of the token `end`; the text's where there is none."""
        before = int(self.ends[begin - 1]) if begin else 0
        return before, int(self.starts[end]) if end < len(self) else len(self.text)
