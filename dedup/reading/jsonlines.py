"""JSON Lines: one object a line, one article an object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from dedup.errors import InputError
from dedup.reading.encoding import mended
from dedup.reading.lines import text_lines
from dedup.reading.records import MAX_RECORD, Flaw, Hints, Record


def read_json_lines(stream: BufferedReader, hints: Hints) -> Iterator[Record | Flaw]:
    """A record for each line that is not blank; its number is its line."""
    for line, text in enumerate(text_lines(stream, hints), start=1):
        if not text.strip():
            continue
        try:
            yield Record(parse_object(text), line, line)
        except InputError as error:
            yield Flaw(error.reason, line, line)


def parse_object(text: str) -> dict[str, Any]:
    """The JSON object that `text` is. Control characters inside strings are allowed, as scrapers write them.

    Raises `InputError` saying what is wrong.
    """
    text = mended(text)
    if len(text) >= MAX_RECORD:
        raise InputError(f"larger than {MAX_RECORD >> 20} MB, which no single article is")
    try:
        value = _DECODER.decode(text)
    except RecursionError:
        raise InputError("nested too deeply") from None
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error.msg} at {text[error.pos :][:20].strip()!r}") from None
    except ValueError:  # what Python says to an integer of more than 4300 digits
        raise InputError("a number with too many digits") from None
    if not isinstance(value, dict):
        raise InputError(f"a JSON {_KINDS.get(type(value), 'value')}, not an object")
    return value


_KINDS = {list: "array", str: "string", bool: "true or false", int: "number", float: "number", type(None): "null"}


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(key for key in found if sum(key == other for other, _ in pairs) > 1)
        raise InputError(f'the key "{twice}" stands twice in one object')
    return found


_DECODER = json.JSONDecoder(strict=False, object_pairs_hook=_object)
