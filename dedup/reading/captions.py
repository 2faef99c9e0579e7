"""Captions of pictures, which extractors drop.

Captions are taken out of the page before the article is extracted and put back as lines by their place in the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dedup.markup import pieces
from dedup.reading.zones import MAX_ASIDE, is_aside

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CAPTION = re.compile(r"(^|[\s_-])(caption|cutline)([\s_-]?text)?($|\s)|photo-?legend", re.IGNORECASE)
"""Class names of captions in the systems newsrooms use: wp-caption-text, image-caption, tr-caption, cutline."""

_INLINE = frozenset({"a", "abbr", "b", "bdi", "em", "font", "i", "mark", "strong", "sub", "sup", "u"})
_NEAR_HEADLINE = 80
"""Characters of other text that may stand between a picture above the headline and the headline."""


def _words(element: HtmlElement) -> str:
    """The text of an element on one line; a credit set apart by its markup alone is set apart by a space."""
    return " ".join(
        "".join(piece if part.tag in _INLINE else f" {piece}" for part, piece, _ in pieces(element)).split()
    )


class Captions:
    """The captions of a page, taken out of `tree`, and where they stood."""

    def __init__(self, tree: HtmlElement) -> None:
        captions = _captions(tree)
        closed = set(captions)
        stream: list[str] = []
        length = 0
        self._found: list[tuple[int, str]] = []  # place in the stream, caption
        for element, piece, opens in pieces(tree, closed):
            if opens and element in closed and not _outside(element):
                self._found.append((length, _words(element)))
            stream.append(_squeezed(piece))
            length += len(stream[-1])
        self._stream = "".join(stream)  # the page's words without white space and captions
        for element in captions:
            element.drop_tree()

    def placed(self, lines: Sequence[str], title: str) -> list[str]:
        """`lines` of the article with the captions that stand between its headline and its end, in the page's order."""
        places, end = self._places(lines)
        if end < 0:
            return list(lines)
        first = min(place for place in places if place >= 0)
        headline = self._stream.rfind(_squeezed(title), 0, first + 1) if title else -1
        earliest = (first if headline < 0 else headline) - _NEAR_HEADLINE
        pending = [(place, text) for place, text in self._found if earliest <= place <= end and text not in lines]
        result: list[str] = []
        for line, place in zip(lines, places, strict=True):
            while pending and place >= 0 and pending[0][0] <= place:
                result.append(pending.pop(0)[1])
            result.append(line)
        return result + [text for _, text in pending]

    def _places(self, lines: Sequence[str]) -> tuple[list[int], int]:
        """Where each line starts in the stream, -1 where it is not found, and where the last one found ends."""
        places: list[int] = []
        end = 0
        found_any = -1
        for line in lines:
            squeezed = _squeezed(line.removeprefix("- "))
            place = self._stream.find(squeezed, end)
            places.append(place)
            if place >= 0:
                end = found_any = place + len(squeezed)
        return places, found_any


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _captions(tree: HtmlElement) -> list[HtmlElement]:
    """Elements that are captions, outermost where they nest."""
    found: dict[HtmlElement, None] = {}
    for element in tree.iter("figcaption", "div", "p", "span", "td"):
        named = element.tag == "figcaption" or _CAPTION.search(element.get("class", ""))
        if not named or any(above in found for above in element.iterancestors()):
            continue
        text = _words(element)
        if 0 < len(text) <= MAX_ASIDE and next(element.iter("img", "amp-img"), None) is None:
            found[element] = None
    return list(found)


def _outside(element: HtmlElement) -> bool:
    """Whether an element stands in a part of the page that is not about the article."""
    return any(above.tag in {"nav", "footer", "aside"} or is_aside(above) for above in element.iterancestors())
