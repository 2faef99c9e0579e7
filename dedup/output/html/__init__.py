"""The report as one page for a browser: self-contained, opened from disk, without any network."""

from dedup.output.html.page import check_extra, write_comparison, write_page

__all__ = ["check_extra", "write_comparison", "write_page"]
