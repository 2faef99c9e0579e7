"""Hard line breaks: texts whose lines are broken at a width, as wires and mails send them.

There a line is no unit of its own, and a line break ends no sentence.
"""

from __future__ import annotations

import re

# Wires, mails and terminals break lines at 60 to 80 columns; a longer line shows that nothing is broken at a width.
MAX_WIDTH = 120
# A broken line is filled but for the word that did not fit.
MIN_FULLNESS = 0.7
# Short pages have a full line before another by chance.
MIN_BROKEN = 2

PARAGRAPH_BREAK = re.compile(r"\n(?=[ \t]*(?:\r?\n|$)|[ ]{2}|\t)")

_OPENS_PARAGRAPH = re.compile(r"[ ]{2}|\t")
_ENDS_PARAGRAPH = re.compile(r"\s*$|[ \t\r]*\n(?:[ ]{2}|\t|[ \r]*\n)")


def is_wrapped(text: str) -> bool:
    """Whether most lines that go on in the next one are broken at a width.

    >>> is_wrapped("Showers continued throughout the week in\\nthe Bahia cocoa zone, alleviating the drought\\n"
    ...     "since early January and improving prospects\\nfor the coming temporao.")
    True
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    if width > MAX_WIDTH:
        return False
    n_followed = n_broken = 0
    for line, below in zip(lines, lines[1:], strict=False):
        if below.strip() and not below.startswith(("  ", "\t")) and line.strip():
            n_followed += 1
            n_broken += len(line) >= MIN_FULLNESS * width and line.rstrip()[-1:].isalnum()
    return n_broken >= MIN_BROKEN and 2 * n_broken >= n_followed


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the line whose visible text is `start` to `end` of a wrapped text is a paragraph of its own."""
    first = text.rfind("\n", 0, start) + 1
    opens = bool(_OPENS_PARAGRAPH.match(text, first)) or not text[text.rfind("\n", 0, max(first - 1, 0)) + 1 : first].strip()
    return opens and bool(_ENDS_PARAGRAPH.match(text, end))
