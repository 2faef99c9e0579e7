"""A cleaned collection on disk, in the formats it came in, and the way back."""

from __future__ import annotations

from dedup.writing.restore import restore
from dedup.writing.stream import check_stream, write_stream
from dedup.writing.write import check_out, plan_lines, write

__all__ = ["check_out", "check_stream", "plan_lines", "restore", "write", "write_stream"]
