"""Markup in text: whether a text is HTML, and the words that a reader of it would see.

Content systems keep articles as HTML, and dumps of them hold it as it is, with entities, or escaped a second time.
"""

from __future__ import annotations

import html
import re
from collections.abc import Container, Iterator
from html.entities import html5
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd div dl dt figcaption figure footer form h1 h2 h3 h4 "  # noqa: SIM905
    "h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
"""Elements that begin a line of their own."""

INLINE = frozenset(
    "a abbr b bdi bdo big cite code del em font i img ins iframe mark q s small span strike strong sub sup "  # noqa: SIM905
    "tt u wbr".split()
)
SILENT = frozenset({"head", "script", "style", "noscript", "template", "svg", "amp-sidebar"})

_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS))})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAG = re.compile(rf"<(/?)({'|'.join(sorted(BLOCKS | INLINE))})((?:\s[^<>]*)?)/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(?: /?wp:|\s*more\s*-->)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SHORTCODE = re.compile(
    r"\[/?(?:caption|gallery|embed|audio|video|playlist|wp_caption|vc_\w+|et_pb_\w+|fusion_\w+)(?:\s[^\[\]]*)?/?\]"
)
"""What WordPress and its page builders put into texts in square brackets."""

C2PA = "".join(chr(0xFE00 + byte if byte < 16 else 0xE0100 + byte - 16) for byte in b"C2PATXT\0")
"""What begins a C2PA manifest in a text: "C2PATXT" in variation selectors, which nobody sees."""

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no markup can hold."""

_EMPTY_LINES = re.compile(r"\r?\n[ \t]*(?:\r?\n[ \t]*)+")
_ESCAPED = 3
"""How often a text may have been escaped."""


def readable(text: str) -> str:
    r"""The words of a text that may be HTML or hold entities, a line for each block; other text stays as it is.

    >>> readable("<p>The river <b>rose</b>.</p><p>Nobody&#8217;s cellar stayed dry.</p>")
    'The river rose.\nNobody’s cellar stayed dry.'
    >>> readable("2 < 3, said the AT&T engineer.")
    '2 < 3, said the AT&T engineer.'
    """
    for _ in range(_ESCAPED):
        if "<" in text and is_html(text):
            return plain_text(text)
        if "&" not in text:
            return text
        plain = _ENTITY.sub(_unescaped, text)
        if plain == text:
            return text
        text = plain
    return text


def is_html(text: str) -> bool:
    """Whether a text is HTML: elements are opened and closed in it, or lines and pictures set by it.

    >>> is_html("The <p> element opens a paragraph."), is_html("One line<br>and another.")
    (False, True)
    """
    opened: set[str] = set()
    n_paragraphs = 0
    for match in _TAG.finditer(text):
        closes, name, attributes = match[1], match[2].lower(), match[3]
        if name in {"br", "hr"} or (closes and name in opened) or (name == "img" and attributes):
            return True
        if name == "p":
            n_paragraphs += 1
            if n_paragraphs > 1 or not text[: match.start()].strip():
                return True
        opened.add(name)
    return _COMMENT.search(text) is not None


def plain_text(markup: str) -> str:
    r"""The words of a piece of HTML, a line for each block; plain text stays as it is, but for space around it.

    Where no block sets lines apart, line ends do, as content systems read them; empty lines always do.

    >>> plain_text("<p>The river <b>rose</b>.</p><p>Nobody was hurt.</p>")
    'The river rose.\nNobody was hurt.'
    """
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    from lxml import html as lxml_html

    markup = _SHORTCODE.sub("\n\n", NO_XML.sub("", markup))
    lines = _EMPTY_LINES.sub("<br>", markup) if _BLOCK_TAG.search(markup) else markup.replace("\n", "<br>")
    tree = lxml_html.fragment_fromstring(lines, create_parent="div", parser=lxml_html.HTMLParser(huge_tree=True))
    return "\n".join(block for block in blocks(tree) if block)


def _unescaped(match: re.Match[str]) -> str:
    return html.unescape(match[0]) if match[0][1] == "#" or match[0][1:] in html5 else match[0]


def pieces(tree: HtmlElement, closed: Container[HtmlElement] = ()) -> Iterator[tuple[HtmlElement, str, bool]]:
    """The text of a tree in order: the element that opens or closes, the text after that tag, whether it opens.

    What is inside `closed` elements, scripts and the like is passed over.
    """
    from lxml import etree

    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event != "start":
            yield element, "" if element is tree else element.tail or "", False
        elif element in closed or element.tag in SILENT:
            walk.skip_subtree()
            yield element, "", True
        else:
            yield element, element.text or "", True


def blocks(tree: HtmlElement) -> Iterator[str]:
    """The lines that a browser would show, white space squeezed; empty ones between blocks."""
    line: list[str] = []
    for element, piece, _ in pieces(tree):
        if element.tag in BLOCKS:
            yield " ".join("".join(line).split())
            line = []
        line.append(piece)
    yield " ".join("".join(line).split())
