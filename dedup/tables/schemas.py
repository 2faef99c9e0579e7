"""The tables of a report: their columns, what each means, and the rows that an object becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dedup.dates import as_utc
from dedup.results import (
    FIGURES,
    Boilerplate,
    Cluster,
    Credit,
    Match,
    MatchPassage,
    Repeat,
    Shared,
    Skipped,
)

Kind = Literal["text", "texts", "count", "score", "time"]
"""Text, several texts, a whole number, a number in [0, 1], a time in UTC."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column; where it `may_lack`, a row may have no value in it."""

    name: str
    kind: Kind
    meaning: str
    may_lack: bool = False


@dataclass(frozen=True, slots=True)
class Schema:
    """A table: its name in `Report`, what one row is, its columns, and the rows that one object becomes.

    `numbered`: the first column is the number of the object, from 0, so that its rows can be told from others'.
    """

    name: str
    row: str
    columns: Sequence[Column]
    rows: Callable[[Any], Iterable[Row]]
    numbered: bool = False


def _match(match: Match) -> Iterable[Row]:
    removed = match.credit_removed
    yield (
        match.a,
        match.b,
        match.relation,
        match.similarity,
        match.containment_a,
        match.containment_b,
        len(match.passages),
        sum(passage.n_words for passage in match.passages),
        len(match.changes),
        *(getattr(match, name) for name in FIGURES),
        match.origin,
        match.origin_confidence,
        None if removed is None else removed.article,
        None if removed is None else removed.agency,
        list(match.safe_to_drop),
        list(map(str, match.reasons)),
        list(map(str, match.safety)),
    )


def _members(cluster: Cluster) -> Iterable[Row]:
    for one in cluster.members:
        yield (
            cluster.id,
            one.id,
            cluster.origin,
            cluster.origin_confidence,
            one.relation,
            one.share,
            one.source,
            as_utc(one.published),
            one.credit_removed,
        )


def _passage(found: MatchPassage) -> Iterable[Row]:
    one = found.passage
    yield found.a, found.b, *one.a, *one.b, one.n_words, one.similarity, one.kind


def _credit(credit: Credit) -> Iterable[Row]:
    yield credit.article, credit.agency, credit.name, credit.role, credit.field, *credit.span


def _repeat(repeat: Repeat) -> Iterable[Row]:
    for span in repeat.spans:
        yield repeat.article, repeat.kind, repeat.text, *span


def _shared(shared: Shared) -> Iterable[Row]:
    n_articles = len({place.id for place in shared.articles})
    for place in shared.articles:
        yield shared.text, shared.n_words, n_articles, place.id, *place.span


def _boilerplate(one: Boilerplate) -> Iterable[Row]:
    for place in one.places:
        yield one.source, one.text, one.n_articles, one.n_days, place.id, *place.span


def _skipped(skipped: Skipped) -> Iterable[Row]:
    yield skipped.id, skipped.path, skipped.reason


def _span(whose: str, side: str = "") -> tuple[Column, Column]:
    end = "its first character that is not in it"
    return (
        Column(f"begin{side}", "count", f"where it begins in {whose}, in Unicode characters from 0"),
        Column(f"end{side}", "count", f"where it ends: {end}"),
    )


_SHARE = "share of {}'s words that are in passages of the match, in [0, 1]"

SCHEMAS: Mapping[str, Schema] = {
    schema.name: schema
    for schema in (
        Schema(
            "matches",
            "a match",
            (
                Column("a", "text", "id of one article; a < b"),
                Column("b", "text", "id of the other"),
                Column("relation", "text", "how the two relate"),
                Column("similarity", "score", "share of both articles' words that match in order inside passages"),
                Column("containment_a", "score", _SHARE.format("a")),
                Column("containment_b", "score", _SHARE.format("b")),
                Column("n_passages", "count", "passages that the two share"),
                Column("n_words", "count", "words in order in these passages"),
                Column("n_changes", "count", "edits inside these passages"),
                *(Column(name, "count", f"{noun}s") for name, noun in FIGURES.items()),
                Column("origin", "text", "`a` or `b`: the side that the other most likely comes from", may_lack=True),
                Column("origin_confidence", "score", "the probability of that; 0 where origin is missing"),
                Column("credit_removed", "text", "`a` or `b`: the side that omits a credit", may_lack=True),
                Column("agency", "text", "the agency whose credit that is", may_lack=True),
                Column("safe_to_drop", "texts", "the sides that may go in favour of the other"),
                Column("reasons", "texts", "how much is shared, and what speaks for and against the origin"),
                Column("safety", "texts", "why each side may go or not"),
            ),
            _match,
        ),
        Schema(
            "clusters",
            "a member of a family",
            (
                Column("family", "text", "id of the family"),
                Column("article", "text", "id of the member"),
                Column("origin", "text", "id of the member that the others most likely come from"),
                Column("origin_confidence", "score", "the probability of that; 0 where it is not clear"),
                Column("relation", "text", "the member's relation to the origin; `origin` for the origin itself"),
                Column("share", "score", "share of its words that are in the origin too", may_lack=True),
                Column("source", "text", "its outlet, empty where not known"),
                Column("published", "time", "when it was published", may_lack=True),
                Column("credit_removed", "text", "the agency whose credit it omits", may_lack=True),
            ),
            _members,
        ),
        Schema(
            "passages",
            "a passage of a match",
            (
                Column("a", "text", "id of one article of the match"),
                Column("b", "text", "id of the other"),
                *_span("a", "_a"),
                *_span("b", "_b"),
                Column("n_words", "count", "words that both sides share in order"),
                Column("similarity", "score", "twice these, divided by the words of both sides"),
                Column("kind", "text", "`verbatim`, `edited`, `rewritten` or `summary`"),
            ),
            _passage,
        ),
        Schema(
            "credits",
            "a place where an article names an agency",
            (
                Column("article", "text", "id of the article"),
                Column("agency", "text", "id of the agency, such as `afp`"),
                Column("name", "text", "the words in the article"),
                Column("role", "text", "`credit` or `mention`"),
                Column("field", "text", "`text`, `author` or `title`"),
                *_span("the field"),
            ),
            _credit,
        ),
        Schema(
            "repeats",
            "an occurrence of text that repeats inside an article",
            (
                Column("repeat", "count", "number of the repeat, from 0"),
                Column("article", "text", "id of the article"),
                Column("kind", "text", "`headline`, `caption`, `byline`, `line` or `passage`"),
                Column("text", "text", "the first occurrence"),
                *_span("the text"),
            ),
            _repeat,
            numbered=True,
        ),
        Schema(
            "shared",
            "an occurrence of wording that articles share",
            (
                Column("wording", "count", "number of the wording, from 0"),
                Column("text", "text", "the wording"),
                Column("n_words", "count", "its words"),
                Column("n_articles", "count", "articles that have it"),
                Column("article", "text", "id of an article that has it"),
                *_span("its text"),
            ),
            _shared,
            numbered=True,
        ),
        Schema(
            "boilerplate",
            "an occurrence of what an outlet prints under many articles",
            (
                Column("wording", "count", "number of the wording, from 0"),
                Column("source", "text", "the outlet"),
                Column("text", "text", "the first occurrence"),
                Column("n_articles", "count", "articles that have it"),
                Column("n_days", "count", "known days on which it was printed"),
                Column("article", "text", "id of an article that has it"),
                *_span("its text"),
            ),
            _boilerplate,
            numbered=True,
        ),
        Schema(
            "skipped",
            "an input that was left out",
            (
                Column("id", "text", "its id, empty where not known"),
                Column("path", "text", "where it stands, empty where not known"),
                Column("reason", "text", "why it was left out"),
            ),
            _skipped,
        ),
    )
}
"""All tables by their names."""
