"""What goes and why: removals and cuts, with their evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from dedup.cleaning.sentences import Sentences
from dedup.results import Span

RemovalReason = Literal["exact", "reprint", "contained", "seen"]
CutKind = Literal["repeat", "boilerplate", "seen"]

_COUNTS = np.dtype([("n_words", np.int32), ("n_lost", np.int32)])
_REASONS: tuple[RemovalReason, ...] = get_args(RemovalReason)


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


class Removals:
    """The removals of a collection in columns, by the articles' numbers: there may be a great many."""

    def __init__(self, ids: Sequence[str]) -> None:
        self._ids = ids
        self._kept = np.full(len(ids), -1, np.int32)
        self._reason = np.zeros(len(ids), np.int8)
        self._counts = np.zeros(len(ids), _COUNTS)
        self._containment = np.zeros(len(ids), np.float64)
        self._lost: dict[int, bytes] = {}
        self._elsewhere: dict[int, tuple[Cut, ...]] = {}

    def add(self, number: int, kept: int, removal: Removal) -> None:
        """Take in the removal of an article, once, in favour of the one with the number `kept`."""
        self._kept[number] = kept
        self._reason[number] = _REASONS.index(removal.relation)
        self._counts[number] = removal.n_words, removal.n_lost
        self._containment[number] = removal.containment
        if removal.lost:
            self._lost[number] = np.array(removal.lost, np.int32).tobytes()
        if removal.elsewhere:
            self._elsewhere[number] = removal.elsewhere

    def take(self, number: int, others: Removals) -> None:
        """Take over a removal from others."""
        for mine, theirs in (
            (self._kept, others._kept),
            (self._reason, others._reason),
            (self._counts, others._counts),
            (self._containment, others._containment),
        ):
            mine[number] = theirs[number]
        if number in others._lost:
            self._lost[number] = others._lost[number]
        if number in others._elsewhere:
            self._elsewhere[number] = others._elsewhere[number]

    def stays(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """For each of the articles itself where it stays, else the one in whose favour it goes."""
        kept = self._kept[numbers]
        return np.where(kept < 0, numbers, kept)

    def __contains__(self, number: int) -> bool:
        return bool(self._kept[number] >= 0)

    def __getitem__(self, number: int) -> Removal:
        lost = np.frombuffer(self._lost.get(number, b""), np.int32).reshape(-1, 2)
        n_words, n_lost = self._counts[number].tolist()
        return Removal(
            self._ids[number],
            _REASONS[self._reason[number]],
            self._ids[self._kept[number]],
            float(self._containment[number]),
            n_words,
            n_lost,
            tuple((start, end) for start, end in lost.tolist()),
            self._elsewhere.get(number, ()),
        )

    @property
    def gone(self) -> NDArray[np.bool_]:
        """Which articles go, bool[N]."""
        return self._kept >= 0


@dataclass(frozen=True, slots=True)
class Decisions:
    """What goes, by the articles' numbers: its removal or its cuts. `novelty` float32[N] is the share of new words.

    Of articles that are cut `alive` bool[sentences] says which sentences are left, and `n_left` how many words. From
    those `uncut` something seen should be cut, and cannot be.
    """

    removals: Removals
    novelty: NDArray[np.float32]
    cuts: dict[int, list[Cut]] = field(default_factory=dict)
    alive: dict[int, NDArray[np.bool_]] = field(default_factory=dict)
    n_left: dict[int, int] = field(default_factory=dict)
    uncut: set[int] = field(default_factory=set)

    @classmethod
    def none(cls, ids: Sequence[str]) -> Decisions:
        """That nothing goes."""
        return cls(Removals(ids), np.ones(len(ids), np.float32))

    def left(self, text: Sentences, number: int) -> Sentences:
        """What is left of an article's text."""
        alive = self.alive.get(number)
        return text if alive is None else text.only(alive)

    def key(self) -> str:
        """Stands for what is left of the collection."""
        digest = hashlib.blake2b(np.packbits(self.removals.gone).tobytes(), digest_size=16)
        for number in sorted(self.alive):
            digest.update(number.to_bytes(8, "little") + self.alive[number].tobytes())
        return digest.hexdigest()
