"""JSON documents: an array of articles, an object with a list of them, one article, or JSON Lines under a wrong name.

Records are cut out of the stream by their brackets and only then parsed, so that memory holds one record and a broken
one costs no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BufferedReader
from itertools import chain, dropwhile, islice
from typing import Any

from dedup.errors import InputError
from dedup.fields.values import text_of
from dedup.reading.encoding import detect_head, piecewise
from dedup.reading.jsonlines import parse_object
from dedup.reading.jsontext import items, value_at
from dedup.reading.ninjs import is_ninjs
from dedup.reading.records import MAX_RECORD, Flaw, Hints, Record
from dedup.results import Span

_PIECE = 1 << 20
"""Bytes read at once."""

_WHOLE = 16
"""Pieces up to which an object is understood as a whole; of a larger one the first list of articles is taken."""

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["\[\]{}]', re.DOTALL)
"""A closed string, a quote that opens one which is not closed yet, a bracket."""


_INSIDE = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
"""What stands in a string, up to the quote that closes it."""

_MAX_DEPTH = 100_000
"""Brackets that may stand open; Python's own parser stops at some hundreds."""

_KEY = re.compile(r'"([^"\\]{1,64})"\s*:')


Cutting = tuple[str, int, int]
"""An object cut out of a document, the line it starts in, and the characters before it."""


def read_json(stream: BufferedReader, hints: Hints) -> Iterator[Record | Flaw]:
    """A record for each article in the document."""
    pieces = _text(stream, hints)
    head = next(pieces, "")
    opening = head.lstrip()[:1]
    if opening == "[":
        yield from _records(_objects(chain([head], pieces), in_lists=True))
        return
    if opening != "{":
        raise InputError("not JSON: it opens neither an array nor an object" if opening else "empty file")
    if not _closes(head):
        head += "".join(islice(pieces, _WHOLE - 1))
    more = next(pieces, "")
    everything = chain([head, more], pieces)
    if _closes(head):
        yield from _records(_objects(everything, in_lists=False))
    elif more:
        yield from _records(_from_first_article(_objects(everything, in_lists=True), hints))
    else:
        yield from _one_object(head, hints)


def placed_records(text: str, encoding: str, hints: Hints) -> Iterator[tuple[int, Span]]:
    """The number of each record that `read_json` finds in a document with this text, and its place in characters."""
    head = text
    if len(text) > _PIECE * _WHOLE // 4:
        raw = text.encode(encoding, "surrogateescape")
        head = piecewise(encoding, "surrogateescape").decode(raw[: _PIECE * _WHOLE])
    if text.lstrip()[:1] == "[":
        yield from _placed(_objects(iter([text]), in_lists=True))
    elif _closes(head):
        yield from _placed(_objects(iter([text]), in_lists=False))
    elif len(head) < len(text):
        yield from _placed(_from_first_article(_objects(iter([text]), in_lists=True), hints))
    else:
        value = parse_object(text)
        path = None if _has_text(value, hints) else _path_to_articles(value, hints, depth=4)
        if path is None:
            yield 0, (len(text) - len(text.lstrip()), len(text.rstrip()))
        else:
            yield from enumerate(items(text, value_at(text, path)), start=1)


def _placed(objects: Iterator[Cutting]) -> Iterator[tuple[int, Span]]:
    for number, (text, _, start) in enumerate(objects, start=1):
        yield number, (start, start + len(text))


def _closes(head: str) -> bool:
    """Whether the object that `head` opens ends in it and something follows."""
    first, *_ = next(_objects(iter([head]), in_lists=False))
    return len(first) < len(head.strip())


def _records(objects: Iterator[Cutting]) -> Iterator[Record | Flaw]:
    number = 0
    for number, (text, line, _) in enumerate(objects, start=1):
        try:
            yield Record(parse_object(text), number, line)
        except InputError as error:
            yield Flaw(error.reason, number, line)
    if not number:
        raise InputError("no list of articles in it")


def _from_first_article(objects: Iterator[Cutting], hints: Hints) -> Iterator[Cutting]:
    """Without the objects of other lists that stand before the articles."""
    return dropwhile(lambda found: not _may_hold_text(found[0], hints), objects)


def _one_object(text: str, hints: Hints) -> Iterator[Record | Flaw]:
    value = parse_object(text)
    path = None if _has_text(value, hints) else _path_to_articles(value, hints, depth=4)
    if path is None:
        yield Record(value, line=1)
        return
    articles: Any = value
    for key in path:
        articles = articles[key]
    for number, article in enumerate(articles, start=1):
        yield Record(article, number) if isinstance(article, dict) else Flaw("not an object", number)


def _path_to_articles(value: Any, hints: Hints, depth: int) -> list[str] | None:
    """The keys that lead to the first list in `value` that holds an object with a text, at most `depth` levels down."""
    if isinstance(value, list):
        return [] if any(isinstance(item, dict) and _has_text(item, hints) for item in value) else None
    if not isinstance(value, dict) or depth == 0:
        return None
    for key, item in value.items():
        path = _path_to_articles(item, hints, depth - 1)
        if path is not None:
            return [key, *path]
    return None


def _has_text(fields: Mapping[str, Any], hints: Hints) -> bool:
    """Whether an object has a text of its own: no list of objects, which may be articles."""
    held = (value for _, value in hints.names.values(hints.names.unwrapped(fields), "text"))
    return is_ninjs(fields) or any(isinstance(value, str) or _is_in_pieces(value) for value in held)


def _is_in_pieces(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(piece, str) for piece in value)
    return isinstance(value, dict) and text_of(value) is not None


def _may_hold_text(text: str, hints: Hints) -> bool:
    """Whether one of the keys in the text of an object is a name that a text may go by."""
    return hints.names.holds_text(_KEY.findall(text))


def _objects(pieces: Iterator[str], *, in_lists: bool) -> Iterator[Cutting]:
    """The objects in the outermost lists, or else the outermost objects; the last may be cut."""
    n_before = 0  # characters that came before the buffer
    buffer = ""
    nesting: list[str] = []
    n_lists = 0  # of what is open
    start = position = 0  # of the record or of what is not looked at yet
    record_depth = -1
    line = 1
    in_string = False
    for piece in pieces:
        n_before += start
        more = islice(pieces, (len(buffer) - start) // (2 * _PIECE))  # of a long record the more at once, the longer
        buffer = "".join([buffer[start:], piece, *more])
        position, start = position - start, 0
        if len(buffer) > MAX_RECORD + _PIECE:
            raise InputError(f"a record from line {line} on is larger than {MAX_RECORD >> 20} MB or never closed")
        if in_string:
            position, in_string = _behind_string(buffer, position)
            if in_string:
                continue
        while match := _TOKEN.search(buffer, position):
            token = match.group()
            position = match.end()
            if token == '"':
                position, in_string = _behind_string(buffer, position)
                break
            if token in ("{", "["):
                if record_depth < 0 and token == "{" and _starts_record(nesting, n_lists, in_lists=in_lists):
                    line += buffer.count("\n", start, match.start())
                    start, record_depth = match.start(), len(nesting)
                nesting.append(token)
                n_lists += token == "["
                if len(nesting) > _MAX_DEPTH:
                    raise InputError(f"nested too deeply from line {line} on: the rest is not read")
            elif token in ("}", "]") and nesting:
                n_lists -= nesting.pop() == "["
                if len(nesting) == record_depth:
                    yield buffer[start:position], line, n_before + start
                    line += buffer.count("\n", start, position)
                    start, record_depth = position, -1
        else:
            position = len(buffer)
        if record_depth < 0:
            line += buffer.count("\n", start, position)
            start = position
    if record_depth >= 0:
        yield buffer[start:], line, n_before + start


def _behind_string(buffer: str, position: int) -> tuple[int, bool]:
    """The place behind a string that is open, or up to which it was looked at, and whether it is open still."""
    position = _INSIDE.match(buffer, position).end()  # type: ignore[union-attr]  # it matches nothing at all, too
    return (position + 1, False) if buffer.startswith('"', position) else (position, True)


def _starts_record(nesting: list[str], n_lists: int, *, in_lists: bool) -> bool:
    return nesting[-1] == "[" and n_lists == 1 if in_lists and nesting else not in_lists and not nesting


def _text(stream: BufferedReader, hints: Hints) -> Iterator[str]:
    """The document's text piece by piece; bytes that are no text become lone surrogates as in `text_lines`."""
    raw = stream.read(_PIECE)
    decoder = piecewise(detect_head(raw, hints.encoding, hints.notes), "surrogateescape")
    while raw:
        yield decoder.decode(raw)
        raw = stream.read(_PIECE)
    yield decoder.decode(b"", final=True)
