"""Find near-duplicate and syndicated news text, and show the evidence."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dedup.errors import DedupError, IndexFormatError, InputError, MissingExtra

if TYPE_CHECKING:
    from dedup.article import Article
    from dedup.cleaning import Cut, Novelty, Plan, Policy, Removal, clean
    from dedup.config import Config
    from dedup.explaining import Bands, Evidence, Fingerprints, Flip, Step, Why, why
    from dedup.index import Added, AddReport, Check, Index, Revision, Stats
    from dedup.matches.table import MatchTable
    from dedup.origin.verdict import Origin
    from dedup.reading import Reader, read
    from dedup.reasons import Reason
    from dedup.records import Ragged
    from dedup.results import (
        Attribution,
        Boilerplate,
        Change,
        Cluster,
        Credit,
        CreditRemoved,
        IndependentOrigin,
        Match,
        MatchPassage,
        Member,
        Occurrence,
        Passage,
        Reading,
        Repeat,
        Shared,
        Skipped,
        Story,
    )
    from dedup.scanning.compare import align, compare
    from dedup.scanning.on_demand import ArticleColumns
    from dedup.scanning.report import Report
    from dedup.scanning.scan import scan
    from dedup.tables.table import Table

__version__ = "0.1.0"

_HOMES = {
    "dedup.article": ("Article",),
    "dedup.cleaning": ("Cut", "Novelty", "Plan", "Policy", "Removal", "clean"),
    "dedup.config": ("Config",),
    "dedup.explaining": ("Bands", "Evidence", "Fingerprints", "Flip", "Step", "Why", "why"),
    "dedup.index": ("AddReport", "Added", "Check", "Index", "Revision", "Stats"),
    "dedup.matches.table": ("MatchTable",),
    "dedup.origin.verdict": ("Origin",),
    "dedup.reading": ("Reader", "read"),
    "dedup.reasons": ("Reason",),
    "dedup.records": ("Ragged",),
    "dedup.results": (
        "Attribution", "Boilerplate", "Change", "Cluster", "Credit", "CreditRemoved", "IndependentOrigin", "Match",
        "MatchPassage", "Member", "Occurrence", "Passage", "Reading", "Repeat", "Shared", "Skipped", "Story",
    ),
    "dedup.scanning.compare": ("align", "compare"),
    "dedup.scanning.on_demand": ("ArticleColumns",),
    "dedup.scanning.report": ("Report",),
    "dedup.scanning.scan": ("scan",),
    "dedup.tables.table": ("Table",),
}  # fmt: skip
"""Where each public name stands; it is imported when it is first used, since the engine takes a while."""

__all__ = [
    "AddReport", "Added", "Article", "ArticleColumns", "Attribution", "Bands", "Boilerplate", "Change", "Check",
    "Cluster", "Config", "Credit", "CreditRemoved", "Cut", "DedupError", "Evidence", "Fingerprints", "Flip",
    "IndependentOrigin", "Index", "IndexFormatError", "InputError", "Match", "MatchPassage", "MatchTable", "Member",
    "MissingExtra", "Novelty", "Occurrence", "Origin", "Passage", "Plan", "Policy", "Ragged", "Reader", "Reading",
    "Reason", "Removal", "Repeat", "Report", "Revision", "Shared", "Skipped", "Stats", "Step", "Story", "Table",
    "Why", "align", "clean", "compare", "read", "scan", "why",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, and keep it."""
    for home, names in _HOMES.items():
        if name in names:
            found = globals()[name] = getattr(import_module(home), name)
            return found
    raise AttributeError(f"module 'dedup' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
