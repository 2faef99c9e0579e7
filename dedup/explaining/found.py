"""What an explanation says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dedup.reasons import Reason
from dedup.results import Match, Relation


@dataclass(frozen=True, slots=True)
class Bands:
    """The first channel, for texts similar as a whole: how similar two signatures are, and how many bands agree.

    `similarity` estimates the Jaccard similarity of the articles' shingles; `chance` is the probability that two texts
    this similar agree in a band and so become a candidate pair.
    """

    similarity: float
    n_agree: int
    n_bands: int
    chance: float


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The second channel, for shared passages: how many fingerprints each article has, and how many both.

    `n_hot` of the common ones are in so many articles that each of these is paired with only two others.
    """

    n_a: int
    n_b: int
    n_common: int
    n_hot: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the shared words weigh: `n_words` verbatim, by their rarity, without formulas, and without quotations.

    `formula` counts the words that are formula. `needed` is how much they must weigh for
    this pair to count as reuse: 0.0 if it counts in any case, None if no weight would be enough.
    """

    n_words: int
    by_rarity: float
    by_spread: float
    unquoted: float
    formula: float
    needed: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """A number that the verdict looks at, its limit, whether it is reached, and what it counts."""

    what: str
    value: float
    limit: float
    reached: bool
    unit: Literal["share", "words", "days", "facts"] = "share"


@dataclass(frozen=True, slots=True)
class Flip:
    """What would make the verdict another one, `relation`: None is nothing shared."""

    relation: Relation | None
    condition: Reason


@dataclass(frozen=True, slots=True)
class Why:
    """Why the verdict on two articles is what it is.

    `relation` is the verdict, None where they share no passage; `reported`, whether a report on the collection lists
    the pair, and `family` the id of the family that holds both, None without one. `nominated` says whether a channel
    proposed to compare them. `longest_run` counts the words of the longest run that both have; `days_apart` is None
    where a date is missing. `match` tells passages, changes and who was first.
    """

    a: str
    b: str
    relation: Relation | None
    reported: bool
    family: str | None
    nominated: bool
    bands: Bands
    fingerprints: Fingerprints
    longest_run: int
    days_apart: int | None
    evidence: Evidence | None
    steps: tuple[Step, ...]
    flips: tuple[Flip, ...]
    match: Match | None
