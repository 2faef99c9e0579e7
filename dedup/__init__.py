"""Find near-duplicate and syndicated news text, and show the evidence."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dedup.article import Article
from dedup.config import Config
from dedup.errors import DedupError, IndexFormatError, InputError, MissingExtra

if TYPE_CHECKING:
    from dedup.cleaning import clean
    from dedup.explaining import why
    from dedup.index import Index
    from dedup.reading import read
    from dedup.scanning.compare import compare
    from dedup.scanning.report import Report
    from dedup.scanning.scan import scan

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Config",
    "DedupError",
    "Index",
    "IndexFormatError",
    "InputError",
    "MissingExtra",
    "Report",
    "clean",
    "compare",
    "read",
    "scan",
    "why",
]

_HOMES = {
    "Index": "dedup.index",
    "Report": "dedup.scanning.report",
    "clean": "dedup.cleaning",
    "compare": "dedup.scanning.compare",
    "read": "dedup.reading",
    "scan": "dedup.scanning.scan",
    "why": "dedup.explaining",
}


def __getattr__(name: str) -> Any:
    """Import what is heavy (the kernels) only when it is used."""
    if name not in _HOMES:
        raise AttributeError(f"module 'dedup' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
