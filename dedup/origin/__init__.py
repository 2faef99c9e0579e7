"""Who was first: which of two articles, and which member of a family, the others most likely come from."""

from dedup.origin.facts import Facts
from dedup.origin.order import crawled_outlets, origin_order
from dedup.origin.party import KEPT_PARTIES, Parties, Party, View
from dedup.origin.stripped import credit_removed, family_agency
from dedup.origin.verdict import Origin, Verdicts, origin_of

__all__ = [
    "KEPT_PARTIES",
    "Facts",
    "Origin",
    "Parties",
    "Party",
    "Verdicts",
    "View",
    "crawled_outlets",
    "credit_removed",
    "family_agency",
    "origin_of",
    "origin_order",
]
