"""The doorway to trafilatura: the text of a page's article, in any script."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dedup.markup import NO_XML

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def extracted(tree: HtmlElement, url: str) -> Any:
    """What trafilatura finds on a page: its text, "" where it finds none, and its metadata."""
    import trafilatura
    from trafilatura.metadata import extract_metadata

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
