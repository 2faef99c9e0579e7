"""What a server answers, typed; lists that are cut at a limit have the count of all beside them."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from dedup.index.results import Standing
from dedup.results import Relation


class Shared(TypedDict):
    """A passage as it stands in either article, its places in characters, and how much of it is the same."""

    kind: str
    words: int
    similarity: float
    a: tuple[int, int]
    b: tuple[int, int]
    text_a: str
    text_b: str


class Changed(TypedDict):
    """What was changed inside a passage."""

    kind: str
    text_a: str
    text_b: str


class Comparison(TypedDict):
    """How two articles relate. `relation` is null if they share no passage of substance.

    `contained` is the side that is contained in the other, `origin` the side that the other most likely comes from.
    `safe_to_drop` are the sides that may go in favour of the other: nothing of theirs is lost.
    """

    a: str
    b: str
    relation: Relation | None
    contained: Literal["a", "b"] | None
    similarity: float
    share_of_a: float
    share_of_b: float
    origin: Literal["a", "b"] | None
    origin_confidence: float
    safe_to_drop: list[Literal["a", "b"]]
    reasons: list[str]
    n_passages: int
    passages: list[Shared]
    n_changes: int
    changes: list[Changed]


class Found(TypedDict):
    """A stored article that shares text with the one that was asked about, seen from that one.

    `relation` "containing" is said of an article that contains the stored one.
    """

    id: str
    title: str
    source: str
    published: str | None
    relation: Relation | Literal["containing"]
    similarity: float
    share: float
    share_of_stored: float
    origin: Literal["asked", "stored"] | None
    origin_confidence: float
    safe_to_drop: bool
    why: list[str]


class Known(TypedDict):
    """What is known of an article. `stored` says what stands under its id: nothing, another text, or this one.

    `safe_to_drop` are the stored articles in favour of which it may go. `matches` are the first of `n_matches`.
    """

    id: str
    new: bool
    stored: Standing
    safe_to_drop: list[str]
    n_matches: int
    n_reuse: int
    matches: list[Found]


class Explanation(TypedDict):
    """Why two articles are a match or not, in sentences. `judged` says whether the rest of the archive was weighed."""

    a: str
    b: str
    relation: Relation | None
    reported: bool
    family: str | None
    judged: Literal["in the archive", "alone"]
    longest_run: int
    days_apart: int | None
    numbers: list[str]
    would_be: list[str]
    reasons: list[str]


class FromOrigin(TypedDict):
    """An article, its outlet, and why it goes back to its origin, or what leaves that open."""

    id: str
    source: str
    why: str


class Origin(TypedDict):
    """An agency, an outlet or an article to which articles go back; `articles` are the first of `n_articles`."""

    name: str
    kind: Literal["agency", "outlet", "article"]
    n_articles: int
    articles: list[FromOrigin]


class Origins(TypedDict):
    """To how many independent origins the articles of a story go back, as far as texts and credits tell.

    `uncertain` are the first of `n_uncertain` articles that may be independent or not; they count as no origin.
    """

    id: str
    n_articles: int
    n_origins: int
    origins: list[Origin]
    n_uncertain: int
    uncertain: list[FromOrigin]


class FamilyMember(TypedDict):
    """An article of a family, and how it relates to the origin."""

    id: str
    relation: str
    source: str
    published: str | None
    credit_removed: str | None


class Family(TypedDict):
    """Articles that are copies of one story; the origin comes first. `members` are the first of `n_members`."""

    id: str
    origin: str
    origin_confidence: float
    reasons: list[str]
    n_members: int
    members: list[FamilyMember]


class Families(TypedDict):
    """Families, the largest first: some of `n_families`, from the one at `offset`."""

    n_articles: int
    n_families: int
    offset: int
    families: list[Family]


class Stored(TypedDict):
    """A stored article: some of the `n_characters` of its text, from the one at `offset`."""

    id: str
    title: str
    source: str
    url: str
    author: str
    published: str | None
    n_characters: int
    offset: int
    text: str
