"""Piece: what some words or a sign stand for."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.differences.tables import Kind


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text and what it means: pieces of one kind are the same if they share a meaning.

    Number words have `readings` too, and are the same if they are in every language that reads both: "femti" is 50 in
    Norwegian, where "femten" is 15.
    """

    kind: Kind
    meanings: frozenset[str]
    readings: frozenset[tuple[str, int]] = frozenset()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Piece) or self.kind != other.kind or self.meanings.isdisjoint(other.meanings):
            return False
        return self.readings == other.readings or not (self.readings and other.readings) or self._agrees(other)

    def _agrees(self, other: Piece) -> bool:
        both = {language for language, _ in self.readings} & {language for language, _ in other.readings}
        agreeing = {language for language, _ in self.readings & other.readings}
        return bool(both) and both == agreeing

    __hash__ = None  # type: ignore[assignment]  # two that are the same need not be the same as a third
