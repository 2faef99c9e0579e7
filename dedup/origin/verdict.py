"""The verdict on a pair: all signs added up, the side they speak for, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dedup.origin.attribution import COMMON_SOURCE, agency_signs, common_agencies, naming_signs, spelling_signs
from dedup.origin.cuts import cut_signs
from dedup.origin.declared import declaration_signs
from dedup.origin.times import time_signs
from dedup.origin.view import Sign, View
from dedup.reasons import Reason

SIGNS = (time_signs, agency_signs, naming_signs, declaration_signs, cut_signs, spelling_signs)
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


def origin_of(view: View) -> Origin:
    """Which side of a view was first: "a" the source, "b" the copy.

    Reasons stand in the order of their weight, those of one weight in the order of `SIGNS`.
    """
    swapped = view.swapped()
    signs: list[Sign] = []
    for find in SIGNS:
        signs += find(view)
        signs += [Sign(-weight, reason) for weight, reason in find(swapped)]
    signs.sort(key=lambda sign: -abs(sign.weight))
    common = common_agencies(view)
    total = math.fsum(sign.weight for sign in signs) * (COMMON_SOURCE if common else 1.0)
    reasons = [reason for weight, reason in signs if weight * total > 0]
    reasons += [reason.as_counterargument() for weight, reason in signs if weight * total < 0]
    if common and signs:
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
