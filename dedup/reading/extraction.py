"""The doorway to trafilatura: the text of a page's article, in any script."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dedup.markup import BLOCKS, NO_XML, SILENT

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def extracted(tree: HtmlElement, url: str) -> Any:
    """What trafilatura finds on a page: its text, "" where it finds none, and its metadata."""
    import trafilatura
    from trafilatura.metadata import extract_metadata

    flatten(tree)
    dates = {"original_date": True, "extensive_search": False}
    is_dense = len(_DENSE.findall(str(tree.text_content()))) >= _MIN_DENSE
    for more in (False, True):
        page: Any = trafilatura.bare_extraction(
            tree,
            url=url or None,
            include_comments=False,
            with_metadata=True,
            favor_recall=more,
            config=_config(is_dense),
            date_extraction_params=dates,
        )
        if page is not None and page.text:
            return page
    return extract_metadata(tree, url or None, date_config=dates)


@lru_cache(maxsize=2)
def _config(is_dense: bool) -> Any:
    """Trafilatura's settings, for a script that needs fewer characters or for others."""
    from trafilatura.settings import use_config

    config = use_config()
    if is_dense:
        config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(config.getint("DEFAULT", "MIN_EXTRACTED_SIZE") // _DENSITY)
    return config


MAX_INLINE = 1000
"""Elements such as links and words in bold that stand in one block, without one inside. Of 27,329 pages of
documentation half have at most 17, 99 of 100 at most 634, and only listings of source code more than 1,000. Trafilatura
takes the square of their number: 10,000 took 5 seconds, 40,000 took 175, where both take .3 at most now."""


def flatten(tree: HtmlElement) -> None:
    """Leave only the text of blocks that hold more inline elements than any page of news has in one."""
    from lxml import etree

    inline: dict[HtmlElement, list[HtmlElement]] = {}
    open_blocks = [tree]
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag not in BLOCKS:
            if event == "start":
                inline.setdefault(open_blocks[-1], []).append(element)
        elif event == "start":
            open_blocks.append(element)
        else:
            open_blocks.pop()
    for block, elements in inline.items():
        if len(elements) > MAX_INLINE:
            etree.strip_elements(block, *SILENT, with_tail=False)
            etree.strip_tags(block, *{element.tag for element in elements})
            block.text = NO_XML.sub("", block.text or "")  # one piece of text in place of one for each element
            for child in block:
                child.tail = NO_XML.sub("", child.tail or "")


_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
"""Characters of scripts that say in one what others say in several."""

_DENSITY = 3
"""In how many."""

_MIN_DENSE = 100
"""Such characters on a page that is written in one of these scripts."""

_JOINERS = {"\u200c": "\u2e2f", "\u200d": "\ua67e"}
"""The joiners of Persian, Indic scripts and emoji, and letters that no text has: trafilatura takes out what cannot be
printed."""


def kept_joiners(tree: HtmlElement) -> dict[int, str]:
    """Put other letters in place of the joiners of a page; gives what turns them back."""
    found = str(tree.text_content())
    joiners = {one: other for one, other in _JOINERS.items() if one in found and other not in found}
    if joiners:
        there = str.maketrans(joiners)
        for element in tree.iter():
            if element.text and isinstance(element.tag, str):
                element.text = NO_XML.sub("", element.text.translate(there))
            if element.tail:
                element.tail = NO_XML.sub("", element.tail.translate(there))
    return str.maketrans({other: one for one, other in joiners.items()})


def unlabelled(author: str) -> str:
    """An author's name without what it is called: "责任编辑：何明"."""
    return author.rpartition("：")[2].strip()
