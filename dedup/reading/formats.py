"""Which ending means which format, and what has to be unwrapped before."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import cast

from dedup.errors import InputError
from dedup.reading.archives import ARCHIVES
from dedup.reading.compression import COMPRESSIONS
from dedup.reading.records import Format

_FORMATS = {
    "txt": "text:read_text",
    "md": "text:read_markdown",
    "html": "html:read_html",
    "htm": "html:read_html",
    "xhtml": "html:read_html",
    "json": "jsondocs:read_json",
    "jsonl": "jsonlines:read_json_lines",
    "ndjson": "jsonlines:read_json_lines",
    "csv": "tables:read_csv",
    "tsv": "tables:read_tsv",
    "parquet": "columns:read_parquet",
    "arrow": "columns:read_arrow",
    "feather": "columns:read_arrow",
    "warc": "webarchives:read_warc",
    "wet": "webarchives:read_warc",
    "rss": "feeds:read_feed",
    "atom": "feeds:read_feed",
    "xml": "feeds:read_feed",
    "docx": "word:read_docx",
    "rtf": "richtext:read_rtf",
    "pdf": "pdf:read_pdf",
    "xlsx": "sheets:read_xlsx",
    "eml": "mail:read_eml",
    "mbox": "mail:read_mbox",
}
"""Where each format is read: the module and the function, imported when such a file is met, as some take a while."""

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
        module, _, function = _FORMATS[self.kind].partition(":")
        return cast(Format, getattr(import_module(f"dedup.reading.{module}"), function))


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
