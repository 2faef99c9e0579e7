"""Articles in a file, one after the other, read again by their number."""

from __future__ import annotations

import json
import os
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.disk.folder import WorkFolder

_ENCODE = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_READ_AHEAD = 1 << 22


class Spool:
    """The articles of a scan in its work folder; only their places are in memory, 8 bytes an article."""

    def __init__(self, folder: WorkFolder) -> None:
        self._path = folder.file("kept.articles")
        self._folder = folder  # a temporary one lives as long as its articles are wanted
        self._lengths = folder.column("article-lengths", np.int64)
        self._writer = self._path.open("wb", buffering=1 << 20)
        self._offsets: NDArray[np.int64] = np.zeros(1, np.int64)

    FILES = ("kept.articles", "article-lengths.column")

    @classmethod
    def opened(cls, folder: WorkFolder) -> Spool:
        """The spool that an earlier run has finished."""
        spool = cls.__new__(cls)
        spool._path, spool._folder = folder.file("kept.articles"), folder
        spool._open(folder.opened("article-lengths", np.int64))
        return spool

    def append(self, article: Article) -> None:
        """Write an article behind the others."""
        published = None if article.published is None else article.published.isoformat()
        fields = (article.id, article.text, article.title, article.source, article.url, article.author, published)
        raw = _ENCODE(fields).encode("utf-8", "surrogatepass")
        self._writer.write(raw)
        self._lengths.append(np.array([len(raw)], np.int64))

    def finish(self) -> None:
        """No more articles come: from now on they can be read."""
        self._writer.flush()
        os.fsync(self._writer.fileno())
        self._writer.close()
        self._open(self._lengths.finish())

    def _open(self, lengths: NDArray[np.int64]) -> None:
        self._offsets = np.append(0, np.cumsum(lengths))
        self._file = os.open(self._path, os.O_RDONLY)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, number: int) -> Article:
        begin, end = int(self._offsets[number]), int(self._offsets[number + 1])
        return _article(os.pread(self._file, end - begin, begin))

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            os.close(self._file)


def _article(raw: bytes) -> Article:
    article_id, text, title, source, url, author, published = json.loads(raw.decode("utf-8", "surrogatepass"))
    time = None if published is None else datetime.fromisoformat(published)
    return Article(article_id, text, title, source, url, author, time)
