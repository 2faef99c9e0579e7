"""Which ending means which format."""

from __future__ import annotations

from collections.abc import Mapping

from dedup.errors import InputError
from dedup.reading.jsonlines import read_json_lines
from dedup.reading.records import Format
from dedup.reading.text import read_text

_FORMATS: Mapping[str, Format] = {
    "txt": read_text,
    "jsonl": read_json_lines,
    "ndjson": read_json_lines,
}


def format_of(name: str, otherwise: str = "") -> Format:
    """How a file called `name` is read; `otherwise` is the format to take where its ending says nothing.

    Raises `InputError` naming what is supported.

    >>> format_of("news.jsonl").__name__
    'read_json_lines'
    """
    for candidate in (name, f".{otherwise}"):
        ending = candidate.rpartition(".")[2].lower() if "." in candidate else ""
        if ending in _FORMATS:
            return _FORMATS[ending]
    raise InputError(f"unknown format: {supported()}")


def supported() -> str:
    """The endings that are read, as a phrase for messages."""
    return f"supported are {', '.join(f'.{ending}' for ending in _FORMATS)}"
