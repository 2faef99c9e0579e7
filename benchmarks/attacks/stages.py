"""What every text goes through, one stage after the other, each with a text that it is given."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import dedup
from dedup.article import Article
from dedup.cleaning import clean
from dedup.explaining import why
from dedup.index import Index
from dedup.output.html import write_page
from dedup.output.jsonl import report_lines, write_json_lines
from dedup.output.page import console_for
from dedup.output.terminal import show_report
from dedup.reading import read
from dedup.writing import write

STORY = (
    "The river Aster rose by two metres overnight and flooded the lower market of Tolvik, the district office said on"
    " Monday. Firefighters carried forty residents from a home for the elderly into the sports hall."
)


def _read(name: str, wrap: Callable[[str], str] = str, encoding: str = "utf-8") -> Callable[[str], None]:
    """Reads a file of this name that holds the text."""

    def reads(text: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(wrap(text).encode(encoding, "replace"))
            for _ in read(path):
                pass

    return reads


def _records(text: str) -> str:
    return json.dumps({"id": "1", "text": text, "title": text, "date": text, "source": text, "author": text})


def _pair(text: str) -> tuple[Article, Article]:
    """The text, and a copy of it with a sentence more in the middle."""
    middle = len(text) // 2
    return Article("a", text, source="spa"), Article("b", f"{text[:middle]} {STORY} {text[middle:]}", source="okaz")


def _scan(text: str) -> None:
    found = dedup.scan(_pair(text), jobs=1)
    for each in (found.repeats, found.credits, found.shared, found.matches, found.clusters):
        list(each)


def _output(text: str) -> None:
    found = dedup.scan(_pair(text), jobs=1)
    write_json_lines(report_lines(found, ""), io.BytesIO())
    show_report(console_for(io.StringIO()), found)
    with tempfile.TemporaryDirectory() as folder:
        write_page(found, Path(folder) / "page.html")


def _clean(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "in.jsonl"
        lines = [json.dumps({"id": one.id, "text": one.text}) for one in (*_pair(text), Article("c", STORY))]
        given.write_text("\n".join(lines), encoding="utf-8")
        write(clean(read(given), strip=("repeats", "boilerplate", "seen"), jobs=1), Path(folder) / "out")


def _index(text: str) -> None:
    first, second = _pair(text)
    with Index(":memory:") as index:
        index.add(first)
        list(index.add(second))


STAGES: Mapping[str, Callable[[str], None]] = {
    "read .txt": _read("a.txt"),
    "read .txt, old encoding": _read("a.txt", encoding="cp1256"),
    "read .md": _read("a.md"),
    "read .md, front matter": _read("a.md", lambda text: f"---\n{text}"),
    "read .html": _read("a.html"),
    "read .html, an article": _read("a.html", lambda text: f"<h1>Flood</h1><article><p>{STORY}</p><p>{text}</article>"),
    "read .jsonl": _read("a.jsonl", _records),
    "read .jsonl, raw": _read("a.jsonl"),
    "read .json, raw": _read("a.json"),
    "read .json, list": _read("a.json", lambda text: f'[{{"text": "x"}}, {text}'),
    "read .csv": _read("a.csv", lambda text: f"id,text,date\n{text}"),
    "read .rss": _read("a.rss", lambda text: f"<rss version='2.0'><channel><item><description>{text}"),
    "read .xml": _read("a.xml", lambda text: f"<newsItem><contentSet><inlineXML><p>{text}"),
    "read .eml": _read("a.eml", lambda text: f"From: a@b.c\nSubject: {text[:1000]}\n\n{text}"),
    "read .mbox": _read("a.mbox", lambda text: f"From a\nSubject: x\n\n{text}"),
    "read .rtf": _read("a.rtf", lambda text: f"{{\\rtf1 {text}}}"),
    "read an export": _read(
        "a.txt", lambda text: f"1 of 10 DOCUMENTS\n{text}\nLOAD-DATE: May 5, 2015\nEnd of Document\n"
    ),
    "scan": _scan,
    "outputs": _output,
    "compare": lambda text: void(dedup.compare(*_pair(text))),
    "why": lambda text: void(why(*_pair(text))),
    "clean": _clean,
    "index": _index,
}
"""By name, what is done with a text."""


def void(_: object) -> None:
    """Nothing more is done with a result."""
