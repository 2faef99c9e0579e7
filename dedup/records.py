"""Records: what travels between the stages in columns."""

from __future__ import annotations

from dedup.results import PassageKind

KINDS: tuple[PassageKind, ...] = ("verbatim", "edited", "rewritten", "summary")
"""By code; a code is the index here."""

VERBATIM, EDITED, REWRITTEN, SUMMARY = range(4)
