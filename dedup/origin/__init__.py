"""Who was first: which of two articles, and which member of a family, the others most likely come from."""

from dedup.origin.lost_credits import credit_removed, removed_credit
from dedup.origin.order import crawled_outlets, origin_order
from dedup.origin.profiles import MAX_PROFILES, Profile, ProfileCache
from dedup.origin.provenance import Provenance
from dedup.origin.providers import Provided, TextAgencies, agreed_agency, family_agency, providers, text_agencies
from dedup.origin.screen import asked_of
from dedup.origin.verdict import EVERYTHING, LOST_CREDIT, OPEN, Asked, Origin, Verdicts, origin_of
from dedup.origin.view import View

__all__ = [
    "EVERYTHING",
    "LOST_CREDIT",
    "MAX_PROFILES",
    "OPEN",
    "Asked",
    "Origin",
    "Profile",
    "ProfileCache",
    "Provenance",
    "Provided",
    "TextAgencies",
    "Verdicts",
    "View",
    "agreed_agency",
    "asked_of",
    "crawled_outlets",
    "credit_removed",
    "family_agency",
    "origin_of",
    "origin_order",
    "providers",
    "removed_credit",
    "text_agencies",
]
