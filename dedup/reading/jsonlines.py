"""JSON Lines: one object a line, one article an object."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

import msgspec

from dedup.errors import InputError
from dedup.fields.plain import Records
from dedup.reading.encoding import mended
from dedup.reading.lines import parsed_lines
from dedup.reading.records import MAX_RECORD, Flaw, Hints, Record, Row, in_columns


def read_json_lines(stream: BufferedReader, hints: Hints) -> Iterator[Record | Records | Flaw]:
    """A record for each line that is not blank; its number is its line."""
    return in_columns(_lines(stream, hints), hints.at_once)


def _lines(stream: BufferedReader, hints: Hints) -> Iterator[Row | Record | Flaw]:
    for line, (found, n_bytes) in enumerate(parsed_lines(stream, hints, plain_object), start=1):
        if isinstance(found, dict):
            yield Row(tuple(found), tuple(found.values()), line, line, n_bytes) if found else Record(found, line, line)
        elif found.strip():
            try:
                yield Record(parse_object(found), line, line)
            except InputError as error:
                yield Flaw(error.reason, line, line)


def plain_object(line: bytes) -> dict[str, Any] | None:
    """The object in a line of UTF-8, parsed in a third of the time; None where `parse_object` has to look at it.

    That is where the line is no strict JSON, or where a key may stand twice in an object.
    """
    if len(line) >= MAX_RECORD:
        return None
    try:
        found = _PLAIN.decode(line)
        n_keys = len(_KEY.findall(line))
        return found if n_keys == len(found) or n_keys == _n_keys(found) else None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _n_keys(value: dict[str, Any] | list[Any]) -> int:
    """The keys of an object, or of all that stand in a list, and of those inside."""
    n, inner = (len(value), value.values()) if isinstance(value, dict) else (0, value)
    return n + sum(_n_keys(one) for one in inner if isinstance(one, (dict, list)))


_PLAIN = msgspec.json.Decoder(dict[str, Any])
_KEY = re.compile(rb'"[ \t\r]*:')
"""How a key ends. A quotation in a text may look so as well: there are as many as keys, or more, never fewer."""


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
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise InputError(f'the key "{twice[:100]}" stands twice in one object')
    return found


_DECODER = json.JSONDecoder(strict=False, object_pairs_hook=_object)
