"""The command: flags, one call, an exit code."""

from __future__ import annotations

import click

from dedup import __version__
from dedup.cli import options
from dedup.cli.clean import clean
from dedup.cli.compare import compare
from dedup.cli.group import Commands
from dedup.cli.index import index
from dedup.cli.mcp import mcp
from dedup.cli.report import report
from dedup.cli.restore import restore
from dedup.cli.why import why

__all__ = ["main"]


@click.group("dedup", cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="dedup", message="%(prog)s %(version)s")
def main() -> None:
    """Find news articles that reuse each other's text, whole or in part.

    Results go to stdout, everything else to stderr. The exit code is 0 on success and 2 on error.
    """


for command in (report, compare, why, clean, restore, index, mcp):
    main.add_command(command)
options.add_quiet(main)
