"""Edits of a file's bytes, in both directions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from dedup.errors import InputError
from dedup.results import Span

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done to one record: take it out, cut spans of its text, or add a field with its novelty."""

    removed: bool = False
    spans: tuple[Span, ...] = ()
    novelty: float | None = None


REMOVED = Change(removed=True)
"""The change of most records that change: one object for all of them."""

Changes = Mapping[int, Change]
"""What is to be done to the records of a file, by their numbers; a file that is one article has number 0."""


Replacement = tuple[Span, str]
"""A span of a text and what comes in its place."""


@dataclass(frozen=True, slots=True)
class Edit:
    """The bytes `start` to `end` of a file are replaced by `new`."""

    start: int
    end: int
    new: bytes = b""


@dataclass(frozen=True, slots=True)
class Undo:
    """How to take an edit back: at `at` in the edited file `n_new` bytes are replaced by `old`."""

    at: int
    n_new: int
    old: bytes


class Sink:
    """Counts and hashes what is written to a stream. Raises `InputError` before more than `max_bytes` are written."""

    def __init__(self, stream: BinaryIO, max_bytes: int | None = None) -> None:
        self._stream = stream
        self._max_bytes = max_bytes
        self._hash = hashlib.sha256()
        self.n_bytes = 0

    def write(self, piece: bytes) -> int:
        """Write on."""
        if self._max_bytes is not None and self.n_bytes + len(piece) > self._max_bytes:
            raise InputError("the plan was changed: a file would become larger than it says")
        self._stream.write(piece)
        self._hash.update(piece)
        self.n_bytes += len(piece)
        return len(piece)

    @property
    def sha256(self) -> str:
        """The digest of all that was written."""
        return self._hash.hexdigest()


def splice(source: BinaryIO, edits: Iterable[Edit], sink: Sink) -> Iterator[Undo]:
    """Write `source` with `edits`, which come in order and do not overlap; yields how each is taken back."""
    at = 0
    for edit in edits:
        _copy(source, sink, edit.start - at)
        old = source.read(edit.end - edit.start)
        yield Undo(sink.n_bytes, len(edit.new), old)
        sink.write(edit.new)
        at = edit.end
    _copy(source, sink, None)


def unsplice(edited: BinaryIO, undos: Iterable[Undo], sink: Sink) -> None:
    """Write what `edited` was before its edits."""
    at = 0
    for undo in undos:
        _copy(edited, sink, undo.at - at)
        _copy(edited, None, undo.n_new)
        sink.write(undo.old)
        at = undo.at + undo.n_new
    _copy(edited, sink, None)


def _copy(source: BinaryIO, sink: Sink | None, n_bytes: int | None) -> None:
    """Copy so many bytes, or all that are left; without a sink they are passed over."""
    if n_bytes is not None and n_bytes < 0:
        raise InputError("the edits of this plan are out of order: it was changed")
    while n_bytes is None or n_bytes > 0:
        piece = source.read(_PIECE if n_bytes is None else min(_PIECE, n_bytes))
        if not piece:
            if n_bytes is not None:
                raise InputError("shorter than the plan says: it was changed")
            return
        if sink is not None:
            sink.write(piece)
        if n_bytes is not None:
            n_bytes -= len(piece)


def text_edits(text: str, encoding: str, place: tuple[int, int], replaced: Sequence[Replacement]) -> list[Edit]:
    """Replacements in a piece of text as edits of its bytes, which stand at `place` in the file.

    A byte order mark before the text stays. In an encoding that depends on what stands before, the piece is replaced
    as a whole.
    """
    start, end = place

    def encoded(part: str) -> bytes:
        return part.encode(
            encoding, "surrogatepass" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
        )

    size = len(encoded(text))
    edits, at, n_bytes = [], 0, start + (end - start - size)
    for (begin, stop), new in replaced:
        n_bytes += len(encoded(text[at:begin]))
        old = len(encoded(text[begin:stop]))
        edits.append(Edit(n_bytes, n_bytes + old, encoded(new)))
        n_bytes += old
        at = stop
    if n_bytes + len(encoded(text[at:])) != end or encoding.startswith(("iso2022", "hz")):
        return [Edit(start, end, encoded(replaced_in(text, replaced)))]
    return edits


def replaced_in(text: str, replaced: Sequence[Replacement]) -> str:
    """A text with replacements, which come in order."""
    pieces, at = [], 0
    for (start, end), new in replaced:
        pieces += [text[at:start], new]
        at = end
    return "".join([*pieces, text[at:]])
