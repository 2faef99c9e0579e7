"""The verdict on a pair: all signs added up, the side they speak for, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from dedup.origin.attribution import COMMON_SOURCE, agency_signs, common_agencies, naming_signs, spelling_signs
from dedup.origin.cuts import cut_signs
from dedup.origin.declared import declaration_signs
from dedup.origin.times import time_signs
from dedup.origin.view import Sign, View
from dedup.reasons import Reason

Finder = Callable[[View], Iterator[Sign]]

SIGNS: tuple[Finder, ...] = (time_signs, agency_signs, naming_signs, declaration_signs, cut_signs, spelling_signs)
"""What is looked for, from either side. Each sign speaks by itself, so their log odds add up."""

MIN_CONFIDENCE = 0.6
"""From which one side is named; below, it stays open."""

MAX_CONFIDENCE = 0.99
"""At most: every sign can be forged, and some copies come first because the origin is not among the articles."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Which side was first, None where that is open; the confidence in [0, 1], 0.0 for None; and all reasons."""

    side: Literal["a", "b"] | None
    confidence: float
    reasons: tuple[Reason, ...]


Verdicts = Mapping[str, Origin]
"""Whether the origin of a family was before a member, by the member's id; the side "a" is the origin."""


class Asked(NamedTuple):
    """What is asked of a pair, `here` as it stands: bits by place in `SIGNS`, and `LOST_CREDIT`."""

    here: int
    there: int


LOST_CREDIT = 1 << len(SIGNS)

EVERYTHING = Asked((LOST_CREDIT << 1) - 1, (LOST_CREDIT << 1) - 1)
"""All that may be asked, of a pair of which nothing is known (`screen.asked_of`)."""

OPEN = Origin(None, 0.0, ())
"""The verdict on a pair without signs."""


def origin_of(view: View, asked: Asked = EVERYTHING) -> Origin:
    """Which side of a view was first: "a" the source, "b" the copy; only the signs that are `asked` for are looked for.

    Reasons stand in the order of their weight, those of one weight in the order of `SIGNS`.
    """
    swapped = view.swapped() if asked.there & ~LOST_CREDIT else None
    signs: list[Sign] = []
    for bit, find in enumerate(SIGNS):
        if asked.here >> bit & 1:
            signs += find(view)
        if swapped is not None and asked.there >> bit & 1:
            signs += [Sign(-weight, reason) for weight, reason in find(swapped)]
    if not signs:
        return OPEN
    signs.sort(key=lambda sign: -abs(sign.weight))
    common = common_agencies(view)
    total = math.fsum(sign.weight for sign in signs) * (COMMON_SOURCE if common else 1.0)
    reasons = [reason for weight, reason in signs if weight * total > 0]
    reasons += [reason.as_counterargument() for weight, reason in signs if weight * total < 0]
    if common:
        reasons.append(Reason("common_credit", {"agencies": common}))
    confidence = confidence_of(abs(total))
    if not confidence:
        return Origin(None, 0.0, tuple(reasons))
    return Origin("a" if total > 0 else "b", confidence, tuple(reasons))


def confidence_of(total: float) -> float:
    """The probability that log odds amount to, 0.0 where they are too weak to name a side.

    >>> confidence_of(2.0), confidence_of(0.3), confidence_of(9.0)
    (0.881, 0.0, 0.99)
    """
    probability = round(1 / (1 + math.exp(-total)), 3)
    return min(probability, MAX_CONFIDENCE) if probability >= MIN_CONFIDENCE else 0.0
