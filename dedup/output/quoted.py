"""Text of an article as a block of lines, each set apart from what stands beside it."""

from __future__ import annotations

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from dedup.output.visible import FSI, PDI, isolated


class Quoted:
    """Wraps a text between words, and isolates each line that has letters running from right to left.

    One isolate around the whole would end at its first line: terminals order each line by itself.
    """

    def __init__(self, text: Text) -> None:
        self._text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self._text.wrap(console, options.max_width, overflow="fold"):
            line.rstrip()
            yield Text.assemble(FSI, line, PDI) if isolated(line.plain) != line.plain else line
