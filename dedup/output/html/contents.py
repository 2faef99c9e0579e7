"""What the page holds of a report: articles, families, matches, agencies, repeats, shared wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from dedup.article import Article
from dedup.output.html.evidence import KINDS, RELATIONS, Evidence, Seen, columns, evidence_of
from dedup.output.html.packing import Block, chunks, packed, packed_all
from dedup.report import Report
from dedup.results import Credit, Match, Repeat

MAX_TITLE = 160
MAX_SHARED = 1000
"""Shared wordings on the page, the most telling first: 30,000 articles have 60,000, which nobody reads."""

MAX_PLACES = 50
"""Articles named for one shared wording."""

WHOLE = 4_000_000
"""Characters of a collection up to which all texts are on the page; of a larger one, those with something found."""

CHUNK_CHARACTERS = 400_000
CHUNK_NUMBERS = 60_000
"""Of a chunk, which the page unpacks in one go when one of its articles or pairs is opened: some 10 ms of work."""

_FIRST_LINE = re.compile(r"\s*(\S[^\n]*)")


class Contents:
    """The data of a page: `index`, from which lists and tables are made, and chunks of texts and passages."""

    def __init__(
        self, articles: Sequence[Article], matches: Iterable[Match], families: Sequence[Sequence[str]]
    ) -> None:
        self.articles = articles
        self.numbers = {article.id: number for number, article in enumerate(articles)}
        self.families = [[self.numbers[one] for one in members] for members in families]
        self._family = {number: place for place, members in enumerate(self.families) for number in members}
        self.rows = sorted((evidence_of(match, self.numbers) for match in matches), key=self._by_family)
        self._with_text: dict[int, None] = {}

    def _by_family(self, row: Evidence) -> tuple[int, int, int]:
        family = self._family.get(row.a, -1)
        inside = family == self._family.get(row.b, -2)
        return family if inside else len(self.families), row.a, row.b

    def with_text(self, further: Iterable[int] = ()) -> None:
        """Choose the articles whose texts go into the page: those of families first, so that a family is one chunk."""
        found = [number for members in self.families for number in members]
        found += [number for row in self.rows for number in (row.a, row.b)]
        found += further
        if sum(len(article.text) for article in self.articles) <= WHOLE:
            found += range(len(self.articles))
        self._with_text = dict.fromkeys(found)

    def index(self, **more: Any) -> dict[str, Any]:
        """Everything but texts and passages."""
        return {
            "articles": self._article_columns(),
            "families": self.families,
            "matches": columns(self.rows),
            "texts": self._text_chunks,
            "pairs": self._pair_chunks,
            **more,
        }

    def blocks(self, index: Mapping[str, Any]) -> list[Block]:
        """The index and all chunks, packed."""
        order = list(self._with_text)
        texts = (
            (f"texts-{k}", [self.articles[number].text for number in order[begin:end]])
            for k, (begin, end) in enumerate(self._text_chunks)
        )
        pairs = (
            (f"pairs-{k}", [[row.passages, row.changes] for row in self.rows[begin:end]])
            for k, (begin, end) in enumerate(self._pair_chunks)
        )
        return [packed("index", index), *packed_all(_chained(texts, pairs))]

    @property
    def _text_chunks(self) -> list[tuple[int, int]]:
        return list(chunks([len(self.articles[number].text) for number in self._with_text], CHUNK_CHARACTERS))

    @property
    def _pair_chunks(self) -> list[tuple[int, int]]:
        return list(chunks([len(row.passages) + len(row.changes) + 4 for row in self.rows], CHUNK_NUMBERS))

    def _article_columns(self) -> dict[str, list[Any]]:
        seen = Seen(len(self.articles))
        for row in self.rows:
            seen.add(row)
        places = {number: place for place, number in enumerate(self._with_text)}
        lengths = [len(article.text) for article in self.articles]
        return {
            "id": [article.id for article in self.articles],
            "outlet": [article.source for article in self.articles],
            "time": [epoch(article.published_utc) for article in self.articles],
            "title": [title_of(article) for article in self.articles],
            "url": [
                article.url if article.url.startswith(("http://", "https://")) else "" for article in self.articles
            ],
            "author": [article.author[:MAX_TITLE] for article in self.articles],
            "length": lengths,
            "before": [seen.before(number, length) for number, length in enumerate(lengths)],
            "elsewhere": [seen.elsewhere(number, length) for number, length in enumerate(lengths)],
            "place": [places.get(number, -1) for number in range(len(lengths))],
        }


def contents_of(report: Report) -> list[Block]:
    """The data of a report's page."""
    contents = Contents(
        list(report.articles.values()),
        report.matches,
        [[member.id for member in cluster.members] for cluster in report.clusters],
    )
    contents.with_text(contents.numbers[repeat.article] for repeat in report.repeats)
    index = contents.index(
        names={"relations": RELATIONS, "kinds": KINDS},
        member_relations=[[RELATIONS.index(member.relation) for member in one.members] for one in report.clusters],
        agencies=_agency_labels(report.credits),
        credits=_credits(report.credits, contents.numbers),
        repeats=_repeats(report.repeats, contents.numbers),
        shared=list(_shared(report, contents.numbers)),
        n_shared=len(report.shared),
        skipped=[[one.id, one.path, one.reason] for one in report.skipped],
    )
    return contents.blocks(index)


def contents_of_pair(match: Match | None, a: Article, b: Article) -> list[Block]:
    """The data of the page on two articles."""
    contents = Contents([a, b], [] if match is None else [match], [])
    contents.with_text()
    index = contents.index(
        names={"relations": RELATIONS, "kinds": KINDS},
        member_relations=[],
        agencies={},
        credits=[],
        repeats=[],
        shared=[],
        n_shared=0,
        skipped=[],
        reasons=[] if match is None else list(match.reasons),
    )
    return contents.blocks(index)


def title_of(article: Article) -> str:
    """What to call an article: its title, else its first line."""
    found = None if article.title.strip() else _FIRST_LINE.match(article.text[: 8 * MAX_TITLE])
    title = article.title if found is None else found[1]
    return " ".join(title[: 2 * MAX_TITLE].split())[:MAX_TITLE]


def epoch(time: datetime | None) -> int | None:
    """Seconds since 1970."""
    return None if time is None else round(time.timestamp())


def _credits(credits: Iterable[Credit], numbers: Mapping[str, int]) -> list[tuple[int, str, int, str, int, int]]:
    return [(numbers[one.article], one.agency, int(one.role == "credit"), one.field, *one.span) for one in credits]


def _agency_labels(credits: Iterable[Credit]) -> dict[str, str]:
    from dedup.credits.agencies import entries

    found = sorted({one.agency for one in credits})
    return {agency: entries().get(agency, {}).get("label", agency) for agency in found}


def _repeats(repeats: Iterable[Repeat], numbers: Mapping[str, int]) -> list[tuple[int, str, list[int]]]:
    return [(numbers[one.article], one.kind, [place for span in one.spans for place in span]) for one in repeats]


def _shared(report: Report, numbers: Mapping[str, int]) -> Iterator[tuple[str, int, int, list[int]]]:
    for one in islice(report.shared, MAX_SHARED):
        places = [value for place in one.articles[:MAX_PLACES] for value in (numbers[place.id], *place.span)]
        yield one.text, one.n_words, len(one.articles), places


def _chained(*parts: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    for part in parts:
        yield from part
