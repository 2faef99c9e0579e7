"""Which ending means which format, and what has to be unwrapped before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dedup.errors import InputError
from dedup.reading.archives import ARCHIVES
from dedup.reading.columns import read_arrow, read_parquet
from dedup.reading.compression import COMPRESSIONS
from dedup.reading.feeds import read_feed
from dedup.reading.html import read_html
from dedup.reading.jsondocs import read_json
from dedup.reading.jsonlines import read_json_lines
from dedup.reading.mail import read_eml, read_mbox
from dedup.reading.pdf import read_pdf
from dedup.reading.records import Format
from dedup.reading.richtext import read_rtf
from dedup.reading.sheets import read_xlsx
from dedup.reading.tables import read_csv, read_tsv
from dedup.reading.text import read_markdown, read_text
from dedup.reading.webarchives import read_warc
from dedup.reading.word import read_docx

_FORMATS: Mapping[str, Format] = {
    "txt": read_text,
    "md": read_markdown,
    "html": read_html,
    "htm": read_html,
    "xhtml": read_html,
    "json": read_json,
    "jsonl": read_json_lines,
    "ndjson": read_json_lines,
    "csv": read_csv,
    "tsv": read_tsv,
    "parquet": read_parquet,
    "arrow": read_arrow,
    "feather": read_arrow,
    "warc": read_warc,
    "wet": read_warc,
    "rss": read_feed,
    "atom": read_feed,
    "xml": read_feed,
    "docx": read_docx,
    "rtf": read_rtf,
    "pdf": read_pdf,
    "xlsx": read_xlsx,
    "eml": read_eml,
    "mbox": read_mbox,
}
VERBATIM = frozenset({"txt", "json", "jsonl", "ndjson", "csv", "tsv", "parquet", "arrow", "feather"})
"""Formats in which an article's text can stand as it is read; of the others it is drawn out of markup."""

_SHORT = {"tgz": "tar.gz", "tbz2": "tar.bz2", "txz": "tar.xz", "tzst": "tar.zst", "markdown": "md"}


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a file is to be opened: `compressions` to undo, outermost first, then an archive or a format (keys of
    `ARCHIVES` and of the formats).
    """

    compressions: tuple[str, ...]
    kind: str

    @property
    def is_archive(self) -> bool:
        """Whether there are files inside."""
        return self.kind in ARCHIVES

    @property
    def format(self) -> Format:
        """How a file that is no archive is read."""
        return _FORMATS[self.kind]


def wrapping(name: str, otherwise: str = "") -> Wrapping:
    """How a file called `name` is opened; `otherwise` are the endings to go by where its own say nothing.

    Raises `InputError` naming what is supported.

    >>> wrapping("news.jsonl.gz")
    Wrapping(compressions=('gz',), kind='jsonl')
    >>> wrapping("dump", otherwise="csv").kind
    'csv'
    """
    compressions, kind = _parse(name)
    if kind not in _FORMATS and kind not in ARCHIVES:
        said, kind = _parse(f"x.{otherwise}")
        compressions = compressions or said
    if kind not in _FORMATS and kind not in ARCHIVES:
        raise InputError(f"unknown format: {supported()}")
    return Wrapping(compressions, kind)


def _parse(name: str) -> tuple[tuple[str, ...], str]:
    endings = name.lower().split(".")[1:]
    endings = [part for ending in endings for part in _SHORT.get(ending, ending).split(".")]
    compressions = []
    while endings and endings[-1] in COMPRESSIONS:
        compressions.append(endings.pop())
    return tuple(compressions), endings[-1] if endings else ""


def supported() -> str:
    """The endings that are read, as a phrase for messages."""
    return (
        f"supported are {', '.join(f'.{ending}' for ending in _FORMATS)},"
        f" each also {', '.join(f'.{ending}' for ending in COMPRESSIONS)}"
        f" and inside {', '.join(f'.{ending}' for ending in ARCHIVES)}"
    )
