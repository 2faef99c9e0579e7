"""Writes docs/assets/report.svg: what `dedup report seeds` shows on a terminal. `make docs` runs it.

Each line is one SVG text with a place for every column, so that the reader's browser shapes and orders Arabic as it
does elsewhere; rich's own export places every piece by itself, which tears words apart and reverses their order.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import MONOKAI, TerminalTheme

import dedup
from dedup.output.terminal import show_report

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "assets" / "report.svg"
WIDTH = 100
CELL, LINE, MARGIN = 8.4, 20, 18
FONT = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Arabic', monospace"
THEME: TerminalTheme = MONOKAI


def lines() -> list[list[Segment]]:
    """The report on the seeds as styled pieces of lines."""
    console = Console(
        file=io.StringIO(), width=WIDTH, force_terminal=True, color_system="truecolor", record=True, highlight=False
    )
    console.print("$ dedup report seeds\n", style="dim")
    show_report(console, dedup.scan(dedup.read(ROOT / "seeds")))
    pieces = console._record_buffer  # rich exports it only as a finished picture
    return [[piece for piece in line if piece.text] for line in Segment.split_lines(pieces)]


def svg(rows: list[list[Segment]]) -> str:
    """Lines as an SVG picture of a dark terminal."""
    width, height = round(WIDTH * CELL + 2 * MARGIN), len(rows) * LINE + 2 * MARGIN
    texts = "\n".join(text for number, row in enumerate(rows) for text in _texts(row, MARGIN + (number + 0.75) * LINE))
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-size="14">
<title>dedup report seeds</title>
<rect width="{width}" height="{height}" rx="8" fill="{THEME.background_color.hex}"/>
<g font-family="{FONT}" fill="{THEME.foreground_color.hex}" xml:space="preserve">
{texts}
</g>
</svg>
"""


def _texts(row: list[Segment], y: float) -> Iterator[str]:
    """One text for each column of a line; two spaces or more stand between columns."""
    column = 0
    spans: list[str] = []
    start = 0
    for piece in row:
        for part in re.split(r"( {2,})", piece.text):
            if part.isspace() and len(part) > 1:
                yield from _text(spans, start, y)
                spans, start = [], column + len(part)
            elif part:
                spans.append(_span(part, piece.style or Style()))
            column += cell_len(part)
    yield from _text(spans, start, y)


def _text(spans: list[str], column: int, y: float) -> Iterator[str]:
    if any(not span.isspace() for span in spans):
        yield f'<text x="{MARGIN + column * CELL:.1f}" y="{y:.0f}">{"".join(spans)}</text>'


def _span(text: str, style: Style) -> str:
    attributes = ""
    color = style.bgcolor or style.color  # SVG gives text no background: what stands on yellow becomes yellow
    if color:
        attributes += f' fill="{color.get_truecolor(THEME).hex}"'
    for wanted, attribute in (
        (style.bold, ' font-weight="bold"'),
        (style.italic, ' font-style="italic"'),
        (style.underline, ' text-decoration="underline"'),
        (style.dim, ' opacity="0.6"'),
    ):
        attributes += attribute if wanted else ""
    return f"<tspan{attributes}>{escape(text)}</tspan>" if attributes else escape(text)


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(svg(lines()), encoding="utf-8")
    print(f"Wrote {PAGE.relative_to(ROOT)}")
