"""Factiva: articles with codes before their parts (HD, SN, LP), or as shown, closed by "Document" and a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from dedup.reading.exports.written import MAX_HEADING_LINE, N_WORDS, author, date_in, is_date

_BEFORE = (
    "SE",
    "HD",
    "BY",
    "CR",
    "WC",
    "PD",
    "ET",
    "SN",
    "SC",
    "ED",
    "PG",
    "VOL",
    "LA",
    "CY",
    "CLM",
    "DLN",
    "LP",
    "TD",
)
_BEHIND = frozenset({"CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "ART"})
"""Codes that stand behind the text, so that two capitals in it are no code."""

_CODES = _BEHIND.union(_BEFORE)
_CODED = re.compile(r"\s*([A-Z]{2,3})(?:\s*[\t|]\s*|\s{2,}|\s*$)(.*)", re.DOTALL)
_CLOSING = re.compile(
    r"\s*(?:Document|Dokument|Documento|Документ|文件|文書|문서)\s*([A-Za-z]{2,10}[0-9][0-9A-Za-z]{10,30})\s*"
)
_COPYRIGHT = re.compile(r"\s*(?:©|\(c\)|copyright\b|all rights reserved)", re.IGNORECASE)
_NAMES = re.compile(r"[^\W\d_a-z][\w.'’-]*(?:[\s;,]+[^\W\d_a-z][\w.'’-]*){1,5}")
"""A few capitalised words: the names of authors."""

_MAX_HEADING = 20
"""Lines of a heading."""

_MAX_BELOW = 10
"""Lines from the outlet to the text: its code, edition, page, language, rights."""

_MAX_SHORT = 25
"""Characters of these but the rights."""

_MAX_COPYRIGHT = 400
"""Characters of the line that says who holds the rights."""

_MIN_HEADLINE = 3
"""Words of a headline, not all capitalised: else the line of names below may be a headline, this one its section."""


def articles(paragraphs: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The articles among the paragraphs of an export."""
    lines = [line.strip() for line in paragraphs if line.strip()]
    coded = {match[1] for line in lines if (match := _CODED.fullmatch(line)) and match[1] in _CODES}
    if "HD" in coded and coded & {"LP", "TD"} and coded & {"PD", "AN", "SN"}:
        yield from map(_of_codes, _parted_by_codes(lines))
        return
    start = 0
    for place, line in enumerate(lines):
        if _CLOSING.fullmatch(line):
            yield _as_shown(lines[start:place])
            start = place + 1


def _parted_by_codes(lines: Sequence[str]) -> Iterator[dict[str, list[str]]]:
    """The parts of each article by their codes; what stands before the first code is no article's."""
    parts: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        match = _CODED.fullmatch(line)
        new = match[1] if match and match[1] in _CODES else ""
        if new and code in {"LP", "TD"} and new not in _BEHIND | {"TD", "SE", "HD"}:
            new = ""
        if match and new:
            if new in {"HD", "SE"} and "HD" in parts:
                yield parts
                parts = {}
            code = new
            parts.setdefault(code, []).append(match[2].strip(" |\t"))
        elif code:
            parts[code].append(line.strip(" |\t"))
    if "HD" in parts:
        yield parts


def _of_codes(parts: dict[str, list[str]]) -> dict[str, Any]:
    def line(code: str) -> str:
        return " ".join(filter(None, parts.get(code, ())))

    return {
        "title": line("HD"),
        "text": "\n".join(filter(None, [*parts.get("LP", ()), *parts.get("TD", ())])),
        "source": line("SN") or line("PUB"),
        "author": author(line("BY")),
        "published": date_in(f"{line('PD')} {line('ET')}"),
    }


def _as_shown(lines: Sequence[str]) -> dict[str, Any]:
    """Headline, byline, number of words, date, time, outlet, its code, page, language, copyright, and the text."""
    short = [line if len(line) <= MAX_HEADING_LINE else "" for line in lines[:_MAX_HEADING]]
    counted = next((place for place, line in enumerate(short) if N_WORDS.fullmatch(line)), None)
    if counted is None:
        return {"text": "\n".join(lines[1:]), "title": lines[0] if lines else ""}
    before = lines[:counted]
    byline = before[-1] if len(before) > 1 and _is_byline(before[-1], before[-2]) else ""
    titles = before[:-1] if byline else before
    dated = next((n for n in range(counted + 1, min(counted + 4, len(lines))) if is_date(lines[n])), counted)
    outlet = dated + 1
    time = ""
    if outlet < len(lines) and re.match(r"\d{1,2}:\d\d", lines[outlet]):
        time, outlet = lines[outlet], outlet + 1
    return {
        "title": titles[-1] if titles else "",
        "author": author(byline),
        "published": date_in(f"{lines[dated]} {time}"),
        "source": lines[outlet] if outlet < len(lines) else "",
        "text": "\n".join(lines[_behind_rights(lines, outlet) :]),
    }


def _behind_rights(lines: Sequence[str], outlet: int) -> int:
    """Where the text begins: behind the line that says who holds the rights, else behind the short ones."""
    near = range(outlet + 1, min(outlet + _MAX_BELOW, len(lines)))
    rights = next((n for n in near if _COPYRIGHT.match(lines[n]) and len(lines[n]) <= _MAX_COPYRIGHT), None)
    if rights is None:
        return next((n for n in near if len(lines[n]) > _MAX_SHORT), outlet + 1)
    more = (
        len(lines) > rights + 1 and len(lines[rights + 1]) <= MAX_HEADING_LINE and _COPYRIGHT.match(lines[rights + 1])
    )
    return rights + (2 if more else 1)


def _is_byline(line: str, above: str) -> bool:
    """Whether the line between headline and number of words names the authors, "By" or not."""
    if author(line) != line:
        return True
    words = above.split()
    return _NAMES.fullmatch(line) is not None and len(words) >= _MIN_HEADLINE and any(map(str.islower, words))
