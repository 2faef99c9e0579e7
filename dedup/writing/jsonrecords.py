"""Edits in JSON Lines and JSON documents: the bytes of untouched records stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader

from dedup.errors import DedupError
from dedup.reading.encoding import detect_head
from dedup.reading.jsondocs import placed_records
from dedup.reading.jsonlines import parse_object
from dedup.reading.jsontext import added_member, members, offsets
from dedup.reading.lines import measured_lines
from dedup.reading.records import Hints
from dedup.results import Span
from dedup.writing.edits import Change, Changes, Edit, Replacement, text_edits


def json_line_edits(stream: BufferedReader, changes: Changes, hints: Hints, field: str) -> Iterator[Edit]:
    """Edits of a JSON Lines file; `field` is the name of the field that novelty is written to."""
    at = 0
    for number, (text, n_bytes, encoding) in enumerate(measured_lines(stream, hints.encoding), start=1):
        change = changes.get(number)
        if change is not None and change.removed:
            yield Edit(at, at + n_bytes)
        elif change is not None:
            begin = len(text) - len(text.lstrip())
            replaced = record_replacements(text, (begin, len(text.rstrip())), change, hints, field)
            yield from text_edits(text, encoding, (at, at + n_bytes), replaced)
        at += n_bytes


def json_edits(stream: BufferedReader, changes: Changes, hints: Hints, field: str) -> Iterator[Edit]:
    """Edits of a JSON document, which is in memory as a whole. A list closes up where records go."""
    raw = stream.read()
    encoding = detect_head(raw[: 1 << 20], hints.encoding)
    text = raw.decode(encoding, "surrogateescape")
    replaced: list[Replacement] = []
    gone: list[Span] = []
    for number, place in placed_records(text, encoding, hints):
        change = changes.get(number)
        if change is not None and change.removed:
            gone.append(place)
        elif change is not None:
            replaced += record_replacements(text, place, change, hints, field)
    replaced += [(span, "") for span in _closed_up(text, gone)]
    inner = {"utf-8-sig": "utf-8", "utf-16": _wide(raw), "utf-32": _wide(raw)}.get(encoding, encoding)
    yield from text_edits(text, inner, (0, len(raw)), sorted(replaced))


def _wide(raw: bytes) -> str:
    little = raw[:2] == b"\xff\xfe"
    width = 32 if raw[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff") else 16
    return f"utf-{width}-{'le' if little else 'be'}"


def record_replacements(text: str, place: Span, change: Change, hints: Hints, field: str) -> list[Replacement]:
    """What is replaced inside the object at `place`.

    Raises `InputError` if the field for novelty is there already.
    """
    fields = parse_object(text[place[0] : place[1]])
    found = dict(members(text, place[0]))
    replaced: list[Replacement] = []
    name = hints.names.text_key(fields)
    if change.spans and name is not None:
        at = offsets(text, found[name])
        replaced += [((at[start], at[end]), "") for start, end in sorted(change.spans)]
    if change.novelty is not None:
        if field in found:
            raise DedupError(f'a record has a field "{field}" already: name another')
        replaced.append(added_member(text, place, field, change.novelty))
    return sorted(replaced)


_COMMA_AFTER = re.compile(r"\s*,\s*")


def _closed_up(text: str, gone: list[Span]) -> Iterator[Span]:
    """Places of records widened by the commas and the space that separate them from those that stay."""
    k = 0
    while k < len(gone):
        begin, end = gone[k]
        k += 1
        while k < len(gone) and text[end : gone[k][0]].strip() in ("", ","):
            end = gone[k][1]
            k += 1
        after = _COMMA_AFTER.match(text, end)
        if after:
            yield begin, after.end()
            continue
        before = begin - 1
        while before >= 0 and text[before].isspace():
            before -= 1
        if before >= 0 and text[before] == ",":
            yield before, end
        elif before < 0 or text[before] not in "[":  # objects one after the other
            line = text.find("\n", end)
            yield begin, line + 1 if line >= 0 and not text[end:line].strip() else end
        else:
            yield begin, end
