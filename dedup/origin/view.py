"""A pair of articles seen as a source and its copy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Self

from dedup.origin.profiles import Profile
from dedup.reasons import Reason
from dedup.records import SPAN_FIELDS, PassageRecords


class Sign(NamedTuple):
    """Evidence that the source was first: its weight in log odds, and the reason for it."""

    weight: float
    reason: Reason


class CopiedPassage(NamedTuple):
    """A passage that two texts share: its first token and the one behind its last, in either of them."""

    begin_source: int
    end_source: int
    begin_copy: int
    end_copy: int

    def swapped(self) -> CopiedPassage:
        """The same passage as seen from the other side."""
        return CopiedPassage(self.begin_copy, self.end_copy, self.begin_source, self.end_source)


class View(NamedTuple):
    """A pair as seen from one side, as if that was the `source` and the other its `copy`.

    `passages` stand in the order of the source; `source_share` and `copy_share` are the shares of the texts that
    stand in them; `names` is what reasons call the two.
    """

    source: Profile
    copy: Profile
    passages: tuple[CopiedPassage, ...]
    source_share: float
    copy_share: float
    names: tuple[str, str] = ("a", "b")

    @classmethod
    def of(
        cls, profiles: tuple[Profile, Profile], passages: PassageRecords, names: tuple[str, str] = ("a", "b")
    ) -> Self:
        """The view of two articles, the first as the source, on the passages they share (PASSAGE, in tokens)."""
        return cls.on(profiles, passages[SPAN_FIELDS].tolist(), names)

    @classmethod
    def on(
        cls,
        profiles: tuple[Profile, Profile],
        spans: Iterable[Iterable[int]],
        names: tuple[str, str] = ("a", "b"),
    ) -> Self:
        """The view of two articles on the passages they share, in tokens: begin and end in the first and the second."""
        copied = tuple(map(CopiedPassage._make, spans))
        n_source = sum(passage.end_source - passage.begin_source for passage in copied)
        n_copy = sum(passage.end_copy - passage.begin_copy for passage in copied)
        source, copy = profiles
        source_share, copy_share = n_source / max(len(source.side), 1), n_copy / max(len(copy.side), 1)
        return cls(source, copy, copied, source_share, copy_share, names)

    def swapped(self) -> View:
        """The same pair as seen from the other side."""
        passages = tuple(sorted(passage.swapped() for passage in self.passages))
        return View(self.copy, self.source, passages, self.copy_share, self.source_share, self.names[::-1])

    def sign(self, weight: float, code: str, **facts: object) -> Sign:
        """A sign that the source was first; what it rests on has a code of `reasons.WORDINGS`, and further facts."""
        source, copy = self.names
        return Sign(weight, Reason(code, {"source": source, "copy": copy, **facts}))
