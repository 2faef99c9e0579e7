"""The results: passages, matches, families, repeats, credits, shared wording, skipped input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from dedup.fields.values import as_id
from dedup.reasons import OTHER_SIDE, Reason

Span = tuple[int, int]
"""Half-open `(start, end)` in Unicode characters of the text as the user gave it."""

Relation = Literal["exact", "reprint", "contained", "partial", "template", "boilerplate", "quote"]
"""How two articles relate, strongest first; the last three are no reuse and shown only on request."""

REUSE: tuple[Relation, ...] = ("exact", "reprint", "contained", "partial")
"""The relations that count as reuse."""

PassageKind = Literal["verbatim", "edited", "rewritten", "summary"]
ChangeKind = Literal["number", "word", "spelling"]
RepeatKind = Literal["headline", "caption", "byline", "line", "passage"]
CreditRole = Literal["credit", "mention"]
CreditField = Literal["text", "author", "title"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of shared text: its place in `a` and in `b`.

    `n_words` counts the words that both sides share in order. `similarity` is 2 * n_words / (words of both sides), in
    [0, 1]; 1.0 is verbatim after folding. `aligned` are the sentences of a rewritten passage or summary that say the
    same, in a and in b, in the order of a; a sentence may stand in several pairs.
    """

    a: Span
    b: Span
    n_words: int
    similarity: float
    kind: PassageKind
    aligned: tuple[tuple[Span, Span], ...] = ()

    def swapped(self) -> Passage:
        """The same passage with a and b exchanged."""
        aligned = tuple(sorted((b, a) for a, b in self.aligned))
        return replace(self, a=self.b, b=self.a, aligned=aligned)


@dataclass(frozen=True, slots=True)
class Change:
    """One edit inside a passage: the words on each side, "" if one side has none.

    `kind` is "number" if digits differ, "spelling" if the words differ only in spelling or transliteration.
    """

    a: Span
    b: Span
    text_a: str
    text_b: str
    kind: ChangeKind

    def swapped(self) -> Change:
        """The same edit with a and b exchanged."""
        return replace(self, a=self.b, b=self.a, text_a=self.text_b, text_b=self.text_a)


@dataclass(frozen=True, slots=True)
class CreditRemoved:
    """A credit that a copy omits: `article` is the side that names no agency, `agency` the one it comes from."""

    article: Literal["a", "b"]
    agency: str


@dataclass(frozen=True, slots=True)
class Match:
    """A confirmed pair of articles, `a` < `b` by id until it is `swapped`.

    `containment_a` is the share of a's words that are in passages, `containment_b` the same for b. `similarity` is the
    share of both articles' words that match in order inside passages. All three are in [0, 1] and follow from
    `passages` alone. `origin` says which of the two the other most likely comes from, None if that is not clear;
    `origin_confidence` is the probability of that, 0.0 for None; `reasons` say how much is shared and what speaks for
    and against the origin: sentences, each with its `code` and `facts`. `credit_removed` is the credit that one side
    omits, None if neither does. `safety` says of a and of b whether it is safe to drop, or what differs; it is empty
    for partial matches and those that are no reuse, which never are. `n_changed_numbers` counts the changes of the kind
    "number".

    A count with a `noun` is one of the `FIGURES`: it is the same from either side, and shown wherever matches are.
    """

    a: str
    b: str
    relation: Relation
    similarity: float
    containment_a: float
    containment_b: float
    passages: tuple[Passage, ...]
    changes: tuple[Change, ...]
    origin: Literal["a", "b"] | None
    reasons: tuple[Reason, ...]
    origin_confidence: float = 0.0
    credit_removed: CreditRemoved | None = None
    safety: tuple[Reason, ...] = ()
    n_changed_numbers: int = field(default=0, metadata={"noun": "changed number"})

    @property
    def safe_to_drop(self) -> tuple[Literal["a", "b"], ...]:
        """The sides that may go in favour of the other, which has all of their content with nothing that differs."""
        return tuple(reason.facts["copy"] for reason in self.safety if reason.code == "safe_to_drop")

    def other(self, article_id: str) -> str:
        """The id of the article that this one is matched with. Raises `KeyError` for any other id."""
        return {self.a: self.b, self.b: self.a}[as_id(article_id)]

    @property
    def contained(self) -> Literal["a", "b"] | None:
        """The side that is contained in the other, if that is the relation of the two; otherwise None."""
        if self.relation != "contained":
            return None
        return "a" if self.containment_a >= self.containment_b else "b"

    def seen_from(self, article_id: str) -> Match:
        """The match with the article of this id as `a`. Raises `KeyError` for an id that is neither's."""
        return self if self.other(article_id) == self.b else self.swapped()

    def swapped(self) -> Match:
        """The same match with a and b exchanged, passages and changes in the order of the new a."""
        removed = self.credit_removed
        return replace(
            self,
            a=self.b,
            b=self.a,
            containment_a=self.containment_b,
            containment_b=self.containment_a,
            passages=tuple(sorted((one.swapped() for one in self.passages), key=lambda one: (one.a, one.b))),
            changes=tuple(sorted((one.swapped() for one in self.changes), key=lambda one: (one.a, one.b))),
            origin=None if self.origin is None else OTHER_SIDE[self.origin],
            reasons=tuple(reason.swapped() for reason in self.reasons),
            safety=tuple(sorted((one.swapped() for one in self.safety), key=lambda one: str(one.facts["copy"]))),
            credit_removed=None if removed is None else replace(removed, article=OTHER_SIDE[removed.article]),
        )


FIGURES: Mapping[str, str] = MappingProxyType(
    {one.name: one.metadata["noun"] for one in fields(Match) if "noun" in one.metadata}
)
"""The counts of a match that are shown with it, each with its noun; `MatchTable` has a property of each name."""


@dataclass(frozen=True, slots=True)
class MatchPassage:
    """A passage and the articles it is shared by: the ids `a` and `b` of the match."""

    a: str
    b: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a family; `relation` is its relation to the origin, "origin" for the origin itself.

    `share` is the share of its words that are in passages it shares with the origin, None for the origin itself.
    `credit_removed` is the agency that the family's text comes from and this copy does not name; None if it names it,
    or if there is no such agency.
    """

    id: str
    relation: Relation | Literal["origin"]
    source: str
    published: datetime | None
    credit_removed: str | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """A family: articles joined by confirmed reprints and containments, each checked against the origin.

    `origin` is the id of the member that the others most likely come from; members stand origin first, then by time and
    id. `origin_confidence` is the probability that it was before its strongest rival; it is 0.0 if that is not clear,
    and the origin is then only the longest member, or the first by content; `reasons` say what speaks for and against
    it.
    """

    id: str
    origin: str
    members: tuple[Member, ...]
    origin_confidence: float = 0.0
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """An article of a story, its outlet, and why it goes back to its origin, or what leaves that open."""

    article: str
    source: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class IndependentOrigin:
    """An origin of a story: an agency, an outlet, or where neither is known an article; `articles` go back to it.

    `name` is the id of the agency, the name of the outlet, or the id of the article. A text that is credited to several
    agencies which are no origins of their own has all of them as its name.
    """

    name: str
    kind: Literal["agency", "outlet", "article"]
    articles: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A family with the families and articles that have a part in common with it, and to how many origins all go back.

    `id` is the id of the family, or article, around which it is; `articles` are the ids of all, `families` those of the
    families among them. `origins` are as independent of each other as texts and credits tell, those with the most
    articles first; `uncertain` are articles that may be independent or not, and count as no origin.
    """

    id: str
    articles: tuple[str, ...]
    families: tuple[str, ...]
    origins: tuple[IndependentOrigin, ...]
    uncertain: tuple[Attribution, ...]

    @property
    def n_origins(self) -> int:
        """How many independent origins there are, as far as texts and credits tell."""
        return len(self.origins)


@dataclass(frozen=True, slots=True)
class Repeat:
    """Text that appears more than once inside one article. `text` is its first occurrence."""

    article: str
    kind: RepeatKind
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency named in an article: as its provider ("credit") or only quoted ("mention").

    `agency` is the id in `credits/agencies.toml`, `name` the words in the article, `span` their place in `field`.
    """

    article: str
    agency: str
    name: str
    role: CreditRole
    field: CreditField
    span: Span


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The place of a wording in one article."""

    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Shared:
    """Five or more words in a row that two or more articles have in common without being a match."""

    text: str
    n_words: int
    articles: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """What an outlet prints under many articles that share nothing else, on several days.

    `places` are all of its occurrences, by id, and `text` is the first; they have the same words, except that at the
    end the fixed beginning of a line may go on a little further. `n_articles` counts the articles, `n_days` the known
    days.
    """

    source: str
    text: str
    n_articles: int
    n_days: int
    places: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a collection was read, apart from what was skipped.

    `n_dates_not_understood` counts the articles whose date could not be read, `date_example` is the first such date.
    `date_orders` says for each field with numeric dates whether the day or the month comes first. `encodings` counts
    the texts of each encoding that was guessed, `n_damaged` those with wrong bytes, which became U+FFFD. `passed_over`
    counts by kind what was not an article and is not listed. `n_told_apart` articles had the id of another article by
    chance and got one of their own, such as `id_example`.
    """

    n_dates_not_understood: int = 0
    date_example: str = ""
    date_orders: dict[str, str] = field(default_factory=dict)
    encodings: dict[str, int] = field(default_factory=dict)
    n_damaged: int = 0
    passed_over: dict[str, int] = field(default_factory=dict)
    n_told_apart: int = 0
    id_example: str = ""

    def sentences(self) -> list[str]:
        """The same in words.

        >>> Reading(n_dates_not_understood=2, date_example="tomorrow", encodings={"cp1256": 3}).sentences()
        ["2 dates not understood, such as 'tomorrow'", 'encoding not declared, taken to be: cp1256 (3 texts)']
        """
        said = []
        if self.n_dates_not_understood:
            dates = _several(self.n_dates_not_understood, "date")
            said.append(f"{dates} not understood, such as {self.date_example!r}")
        said += [f"dates of {name} read with the {order}" for name, order in self.date_orders.items()]
        if self.encodings:
            chosen = ", ".join(f"{name} ({_several(n, 'text')})" for name, n in self.encodings.items())
            said.append(f"encoding not declared, taken to be: {chosen}")
        if self.n_damaged:
            said.append(f"{_several(self.n_damaged, 'text')} with bytes wrong in their encoding, shown as \ufffd")
        if self.passed_over:
            kinds = ", ".join(f"{n:,} {kind}" for kind, n in self.passed_over.items())
            said.append(f"passed over: {kinds}")
        if self.n_told_apart:
            articles = _several(self.n_told_apart, "article")
            said.append(f"{articles} with the id of another outlet's article told apart, such as {self.id_example}")
        return said


def _several(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that was left out, and why. `id`, `path` (with the line or number of the record) or both identify it."""

    reason: str
    id: str = ""
    path: str = ""

    @property
    def name(self) -> str:
        """What identifies it, for people."""
        return f"{self.id} ({self.path})" if self.id and self.path else self.id or self.path
