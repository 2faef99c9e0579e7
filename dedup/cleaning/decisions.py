"""What goes and why: removals and cuts, with their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dedup.results import Span

RemovalReason = Literal["exact", "reprint", "contained", "seen"]
CutKind = Literal["repeat", "boilerplate", "seen"]


@dataclass(frozen=True, slots=True)
class Removal:
    """An article that goes, because its content stands in `kept`.

    `relation` is the one to `kept`; "seen" where no more than a byline would be left of the article when its seen
    passages are cut, which `kept` and others hold. `containment` is the share of its words in passages common with
    `kept`, in [0, 1]; `n_lost` of its `n_words` words are lacking in what is kept, and stand at the spans `lost` of its
    text.
    """

    article: str
    relation: RemovalReason
    kept: str
    containment: float
    n_words: int
    n_lost: int
    lost: tuple[Span, ...]


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
