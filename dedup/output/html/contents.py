"""What the page holds of a report: articles, families, matches, agencies, repeats, shared wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.output.html.evidence import KINDS, RELATIONS, Evidence, evidence_from, evidence_of, seen
from dedup.output.html.packing import Block, chunks, packed_all
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

    def __init__(self, articles: Sequence[Article], evidence: Evidence, families: Sequence[Sequence[str]]) -> None:
        self.articles = articles
        self.numbers = {article.id: number for number, article in enumerate(articles)}
        self.families = [[self.numbers[one] for one in members] for members in families]
        self._evidence = evidence
        self._order = self._by_family()
        self._with_text: dict[int, None] = {}

    def _by_family(self) -> NDArray[np.int64]:
        """The matches within families first, family by family, so that a family is one chunk."""
        family = np.full(len(self.articles), -1, np.int64)
        for place, members in enumerate(self.families):
            family[members] = place
        of_a, of_b = family[self._evidence.articles].T
        return np.argsort(np.where((of_a == of_b) & (of_a >= 0), of_a, len(self.families)), kind="stable")

    def with_text(self, further: Iterable[int] = ()) -> None:
        """Choose the articles whose texts go into the page, those of families first."""
        found = [number for members in self.families for number in members]
        found += self._evidence.articles[self._order].ravel().tolist()
        found += further
        if sum(len(article.text) for article in self.articles) <= WHOLE:
            found += range(len(self.articles))
        self._with_text = dict.fromkeys(found)

    def index(self, **more: Any) -> dict[str, Any]:
        """Everything but texts and passages."""
        return {
            "articles": self._article_columns(),
            "families": self.families,
            "matches": self._evidence.columns(self._order),
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
            (f"pairs-{k}", self._evidence.details(self._order[begin:end]))
            for k, (begin, end) in enumerate(self._pair_chunks)
        )
        return packed_all(chain([("index", index)], texts, pairs))

    @property
    def _text_chunks(self) -> list[tuple[int, int]]:
        return list(chunks([len(self.articles[number].text) for number in self._with_text], CHUNK_CHARACTERS))

    @property
    def _pair_chunks(self) -> list[tuple[int, int]]:
        return list(chunks((self._evidence.sizes()[self._order] + 4).tolist(), CHUNK_NUMBERS))

    def _article_columns(self) -> dict[str, list[Any]]:
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
            "before": seen(self._evidence, lengths, before=True),
            "elsewhere": seen(self._evidence, lengths, before=False),
            "place": [places.get(number, -1) for number in range(len(lengths))],
        }


def contents_of(report: Report) -> list[Block]:
    """The data of a report's page."""
    articles = list(report.articles.values())
    contents = Contents(
        articles,
        evidence_of(report, articles),
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
    contents = Contents([a, b], evidence_from([] if match is None else [match], [a, b]), [])
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
