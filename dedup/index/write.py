"""Keeping: what one transaction adds to the index and takes from it, and the counters that follow."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.config import Config
from dedup.index import contents
from dedup.index.database.rows import Rows
from dedup.index.database.stored import MICROSECONDS_A_DAY, Correction, Row, State, StoredArticle
from dedup.index.given import Batch, named_apart
from dedup.index.keys import keys_of, sketch_few
from dedup.index.postings.merging import Merger
from dedup.index.records import microseconds, packed, packed_id, packed_text, unpacked
from dedup.index.results import Outcome
from dedup.sketch.sketches import Sketches


class Keeper:
    """The changes of one transaction; `finish` stores the counters."""

    def __init__(self, rows: Rows, config: Config) -> None:
        self._rows = rows
        self._config = config
        self._state = rows.state()
        self._merger = Merger(rows.runs)
        self._corrections: list[Correction] = []
        self._now = time.time_ns() // 1000
        self.n_removed = 0

    def finish(self) -> State:
        """Store the counters and return them."""
        if self._corrections:
            self._rows.correct(self._corrections)
        self._rows.set_state(self._state)
        return self._state

    @property
    def n_freed(self) -> int:
        """Bytes that were deleted to be written anew."""
        return self._merger.n_freed

    def take(self, articles: Batch) -> list[Outcome]:
        """Store articles in their order; what became of each."""
        outcomes = []
        for some in _without_repeats(articles):
            for part in _without_repeats([(article, "") for article in named_apart(self._rows, some)]):
                outcomes += self._take([(packed_id(article.id), article) for article, _ in part])
        return outcomes

    def take_one(self, article: Article, sketches: Sketches) -> Outcome:
        """Store an article whose text has been sketched."""
        return self._take([(packed_id(article.id), article)], sketches)[0]

    def _take(self, articles: Sequence[tuple[bytes, Article]], sketches: Sketches | None = None) -> list[Outcome]:
        there = self._rows.with_ids([packed_id for packed_id, _ in articles])
        outcomes: list[Outcome] = []
        new = []
        replaced = []
        times: dict[bytes, int] = {}
        for article_id, given in articles:
            row = there.get(article_id)
            stored = None if row is None else unpacked(row.id, row.record)
            outcome, article = outcome_of(stored, given)
            outcomes.append(outcome)
            if outcome == "unchanged":
                continue
            if row is not None:
                replaced.append(row)
                if outcome == "revised":
                    self._rows.add_revision(row, self._now)
                else:
                    times[article_id] = row.time
            new.append((article_id, article))
        if replaced:
            self._delete(replaced)
        if new:
            self._add(new, sketches, times)
        return outcomes

    def _add(
        self, articles: Sequence[tuple[bytes, Article]], sketches: Sketches | None, times_added: Mapping[bytes, int]
    ) -> None:
        """Store new articles; `times_added` says of those that were there when they were added, if not now."""
        if sketches is None:
            sketches = sketch_few([article.text for _, article in articles], self._config)
        digests = sketches.digests.view(np.int64).tolist()
        n_words = sketches.n_tokens.tolist()
        known = self._rows.counted_digests(digests)
        rows = []
        n_counted = 0
        number = self._state.next_number
        columns = zip(digests, n_words, contents.packed(sketches), strict=True)
        for (article_id, article), (digest, n, content) in zip(articles, columns, strict=True):
            counts = n > 0 and digest not in known
            known.add(digest)
            n_counted += n if counts else 0
            dated = article.published is not None
            added = times_added.get(article_id, self._now)
            published = added if article.published is None else microseconds(article.published)
            source = packed_text(article.source)
            rows.append(Row(number, article_id, digest, n, counts, published, dated, source, content, packed(article)))
            number += 1
        self._state = replace(
            self._state,
            next_number=number,
            n_articles=self._state.n_articles + len(rows),
            n_words=self._state.n_words + n_counted,
        )
        self._rows.add(rows)
        numbers, times = np.array([(row.number, row.time) for row in rows], np.int64).T
        keys = keys_of(sketches, self._config)
        self._state = self._merger.add(self._state, keys, numbers, times // MICROSECONDS_A_DAY)

    def remove(self, rows: Sequence[Row]) -> None:
        """Remove articles and their earlier texts."""
        if rows:
            self._rows.delete_revisions([row.id for row in rows])
            self._delete(rows)
            self.n_removed += len(rows)

    def _delete(self, rows: Sequence[Row]) -> None:
        self._rows.delete(rows)
        self._state = replace(self._state, n_articles=self._state.n_articles - len(rows))
        numbers = np.array([row.number for row in rows if row.n_words > 0], np.int64)
        self._state = self._merger.remove(self._state, numbers)
        for row in rows:
            if row.counted:
                words = contents.unpacked([row.contents]).tokens
                self._correct(row, -1, words)
                replacement = self._rows.same_words(row)
                if replacement is None:
                    self._state = replace(self._state, n_words=self._state.n_words - row.n_words)
                else:
                    self._rows.count_instead(replacement.number)
                    self._correct(replacement, 1, words)

    def _correct(self, row: StoredArticle, sign: int, words: NDArray[np.uint32]) -> None:
        self._state = replace(self._state, last_correction=self._state.last_correction + 1)
        self._corrections.append(Correction(self._state.last_correction, row.number, row.day, sign, words.tobytes()))


def outcome_of(stored: Article | None, article: Article) -> tuple[Outcome, Article]:
    """What becomes of an article beside the stored one of its id, and how it is stored: what it does not say stays."""
    if stored is None:
        return "added", article
    if stored.text != article.text:
        return "revised", article
    said = {field.name: value for field in fields(article) if (value := getattr(article, field.name))}
    renewed = replace(stored, **said)
    return ("unchanged" if renewed == stored else "updated"), renewed


def _without_repeats(articles: Iterable[tuple[Article, str]]) -> Iterator[Batch]:
    """Parts in which no id comes twice: the second time it is a revision of the first."""
    part: dict[str, tuple[Article, str]] = {}
    for article, file in articles:
        if article.id in part:
            yield list(part.values())
            part = {}
        part[article.id] = (article, file)
    if part:
        yield list(part.values())
