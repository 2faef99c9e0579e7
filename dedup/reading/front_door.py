"""The front door: whatever people have goes in, articles come out."""

from __future__ import annotations

import os
from typing import Any

from dedup.errors import InputError
from dedup.fields.frames import is_frame
from dedup.reading.fields import FieldNames, Fields, SourceFrom
from dedup.reading.reader import Reader
from dedup.reading.tablereader import TableReader


def read(
    *paths: str | os.PathLike[str] | Any,
    format: str = "",
    fields: FieldNames | None = None,
    source_from: SourceFrom = "field",
    encoding: str = "",
    date_format: str = "",
) -> Reader:
    """The articles in files, folders, patterns (`news/*.jsonl`) and stdin (`-`), or in one table.

    A table is one of pandas, polars, Arrow, DuckDB or Hugging Face, or anything else with `__arrow_c_stream__`: its
    columns are recognised by their names as fields are, and its texts are not copied.

    The ending of a file says its format; `format` is that of stdin (by default JSON Lines) and of files whose ending
    says nothing, written like an ending ("csv", "jsonl.gz"). An archive counts as a folder.
    `fields` names the fields that hold an article's parts (id, text, title, source, url, author, published) if they
    are not the usual ones: one per part, or several (`{"text": "inhalt"}`), tried before the usual ones; dots lead
    into objects (`{"source": "meta.outlet"}`).
    `source_from` says where to take the outlet from: its "field", the "dir" of the file (the first folder below the
    path given), or the "host" of its address. `encoding` is tried before any guess. `date_format` says how to read
    dates such as 03/04/2015: "day-first", "month-first", or a pattern in the codes of `strptime`.

    An article's id is its id field, or else its file's path below the path given, with `#` and the number of the record
    if the file holds several.

    Raises `InputError` before anything is read if a path does not exist or a file given by name has an unknown format,
    and after everything is read if no record had a field of `fields`.

    >>> [article.id for article in read("seeds")][1]
    '001_ea2139a9c9054741.txt'
    """
    parts = Fields(fields or {}, source_from, date_format)
    if any(map(is_frame, paths)):
        if len(paths) > 1:
            raise InputError("one table at a time: join them before")
        return TableReader(paths[0], parts)
    if not paths:
        raise InputError("nothing to read: name a file, a folder, or - for stdin")
    return Reader(paths, format, parts, encoding)
