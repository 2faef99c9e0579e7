"""Articles in a file, one after the other, read again by their number."""

from __future__ import annotations

import json
import os
from datetime import datetime

import numpy as np

from dedup.article import Article
from dedup.articles import Articles
from dedup.runtime.work_file import WorkFile
from dedup.runtime.work_folder import WorkFolder

_ENCODE = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_ARTICLES = "kept.articles"


class SpoolWriter:
    """Writes articles behind one another into the work folder; `finish` makes them a `Spool`."""

    def __init__(self, folder: WorkFolder) -> None:
        self._lengths = folder.column("lengths", np.int64)
        self._file = WorkFile(folder.file(_ARTICLES))

    def append(self, articles: Articles) -> None:
        """Write articles behind the others."""
        lengths = []
        for *names, published, declared_origin in articles.rows():
            time = None if published is None else published.isoformat()
            raw = _ENCODE((*names, time, declared_origin)).encode("utf-8", "surrogatepass")
            self._file.write(raw)
            lengths.append(len(raw))
        self._lengths.append(np.array(lengths, np.int64))

    def finish(self) -> None:
        """No more articles come."""
        self._lengths.finish()
        self._file.finish()


class Spool:
    """The articles of a finished spool, by number; only their places are in memory, 8 bytes an article."""

    FILES = (_ARTICLES, "lengths.column")

    def __init__(self, folder: WorkFolder) -> None:
        self._folder = folder  # a temporary one lives as long as its articles are wanted
        self._offsets = np.append(0, np.cumsum(folder.opened("lengths", np.int64)))
        self._file = folder.file(_ARTICLES).open("rb", buffering=0)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, number: int) -> Article:
        begin, end = int(self._offsets[number]), int(self._offsets[number + 1])
        return _article(os.pread(self._file.fileno(), end - begin, begin))

    def __del__(self) -> None:
        self._file.close()


def _article(raw: bytes) -> Article:
    fields = json.loads(raw.decode("utf-8", "surrogatepass"))
    article_id, text, title, source, url, author, published, declared_origin = fields
    time = None if published is None else datetime.fromisoformat(published)
    return Article(article_id, text, title, source, url, author, time, declared_origin)
