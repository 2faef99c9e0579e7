"""The report as one page for a browser: self-contained, opened from disk, without any network."""

from dedup.output.html.page import write_comparison, write_page

__all__ = ["write_comparison", "write_page"]
