"""The word lists of `words.toml`, compiled."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from dedup.credits.agencies import Cues


@cache
def _words() -> dict[str, list[str]]:
    return tomllib.loads(files("dedup.origin").joinpath("words.toml").read_text("utf-8"))


@cache
def continuing_words() -> Cues:
    """Words with which no article begins: "He added"."""
    return Cues.of(_words()["continuing"])


@cache
def outlet_words() -> Cues:
    """Words before the name of an outlet: "the newspaper"."""
    return Cues.of(_words()["outlet"])


@cache
def update_heading() -> re.Pattern[str]:
    """The heading of a later version: "UPDATE 2 - "."""
    return re.compile(rf"[^\w]*(?:{_any('updated')})(?:\s*[\divx]+)?\s*[:：\-–—|)\]】/]", re.IGNORECASE)


@cache
def teaser_ending() -> re.Pattern[str]:
    """The ending of a teaser: "…", "[+312 chars]", "Read more"."""
    sign = r"(?:\.\.\.|…|\[\+?\d+ chars\])"
    return re.compile(rf"(?:{sign}|(?:{sign}|[\s\[(>.])(?:{_any('truncated')}))[\s\])>».]*$", re.IGNORECASE)


def _any(key: str) -> str:
    return "|".join(map(re.escape, _words()[key]))
