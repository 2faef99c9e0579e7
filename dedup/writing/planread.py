"""plan.jsonl as it is read: each line is what it must be, or the plan is refused."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from dedup.errors import InputError
from dedup.reading.records import MAX_RECORD
from dedup.writing.edits import Undo
from dedup.writing.planfile import FORMAT

MAX_LINE = 6 * MAX_RECORD + (1 << 16)
"""Bytes of a line: a removed file of the largest size with every character escaped, and its name."""

_ACTIONS = ("same", "edited", "removed", "rewritten")
_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file: its name, what a clean did to it, and its bytes and digest before; `clean_bytes` it has in the output."""

    name: str
    action: str
    n_bytes: int
    sha256: str
    clean_bytes: int


@dataclass(frozen=True, slots=True)
class EditLine:
    """How an edit of the file of this name is taken back."""

    name: str
    undo: Undo


def read_plan(path: Path) -> Iterator[FileLine | EditLine]:
    """The files of a plan, and behind each its edits.

    Raises `InputError` if it is none, one of another version, cut off, or if a line is not what it must be.
    """
    if not path.is_file():
        raise InputError("is no file: name the plan.jsonl that dedup clean wrote", path=str(path))
    number = 1
    try:
        with path.open("rb") as stream:
            _require_head(stream)
            n_lines = {"file": 0, "edit": 0}
            while True:
                number += 1
                line = _object(stream)
                kind = line.get("type")
                if kind == "end":
                    _require_end(line, n_lines, stream)
                    return
                if kind == "file":
                    n_lines["file"] += 1
                    yield _file(line)
                elif kind == "edit":
                    n_lines["edit"] += 1
                    yield EditLine(_name(line), _undo(line))
    except InputError as error:
        raise InputError(error.reason, path=str(path), line=number) from None


def _object(stream: BinaryIO) -> Mapping[str, Any]:
    raw = stream.readline(MAX_LINE + 1)
    if not raw:
        raise InputError("the plan was cut off: its last line says that it is complete, and is not there")
    if len(raw) > MAX_LINE:
        raise InputError(f"a line of more than {MAX_LINE >> 20:,} MB, which no plan has")
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        line = None
    if not isinstance(line, dict):
        raise InputError("not a line of a plan: dedup clean writes one to OUT/plan.jsonl")
    return line


def _require_head(stream: BufferedReader) -> None:
    line = _object(stream) if stream.peek(1) else {}
    if line.get("type") != "plan":
        raise InputError("not a plan: dedup clean writes one to OUT/plan.jsonl")
    if line.get("format") != FORMAT:
        raise InputError(f"a plan of format {str(line.get('format'))[:20]}; this version reads format {FORMAT}")


def _require_end(line: Mapping[str, Any], n_lines: Mapping[str, int], stream: BinaryIO) -> None:
    said = _count(line, "files"), _count(line, "edits")
    if said != (n_lines["file"], n_lines["edit"]):
        raise InputError(
            f"the plan was changed: it says {said[0]:,} files and {said[1]:,} edits,"
            f" and has {n_lines['file']:,} and {n_lines['edit']:,}"
        )
    if stream.read(1):
        raise InputError("the plan was changed: something stands behind its end")


def _file(line: Mapping[str, Any]) -> FileLine:
    action, digest = line.get("action"), line.get("sha256")
    if action not in _ACTIONS:
        raise InputError(f'the plan was changed: "action" is none of {", ".join(_ACTIONS)}')
    if not isinstance(digest, str) or not _SHA256.fullmatch(digest):
        raise InputError('the plan was changed: "sha256" is no digest')
    return FileLine(_name(line), action, _count(line, "bytes"), digest, _count(line, "clean_bytes"))


def _name(line: Mapping[str, Any]) -> str:
    """The name of a file, which leads to no place outside the folder that it is restored to."""
    name = line.get("file")
    if not isinstance(name, str) or not name or "\0" in name or not _is_below(PurePosixPath(name)):
        raise InputError('the plan was changed: "file" is no name of a file in it')
    return name


def _is_below(path: PurePosixPath) -> bool:
    return not path.is_absolute() and bool(path.parts) and ".." not in path.parts


def _undo(line: Mapping[str, Any]) -> Undo:
    try:
        match line:
            case {"text": str(text)}:
                old = text.encode("utf-8")
            case {"base64": str(written)}:
                old = base64.b64decode(written, validate=True)
            case _:
                raise InputError('the plan was changed: an edit has neither "text" nor "base64"')
    except ValueError:
        raise InputError("the plan was changed: the bytes of an edit cannot be read") from None
    return Undo(_count(line, "at"), _count(line, "new"), old)


def _count(line: Mapping[str, Any], name: str) -> int:
    value = line.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise InputError(f'the plan was changed: "{name}" is no number of bytes or lines')
    return value
