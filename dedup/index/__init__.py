"""The index: a collection that grows for years, asked before an article is stored."""

from __future__ import annotations

from importlib.util import find_spec

from dedup.errors import MissingExtra

if find_spec("sqlalchemy") is None:
    raise MissingExtra("the index", "index")

from dedup.index.index import Index
from dedup.index.results import Added, AddReport, Check, Outcome, Revision, Stats

__all__ = ["AddReport", "Added", "Check", "Index", "Outcome", "Revision", "Stats"]
