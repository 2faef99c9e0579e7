"""Documents: from their paragraphs to articles, those of an export of a news archive or one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from dedup.errors import InputError
from dedup.reading.exports import exported
from dedup.reading.exports.written import author, date_in, is_byline, is_date
from dedup.reading.records import Flaw, Record

_NO_TITLE = frozenset(
    {"", "untitled", "word document", "document", "microsoft word", "(anonymous)", "anonymous", "unspecified"}
)
_NO_AUTHOR = frozenset(
    {"", "python-docx", "anonymous", "(anonymous)", "unknown", "user", "admin", "windows user", "microsoft"}
)
_HEAD = 5
"""Lines of an article among which its byline and date are."""

_TITLE_WORDS = (3, 20)
"""Words of a title; fewer may be the place of a dateline."""

_TEMPLATE = datetime(2013, 12, 23, 23, 15)
"""When the template of python-docx was made, which documents keep that it writes."""


def records(paragraphs: Sequence[str], known: dict[str, Any]) -> Iterator[Record | Flaw]:
    """The articles of a document: those of an export, else all of it as one, of which `known` are other parts.

    Raises `InputError` if there is no text in it.
    """
    found = list(export_records(paragraphs))
    if found:
        yield from found
        return
    lines, heading = _without_heading(_without_title(paragraphs, known.get("title", "")))
    if not lines:
        raise InputError("no text in it: a document of pictures only must be put through text recognition first")
    if "title" not in known and _is_title(lines):
        heading["title"] = lines.pop(0)
    yield Record({"text": "\n".join(lines), **known, **heading}, named=False)


def _is_title(lines: Sequence[str]) -> bool:
    """Whether the first line is a title: some words that end no sentence, above a text."""
    return (
        len(lines) > 1
        and _TITLE_WORDS[0] <= len(lines[0].split()) <= _TITLE_WORDS[1]
        and (not _SENTENCE_END.search(lines[0]) and len(lines[0]) < max(map(len, lines[1:])))
    )


def _without_heading(paragraphs: Sequence[str]) -> tuple[list[str], dict[str, Any]]:
    """The paragraphs of an article without the date and the byline that stand above it, and what these tell."""
    lines = [line.strip() for line in paragraphs if line.strip()]
    dates = [line for line in lines[:_HEAD] if is_date(line)][:1]
    bylines = [line for line in lines[:_HEAD] if is_byline(line)][:1]
    found: dict[str, Any] = {"published": date_in(dates[0])} if dates else {}
    found |= {"author": author(bylines[0])} if bylines else {}
    rest = [line for place, line in enumerate(lines) if place >= _HEAD or line not in (*dates, *bylines)]
    return (rest, found) if rest else (lines, {})


def export_records(paragraphs: Sequence[str]) -> Iterator[Record | Flaw]:
    """The articles of an export of a news archive; none if the paragraphs are none."""
    for number, fields in enumerate(exported(paragraphs), start=1):
        if fields["text"].strip():
            yield Record(fields, number, named=False)
        else:
            yield Flaw("no text: the export holds only its heading", number)


MARKS = re.compile(
    r"^[ \t]*(?:[_=]{10,}|(?:\S{1,20} )?\d{1,6} (?:of|von|de|di|van) \d{1,6}(?: DOCUMENTS?)?|"
    r"(?:End|Fine?|Ende|Fim|Einde) \w{2,4} [dD]o[ck]\w{3,12}|"
    r"\w{1,20} \w{2,10}\d\w{10,30}|HD(?:[ \t|][^\n]*)?)[ \t\r]*$",
    re.MULTILINE,
)
"""Lines of which every export has one: without them nobody need look for its articles."""


def text_paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text, which empty lines part, each on one line."""
    return [" ".join(part.split()) for part in re.split(r"\n[ \t\r]*\n|(?<=_{9})[ \t\r]*\n", text) if part.strip()]


_SENTENCE_END = re.compile(r"[.!?…:。！？؟۔।][\"'”’»)\]]*\s*$")


def joined(lines: Sequence[str]) -> list[str]:
    """Paragraphs of lines that a page's width broke: a full line goes on in the next one.

    >>> joined(["The river rose two metres over-", "night and flooded the market, the", "office said.", "Few fled."])
    ['The river rose two metres overnight and flooded the market, the office said.', 'Few fled.']
    """
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    full = 0.75 * lengths[len(lengths) * 9 // 10] if lengths else 0
    paragraphs: list[list[str]] = []
    goes_on = False
    for line in map(str.strip, lines):
        if goes_on and line:
            last = paragraphs[-1]
            if last[-1].endswith("-") and last[-1][-2:-1].isalpha() and line[0].islower():
                last[-1] = last[-1][:-1]  # a word that was broken
            else:
                last.append(" ")
            last.append(line)
        else:
            paragraphs.append([line])
        goes_on = len(line) >= full and not _SENTENCE_END.search(line)
    return list(filter(None, map("".join, paragraphs)))


def properties(title: Any, name: Any, created: Any) -> dict[str, Any]:
    """What a document's properties tell, without what programs write there by themselves."""
    known: dict[str, Any] = {}
    title, name = (" ".join(str(value or "").split()) for value in (title, name))
    if title.casefold() not in _NO_TITLE and not re.search(
        r"\.(docx?|rtf|pdf|txt|odt|indd|qxd)$", title, re.IGNORECASE
    ):
        known["title"] = title
    if name.casefold() not in _NO_AUTHOR:
        known["author"] = name
    if isinstance(created, datetime) and created.replace(tzinfo=None, second=0) != _TEMPLATE:
        known["published"] = datetime(created.year, created.month, created.day)  # the hour is that of the document
    return known


def _without_title(paragraphs: Sequence[str], title: str) -> Sequence[str]:
    """The paragraphs without the title, where the first of them is it."""
    first = next((place for place, line in enumerate(paragraphs) if line.strip()), None)
    if first is None or not title or " ".join(paragraphs[first].split()) != title:
        return paragraphs
    rest = [*paragraphs[:first], *paragraphs[first + 1 :]]
    return rest if any(line.strip() for line in rest) else paragraphs
