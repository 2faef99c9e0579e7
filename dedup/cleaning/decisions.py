"""What goes and why: removals and cuts, with their evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dedup.cleaning.sentences import Sentences
from dedup.results import Span

RemovalReason = Literal["exact", "reprint", "contained", "seen"]
CutKind = Literal["repeat", "boilerplate", "seen"]


@dataclass(frozen=True, slots=True)
class Removal:
    """An article that goes, because its content stands in `kept`.

    `relation` is the one to `kept`; "seen" where no more than a byline would be left of the article when its seen
    passages are cut, which `kept` and others hold. `elsewhere` are passages that stand not in `kept` but as the cuts
    say. `containment` is the share of the other words that lie in passages common with `kept`, in [0, 1]; `n_lost` of
    the article's `n_words` words are lacking in what is kept, and stand at the spans `lost` of its text.
    """

    article: str
    relation: RemovalReason
    kept: str
    containment: float
    n_words: int
    n_lost: int
    lost: tuple[Span, ...]
    elsewhere: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of whole sentences cut from an article that stays.

    `span` is its place in the article's text as given. `kept` is the article in which it stays and `kept_span` its
    place there: the article itself for a repeat; for boilerplate "" and None.
    """

    article: str
    kind: CutKind
    span: Span
    n_words: int
    kept: str
    kept_span: Span | None


@dataclass(frozen=True, slots=True)
class Decisions:
    """What goes, by article: its removal or its cuts. `novelty` is the share of new words of articles that share some;
    `alive` bool[sentences] says which sentences are left of articles that are cut.
    """

    removals: dict[str, Removal] = field(default_factory=dict)
    cuts: dict[str, list[Cut]] = field(default_factory=dict)
    novelty: dict[str, float] = field(default_factory=dict)
    alive: dict[str, NDArray[np.bool_]] = field(default_factory=dict)

    def left(self, text: Sentences, article_id: str) -> Sentences:
        """What is left of an article's text."""
        alive = self.alive.get(article_id)
        return text if alive is None else text.only(alive)
