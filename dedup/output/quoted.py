"""Text of an article as a block of lines, each set apart from what stands beside it."""

from __future__ import annotations

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from dedup.output.visible import LRI, PDI, RLI, directions


class Quoted:
    """Wraps a text between words, and isolates its lines if it has letters that run from right to left.

    One isolate around the whole would end at its first line: terminals order each line by itself. All lines run the way
    that most letters of the text do, whichever letter a line begins with.
    """

    def __init__(self, text: Text) -> None:
        self._text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        n_left, n_right = directions(self._text.plain)
        isolate = RLI if n_right > n_left else LRI
        for line in self._text.wrap(console, options.max_width, overflow="fold"):
            line.rstrip()
            yield Text.assemble(isolate, line, PDI) if n_right else line
