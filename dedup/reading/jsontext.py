r"""Where things stand in the text of a JSON document, so that one value changes and no other character.

>>> text = '{"id": 1, "body": "Flood.\\n\\u0627\\ud83c\\udf0a end"}'
>>> [place] = [place for key, place in members(text, 0) if key == "body"]
>>> at = offsets(text, place)
>>> text[at[7] : at[10]]
'\\u0627\\ud83c\\udf0a '
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from dedup.results import Span

_DECODER = json.JSONDecoder(strict=False)
_SPACE = re.compile(r"[ \t\n\r]*")
_CHAR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL)


def members(text: str, start: int) -> Iterator[tuple[str, Span]]:
    """The keys of the object that opens at `start`, each with the place of its value."""
    at = _skip(text, start + 1)
    while text[at] == '"':
        key, at = scanstring(text, at + 1, False)
        begin = _skip(text, _skip(text, at) + 1)
        _, end = _DECODER.raw_decode(text, begin)
        yield key, (begin, end)
        at = _skip(text, end)
        at = _skip(text, at + 1) if text[at] == "," else at


def items(text: str, start: int) -> Iterator[Span]:
    """The places of the values in the list that opens at `start`."""
    at = _skip(text, start + 1)
    while text[at] != "]":
        _, end = _DECODER.raw_decode(text, at)
        yield at, end
        at = _skip(text, end)
        at = _skip(text, at + 1) if text[at] == "," else at


def value_at(text: str, path: Sequence[str]) -> int:
    """Where the value begins that a path of keys leads to."""
    at = _skip(text, 0)
    for step in path:
        at = next(span[0] for key, span in members(text, at) if key == step)
    return at


def offsets(text: str, place: Span) -> Sequence[int]:
    """Of the string literal at `place`, where each of its characters begins, and where the last one ends."""
    begin, end = place[0] + 1, place[1] - 1
    if text.find("\\", begin, end) < 0:
        return range(begin, end + 1)
    found = [match.start() for match in _CHAR.finditer(text, begin, end)]
    return [*found, end]


def added_member(text: str, place: Span, name: str, value: Any) -> tuple[Span, str]:
    """A replacement that adds a member at the end of the object at `place`."""
    last = max((span[1] for _, span in members(text, place[0])), default=None)
    member = f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(value)}"
    if last is None:
        return (place[0] + 1, place[0] + 1), member
    return (last, last), f", {member}"


def _skip(text: str, at: int) -> int:
    return _SPACE.match(text, at).end()  # type: ignore[union-attr]
