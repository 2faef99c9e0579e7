"""What all parts of a terminal page share: the console, headings, and words for numbers and limits."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Any, TextIO, cast

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dedup.output.visible import clipped, isolated

PIPE_WIDTH = 100
"""Columns where the output is no terminal and COLUMNS does not say otherwise: lines that can be read and quoted."""

_SIZE = re.compile("[2-9][0-9]|[1-9][0-9]{2,3}")
"""Columns or lines that somebody can want: 20 to 9,999."""

_TRAILING = re.compile(" +(?=\n)")

RELATION_STYLES = {
    "origin": "bold",
    "exact": "bold cyan",
    "reprint": "cyan",
    "contained": "blue",
    "partial": "yellow",
    "boilerplate": "dim",
    "quote": "dim",
}


def console_for(stream: TextIO, *, width: int | None = None) -> Console:
    """A console that writes to `stream`, of a fixed width where that is no terminal.

    It has colours on a terminal, elsewhere if FORCE_COLOR is set, and nowhere if NO_COLOR is.
    """
    is_forced = bool(os.environ.get("FORCE_COLOR")) and not os.environ.get("NO_COLOR")
    is_terminal = stream.isatty() and os.environ.get("TERM") != "dumb"
    columns, lines = size(stream)
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")  # a locale without Arabic shows its code points
    return Console(
        file=stream if is_terminal else cast(TextIO, _Trimmed(stream)),
        width=width or columns,
        height=lines,
        force_terminal=is_terminal or is_forced,
        color_system="auto" if is_terminal else "standard" if is_forced else None,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )


def size(stream: TextIO) -> tuple[int, int]:
    """The columns and lines of the page that a stream is: what COLUMNS and LINES say, else the terminal."""
    try:
        columns, lines = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):
        columns, lines = PIPE_WIDTH, 25
    return _said("COLUMNS") or columns or PIPE_WIDTH, _said("LINES") or lines or 25


def _said(variable: str) -> int | None:
    """What a variable of the environment says, if it is a size that a terminal may have. Rich fails on others."""
    said = os.environ.get(variable, "")
    return int(said) if _SIZE.fullmatch(said) else None


class _Trimmed:
    """A stream without the spaces that fill a line on a terminal; what a console asks of a stream."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.encoding = stream.encoding
        self.isatty = stream.isatty
        self.flush = stream.flush

    def write(self, text: str) -> int:
        return self._stream.write(_TRAILING.sub("", text))


def has_color(console: Console) -> bool:
    """Whether colours can tell an edit from the words around it; if not, brackets do."""
    return console.color_system is not None and not console.no_color


def heading(console: Console, title: str, note: str = "") -> None:
    """A section's title and, dimmed, what stands in it."""
    console.print()
    console.print(Text.assemble((title, "bold underline"), (f"  {note}", "dim") if note else ""))


def indented(content: Any, left: int = 2) -> Padding:
    """`content` moved in."""
    return Padding(content, (0, 0, 0, left))


def grid(*columns: str) -> Table:
    """A table without lines whose last column takes what the others leave; a column is named for its style."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for style in columns[:-1]:
        table.add_column(style=style, no_wrap=True)
    table.add_column(style=columns[-1], overflow="fold", ratio=1)
    return table


def name(text: str, limit: int = 60) -> str:
    """An id, an outlet or a title within a line of ours."""
    return isolated(clipped(text, limit))


def several(n: int, noun: str, plural: str = "") -> str:
    """A number with its noun.

    >>> several(1, "family", "families"), several(3800, "family", "families")
    ('1 family', '3,800 families')
    """
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def names(ids: Iterable[str], n_shown: int, limit: int = 60) -> str:
    """Some ids, and how many more there are."""
    ids = list(ids)
    shown = ", ".join(name(one, limit) for one in ids[:n_shown])
    return f"{shown} and {len(ids) - n_shown:,} more" if len(ids) > n_shown else shown
