"""Policy: what a clean removes, which copy it keeps, and what it cuts from the articles that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from dedup.arguments import refused, require, require_names
from dedup.errors import InputError

Drop = Literal["exact", "reprint", "contained"]
Strip = Literal["repeats", "boilerplate", "seen"]
Keep = Literal["origin", "longest", "first", "last"]

DROPS: tuple[Drop, ...] = get_args(Drop)
STRIPS: tuple[Strip, ...] = get_args(Strip)
KEEPS: tuple[Keep, ...] = get_args(Keep)


@dataclass(frozen=True, slots=True)
class Policy:
    """What may go, and what is kept.

    `drop`: the relations to a kept article with which an article may go. `keep`: which of several copies is kept: the
    "origin" of its family, the "longest", the "first" or "last" published, or the one of the outlet that comes first
    in `sources`. `strip`: what is cut from articles that are kept: "repeats" inside one, an outlet's "boilerplate",
    passages "seen" in an article that comes before in the order of `keep`.

    An article goes only if its content is in the one that is kept, and nothing differs that changes what is said
    (`dedup.differences`); in case of doubt it is kept. At most `max_lost` of its words (a share) are lacking there, and
    at most `max_lost_run` of them in a row: bylines, datelines and headings. With `reworded` it may also go if words
    were exchanged, left out or added whose meaning no table gives: synonyms and titles, but also names.

    Raises `InputError` if a value is unknown or out of range.
    """

    drop: tuple[Drop, ...] = DROPS
    keep: Keep = "origin"
    sources: tuple[str, ...] = ()
    strip: tuple[Strip, ...] = ()

    max_lost: float = 0.1
    """Share of an article's words. What a newsroom changes in a copy - titles of honour, spellings, "added that",
    a byline - comes to less; more is a text of its own."""

    max_lost_run: int = 5
    """Words: a byline, or what was put in another way; six words in a row can be a statement. With `reworded`, words
    inside the text that the kept one just leaves out are at most three in a row (`containing.MAX_LEFT_OUT`)."""

    reworded: bool = False
    """Numbers, signs, units, days, negations and the like must still be the same."""

    min_seen: int = 12
    """Words of the shortest stretch of whole sentences that is stripped as seen; shorter ones are sentences that two
    reports may well share, and an article full of holes reads badly."""

    min_left: int = 12
    """Words that are left of an article when its seen passages are cut; where it would be fewer it stays whole. A
    headline or the opening of a report says little without what it belongs to. (At most `max_lost_run` words, without
    a number, are a byline: then the article goes.)"""

    def __post_init__(self) -> None:
        require("drop", self.drop, (tuple, list), f"a tuple of any of {', '.join(DROPS)}")
        require("strip", self.strip, (tuple, list), f"a tuple of any of {', '.join(STRIPS)}")
        require("sources", self.sources, (tuple, list), "a tuple of names of outlets")
        require("max_lost", self.max_lost, (int, float), "a share from 0 to 1")
        for name in ("max_lost_run", "min_seen", "min_left"):
            require(name, getattr(self, name), int, "a whole number")
        _check_known("drop", self.drop, DROPS)
        _check_known("strip", self.strip, STRIPS)
        _check_known("keep", (self.keep,), KEEPS)
        if not 0 <= self.max_lost <= 1:
            raise InputError(f"max_lost is a share from 0 to 1, not {self.max_lost}")
        if self.max_lost_run < 0 or self.min_seen < 1 or self.min_left < 0:
            raise InputError("max_lost_run and min_left must be 0 or more, min_seen 1 or more")

    @classmethod
    def given(cls, policy: Policy | None, *words: Any) -> Policy:
        """The policy that a caller gave, or one of words (`of`). Raises `InputError` for anything else."""
        if policy is not None and not isinstance(policy, Policy):
            raise refused("policy", policy, 'a Policy, such as Policy(keep="longest")')
        return policy or cls.of(*words)

    @classmethod
    def of(cls, drop: Sequence[str] | str, keep: str | Sequence[str], strip: Sequence[str] | str) -> Policy:
        """A policy from words as they stand on a command line; `keep` other than the four ways names sources.

        >>> Policy.of("exact,reprint", "spa,reuters", "").sources
        ('spa', 'reuters')
        """
        chosen: dict[str, Any] = {
            "drop": require_names("drop", drop, f"any of {', '.join(DROPS)}"),
            "strip": require_names("strip", strip, f"any of {', '.join(STRIPS)}"),
        }
        wanted = require_names("keep", keep, f"one of {', '.join(KEEPS)}, or names of outlets")
        if wanted and set(wanted) <= set(KEEPS):
            if len(wanted) > 1:
                raise InputError(f"keep takes one of {', '.join(KEEPS)}, or names of sources")
            chosen["keep"] = wanted[0]
        else:
            chosen["sources"] = wanted
        return cls(**chosen)

    def as_dict(self) -> dict[str, Any]:
        """The policy by name, for plans."""
        return asdict(self)


def _check_known(name: str, values: Sequence[str], known: Sequence[str]) -> None:
    for value in values:
        if value not in known:
            raise InputError(f'{name}: "{value}" is none of {", ".join(known)}')
