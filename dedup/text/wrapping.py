"""Hard-wrapped text: texts whose lines are broken at a width, as wires and mails send them.

There a line is no unit of its own, and a line break ends no sentence.
"""

from __future__ import annotations

import re
from itertools import pairwise

from dedup.text.marks import DASHES, PAUSES

# Wires, mails and terminals break lines at 60 to 80 columns; a longer line shows that nothing is broken at a width, and
# pages of shorter lines are menus and lists.
MIN_WIDTH, MAX_WIDTH = 40, 120
# Short pages have as many lines by chance that end where the next word would not fit.
MIN_BROKEN = 3

_INSIDE_SENTENCES = frozenset(PAUSES + DASHES)
_OPENS_PARAGRAPH = re.compile(r"[ ]{2}|\t")
_ENDS_PARAGRAPH = re.compile(r"\s*$|[ \t\r]*\n(?:[ ]{2}|\t|[ \r]*\n)")


def is_wrapped(text: str) -> bool:
    """Whether most lines that go on in the next one are broken at a width."""
    lines = text.split("\n")
    width = max(map(len, lines))
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        return False
    n_followed = n_broken = 0
    for line, below in pairwise(lines):
        if line.strip() and below.strip() and not _OPENS_PARAGRAPH.match(below) and line != below:
            n_followed += 1
            goes_on = line.rstrip()[-1].isalnum() or line.rstrip()[-1] in _INSIDE_SENTENCES
            n_broken += goes_on and len(line) + 1 + len(below.split(maxsplit=1)[0]) > width
    return n_broken >= MIN_BROKEN and 2 * n_broken >= n_followed


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the line whose visible text is `start` to `end` of a hard-wrapped text is a paragraph of its own."""
    first = text.rfind("\n", 0, start) + 1
    above = text[text.rfind("\n", 0, max(first - 1, 0)) + 1 : first]
    opens = not above.strip() or bool(_OPENS_PARAGRAPH.match(text, first))
    return opens and bool(_ENDS_PARAGRAPH.match(text, end))
